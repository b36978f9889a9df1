"""What a role needs, from counts of its postings."""

import numpy as np
import pandas as pd
import pytest

from analysis.clustering import Clusters
from analysis.needs import DRAWN, drawn_shares, fit, lift, measured_shares, role_state
from analysis.statistics import MEASURED, NOT_COLLECTED, TOO_FEW
from dashboard.role_needs import CREDENTIAL, fitting, needs, refusal, state


@pytest.mark.parametrize(
    ("sizes", "told"),
    [
        ((30, 5, 30, 5), MEASURED),
        ((29, 5, 300, 50), DRAWN),
        ((5, 3, 30, 5), DRAWN),
        ((4, 4, 300, 50), TOO_FEW),
        ((29, 2, 300, 50), TOO_FEW),
        ((5, 3, 29, 5), TOO_FEW),
        ((0, 0, 300, 50), NOT_COLLECTED),
    ],
)
def test_how_much_must_be_known_of_a_role(sizes: tuple[int, int, int, int], told: str) -> None:
    assert role_state(*sizes, 30) == told


def test_a_raised_minimum_holds_for_the_minor_group_too() -> None:
    assert role_state(29, 5, 300, 50, 400) == TOO_FEW
    assert role_state(200, 50, 500, 90, 400) == DRAWN


def test_measured_shares_are_the_counts_with_their_interval() -> None:
    found = measured_shares([50.0], [50.0], [50.0], Clusters(100.0, 100.0, 100))
    assert found.share.tolist() == [0.5]
    assert 0.39 < found.low[0] < 0.42 and 0.58 < found.high[0] < 0.61


def test_a_thin_role_is_drawn_toward_its_group_and_never_past_it() -> None:
    """Six of eight postings, and 10 of 100 in each of three like occupations."""
    k = np.array([[6.0, 10.0, 10.0, 10.0]])
    groups = [Clusters(8.0, 8.0, 8), *[Clusters(100.0, 100.0, 100)] * 3]
    found = drawn_shares(k, k, k, groups, 0)
    assert 36 / 308 < found.share[0] < 6 / 8
    assert found.low[0] < found.share[0] < found.high[0]


def test_lift_and_fit() -> None:
    assert lift([0.2, 0.2, 0.0], [0.1, 0.0, 0.0]).tolist() == [2.0, np.inf, 0.0]
    assert fit(frozenset("ab"), frozenset("bc")) == 0.5
    assert fit(frozenset(), frozenset("bc")) == 0.0


def occupations() -> pd.DataFrame:
    sizes = {"n_squared": 200.0, "clusters": 100, "minor_postings": 208, "minor_employers": 60}
    return pd.DataFrame(
        [
            {"soc_code": "11-1111", "occupation_name": "Makers", "postings": 100, "employers": 50},
            {"soc_code": "11-1112", "occupation_name": "Menders", "postings": 8, "employers": 4},
            {"soc_code": "11-1113", "occupation_name": "Sellers", "postings": 100, "employers": 9},
        ]
    ).assign(minor_group="11-1", minor_group_name="Makers and menders", **sizes)


def counts(rows: list[tuple[str, str, int, int]], name: str) -> pd.DataFrame:
    table = pd.DataFrame(rows, columns=["soc_code", name, "postings", "employers"])
    return table.assign(k_squared=table["postings"] * 2.0, k_times_n=table["postings"] * 2.0)


SKILLS = [
    ("11-1111", "welding", 40, 30),
    ("11-1111", "teamwork", 30, 20),
    ("11-1111", "rare", 1, 1),
    ("11-1111", "one-employer", 40, 2),
    ("11-1112", "welding", 6, 3),
    ("11-1113", "selling", 90, 9),
]
CREDENTIALS = [("11-1111", "card", 25, 20), ("11-1111", "wished", 0, 0)]
EVERYWHERE = pd.DataFrame({"skill_id": ["welding", "teamwork"], "share": [0.1, 0.25]})


def told(code: str) -> pd.DataFrame:
    every = occupations()
    return needs(
        every[every["soc_code"] == code].iloc[0],
        every,
        counts(SKILLS, "skill_id"),
        counts(CREDENTIALS, "credential_id"),
        EVERYWHERE,
        30,
    )


def test_needs_are_skills_and_required_credentials_of_enough_employers() -> None:
    found = told("11-1111").set_index("need_id")
    assert list(found.index) == ["welding", "teamwork", CREDENTIAL + "card"]
    assert found["share"].tolist() == [0.4, 0.3, 0.25]
    assert found["is_general"].tolist() == [False, True, False]
    assert found["is_credential"].tolist() == [False, False, True]
    assert found.loc["welding", "lift"] == pytest.approx(4.0)
    assert np.isnan(found.loc[CREDENTIAL + "card", "lift"])
    assert (found["low"] < found["share"]).all() and (found["share"] < found["high"]).all()


def test_a_thin_role_has_only_needs_of_its_own() -> None:
    found = told("11-1112")
    assert list(found["need_id"]) == ["welding"]
    assert 46 / 208 < found["share"].iloc[0] < 6 / 8


def test_what_cannot_be_told_has_a_reason() -> None:
    every = occupations()
    thin = every.iloc[1].copy()
    thin["postings"] = 4
    text = refusal(thin, told("11-1112"), state(thin, 30), 30)
    assert text is not None and "4 postings of 4 known employers" in text
    few = refusal(every.iloc[1], told("11-1112").assign(name="Welding"), DRAWN, 30)
    assert few is not None and "Only 1 need (Welding)" in few
    assert refusal(every.iloc[0], told("11-1111").assign(name="x"), MEASURED, 30) is None


def test_which_credentials_fit_the_work() -> None:
    every = pd.DataFrame(
        {
            "credential_id": ["half", "less", "named", "licence", "named-licence", "none"],
            "kind": ["certification"] * 3 + ["licence"] * 2 + ["certificate"],
        }
    )
    skills = pd.DataFrame(
        [
            ("half", "welding"), ("half", "golf"),
            ("less", "welding"), ("less", "golf"), ("less", "chess"),
            ("named", "golf"), ("licence", "welding"), ("named-licence", "golf"),
        ],
        columns=["credential_id", "skill_id"],
    )  # fmt: skip
    named = pd.DataFrame(
        {
            "credential_id": ["named", "named-licence", "less"],
            "named_share": [0.02, 0.05, 0.005],
            "naming_employers": [3, 9, 9],
        }
    )
    fits = fitting(every, skills, told("11-1111"), named)
    assert every.loc[fits, "credential_id"].tolist() == ["half", "named", "named-licence"]
