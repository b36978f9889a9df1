"""The sample's badge files: real files, judged like a stranger's, good and bad as intended."""

import json
import shutil
import socket
from collections import Counter
from datetime import UTC, date, datetime
from pathlib import Path
from typing import NoReturn

import pandas as pd
import pytest

import badges
from badges.command import main as badges_main
from badges.reasons import PRECEDENCE, VERDICT_OF
from badges.values import Result
from etl.__main__ import main
from etl.importing.command import import_file
from etl.importing.people_links import link, read_names
from etl.paths import Paths
from etl.people.badge_judging import Asked
from etl.people.badge_owners import Owner
from etl.people.badge_rows import award_row
from etl.people.draws import Catalog
from etl.people.publish import build_sample_pool, read_catalog
from etl.people.sample import REFERENCE_ON, generate
from etl.people.sample_badges import MIX, File, Made, make_badges
from etl.people.sample_checks import LOOKED_AT, awards_of, judged, sample_issuers
from etl.people.sample_documents import Award, email_of, issuer_key
from etl.publish import Shelf, open_build
from tests.conftest import BUNDLED

Judged = list[tuple[File, datetime, Result]]
MEANT = {
    "sound": ("ok", "email_hash", "allow_listed"),
    "hosted": ("not_fetched", "email_hash", "unknown"),
    "no holder named": ("ok", "unknown", "allow_listed"),
    "somebody else's": ("ok", "no", "allow_listed"),
    "by a key of its own": ("ok", "email_hash", "self_asserted"),
    "by the holder, under the issuer's name": ("ok", "email_hash", "self_asserted"),
    "by a site of its own, under the issuer's name": ("ok", "email_hash", "domain_proven"),
    "by a trusted issuer of other credentials": ("ok", "email_hash", "allow_listed"),
    "by a key the issuer does not confirm": ("issuer_key_unconfirmed", "email_hash", "unknown"),
    "changed": ("bad_signature", "email_hash", "unknown"),
    "revoked": ("revoked", "email_hash", "allow_listed"),
    "suspended": ("suspended", "email_hash", "allow_listed"),
    "list without answer": ("status_unreachable", "email_hash", "allow_listed"),
    "list out of date": ("status_stale", "email_hash", "allow_listed"),
    "malformed": (None, "email_hash", "allow_listed"),
}
"""What each kind should be found to be while it lasts: reason, recipient match, issuer trust."""


def named(result: Result) -> tuple[str, str, str]:
    """Badge, issuer and achievement, as an import reads them."""
    row = award_row(result.found, result, Owner("somebody", None, "somebody"))
    return row["badge_name"], row["issuer"], row["achievement"]


@pytest.fixture(scope="module")
def frames() -> dict[str, pd.DataFrame]:
    names = ("credentials", "edges", "issuers", "credential_skills", "aliases")
    return {name: read_catalog(BUNDLED, name) for name in names}


@pytest.fixture(scope="module")
def awards(frames: dict[str, pd.DataFrame]) -> list[Award]:
    costs = pd.concat([read_catalog(BUNDLED, "costs"), read_catalog(BUNDLED, "costs_cc_by_sa")])
    catalog = Catalog(frames["credentials"], costs, frames["edges"], frames["credential_skills"])
    return awards_of(generate(catalog).awards, frames["credentials"], frames["issuers"])


@pytest.fixture(scope="module")
def made(awards: list[Award]) -> Made:
    return make_badges(awards, REFERENCE_ON)


@pytest.fixture(scope="module")
def results(made: Made, awards: list[Award]) -> Judged:
    return list(judged(made, awards))


def test_the_mix_is_as_intended(made: Made, awards: list[Award]) -> None:
    found = Counter(file.kind for file in made.files)
    assert found == {kind: round(share * len(awards)) for kind, share in MIX.items()}
    assert set(found) == set(MEANT)
    assert 1_900 < len(made.files) < 2_100
    assert len({file.path for file in made.files}) == len(made.files)


def test_the_verdicts_are_those_of_the_mix(results: Judged) -> None:
    for file, at, result in results:
        reason, match, trust = MEANT[file.kind]
        ended = file.award.expires_on is not None and file.award.expires_on <= at.date()
        verdict = "malformed" if reason is None else VERDICT_OF[reason]
        if ended and PRECEDENCE.index("expired") < PRECEDENCE.index(verdict):
            verdict, reason = "expired", "expired"
        assert result.verdict == verdict, file.path
        assert reason in (None, result.reason), file.path
        assert (result.recipient_match, result.issuer_trust) == (match, trust), file.path


def test_the_same_awards_give_the_same_files(awards: list[Award], made: Made) -> None:
    assert make_badges(awards, REFERENCE_ON) == made
    other = make_badges(awards, REFERENCE_ON, seed=1)
    assert {f.path for f in other.files} != {f.path for f in made.files}


def test_all_formats_are_there(results: Judged) -> None:
    formats = Counter(result.found.format for _, _, result in results)
    assert set(formats) == {"ob3-jwt", "ob3-di", "ob2-hosted"}
    assert formats["ob3-jwt"] > 1_200
    assert formats["ob3-di"] > 150
    assert formats["ob2-hosted"] > 200


def test_every_badge_says_that_it_is_invented(results: Judged) -> None:
    for file, _, result in results:
        assert "(invented sample)" in named(result)[1], file.path
        said = json.dumps(result.found.document)
        assert "nobody was awarded anything" in said
        assert "example.org" not in said.replace("badges@example.org", "")


def test_every_badge_is_the_credential_of_its_award(
    results: Judged, frames: dict[str, pd.DataFrame]
) -> None:
    names = read_names(frames["credentials"], frames["aliases"], frames["issuers"])
    for file, _, result in results:
        found = link(names, *named(result))
        assert found.credential_id == file.award.credential_id, file.path


def test_nobody_is_asked(made: Made, awards: list[Award], monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> NoReturn:
        raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", refuse)
    monkeypatch.setattr(socket, "getaddrinfo", refuse)
    assert sum(1 for _ in judged(made, awards)) == len(made.files)


def test_the_keys_are_trusted_for_the_sample_alone(results: Judged) -> None:
    """Anybody can make these keys again: without the sample's own list they prove no issuer."""
    sound = [file for file, _, result in results if result.reason == "ok" and file.kind == "sound"]
    for file in sound[:50]:
        (found,) = badges.read(file.text.encode())
        at = datetime(2026, 11, 1, tzinfo=UTC)
        assert badges.verify(found, badges.Settings(at=at)).issuer_trust == "self_asserted"


def test_badges_were_last_looked_at_on_several_days(results: Judged) -> None:
    ages = Counter((REFERENCE_ON - at.date()).days for _, at, _ in results)
    assert set(ages) == set(LOOKED_AT)
    assert ages[0] == max(ages.values())
    for file, at, _ in results:
        assert file.award.earned_on <= at.date()


def test_what_is_looked_at_on_the_reference_day_is_found_the_same(
    results: Judged, made: Made, awards: list[Award], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("etl.people.sample_checks._looked_at", lambda *_: REFERENCE_ON)
    again = [(r.verdict, r.reason, r.issuer_trust) for _, _, r in judged(made, awards)]
    assert again == [(r.verdict, r.reason, r.issuer_trust) for _, _, r in results]


def test_the_allow_list_names_each_issuer_by_its_key_and_its_profile(awards: list[Award]) -> None:
    issuers = sample_issuers(awards)
    counts = Counter(issuer for issuer, _ in issuers.values())
    assert counts == dict.fromkeys({a.issuer_id for a in awards}, 2)
    assert issuer_key("comptia").did in issuers


@pytest.mark.parametrize("size", [0, 1, 40])
def test_few_awards_give_few_badges_or_none(awards: list[Award], size: int) -> None:
    some = make_badges(awards[:size], REFERENCE_ON)
    assert [f.award.number for f in some.files] == [
        r.award.number for r, _, _ in judged(some, awards)
    ]


def test_addresses_belong_to_nobody() -> None:
    assert email_of("sample-00001") == "sample-00001@example.org"


def test_the_dates_are_the_awards(results: Judged) -> None:
    for file, _, result in results:
        if file.kind in ("sound", "hosted"):
            assert date.fromisoformat(result.earned_on[:10]) == file.award.earned_on
            ends = result.expires_on[:10] or None
            assert ends == (file.award.expires_on and file.award.expires_on.isoformat())


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Paths:
    """A data folder with the bundled catalog and the sample pool."""
    paths = Paths(tmp_path_factory.mktemp("sample"))
    (paths.root / "catalog").symlink_to(BUNDLED.catalog)
    build_sample_pool(paths)
    return paths


def served(root: Paths, sql: str) -> pd.DataFrame:
    with open_build(next(root.people.glob("sample-*.duckdb"))) as connection:
        return connection.execute(sql).df()


@pytest.fixture(scope="module")
def written(root: Paths, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that the command writes the sample's badges into."""
    folder = tmp_path_factory.mktemp("written") / "badges"
    assert main(["--data", str(root.root), "sample-badges", str(folder)]) == 0
    return folder


def test_a_file_out_of_the_pool_is_judged_the_same_by_the_command(
    root: Paths, written: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    every = served(
        root,
        "SELECT f.*, a.verdict, a.reason, a.recipient_match, a.issuer_trust, "
        "(a.checked_at AT TIME ZONE 'UTC')::DATE::VARCHAR AS day "
        "FROM people.badge_files f JOIN (FROM people.awards UNION ALL BY NAME "
        "FROM people.awards_not_held) a USING (candidate_id, badge_sha256)",
    )
    assert len(every) > 1_900
    rows = every.groupby(["badge_format", "reason", "issuer_trust"], dropna=False).head(6)
    assert len(rows) > 60
    for row in rows.itertuples():
        file = tmp_path / "badge"
        file.write_text(row.badge_text)
        assert (written / "badges" / row.source_file).read_text() == row.badge_text
        capsys.readouterr()
        options = ["--trust", str(written / "trusted_issuers.csv"), "--at", row.day]
        options += ["--replay", str(written / "remote"), "--recipient", email_of(row.candidate_id)]
        assert badges_main(["verify", str(file), "--json", *options]) == 0
        found = json.loads(capsys.readouterr().out)
        if row.badge_format == "ob2-hosted":
            # What was not asked for is answered now, by the file itself.
            assert found["issuer_trust"] == "allow_listed"
            assert found["reason"] == ("ok" if row.reason == "not_fetched" else "expired")
            continue
        for name in ("verdict", "reason", "recipient_match", "issuer_trust"):
            assert found[name] == getattr(row, name), row.source_file


def test_the_pool_holds_what_lasts_and_tells_of_the_rest(root: Paths) -> None:
    held = served(root, "FROM people.awards WHERE badge_sha256 IS NOT NULL")
    gone = served(root, "FROM people.awards_not_held")
    assert set(held["verdict"]) == {"valid", "expired", "unverifiable"}
    assert set(gone["state"]) == {"tampered", "malformed", "revoked", "suspended"}
    assert (gone["state"] == gone["verdict"]).all()
    assert set(held["linked_by"]) == {"name"}
    files = served(root, "FROM people.badge_files")
    assert len(files) == len(held) + len(gone)
    assert files["badge_sha256"].is_unique


def test_only_a_badge_that_its_own_issuer_proves_counts_as_verified(root: Paths) -> None:
    rows = served(root, "FROM people.awards WHERE badge_sha256 IS NOT NULL")
    verified = rows[rows["verified_on"].notna()]
    assert 900 < len(verified) < 1_200
    assert set(verified["issuer_trust"]) == {"allow_listed"}
    assert verified["issuer_fits"].all()
    strange = rows[rows["issuer_trust"].eq("domain_proven")]
    assert len(strange) > 10
    assert not strange["issuer_fits"].any()
    assert (
        rows.loc[rows["issuer_trust"].isin(["self_asserted", "unknown"]), "issuer_fits"]
        .isna()
        .all()
    )


def test_what_the_command_writes_can_be_imported(
    root: Paths, written: Path, tmp_path: Path
) -> None:
    """The way of somebody new: candidates, the list of trusted issuers, the folder of badges."""
    paths = Paths(tmp_path)
    for name in ("catalog", "reference"):
        (tmp_path / name).symlink_to(BUNDLED.root / name)
    assert import_file(written / "candidates.csv", paths).kept > 1_500
    shutil.copy(written / "trusted_issuers.csv", paths.people)
    asked = Asked(replay=written / "remote")
    found = import_file(written / "badges", paths, "awards", processes=1, asked=asked)
    assert (found.rows_in, found.kept) == (len(list((written / "badges").rglob("*.*"))),) * 2

    # The import judges as of today, when more has ended than on the sample's day.
    sql = (
        "SELECT source_file, verdict, recipient_match, issuer_trust, issuer_fits, expires_on "
        "FROM (FROM people.awards UNION ALL BY NAME FROM people.awards_not_held) "
        "WHERE badge_sha256 IS NOT NULL AND badge_format <> 'ob2-hosted'"
    )
    pool = Shelf(paths.people).current()
    assert pool is not None
    with open_build(pool) as connection:
        real = connection.execute(sql).df().set_index("source_file")
    lasting = served(root, sql).set_index("source_file").query("expires_on.isna()")
    assert len(lasting) > 500
    columns = ["verdict", "recipient_match", "issuer_trust", "issuer_fits"]
    pd.testing.assert_frame_equal(lasting[columns], real.loc[lasting.index, columns])


def test_a_folder_that_holds_something_is_left_alone(
    root: Paths, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    assert main(["--data", str(root.root), "sample-badges", str(tmp_path)]) == 1
    assert "there is something already" in capsys.readouterr().err
    assert [p.name for p in tmp_path.iterdir()] == ["mine.txt"]
