"""A pool's arrays: they say what its tables say, and are published, kept and dropped with it."""

import shutil
import signal
import stat
import subprocess
import sys
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from analysis.holders import DOES_NOT_EXPIRE, EARNED_NOT_KNOWN, EXPIRY_NOT_KNOWN, NEVER_VERIFIED
from etl.errors import DataError
from etl.importing.command import import_file
from etl.paths import PROJECT, Paths
from etl.people.arrays import has_arrays, read_arrays
from etl.people.draws import Catalog
from etl.people.imported import ensure_pool, refresh_imported_pool
from etl.people.publish import build_sample_pool, ensure_sample_pool
from etl.people.sample import Pool, generate
from etl.people.shown import read_shown, rows_at
from etl.publish import KEPT_BUILDS, Shelf, arrays_of, open_build
from tests.conftest import BUNDLED

CANDIDATES = 'Candidate ID,Name,Location,Years of experience\nc1,Ada,"Austin, TX",4\nc2,Bo,,\n'
AWARDS = (
    "Candidate ID,Badge,Issuer,Issue date,Expiry date\n"
    "c1,CompTIA A+,CompTIA,2024-01-05,2099-12-31\n"
    "c1,Our own badge,Our academy,,\n"
    "c2,CompTIA A+,CompTIA,2023-05-01,2026-05-01\n"
)


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("sample")
    (root / "catalog").symlink_to(BUNDLED.catalog)
    return build_sample_pool(Paths(root))


@pytest.fixture
def root(tmp_path: Path) -> Paths:
    data = tmp_path / "data"
    data.mkdir()
    for name in ("catalog", "reference"):
        (data / name).symlink_to(BUNDLED.root / name)
    return Paths(data)


def small(catalog: Catalog) -> Pool:
    """A sample of 200 people instead of 5,000."""
    return generate(catalog, 200)


@pytest.fixture
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("etl.people.publish.generate", small)


def imported(paths: Paths, kind: str, text: str) -> None:
    file = paths.root.parent / f"{kind}.csv"
    file.write_text(text, encoding="utf-8")
    import_file(file, paths, kind)


def current(paths: Paths) -> Path:
    build = Shelf(paths.people).current()
    assert build is not None
    return build


def test_arrays_say_what_the_tables_say(sample: Path) -> None:
    pool = read_arrays(sample)
    holders = pool.holders
    with open_build(sample) as connection:
        awards = connection.execute(
            "SELECT badge_no, display_order - 1 AS candidate, earned_on, expires_on, expiry_state, "
            "verified_on "
            "FROM people.awards JOIN people.candidates USING (candidate_id) ORDER BY award_no"
        ).df()
        people = connection.execute(
            "FROM people.candidates JOIN people.places USING (country, country_name) "
            "WHERE people.candidates.region IS NOT DISTINCT FROM people.places.region "
            "ORDER BY display_order"
        ).df()
    assert holders.candidates == len(people)
    assert holders.candidate.tolist() == awards["candidate"].tolist()
    badge = np.repeat(np.arange(holders.badges), np.diff(holders.starts))
    assert badge.tolist() == awards["badge_no"].tolist()
    earned = holders.earned_day.astype("datetime64[D]").astype("datetime64[us]")
    assert (earned == awards["earned_on"].to_numpy()).all()
    is_dated = awards["expiry_state"] == "dated"
    expires = holders.expires_day[is_dated].astype("datetime64[D]").astype("datetime64[us]")
    assert (expires == awards["expires_on"][is_dated].to_numpy()).all()
    codes = {"does_not_expire": DOES_NOT_EXPIRE, "not_known": EXPIRY_NOT_KNOWN}
    assert (
        holders.expires_day[~is_dated] == awards["expiry_state"][~is_dated].map(codes).to_numpy()
    ).all()
    is_verified = awards["verified_on"].notna()
    assert (holders.verified_day[~is_verified] == NEVER_VERIFIED).all()
    verified = holders.verified_day[is_verified].astype("datetime64[D]").astype("datetime64[us]")
    assert (verified == awards["verified_on"][is_verified].to_numpy()).all()
    owner = np.repeat(np.arange(holders.candidates), np.diff(holders.own_starts))
    assert (holders.candidate[holders.own_awards] == owner).all()
    assert pool.place.tolist() == people["place_no"].tolist()
    assert pool.experience_years.tolist() == people["experience_years"].tolist()
    by_name = people.sort_values(["display_name", "display_order"]).index
    assert np.argsort(pool.name_rank).tolist() == by_name.tolist()


def test_rows_stand_where_the_arrays_say(sample: Path) -> None:
    shown = read_shown(sample)
    with open_build(sample) as connection:
        ids = connection.execute(
            "SELECT candidate_id FROM people.candidates ORDER BY display_order"
        ).df()["candidate_id"]
    for positions in ([4999, 0, 17, 17, 4998], list(range(5000)), []):
        rows = rows_at(shown, np.array(positions, dtype=np.int64))
        assert rows["candidate_id"].tolist() == ids.iloc[positions].tolist()
        assert list(rows.columns)[-1] == "is_invented"


def test_imported_people_have_arrays_with_what_is_not_known(root: Paths) -> None:
    imported(root, "candidates", CANDIDATES)
    imported(root, "awards", AWARDS)
    pool = read_arrays(current(root))
    with open_build(current(root)) as connection:
        names = connection.execute("SELECT name FROM people.badges JOIN people.credentials "
            "USING (credential_id) ORDER BY badge_no").df()["name"].tolist()  # fmt: skip
    a_plus, own = names.index("CompTIA A+"), names.index("Our own badge")
    held = pool.holders
    rows = slice(*held.starts[a_plus : a_plus + 2])
    assert held.candidate[rows].tolist() == [0, 1]
    far, near = held.expires_day[rows].tolist()
    assert far == (date(2099, 12, 31) - date(1970, 1, 1)).days
    assert near == (date(2026, 5, 1) - date(1970, 1, 1)).days
    rows = slice(*held.starts[own : own + 2])
    assert held.earned_day[rows].tolist() == [EARNED_NOT_KNOWN]
    assert held.expires_day[rows].tolist() == [EXPIRY_NOT_KNOWN]
    assert pool.experience_years.tolist() == [4, -1]


def test_people_without_any_badge_make_a_pool(root: Paths) -> None:
    imported(root, "candidates", CANDIDATES)
    holders = read_arrays(current(root)).holders
    assert (holders.candidates, holders.badges, len(holders.candidate)) == (2, 0, 0)


@pytest.mark.usefixtures("_small")
def test_arrays_are_for_their_owner_alone_and_go_with_their_build(root: Paths) -> None:
    for _ in range(KEPT_BUILDS + 1):
        build_sample_pool(root)
    shelf = Shelf(root.people)
    assert [arrays_of(b) for b in shelf.builds()] == sorted(root.people.glob("*.arrays"))
    folder = arrays_of(current(root))
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert {stat.S_IMODE(f.stat().st_mode) for f in folder.iterdir()} == {0o600}
    imported(root, "candidates", CANDIDATES)
    assert [arrays_of(current(root))] == list(root.people.glob("*.arrays"))


@pytest.mark.usefixtures("_small")
def test_what_a_crash_leaves_of_arrays_is_cleared(root: Paths) -> None:
    build = build_sample_pool(root)
    shelf = Shelf(root.people)
    for name in ("later.arrays.partial", "orphan.arrays"):
        (shelf.folder / name).mkdir()
        (shelf.folder / name / "starts.npy").write_bytes(b"half")
    shelf.clear_partials()
    assert sorted(shelf.folder.glob("*.arrays*")) == [arrays_of(build)]


KILLED = """
import os, signal
from pathlib import Path
from etl.paths import Paths
from etl.people import publish
from tests.test_pool_arrays import small

def killed(self, target):
    if {name!r} in self.name:
        os.kill(os.getpid(), signal.SIGKILL)
    return real[self.name.endswith("pointer")](self, target)

real = {{False: Path.rename, True: Path.replace}}
Path.rename = Path.replace = killed
publish.generate = small
publish.build_sample_pool(Paths(Path({root!r})))
"""


@pytest.mark.usefixtures("_small")
@pytest.mark.parametrize("name", [".arrays.partial", ".duckdb.partial", "partial-pointer"])
def test_a_publication_that_is_killed_leaves_the_served_pool_whole(root: Paths, name: str) -> None:
    before = build_sample_pool(root)
    script = KILLED.format(name=name, root=str(root.root))
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, check=False)
    assert done.returncode == -signal.SIGKILL
    assert len(list(root.people.glob("*.arrays*"))) == 2
    assert ensure_sample_pool(root) == before
    assert read_arrays(before).holders.candidates == 200
    assert sum(b.num_rows for b in read_shown(before).batches) == 200
    build_sample_pool(root)
    assert not list(root.people.glob("*.partial*"))
    assert len(list(root.people.glob("*.arrays"))) == len(Shelf(root.people).builds())


@pytest.mark.usefixtures("_small")
def test_a_pool_of_an_older_version_is_made_again(root: Paths) -> None:
    old = build_sample_pool(root)
    arrays_of(old).rename(root.root / "away")
    assert has_arrays(ensure_pool(root))
    imported(root, "candidates", CANDIDATES)
    real = current(root)
    arrays_of(real).rename(root.root / "away too")
    again = ensure_pool(root)
    assert again != real
    assert has_arrays(again)
    assert not again.name.startswith("sample-")


def test_a_real_pool_of_an_older_version_that_nothing_is_kept_of_is_named(root: Paths) -> None:
    imported(root, "candidates", CANDIDATES)
    arrays_of(current(root)).rename(root.root / "away")
    for file in (root.people / "imports" / "candidates").glob("*.parquet"):
        file.unlink()
    assert refresh_imported_pool(root) is None
    with pytest.raises(DataError, match="older version"):
        ensure_pool(root)


@pytest.mark.parametrize("name", ["starts.npy", "own_awards.npy", "shown.arrow"])
@pytest.mark.parametrize("content", [None, b"", b"not an array", b"\x93NUMPY\x01\x00v\x00{"])
def test_damaged_arrays_are_said_in_a_sentence(
    sample: Path, tmp_path: Path, name: str, content: bytes | None
) -> None:
    build = tmp_path / sample.name
    shutil.copytree(arrays_of(sample), arrays_of(build))
    file = arrays_of(build) / name
    file.unlink()
    if content is not None:
        file.write_bytes(content)
    with pytest.raises(DataError, match="cannot be read"):
        read_shown(build) if name.endswith("arrow") else read_arrays(build)


def test_a_pool_that_lacks_an_array_of_today_is_of_an_older_version(sample: Path) -> None:
    assert has_arrays(sample)
    array = arrays_of(sample) / "verified_day.npy"
    aside = array.rename(array.with_suffix(".aside"))
    assert not has_arrays(sample)
    aside.rename(array)
