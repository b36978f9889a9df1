"""Badge files uploaded on the page of sources: judged first, kept when asked for, for real."""

import io
import json
import shutil
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.filters import Filters
from etl.paths import PROJECT, Paths
from etl.publish import Shelf, open_build
from tests import badge_makers as make

PAGE = str(PROJECT / "pages" / "sources.py")
KEY = make.signer(seed="harbour")
ADA = "ada@example.org"


@pytest.fixture(scope="module")
def root(built: Paths, tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A data folder with the bundled catalog and build, and no people."""
    paths = Paths(tmp_path_factory.mktemp("upload"))
    for name in ("catalog", "reference", "warehouse"):
        shutil.copytree(built.root / name, paths.root / name)
    return paths


@pytest.fixture(autouse=True)
def _served(root: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CREDENCE_DATA", str(root.root))
    monkeypatch.chdir(PROJECT)
    # A test has no connection whose address could be looked at.
    monkeypatch.setattr("dashboard.importing.why_not_import", lambda: None)
    st.cache_data.clear()
    yield
    shutil.rmtree(root.people, ignore_errors=True)
    st.cache_data.clear()
    st.cache_resource.clear()


def page() -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=60)
    test.session_state["filters"] = Filters()
    test.query_params["part"] = "Add your data"
    return checked(test.run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception, test.exception[0].value
    return test


def uploaded(test: AppTest, name: str, content: bytes) -> AppTest:
    return checked(test.file_uploader[0].upload(name, content, "application/octet-stream").run())


def words(test: AppTest) -> str:
    kinds = ("markdown", "caption", "info", "error", "success", "subheader", "text")
    shown = [element for kind in kinds for element in getattr(test, kind)]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def badge(name: str = "Welding, level 2", number: int = 1, email: str = ADA) -> str:
    document = make.credential(KEY.did, name=name, id=f"urn:uuid:0-{number}")
    document["credentialSubject"]["achievement"]["name"] = name
    (identity,) = document["credentialSubject"]["identifier"]
    identity["identityHash"] = make.email_hash(email, "s4lt")
    return make.vc_jwt(document, KEY)


def zipped(**files: str) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for number, (name, text) in enumerate(files.items()):
            archive.writestr(f"{name}-{number}.jwt", text)
    return content.getvalue()


def pool(root: Paths, sql: str) -> pd.DataFrame:
    current = Shelf(root.people).current()
    assert current is not None
    with open_build(current) as connection:
        return connection.execute(sql).df()


def imported(root: Paths) -> list[Path]:
    return list(root.people.glob("imports/*/*.parquet"))


def test_a_badge_is_shown_and_kept_only_when_asked_for(root: Paths) -> None:
    shown = uploaded(page(), "badge.jwt", badge().encode())
    assert "Read as badges" in words(shown)
    assert "1 badge came: 0 can be kept, 1 cannot be used. 1 valid." in words(shown)
    assert not shown.button
    row = shown.dataframe[0].value.iloc[0]
    assert (row["badge"], row["verdict"], row["belongs"]) == (
        "Welding, level 2",
        "Valid",
        "not known",
    )
    assert "in the field above" in row["kept"]

    shown = checked(shown.text_input[0].set_value(f" {ADA} ").run())
    assert "1 badge came: 1 can be kept, 0 cannot be used. 1 valid." in words(shown)
    row = shown.dataframe[0].value.iloc[0]
    assert (row["belongs"], row["kept"]) == ("yes, by e-mail address", "will be kept")
    assert not imported(root)

    shown = checked(shown.button(key="import_badges_keep").click().run())
    assert "The pages about people show them now." in words(shown)
    assert imported(root)
    held = pool(root, "SELECT verdict, recipient_match, issuer_trust FROM people.awards")
    assert held.values.tolist() == [["valid", "email_hash", "self_asserted"]]


def test_kept_badges_are_checked_again_when_asked_for(root: Paths) -> None:
    shown = uploaded(page(), "badge.jwt", badge().encode())
    shown = checked(shown.text_input[0].set_value(ADA).run())
    checked(shown.button(key="import_badges_keep").click().run())
    (root.people / "trusted_issuers.csv").write_text(f"issuer_id,name\n{KEY.did},Harbour College\n")
    shown = page()
    assert "1 badge of the pool can be checked." in words(shown)
    shown = checked(shown.button(key="recheck").click().run())
    assert "1 badge checked, offline. Every verdict is as it was." in words(shown)
    held = pool(root, "SELECT verdict, issuer_trust FROM people.awards")
    assert held.values.tolist() == [["valid", "allow_listed"]]


def test_somebody_elses_badge_is_told_beside_its_verdict() -> None:
    shown = uploaded(page(), "badge.jwt", badge(email="eve@example.org").encode())
    shown = checked(shown.text_input[0].set_value(ADA).run())
    row = shown.dataframe[0].value.iloc[0]
    assert (row["verdict"], row["belongs"]) == ("Valid", "no, somebody else's")


def test_nobody_is_asked_unless_the_reader_says_so() -> None:
    """The badge names no address, so that this needs no network either way."""
    shown = uploaded(page(), "badge.jwt", badge().encode())
    assert not shown.toggle[0].value
    assert "Nobody was asked" in words(shown)
    assert "never inside your network" not in words(shown)
    shown = checked(shown.toggle[0].set_value(True).run())
    assert "never inside your network" in words(shown)
    assert "Nobody was asked" not in words(shown)


def test_the_next_file_is_nobodys_until_it_is_said() -> None:
    shown = uploaded(page(), "ada.jwt", badge().encode())
    shown = checked(shown.text_input[0].set_value(ADA).run())
    shown = uploaded(shown, "bob.jwt", badge(email="bob@example.org").encode())
    assert shown.text_input[0].value == ""
    assert "1 badge came: 0 can be kept" in words(shown)


def test_a_strangers_text_is_shown_as_it_is(root: Paths) -> None:
    loud = "<script>alert(1)</script> **bold** $x$ :red[loud] [link](javascript:alert(1))"
    shown = uploaded(page(), "badges.zip", zipped(**{loud.replace("/", "-"): badge(loud)}))
    assert shown.dataframe[0].value.iloc[0]["badge"] == loud
    assert "<script>" not in "\n".join(m.value for m in (*shown.markdown, *shown.caption))


def test_who_it_is_may_look_like_an_option(root: Paths) -> None:
    shown = uploaded(page(), "badge.jwt", badge().encode())
    shown = checked(shown.text_input[0].set_value("--online").run())
    assert "1 badge came: 1 can be kept" in words(shown) or shown.error
    assert "usage:" not in words(shown)


def test_who_it_is_that_is_no_address_gets_a_sentence() -> None:
    shown = uploaded(page(), "badge.jwt", badge().encode())
    shown = checked(shown.text_input[0].set_value("a@b").run())
    assert shown.error
    assert "Traceback" not in words(shown)


def test_a_json_of_rows_is_still_read_as_rows() -> None:
    rows = json.dumps([{"candidate_id": "7", "name": "Zed Ample", "email": "zed@mail.example"}])
    shown = uploaded(page(), "people.json", rows.encode())
    assert "Read as candidates" in words(shown)
    assert not shown.text_input


def test_the_sample_says_when_its_badges_were_judged_and_offers_nothing() -> None:
    shown = page()
    assert "of the pool can be checked. The last check was on 1 November 2026" in words(shown)
    assert "These are invented people" in words(shown)
    assert not shown.button


def test_who_may_not_import_meets_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dashboard.importing.why_not_import", lambda: "Only analysts may.")
    shown = page()
    assert "Only analysts may." in words(shown)
    assert not shown.file_uploader
