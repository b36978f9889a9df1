"""The invented pool: the same in every build, plausible, marked as invented, published whole."""

import shutil
from dataclasses import replace
from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from etl.errors import DataError
from etl.paths import Paths
from etl.people.draws import MOST_AWARDS, Catalog
from etl.people.publish import (
    build_sample_pool,
    ensure_sample_pool,
    read_catalog,
    refresh_sample_pool,
)
from etl.people.sample import CANDIDATES, REFERENCE_ON, Pool, after_months, generate
from etl.people.vocabulary import PLACES, ROLES, SECTOR_WEIGHTS
from etl.publish import Shelf, open_build
from tests.conftest import BUNDLED

SIZE = 1_500


@pytest.fixture(scope="module")
def catalog() -> Catalog:
    costs = pd.concat([read_catalog(BUNDLED, "costs"), read_catalog(BUNDLED, "costs_cc_by_sa")])
    return Catalog(
        read_catalog(BUNDLED, "credentials"),
        costs,
        read_catalog(BUNDLED, "edges"),
        read_catalog(BUNDLED, "credential_skills"),
    )


@pytest.fixture(scope="module")
def pool(catalog: Catalog) -> Pool:
    return generate(catalog, SIZE)


@pytest.fixture
def root(tmp_path: Path) -> Paths:
    """A data folder with the bundled catalog and no people yet."""
    (tmp_path / "catalog").symlink_to(BUNDLED.catalog)
    return Paths(tmp_path)


def test_the_same_catalog_gives_the_same_pool(catalog: Catalog, pool: Pool) -> None:
    again = generate(catalog, SIZE)
    pd.testing.assert_frame_equal(pool.candidates, again.candidates)
    pd.testing.assert_frame_equal(pool.awards, again.awards)
    other = generate(catalog, SIZE, seed=1)
    assert not other.candidates["display_name"].equals(pool.candidates["display_name"])


def test_everybody_is_marked_as_invented(pool: Pool) -> None:
    assert pool.candidates["is_invented"].all()
    assert pool.candidates["candidate_id"].str.fullmatch(r"sample-\d{5}").all()
    assert pool.candidates["candidate_id"].is_unique
    assert pool.awards["award_id"].is_unique


def test_columns_hold_what_the_vocabularies_allow(pool: Pool) -> None:
    people = pool.candidates
    assert set(people["naics_sector"]) <= set(SECTOR_WEIGHTS)
    assert set(people["country"]) <= {p.country for p in PLACES}
    assert set(people["soc_group"]) <= {r.soc_group for roles in ROLES.values() for r in roles}
    assert people["experience_years"].between(0, 40).all()
    assert people.drop(columns=["region", "region_name"]).notna().all(axis=None)


def test_numbers_of_awards_are_skewed(pool: Pool) -> None:
    held = (
        pool.awards.groupby("candidate_id")
        .size()
        .reindex(pool.candidates["candidate_id"], fill_value=0)
    )
    assert held.min() == 0
    assert held.max() <= MOST_AWARDS
    assert held.median() < held.mean() < 5
    assert (held == 0).mean() < 0.2


def test_nobody_holds_a_credential_twice_or_earns_one_in_the_future(pool: Pool) -> None:
    assert not pool.awards.duplicated(["candidate_id", "credential_id"]).any()
    assert (pool.awards["earned_on"] < REFERENCE_ON).all()


def test_credentials_are_of_the_persons_sector_but_for_prerequisites_and_cross(
    catalog: Catalog, pool: Pool
) -> None:
    filed = catalog.credentials.set_index("credential_id")["naics_sectors"].str.split("|")
    rows = pool.awards.merge(pool.candidates[["candidate_id", "naics_sector"]])
    fits = [
        sector in filed[credential] or "cross" in filed[credential]
        for credential, sector in zip(rows["credential_id"], rows["naics_sector"], strict=True)
    ]
    assert pd.Series(fits).mean() > 0.9


def test_who_holds_the_higher_one_mostly_holds_its_prerequisite(
    catalog: Catalog, pool: Pool
) -> None:
    held = set(zip(pool.awards["candidate_id"], pool.awards["credential_id"], strict=True))
    edges = catalog.edges
    needed = edges[edges["relation"].eq("prerequisite") & edges["strength"].eq("required")]
    needed = needed[needed["from_id"].isin(catalog.credentials["credential_id"])]
    pairs = pool.awards.merge(needed, left_on="credential_id", right_on="to_id")
    has = [pair in held for pair in zip(pairs["candidate_id"], pairs["from_id"], strict=True)]
    assert len(has) > 50
    assert pd.Series(has).mean() > 0.8


def test_expiry_follows_the_renewal_period(catalog: Catalog, pool: Pool) -> None:
    renewal = catalog.costs[catalog.costs["item"].eq("renewal")].dropna(subset=["period_months"])
    months = renewal.drop_duplicates("credential_id").set_index("credential_id")["period_months"]
    for award in pool.awards.itertuples():
        period = months.get(award.credential_id)
        if award.expiry_state == "dated":
            ends = [after_months(award.earned_on, int(period) * n) for n in range(1, 400)]
            assert award.expires_on in ends
        else:
            assert pd.isna(award.expires_on)
            assert period in (None, "0")
    dated = pool.awards[pool.awards["expiry_state"].eq("dated")]
    assert 0.05 < (dated["expires_on"] < REFERENCE_ON).mean() < 0.6


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 12, 15), 36, date(2027, 12, 15)),
        (date(2024, 6, 1), 0, date(2024, 6, 1)),
    ],
)
def test_months_are_counted_by_the_calendar(day: date, months: int, expected: date) -> None:
    assert after_months(day, months) == expected


def test_the_pool_is_published_whole_and_apart_from_the_warehouse(root: Paths) -> None:
    path = build_sample_pool(root)
    assert path.parent == root.people
    assert path.name.startswith("sample-")
    assert not root.warehouse.exists()
    assert not list(root.people.glob("*.partial*"))
    with open_build(path) as connection:
        counted = connection.execute("SELECT count(*) FROM people.candidates").fetchone()
        assert counted == (CANDIDATES,)
        order = connection.execute("SELECT badge_no, award_no FROM people.awards").fetchall()
        assert order == sorted(order)
        assert connection.execute("SELECT count(*) > 0 FROM people.badge_skills").fetchone() == (
            True,
        )


def test_two_builds_hold_the_same_content(root: Paths) -> None:
    contents = set()
    for _ in range(2):
        with open_build(build_sample_pool(root)) as connection:
            contents |= set(connection.execute("SELECT content_hash FROM people.build").fetchall())
    assert len(contents) == 1


def test_a_served_pool_is_kept_also_while_it_is_open(root: Paths) -> None:
    path = ensure_sample_pool(root)
    assert ensure_sample_pool(root) == path
    with open_build(path):
        assert ensure_sample_pool(root) == path


def test_a_broken_sample_is_made_again(root: Paths) -> None:
    path = ensure_sample_pool(root)
    path.write_bytes(b"not a database")
    again = ensure_sample_pool(root)
    assert again != path
    with open_build(again) as connection:
        assert connection.execute("SELECT is_sample FROM people.build").fetchone() == (True,)


def test_a_broken_pool_of_real_people_is_never_replaced_by_invented_ones(root: Paths) -> None:
    root.people.mkdir()
    real = root.people / "20261101T000000000Z.duckdb"
    real.write_bytes(b"not a database")
    Shelf(root.people).point_to(real)
    with pytest.raises(DataError, match="cannot be read"):
        ensure_sample_pool(root)
    assert Shelf(root.people).current() == real


def test_a_missing_catalog_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"credentials\.csv"):
        build_sample_pool(Paths(tmp_path))
    assert not list((tmp_path / "people").glob("*.duckdb*"))


def test_a_pool_with_a_fault_is_not_published(root: Paths, monkeypatch: pytest.MonkeyPatch) -> None:
    served = build_sample_pool(root)

    def with_a_stranger(catalog: Catalog) -> Pool:
        made = generate(catalog, 200)
        return replace(made, candidates=made.candidates.assign(is_invented=False))

    monkeypatch.setattr("etl.people.publish.generate", with_a_stranger)
    with pytest.raises(DataError, match="not marked as invented"):
        build_sample_pool(root)
    assert Shelf(root.people).current() == served


def test_a_refresh_remakes_the_sample_and_leaves_a_real_pool_alone(tmp_path: Path) -> None:
    paths = Paths(tmp_path)
    shutil.copytree(BUNDLED.catalog, paths.catalog)
    first = build_sample_pool(paths)
    second = refresh_sample_pool(paths)
    assert second is not None
    assert second != first
    real = paths.people / "20261101T000000000Z.duckdb"
    shutil.copy(second, real)
    Shelf(paths.people).point_to(real)
    assert refresh_sample_pool(paths) is None
    assert Shelf(paths.people).current() == real
