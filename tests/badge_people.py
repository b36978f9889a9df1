"""A data folder with a few people and a trusted issuer, and badges for them: for tests of imports.

Badges are signed by Harbour College (``make.signer()``) unless another key is given.
"""

import json
from pathlib import Path
from typing import Any

import pandas as pd

from etl.importing.command import import_file
from etl.importing.outcome import Outcome
from etl.paths import Paths
from etl.people.badge_judging import Asked
from etl.publish import Shelf, open_build
from tests import badge_makers as make
from tests.conftest import BUNDLED

Json = dict[str, Any]
KEY = make.signer()
CANDIDATES = """\
Candidate ID,Candidate Name,Email,Current Title
c-1,Ada Ample,ada@example.org,Welder
c-2,Bo Ample,bo@example.org,Cook
c-3,Cy Ample,both@example.org,Cook
c-4,Di Ample,both@example.org,Cook
"""


def data_folder(folder: Path, candidates: str = CANDIDATES) -> Paths:
    """A data folder with the bundled catalog, and candidates."""
    for name in ("catalog", "reference"):
        (folder / name).symlink_to(BUNDLED.root / name)
    paths = Paths(folder)
    file = folder / "people.csv"
    file.write_text(candidates, encoding="utf-8")
    import_file(file, paths, "candidates")
    file.unlink()
    return paths


def trusts(paths: Paths, *rows: str) -> None:
    """Write the list of trusted issuers: rows of issuer_id,name,key,catalog_issuer_id."""
    text = "issuer_id,name,key,catalog_issuer_id\n" + "".join(f"{row}\n" for row in rows)
    (paths.people / "trusted_issuers.csv").write_text(text, encoding="utf-8")


def document(
    name: str = "Welding, level 2",
    email: str | None = "ada@example.org",
    issuer: str = "Harbour College",
    number: int = 1,
    did: str | None = None,
    by: str = KEY.did,
    achievement: Json | None = None,
    **changes: Any,
) -> Json:
    """An unsigned credential; ``email`` is hashed in it, None names nobody."""
    made = make.credential(by, **changes)
    made["id"] = f"urn:uuid:3f1c7d2e-6a55-4c0e-9d0a-{number:012d}"
    made["issuer"]["name"] = issuer
    made["name"] = name
    subject = made["credentialSubject"]
    subject["achievement"] |= {"name": name, **(achievement or {})}
    if did:
        subject["id"] = did
    else:
        del subject["id"]
    if email is None:
        del subject["identifier"]
        subject.setdefault("id", "urn:uuid:6a55-4c0e")
    else:
        subject["identifier"][0]["identityHash"] = make.email_hash(email, "s4lt")
    return made


def badge(name: str = "Welding, level 2", key: make.Signer = KEY, **more: Any) -> Json:
    """A signed badge; the arguments are those of ``document``."""
    return make.with_proof(document(name, by=more.pop("by", key.did), **more), key)


def text(of: Json) -> bytes:
    """A badge as a file."""
    return json.dumps(of).encode()


def gives(
    paths: Paths, content: bytes, name: str = "badge.json", *, dry_run: bool = False, **asked: Any
) -> Outcome:
    """Import a file of these bytes."""
    file = paths.root / name
    file.write_bytes(content)
    return import_file(file, paths, "awards", dry_run=dry_run, asked=Asked(**asked))


def answers(folder: Path, known: dict[str, Any]) -> Path:
    """A folder of stored answers, by address."""
    folder.mkdir(exist_ok=True)
    index = {}
    for number, (url, content) in enumerate(known.items()):
        file = folder / f"{number}.json"
        file.write_bytes(content if isinstance(content, bytes) else json.dumps(content).encode())
        index[url] = f"{folder.name}/{file.name}"
    (folder / "index.json").write_text(json.dumps(index))
    return folder


def pool(paths: Paths, sql: str) -> pd.DataFrame:
    """Rows of the served pool."""
    current = Shelf(paths.people).current()
    assert current is not None
    with open_build(current) as connection:
        return connection.execute(sql).df()


def held(paths: Paths) -> list[tuple[Any, ...]]:
    """Who holds what, by credential id, with the verdict and the day of verification."""
    rows = pool(
        paths,
        "SELECT candidate_id, credential_id, verdict, verified_on IS NOT NULL AS is_verified "
        "FROM people.awards ORDER BY ALL",
    )
    return list(rows.itertuples(index=False, name=None))


def not_held(paths: Paths) -> list[tuple[str, str]]:
    """Who does not hold what any more, or never did: candidate and state."""
    rows = pool(paths, "SELECT candidate_id, state FROM people.awards_not_held ORDER BY ALL")
    return list(rows.itertuples(index=False, name=None))
