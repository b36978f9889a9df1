"""Counts become shares with intervals, sorted by evidence; three states, never two."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW
from dashboard.ranking import (
    heatmap_cells,
    leader_of_each_kind,
    leaders,
    with_shares,
)
from tests.bases import base_of, groups_of, with_sums


def counted(*postings: int) -> pd.DataFrame:
    return with_sums(
        pd.DataFrame(
            {"credential_id": [f"c{i}" for i in range(len(postings))], "postings": postings}
        )
    )


def test_the_best_evidence_comes_first_not_the_highest_share() -> None:
    many, few = with_shares(counted(90), base_of(300)), with_shares(counted(2), base_of(5))
    assert few.loc[0, "share"] > many.loc[0, "share"]
    assert few.loc[0, "low"] < many.loc[0, "low"]


@given(st.lists(st.integers(0, 500), min_size=1, max_size=20))
def test_shares_lie_in_their_intervals_and_lower_ends_fall(postings: list[int]) -> None:
    ranked = with_shares(counted(*postings), base_of(500))
    assert (ranked["low"] <= ranked["share"] + 1e-12).all()
    assert (ranked["share"] <= ranked["high"] + 1e-12).all()
    assert ranked["low"].is_monotonic_decreasing
    assert sorted(ranked["credential_id"]) == sorted(counted(*postings)["credential_id"])


def test_equal_counts_keep_the_order_of_their_ids() -> None:
    assert with_shares(counted(5, 5, 5), base_of(100))["credential_id"].tolist() == [
        "c0",
        "c1",
        "c2",
    ]


def test_no_postings_give_no_share_but_the_whole_interval() -> None:
    row = with_shares(counted(0), base_of(0)).iloc[0]
    assert (row["share"], row["low"], row["high"]) == (0, 0, 1)


@pytest.mark.parametrize(
    ("postings", "tied"), [((100, 40), 1), ((100, 95), 2), ((100, 95, 20), 2), ((7,), 1)]
)
def test_leaders_are_those_that_cannot_be_told_from_the_first(
    postings: tuple[int, ...], tied: int
) -> None:
    assert len(leaders(with_shares(counted(*postings), base_of(1000)))) == tied


GROUPS = pd.DataFrame(
    {
        "naics_sector": ["62", "11", "55"],
        "label": ["Health care", "Agriculture", "Company management"],
        "postings": [200, 12, 0],
        "employers": [40, 9, 0],
    }
)
GROUPS = groups_of(GROUPS.to_dict("records"))
CREDENTIALS = pd.DataFrame(
    {
        "credential_id": ["rn", "cma-1", "cma-2"],
        "name": ["Registered Nurse", "Medical Assistant", "Management Accountant"],
        "abbreviation": ["RN", "CMA", "CMA"],
    }
)
COUNTS = pd.DataFrame({"credential_id": ["rn", "rn"], "naics_sector": ["62", "11"]}).assign(
    postings=[50, 6]
)
COUNTS = with_sums(COUNTS).assign(employers=[40, 3])


def test_every_pair_of_a_credential_and_a_group_has_one_cell_and_one_of_three_states() -> None:
    cells = heatmap_cells(COUNTS, GROUPS, CREDENTIALS, "naics_sector")
    assert len(cells) == 9
    states = cells.drop_duplicates("key").set_index("key")["state"].to_dict()
    assert states == {"62": MEASURED, "11": TOO_FEW, "55": NOT_COLLECTED}
    nurse = cells[(cells["credential_id"] == "rn") & (cells["key"] == "62")].iloc[0]
    assert nurse["share"] == pytest.approx(0.25)
    assert nurse["low"] < 0.25 < nurse["high"]


def test_a_pair_that_no_posting_names_is_a_measured_zero() -> None:
    cells = heatmap_cells(COUNTS, GROUPS, CREDENTIALS, "naics_sector")
    none = cells[(cells["credential_id"] == "cma-1") & (cells["key"] == "62")].iloc[0]
    assert (none["postings"], none["share"], none["state"]) == (0, 0, MEASURED)
    assert none["high"] > 0


def test_an_abbreviation_that_two_share_is_not_used_as_a_short_name() -> None:
    cells = heatmap_cells(COUNTS, GROUPS, CREDENTIALS, "naics_sector")
    assert cells.drop_duplicates("credential_id")["short"].tolist() == [
        "RN",
        "Medical Assistant",
        "Management Accountant",
    ]


def test_each_kind_has_its_own_leader_and_none_hides_behind_another() -> None:
    ranked = with_shares(
        with_sums(
            pd.DataFrame(
                {
                    "credential_id": ["rn", "pmp", "cissp"],
                    "name": ["Registered Nurse", "PMP", "CISSP"],
                    "kind": ["licence", "certification", "certification"],
                    "postings": [90, 20, 30],
                }
            )
        ),
        base_of(1000),
    )
    filed = pd.DataFrame(
        {"kind": ["licence", "certification", "certification", "certification", "microcredential"]}
    )
    found = leader_of_each_kind(ranked, filed).set_index("kind")
    assert list(found.index) == ["microcredential", "certification", "licence"]
    assert found["catalogued"].to_dict() == {"microcredential": 1, "certification": 3, "licence": 1}
    assert found["named"].to_dict() == {"microcredential": 0, "certification": 2, "licence": 1}
    assert found.at["certification", "name"] == "CISSP"
    assert pd.isna(found.at["microcredential", "name"])


def test_without_groups_or_credentials_there_are_no_cells() -> None:
    assert heatmap_cells(COUNTS.head(0), GROUPS.head(0), CREDENTIALS, "naics_sector").empty
    assert heatmap_cells(COUNTS.head(0), GROUPS, CREDENTIALS.head(0), "naics_sector").empty
