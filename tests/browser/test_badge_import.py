"""Badge files through the page: a zip of them is judged and shown, kept when asked for, checked."""

import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from badges.reading.base64url import unpadded
from tests import badge_makers as make
from tests.browser.conftest import Server
from tests.browser.test_app import open_page, settle
from tests.browser.test_import import ADD, upload

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ADA = "ada@example.org"
LOUD = "<script>alert('welding')</script> **level 2** $x$ :red[loud]"


@pytest.fixture
def people(server: Server) -> Iterator[Path]:
    """The folder of people; afterwards the other tests meet the sample again."""
    folder = server.data / "people"
    yield folder
    for kept in (folder / "imports", folder / "quarantine"):
        shutil.rmtree(kept, ignore_errors=True)
    for build in folder.glob("2*"):
        shutil.rmtree(build) if build.is_dir() else build.unlink()
    (folder / "CURRENT").unlink(missing_ok=True)


def badge(name: str, number: int, email: str = ADA) -> str:
    """A signed badge of an invented college."""
    key = make.signer(seed="harbour")
    document = make.credential(key.did, name=name, id=f"urn:uuid:0000-{number}")
    document["credentialSubject"]["achievement"]["name"] = name
    (identity,) = document["credentialSubject"]["identifier"]
    identity["identityHash"] = make.email_hash(email, "s4lt")
    return make.vc_jwt(document, key)


def changed(token: str) -> str:
    """The same badge with another name in it, under the signature of the first."""
    head, payload, signature = token.split(".")
    said = json.loads(unpadded(payload))
    said["credentialSubject"]["achievement"]["name"] = "Welding, level 9"
    return f"{head}.{make.b64(json.dumps(said).encode())}.{signature}"


def zipped(path: Path) -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr(f"{ADA}/welding.jwt", badge(LOUD, 1))
        archive.writestr(f"{ADA}/soldering.jwt", badge("Soldering", 2))
        archive.writestr(f"{ADA}/changed.jwt", changed(badge("Welding, level 1", 3)))
        archive.writestr(f"{ADA}/notes.txt", "not a badge at all")
        archive.writestr("stray.jwt", badge("Brazing", 4, "nobody@example.org"))
    return path


def test_a_zip_of_badges_is_shown_first_and_kept_when_asked_for(
    page: "Page", server: Server, people: Path, tmp_path: Path
) -> None:
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.message), dialog.dismiss()))
    page.set_viewport_size({"width": 2600, "height": 1000})  # the grid writes what is in sight
    upload(page, server, zipped(tmp_path / "badges.zip"))
    page.get_by_text("Read as badges").first.wait_for(timeout=30_000)
    page.get_by_text("5 badges came: 3 can be kept, 2 cannot be used").wait_for()
    page.wait_for_timeout(1500)  # the grid writes its readable table a moment after its picture
    cells = [c.inner_text() for c in page.query_selector_all("canvas table td")]
    assert LOUD in cells
    assert "The badge was changed after it was signed." in cells
    assert "will be kept, but not count as held" in cells
    assert not list(people.glob("imports/awards/*"))

    whose = page.get_by_role("textbox", name="Whose badges are these?")
    whose.fill("nobody@example.org")
    page.keyboard.press("Enter")
    page.get_by_text("5 badges came: 4 can be kept").wait_for(timeout=30_000)
    whose.fill("")
    page.keyboard.press("Enter")
    page.get_by_text("5 badges came: 3 can be kept").wait_for(timeout=30_000)
    settle(page)
    page.get_by_role("button", name="Keep 3 badges").click()
    page.get_by_text("The pages about people show them now").wait_for(timeout=60_000)
    assert list(people.glob("imports/awards/*.parquet"))
    assert list(people.glob("imports/checks/*.parquet"))

    open_page(page, server, ADD)
    page.get_by_text("3 badges of the pool can be checked").wait_for(timeout=30_000)
    page.get_by_role("button", name="Check the badges again").click()
    page.get_by_text("3 badges checked, offline. Every verdict is as it was.").wait_for(
        timeout=60_000
    )
    assert len(list(people.glob("imports/checks/*.parquet"))) > 1
    assert asked == []
