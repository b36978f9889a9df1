"""Badge files behind imports: which files, whose badges, what is held, and what is kept of them."""

import json
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as some

from badges.reasons import sentence
from etl.errors import DataError
from etl.importing.badge_files import bags, content_sha256, entries, holds_badges
from etl.importing.command import import_file
from etl.paths import Paths
from etl.people.imported import kept_files, refresh_imported_pool
from tests import badge_makers as make
from tests import badge_pictures as pictures
from tests.badge_people import (
    KEY,
    answers,
    badge,
    data_folder,
    document,
    gives,
    held,
    not_held,
    pool,
    text,
    trusts,
)
from tests.badge_pictures import zipped

OTHER = make.signer(seed="somebody else")
WELDING = "badge:harbour-college-welding-level-2"
BUILD = "SELECT build_id FROM people.build"
TAMPERED = text(badge()).replace(b"level 2", b"level 3")


@pytest.fixture
def root(tmp_path: Path) -> Paths:
    return data_folder(tmp_path)


def in_clear(email: str) -> dict[str, Any]:
    made = document(email=None)
    made["credentialSubject"]["identifier"] = [
        {"type": "IdentityObject", "hashed": False, "identityHash": email,
         "identityType": "emailAddress"}
    ]  # fmt: skip
    return make.with_proof(made, KEY)


@pytest.mark.parametrize(
    ("name", "content", "form"),
    [
        ("a.json", text(badge()), "ob3-di"),
        ("a.txt", make.vc_jwt(document(), KEY).encode(), "ob3-jwt"),
        ("a.png", pictures.baked_png(text(badge())), "ob3-di-png"),
        ("a.svg", pictures.baked_svg(f"<![CDATA[{text(badge()).decode()}]]>"), "ob3-di-svg"),
        ("a.json", text({"badges": [badge()]}), "ob3-di"),
        ("a.csv", b'name,badge\nAda,"' + text(badge()).replace(b'"', b'""') + b'"\n', "ob3-di"),
        ("a.zip", zipped({"x/1.json": text(badge())}), "ob3-di"),
    ],
)
def test_a_badge_is_known_by_its_bytes(root: Paths, name: str, content: bytes, form: str) -> None:
    found = gives(root, content, name)
    assert (found.rows_in, found.kept, found.quarantined) == (1, 1, 0)
    assert found.as_json()["badges"][0]["format"] == form
    assert held(root) == [("c-1", WELDING, "valid", False)]
    files = pool(root, "FROM people.badge_files")
    assert list(files["badge_format"]) == [form]
    again = gives(root, files["badge_text"][0].encode(), "again.txt", person="c-1")
    assert again.as_json()["badges"][0]["verdict"] == "valid"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("a.csv", b"Badge,Email,Badge URL\nX,a@b.example,https://b.example/1\n"),
        ("a.json", b'[{"badge": "X", "email": "a@b.example", "issuedOn": "2024-01-02"}]'),
        ("a.json", b'[{"badge": "X", "email": "a@b.example", "type": "course"}]'),
        ("a.json", b'{"badge": "X", "email": "a@b.example"}\n{"badge": "Y"}\n'),
        ("a.csv", b"one column\nwithout a badge\n"),
    ],
)
def test_a_table_stays_a_table(root: Paths, name: str, content: bytes) -> None:
    file = root.root / name
    file.write_bytes(content)
    assert not holds_badges(file)


STRANGE = (
    some.binary(max_size=300)
    | some.text(max_size=300).map(str.encode)
    | some.sampled_from(
        [b"PK\x03\x04", b"\x89PNG\r\n\x1a\n", b"{", b"[1]", b"<svg", b'{"@context": 7}', b"a.b.c"]
    )
)


@given(start=STRANGE, rest=STRANGE)
@settings(max_examples=150, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_any_file_is_a_table_or_is_read_as_badges(
    tmp_path: Path, start: bytes, rest: bytes
) -> None:
    file = tmp_path / "given"
    file.write_bytes(start + rest)
    if holds_badges(file):
        assert [e.name for e in entries(file)]


def test_a_workbook_is_no_zip_of_badges(root: Paths) -> None:
    import pandas as pd

    file = root.root / "a.xlsx"
    pd.DataFrame({"Badge": ["CompTIA A+"], "Email": ["bo@example.org"]}).to_excel(file, index=False)
    found = import_file(file, root, "awards")
    assert (found.kept, found.badges) == (1, None)
    assert held(root) == [("c-2", "comptia-a-plus", "not_checked", False)]


def test_badges_are_no_table_of_candidates(root: Paths) -> None:
    file = root.root / "a.json"
    file.write_bytes(text(badge()))
    for kind in ("candidates", "hires", "groups"):
        with pytest.raises(DataError, match="import badges with --as awards"):
            import_file(file, root, kind)
    assert import_file(file, root).kept == 1


CASES: dict[str, tuple[dict[str, bytes], dict[str, Any], str]] = {
    "an id is given": ({"1.json": text(badge(email=None))}, {"person": "c-2"}, "c-2"),
    "an address is given": (
        {"1.json": text(badge(email=None))}, {"person": "BO@example.org"}, "c-2",
    ),
    "what is given comes first": ({"c-1/1.json": text(badge())}, {"person": "c-2"}, "c-2"),
    "a folder has an id": ({"c-2/1.json": text(badge(email=None))}, {}, "c-2"),
    "a folder has an address": ({"bo@example.org/x/1.json": text(badge(email=None))}, {}, "c-2"),
    "a folder comes before an address": ({"c-2/1.json": text(badge())}, {}, "c-2"),
    "a folder of no known name": ({"badges/1.json": text(badge())}, {}, "c-1"),
    "an address in clear": ({"1.json": text(in_clear("Bo@Example.org"))}, {}, "c-2"),
    "a hashed address": ({"1.json": text(badge(email="bo@example.org"))}, {}, "c-2"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_whose_badge_it_is(root: Paths, case: str) -> None:
    files, asked, person = CASES[case]
    found = gives(root, zipped(files), "a.zip", **asked)
    assert found.kept == 1, found.rejects
    assert list(pool(root, "FROM people.awards")["candidate_id"]) == [person]
    told = found.as_json()["badges"][0]
    assert (told["candidate"], told["is_kept"]) == (person, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (badge(email="nobody@example.org"), "nobody known has the address"),
        (badge(email=None), "does not name an e-mail address or a known person"),
        (badge(email=None, did="did:example:x"), "does not name an e-mail address"),
    ],
)
def test_nobody_is_guessed(root: Paths, content: dict[str, Any], reason: str) -> None:
    before = pool(root, BUILD)["build_id"][0]
    found = gives(root, text(content))
    assert (found.kept, found.quarantined, found.exit_code) == (0, 1, 1)
    assert reason in found.rejects[0].reason
    assert "--person" in found.rejects[0].reason
    assert found.quarantine_file is not None
    assert pool(root, BUILD)["build_id"][0] == before
    assert not kept_files(root, "awards")


def test_an_address_that_several_share_is_nobodys_id(root: Paths) -> None:
    gives(root, text(badge(email="both@example.org")))
    (person,) = pool(root, "FROM people.awards")["candidate_id"]
    assert person.startswith("person-")


def test_a_did_tells_whose_badge_it_is_once_one_of_theirs_has_it(root: Paths) -> None:
    gives(root, text(badge(did="did:example:ada")))
    found = gives(root, text(badge("Pipes", email=None, did="did:example:ada", number=2)))
    told = found.as_json()["badges"][0]
    # Ada's other badge says whose this one is; that the DID is hers nobody vouches for.
    assert (told["candidate"], told["recipient_match"]) == ("c-1", "unknown")
    gives(root, text(badge("Tubes", email="bo@example.org", did="did:example:ada", number=3)))
    twice = gives(root, text(badge("Rods", email=None, did="did:example:ada", number=4)))
    assert "several people" in twice.rejects[0].reason


def test_a_did_is_believed_where_a_trusted_issuer_says_it(root: Paths) -> None:
    trusts(root, f"{KEY.did},Harbour College,,")
    gives(root, text(badge(did="did:example:ada")))
    found = gives(root, text(badge("Pipes", email=None, did="did:example:ada", number=2)))
    assert found.as_json()["badges"][0]["recipient_match"] == "did"
    assert [row[3] for row in held(root)] == [True, True]


def test_a_did_is_believed_while_its_issuer_is_trusted(root: Paths) -> None:
    other = make.signer(seed="some academy")
    trusts(root, f"{KEY.did},Harbour College,,", f"{other.did},Some Academy,,")
    gives(root, text(badge("Course", other, email="bo@example.org", did="did:example:ada")))
    trusts(root, f"{KEY.did},Harbour College,,")
    stolen = badge("Pipes", email=None, did="did:example:ada", number=2)
    found = gives(root, text(stolen), person="c-2")
    assert found.as_json()["badges"][0]["recipient_match"] == "unknown"
    assert [row[3] for row in held(root)] == [False, False]


def test_of_a_badge_of_several_people_no_did_is_learned(root: Paths) -> None:
    trusts(root, f"{KEY.did},Harbour College,,")
    team = document("Team award", did="did:example:ada")
    second = document(email="bo@example.org", did="did:example:bo")["credentialSubject"]
    team["credentialSubject"] = [team["credentialSubject"], second]
    gives(root, text(make.with_proof(team, KEY)), person="c-1")
    stolen = badge("Pipes", email=None, did="did:example:bo", number=2)
    found = gives(root, text(stolen), person="c-1")
    assert found.as_json()["badges"][0]["recipient_match"] == "unknown"


@pytest.mark.parametrize("name", ["Di Ample", None])
def test_an_address_that_several_share_verifies_none_of_them(root: Paths, name: str | None) -> None:
    trusts(root, f"{KEY.did},Harbour College,,")
    made = document(email="both@example.org")
    made["credentialSubject"] |= {"name": name} if name else {}
    found = gives(root, text(make.with_proof(made, KEY)), person="c-4")
    assert found.as_json()["badges"][0]["recipient_match"] == ("name_only" if name else "unknown")
    assert held(root) == [("c-4", WELDING, "valid", False)]


def test_names_alone_verify_nobody(root: Paths) -> None:
    trusts(root, f"{KEY.did},Harbour College,,")
    made = document(email=None)
    made["credentialSubject"]["name"] = "Bo  Ample"
    found = gives(root, text(make.with_proof(made, KEY)), person="c-2")
    assert found.as_json()["badges"][0]["recipient_match"] == "name_only"
    assert held(root) == [("c-2", WELDING, "valid", False)]


FAULTS = {
    "no.png": (pictures.png(), "no_badge"),
    "twice.json": (b'{"@context": 1, "@context": 2}', "duplicate_key"),
    "not.json": (b"{", "not_json"),
    "deep/inner.zip": (zipped({"a.json": text(badge())}), "too_deep"),
    "bomb.svg": (b"<!DOCTYPE a [<!ENTITY b 'c'>]><svg>&b;</svg>", "xml_entities"),
    "class.json": (text(make.badge_class()), "definition"),
}


def test_files_without_a_badge_are_quarantined_with_the_sentence(root: Paths) -> None:
    files = {name: content for name, (content, _) in FAULTS.items()}
    junk = {"__MACOSX/x.json": b"{", ".DS_Store": b"x", "a/.hidden": b"x"}
    found = gives(root, zipped({**files, **junk, "good.json": text(badge())}), "a.zip")
    assert (found.rows_in, found.kept, found.quarantined) == (7, 1, 6)
    reasons = [sentence(code) for _, code in FAULTS.values()]
    assert [fault.reason for fault in found.rejects] == reasons
    assert [fault.line for fault in found.rejects] == [1, 2, 3, 4, 5, 6]
    assert found.quarantine_file is not None
    kept = found.quarantine_file.read_text()
    assert "inner.zip" in kept
    told = found.as_json()["badges"]
    assert [b["is_kept"] for b in told] == [False] * 6 + [True]


def test_a_folder_is_imported_with_the_files_below_it(root: Paths) -> None:
    folder = root.root / "given"
    (folder / "c-2" / "deep").mkdir(parents=True)
    (folder / "c-2" / "deep" / "1.json").write_bytes(text(badge(email=None)))
    (folder / "own.zip").write_bytes(zipped({"2.json": text(badge("Pipes", number=2))}))
    (folder / "link").symlink_to("/etc")
    found = import_file(folder, root, "awards")
    assert (found.rows_in, found.kept) == (2, 2)
    assert {row[0] for row in held(root)} == {"c-1", "c-2"}


def test_the_same_badge_of_the_same_person_is_kept_once(root: Paths) -> None:
    one = text(badge())
    found = gives(root, zipped({"1.json": one, "2.json": one, "c-2/3.json": one}), "a.zip")
    assert (found.rows_in, found.kept, found.ignored) == (3, 2, 1)
    assert "the same badge of the same person as number 1" in found.ignored_lines[0].reason
    gives(root, one)
    assert held(root) == [("c-1", WELDING, "valid", False), ("c-2", WELDING, "valid", False)]
    assert len(pool(root, "FROM people.badge_files")) == 2


def test_a_dry_run_says_all_and_keeps_nothing(root: Paths) -> None:
    before = sorted(f for f in root.people.rglob("*") if f.is_file())
    files = {"1.json": text(badge()), "2.json": b"{"}
    dry = gives(root, zipped(files), "a.zip", dry_run=True).as_json()
    assert sorted(f for f in root.people.rglob("*") if f.is_file()) == sorted(
        {*before, root.people / ".badges.lock"}
    )
    real = gives(root, zipped(files), "a.zip").as_json()
    assert dry["badges"] == real["badges"]
    assert dry["rejects"] == real["rejects"]
    assert (dry["dry_run"], real["dry_run"]) == (True, False)


def test_what_is_kept_of_a_check(root: Paths) -> None:
    gives(root, text(badge()))
    (file,) = kept_files(root, "checks")
    (check,) = pq.read_table(file).to_pylist()
    assert (check["candidate_id"], check["mode"], check["verdict"]) == (None, "offline", "valid")
    assert check["email_key"]
    assert check["checked_at"].tzinfo is not None
    listed = json.loads(check["checks"])
    assert [c["name"] for c in listed][:2] == ["parse", "structure"]
    assert set(listed[0]) == {"name", "outcome", "code", "at", "evidence"}
    # Never a salt beside what it hides.
    assert "s4lt" not in file.read_bytes().decode("latin-1")
    assert "ada@" not in file.read_bytes().decode("latin-1")
    assert file.stat().st_mode & 0o077 == 0
    assert not (root.people / "imports" / ".verifying").exists()


HARBOUR = "https://harbour.example"
HOSTED = {
    f"{HARBOUR}/assertions/1": make.assertion(),
    f"{HARBOUR}/badges/1": make.badge_class(),
    f"{HARBOUR}/issuer": make.profile(),
}


@pytest.mark.parametrize(
    ("content", "known", "state"),
    [
        (text(badge()), {}, "valid"),
        (TAMPERED, {}, "tampered"),
        (text(badge(validUntil="2025-01-01T00:00:00Z")), {}, "expired"),
        (text(badge(validFrom="2099-01-01T00:00:00Z")), {}, "not_yet_valid"),
        (text(document()), {}, "unverifiable"),
        (text(badge(credentialStatus=make.status_entry())), {7}, "revoked"),
        (text(badge(credentialStatus=make.status_entry(purpose="suspension"))), {7}, "suspended"),
        (text(badge(credentialStatus=make.status_entry())), {8}, "valid"),
        (text(badge() | {"issuer": 7}), {}, "malformed"),
        (text(make.badge_class()), {}, "not_a_badge"),
    ],
)
def test_what_is_held(
    root: Paths, tmp_path: Path, content: bytes, known: set[int], state: str
) -> None:
    purpose = "suspension" if state == "suspended" else "revocation"
    listing = make.status_list(KEY, known, purpose)
    replay = answers(tmp_path / "remote", {f"{HARBOUR}/status/1": listing})
    found = gives(root, content, person="c-1", replay=replay)
    assert (found.kept, found.as_json()["badges"][0]["verdict"]) == (1, state)
    if state in ("valid", "expired", "not_yet_valid", "unverifiable"):
        assert [row[2] for row in held(root)] == [state]
        assert not_held(root) == []
    else:
        assert held(root) == []
        assert not_held(root) == [("c-1", state)]
    assert len(pool(root, "FROM people.badge_files")) == 1
    rows = pool(root, "SELECT stated_in, checked_mode FROM people.awards UNION ALL "
                      "SELECT stated_in, checked_mode FROM people.awards_not_held")  # fmt: skip
    assert list(rows.itertuples(index=False, name=None)) == [("badges", "online")]


def test_a_hosted_badge_is_known_by_its_address(root: Paths, tmp_path: Path) -> None:
    url = f"{HARBOUR}/assertions/1"
    offline = gives(root, url.encode(), "address.txt", person="c-1")
    assert offline.as_json()["badges"][0]["reason"] == "not_fetched"
    replay = answers(tmp_path / "remote", HOSTED)
    online = gives(root, url.encode(), "address.txt", replay=replay)
    told = online.as_json()["badges"][0]
    assert (told["verdict"], told["issuer_domain"], told["candidate"]) == (
        "valid", "harbour.example", "c-1",
    )  # fmt: skip
    assert held(root) == [
        ("c-1", "badge:harbour-college-at-harbour-example-welding-level-2", "valid", True)
    ]
    assert list(pool(root, "FROM people.badge_files")["badge_text"]) == [url]


def test_a_stolen_badge_is_valid_and_not_verified(root: Paths) -> None:
    trusts(root, f"{KEY.did},Harbour College,,")
    gives(root, zipped({"c-1/1.json": text(badge()), "c-2/1.json": text(badge())}), "a.zip")
    assert held(root) == [("c-1", WELDING, "valid", True), ("c-2", WELDING, "valid", False)]
    gives(root, text(badge("Pipes", email="bo@example.org", number=2)))
    # A stolen one never stands before the person's own.
    gives(root, text(badge("Pipes", number=3, validFrom="2025-06-01T00:00:00Z")), person="c-2")
    rows = pool(root, "FROM people.awards WHERE candidate_id = 'c-2' AND badge_name = 'Pipes'")
    assert list(rows["recipient_match"]) == ["email_hash"]


def test_dates_that_contradict_each_other_do_not_stop_the_pool(root: Paths) -> None:
    made = badge(awardedDate="2027-01-01T00:00:00Z", validUntil="2026-12-31T00:00:00Z")
    gives(root, text(made))
    rows = pool(root, "SELECT earned_on, expires_on FROM people.awards")
    assert rows["earned_on"].isna().all()


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"person": "a b@c"}, "not an e-mail address"),
        ({"person": "  "}, "names nobody"),
        ({"replay": Path("/nowhere")}, "no stored answers"),
    ],
)
def test_a_wrong_call_is_said_in_a_sentence(root: Paths, asked: Any, said: str) -> None:
    with pytest.raises(DataError, match=said):
        gives(root, text(badge()), **asked)


def test_what_badges_alone_need_is_refused_for_tables(root: Paths) -> None:
    with pytest.raises(DataError, match="holds rows and no badges"):
        gives(root, b"Badge,Email\nX,a@b.example\n", "a.csv", person="c-1")


def test_a_damaged_list_of_trusted_issuers_is_named(root: Paths) -> None:
    trusts(root, "no identifier,x,,")
    with pytest.raises(DataError, match="line 2"):
        gives(root, text(badge()))


def test_a_newer_catalog_links_kept_badges_anew(root: Paths) -> None:
    gives(root, text(badge("Coffee, level 1")))
    assert held(root)[0][1].startswith("badge:")
    catalog = root.root / "catalog"
    source = catalog.resolve()
    catalog.unlink()
    catalog.mkdir()
    for file in source.glob("*.csv"):
        (catalog / file.name).write_bytes(file.read_bytes())
    rows = (catalog / "credentials.csv").read_text("utf-8")
    rows = rows.replace("CompTIA A+", "Coffee, level 1", 1)
    assert '"Coffee, level 1"' not in rows
    (catalog / "credentials.csv").write_text(
        rows.replace("Coffee, level 1", '"Coffee, level 1"', 1), "utf-8"
    )
    refresh_imported_pool(root)
    assert held(root) == [("c-1", "comptia-a-plus", "valid", False)]


@given(sizes=some.lists(some.integers(0, 200_000), min_size=1, max_size=150))
@settings(max_examples=25, deadline=None,
          suppress_health_check=[HealthCheck.function_scoped_fixture])  # fmt: skip
def test_every_file_is_in_one_bag_and_the_bags_are_the_same_every_time(
    tmp_path: Path, sizes: list[int]
) -> None:
    file = tmp_path / "a.zip"
    file.write_bytes(zipped({f"{n}.json": bytes(size) for n, size in enumerate(sizes)}))
    first, second = (list(bags(entries(file))) for _ in range(2))
    assert first == second
    assert [e.name for bag in first for e in bag] == [f"{n}.json" for n in range(len(sizes))]
    assert content_sha256(file) == content_sha256(file)
