"""The app's counts against counts made another way: pandas over the same facts."""

import random
from dataclasses import replace

import duckdb
import pandas as pd
import pytest

from dashboard.filters import ALL, Filters
from dashboard.metrics import KIND_LABELS, STRENGTH_LABELS
from dashboard.queries import choices, evidence, recognition, recognition_groups

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

    for module in (choices, evidence, recognition, recognition_groups):
        monkeypatch.setattr(module, "query", query)


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


def clusters_of(rows: pd.DataFrame) -> pd.Series:
    """The employer, or for a posting without a known one the posting itself."""
    return rows["employer_key"].where(rows["employer_key"].notna(), "posting " + rows["posting_id"])


def employer_sums(asked: pd.DataFrame, postings: pd.DataFrame) -> pd.DataFrame:
    """k_squared and k_times_n of each credential, by pandas."""
    sizes = postings.groupby(clusters_of(postings)).size()
    pairs = asked.groupby([asked["credential_id"], clusters_of(asked).rename("cluster")]).size()
    rows = pairs.rename("k").reset_index()
    rows["n"] = rows["cluster"].map(sizes)
    sums = rows.assign(k_squared=rows["k"] ** 2, k_times_n=rows["k"] * rows["n"])
    return sums.groupby("credential_id")[["k_squared", "k_times_n"]].sum()


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
    sums = employer_sums(asked, expected)
    assert counted["k_squared"].to_dict() == pytest.approx(sums["k_squared"].to_dict())
    assert counted["k_times_n"].to_dict() == pytest.approx(sums["k_times_n"].to_dict())
    sizes = expected.groupby(clusters_of(expected)).size()
    assert (base["n_squared"], base["clusters"]) == ((sizes**2).sum(), len(sizes))
    share = (counted["top_employer_share"] * counted["postings"]).dropna().round().astype(int)
    assert share.to_dict() == largest.to_dict()


@pytest.mark.usefixtures("_query_the_build")
def test_all_industries_are_the_sum_of_industries_and_those_without_one(
    facts: tuple[pd.DataFrame, pd.DataFrame],
) -> None:
    postings, _ = facts
    everything = Filters(with_questionnaires=True)
    by_industry = recognition_groups.groups(everything, recognition_groups.INDUSTRY)
    without = postings["naics_sector"].isna().sum()
    assert (
        by_industry["postings"].sum() + without == recognition.denominators(everything)["postings"]
    )


@pytest.mark.usefixtures("_query_the_build")
@pytest.mark.parametrize("number", range(0, 20, 4))
@pytest.mark.parametrize(
    ("by", "column", "open_choice"),
    [
        (recognition_groups.INDUSTRY, "naics_sector", {"industry": ALL}),
        (recognition_groups.SOURCE, "source", {}),
    ],
)
def test_groups_agree_with_pandas(
    facts: tuple[pd.DataFrame, pd.DataFrame],
    number: int,
    by: str,
    column: str,
    open_choice: dict[str, str],
) -> None:
    filters = combinations(facts[0])[number]
    postings = chosen(facts[0], replace(filters, **open_choice))
    asked = chosen(facts[1][facts[1]["is_asked"]], replace(filters, **open_choice))
    asked = asked[asked["strength"].isin(filters.strengths or STRENGTH_LABELS)]
    groups = recognition_groups.groups(filters, by).set_index(by)
    sizes = postings.groupby(column).size()
    assert groups.loc[groups["postings"] > 0, "postings"].to_dict() == sizes.to_dict()
    ids = tuple(asked["credential_id"].value_counts().index[:3])
    found = recognition_groups.by_group(filters, by, ids).set_index(["credential_id", by])
    named = asked[asked["credential_id"].isin(ids)]
    expected = named.groupby(["credential_id", column])
    assert found["postings"].to_dict() == expected.size().to_dict()
    assert found["employers"].to_dict() == expected["employer_key"].nunique().to_dict()
    for key, rows in named.groupby(column):
        sums = employer_sums(rows, postings[postings[column] == key])
        for credential_id, row in sums.iterrows():
            assert found.loc[(credential_id, key), "k_times_n"] == row["k_times_n"]
            assert found.loc[(credential_id, key), "k_squared"] == row["k_squared"]


def dated_sources(postings: pd.DataFrame, at_least: int) -> list[str]:
    dated = postings[postings["posted_month"].notna()]
    months = dated.groupby("source")["posted_month"].agg(["nunique", "size"])
    several = months[(months["nunique"] > 1) & (months["size"] >= at_least)]
    return [str(source) for source in several.index]


DATED = [
    replace(Filters(), **choice)
    for choice in (
        {"with_questionnaires": True},
        {"strengths": ("required", "mentioned"), "kinds": ("certification", "licence")},
        {"place": "US", "with_questionnaires": True, "occupation": "15"},
        {"place": "GB-England", "strengths": ("preferred",)},
    )
]


@pytest.mark.usefixtures("_query_the_build")
@pytest.mark.parametrize("filters", DATED)
@pytest.mark.parametrize("period", ["month", "quarter", "year"])
def test_periods_agree_with_pandas(
    facts: tuple[pd.DataFrame, pd.DataFrame], filters: Filters, period: str
) -> None:
    letter = {"month": "M", "quarter": "Q", "year": "Y"}[period]
    sources = dated_sources(facts[0], 30)
    assert len(sources) > 5
    for source in sources:
        postings = chosen(facts[0], filters)
        postings = postings[(postings["source"] == source) & postings["posted_month"].notna()]
        starts = postings["posted_month"].dt.to_period(letter).dt.start_time
        postings = postings.assign(period=starts)
        mix = recognition_groups.mix(filters, source, period)
        groups = postings.assign(soc_group=postings["soc_group"].fillna(""))
        assert (
            mix.set_index(["posted_month", "soc_group"])["postings"].to_dict()
            == groups.groupby(["period", "soc_group"]).size().to_dict()
        )
        asked = chosen(facts[1][facts[1]["is_asked"]], filters)
        asked = asked[asked["strength"].isin(filters.strengths or STRENGTH_LABELS)]
        asked = asked[asked["source"] == source]
        for credential_id in asked["credential_id"].value_counts().index[:2]:
            naming = asked.loc[asked["credential_id"] == credential_id, "posting_id"]
            found = recognition_groups.by_period(filters, credential_id, source, period)
            found = found.set_index("posted_month")
            assert found["postings"].to_dict() == postings.groupby("period").size().to_dict()
            for moment, rows in postings.groupby("period"):
                pairs = rows.assign(k=rows["posting_id"].isin(naming)).groupby(clusters_of(rows))
                k, n = pairs["k"].sum(), pairs.size()
                row = found.loc[moment]
                assert (row["k"], row["clusters"]) == (k.sum(), len(n))
                assert row["employers"] == rows["employer_key"].nunique()
                assert row["n_squared"] == (n**2).sum()
                assert (row["k_squared"], row["k_times_n"]) == ((k**2).sum(), (k * n).sum())


@pytest.mark.usefixtures("_query_the_build")
@pytest.mark.parametrize("filters", DATED)
def test_halves_agree_with_pandas(facts: tuple[pd.DataFrame, ...], filters: Filters) -> None:
    for source in dated_sources(facts[0], 30):
        postings = chosen(facts[0], filters)
        postings = postings[(postings["source"] == source) & postings["posted_month"].notna()]
        # The middle posting's month; of two, the earlier.
        middle = postings["posted_month"].quantile(0.5, interpolation="lower")
        asked = chosen(facts[1][facts[1]["is_asked"]], filters)
        asked = asked[asked["strength"].isin(filters.strengths or STRENGTH_LABELS)]
        asked = asked[asked["kind"].isin(filters.kinds or KIND_LABELS)]
        found = recognition_groups.halves(filters, source)
        assert set(found["later"]) == set(postings["posted_month"] > middle)
        for later, rows in postings.groupby(postings["posted_month"] > middle):
            side = found[found["later"] == later]
            base = side[side["credential_id"].isna()].iloc[0]
            sizes = rows.groupby(clusters_of(rows)).size()
            assert (base["postings"], base["clusters"]) == (len(rows), len(sizes))
            assert base["n_squared"] == (sizes**2).sum()
            assert base["first_month"] == rows["posted_month"].min()
            assert base["last_month"] == rows["posted_month"].max()
            named = asked[asked["posting_id"].isin(rows["posting_id"])]
            own = side[side["credential_id"].notna()].set_index("credential_id")
            assert own["postings"].to_dict() == named.groupby("credential_id").size().to_dict()
            sums = employer_sums(named, rows)
            assert own["k_squared"].to_dict() == sums["k_squared"].to_dict()
            assert own["k_times_n"].to_dict() == sums["k_times_n"].to_dict()


@pytest.mark.usefixtures("_query_the_build")
@pytest.mark.parametrize("number", range(0, 20, 3))
def test_the_postings_listed_are_the_first_of_all(
    facts: tuple[pd.DataFrame, pd.DataFrame], number: int
) -> None:
    filters = combinations(facts[0])[number]
    asked = chosen(facts[1][facts[1]["is_asked"]], filters)
    asked = asked[asked["strength"].isin(filters.strengths or STRENGTH_LABELS)]
    for credential_id in asked["credential_id"].value_counts().index[:3]:
        rows = asked[asked["credential_id"] == credential_id]
        order = rows["strength"].map({name: i for i, name in enumerate(STRENGTH_LABELS)})
        rows = rows.assign(order=order).sort_values(
            ["order", "posted_month", "posting_no"], ascending=[True, False, True]
        )
        titles = facts[0].set_index("posting_id")["title"]
        found = evidence.postings_behind(filters, credential_id)
        listed = rows.head(evidence.SHOWN)
        assert set(found["total"]) == {len(rows)}
        assert found["strength"].tolist() == listed["strength"].tolist()
        assert found["surface_form"].tolist() == listed["surface_form"].tolist()
        assert found["title"].tolist() == listed["posting_id"].map(titles).tolist()


@pytest.mark.usefixtures("_query_the_build")
def test_every_place_of_a_posting_can_be_chosen(facts: tuple[pd.DataFrame, ...]) -> None:
    placed = facts[0].dropna(subset=["country"])
    regions = placed.dropna(subset=["region"])
    expected = {*placed["country"], *(regions["country"] + "-" + regions["region"])}
    assert set(choices.places()) == expected
