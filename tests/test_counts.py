"""The app's counts against counts made another way: pandas over the same facts."""

import random

import duckdb
import pandas as pd
import pytest

from dashboard.filters import Filters
from dashboard.metrics import KIND_LABELS, STRENGTH_LABELS
from dashboard.queries import recognition

SEED = 20261123


@pytest.fixture(scope="module")
def facts(marts: duckdb.DuckDBPyConnection) -> tuple[pd.DataFrame, pd.DataFrame]:
    return (
        marts.execute("FROM marts.postings").df(),
        marts.execute("FROM marts.posting_mentions").df(),
    )


@pytest.fixture
def _query_the_build(marts: duckdb.DuckDBPyConnection, monkeypatch: pytest.MonkeyPatch) -> None:
    """Point the queries at the test's build; statements and parameters stay the real ones."""
    from dashboard.warehouse import PARAMETER

    def query(sql: str, **parameters: object) -> pd.DataFrame:
        named = set(PARAMETER.findall(sql))
        bound = {
            k: list(v) if isinstance(v, tuple) else v for k, v in parameters.items() if k in named
        }
        return marts.cursor().execute(sql, bound).df()

    monkeypatch.setattr(recognition, "query", query)


def combinations(postings: pd.DataFrame) -> list[Filters]:
    chance = random.Random(SEED)
    industries = ["all", *sorted(postings["naics_sector"].dropna().unique())]
    occupations = ["all", *sorted(postings["soc_group"].dropna().unique())]
    regions = postings.dropna(subset=["region"])
    places = [
        "all",
        *sorted(postings["country"].dropna().unique()),
        *sorted((regions["country"] + "-" + regions["region"]).unique()),
    ]

    def some(labels: dict[str, str]) -> tuple[str, ...]:
        return tuple(chance.sample(list(labels), chance.randint(0, len(labels))))

    return [
        Filters(
            industry=chance.choice(industries),
            place=chance.choice(["all", "US", "GB", *chance.sample(places, 3)]),
            occupation=chance.choice(["all", "all", *occupations]),
            kinds=some(KIND_LABELS),
            strengths=some(STRENGTH_LABELS),
            with_questionnaires=chance.random() < 0.4,
        )
        for _ in range(20)
    ]


def chosen(rows: pd.DataFrame, filters: Filters) -> pd.DataFrame:
    if filters.industry != "all":
        rows = rows[rows["naics_sector"] == filters.industry]
    if filters.place != "all":
        country, _, region = filters.place.partition("-")
        rows = rows[rows["country"] == country]
        if region:
            rows = rows[rows["region"] == region]
    if filters.occupation != "all":
        rows = rows[rows["soc_group"] == filters.occupation]
    if not filters.with_questionnaires:
        rows = rows[rows["document_type"] == "posting"]
    return rows


@pytest.mark.usefixtures("_query_the_build")
@pytest.mark.parametrize("number", range(20))
def test_counts_agree_with_pandas(facts: tuple[pd.DataFrame, pd.DataFrame], number: int) -> None:
    postings, mentions = facts
    filters = combinations(postings)[number]
    base = recognition.denominators(filters)
    expected = chosen(postings, filters)
    assert base["postings"] == len(expected)
    assert base["employers"] == expected["employer_key"].nunique()
    assert base["sources"] == expected["source"].nunique()

    asked = chosen(mentions[mentions["is_asked"]], filters)
    asked = asked[asked["kind"].isin(filters.kinds or KIND_LABELS)]
    named = asked
    asked = asked[asked["strength"].isin(filters.strengths or STRENGTH_LABELS)]
    counted = recognition.credentials(filters).set_index("credential_id")
    grouped = asked.groupby("credential_id")
    assert counted["postings"].to_dict() == grouped["posting_id"].nunique().to_dict()
    assert counted["employers"].to_dict() == grouped["employer_key"].nunique().to_dict()
    # Whichever strengths are chosen, each is counted over every mention: none is a false zero.
    named = named[named["credential_id"].isin(counted.index)]
    for strength in STRENGTH_LABELS:
        of_strength = named[named["strength"] == strength].groupby("credential_id").size()
        found = counted[strength][counted[strength] > 0]
        assert found.to_dict() == of_strength.to_dict()
    largest = asked.groupby(["credential_id", "employer_key"]).size().groupby("credential_id").max()
    share = (counted["top_employer_share"] * counted["postings"]).dropna().round().astype(int)
    assert share.to_dict() == largest.to_dict()


@pytest.mark.usefixtures("_query_the_build")
def test_all_industries_are_the_sum_of_industries_and_those_without_one(
    facts: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    postings, _ = facts
    everything = Filters(with_questionnaires=True)
    by_industry = recognition.industry_denominators(everything)
    without = postings["naics_sector"].isna().sum()
    assert (
        by_industry["postings"].sum() + without == recognition.denominators(everything)["postings"]
    )
