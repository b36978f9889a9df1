from collections.abc import Iterator, Mapping
from typing import Any

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.checks import grain_failures
from etl.models import SCHEMAS, Model, read_models, run_model
from etl.offers import (
    LONGEST_SKILL,
    OFFER_TABLES,
    Gathered,
    currency,
    day,
    hours,
    joined,
    months,
    number,
    text,
    texts,
)
from etl.sources import esco

MARTS = ("offered_credentials", "offered_edges", "offered_skills", "esco_skills")

ISSUERS = [
    ("comptia", "CompTIA"),
    ("pmi", "Project Management Institute (PMI)"),
    ("aha", "American Heart Association"),
    ("red-cross", "American Red Cross"),
    ("google", "Google"),
]
CREDENTIALS = [
    ("security-plus", "CompTIA Security+", None, "comptia"),
    ("security-pro", "CompTIA Security", None, "comptia"),
    ("pmp", "Project Management Professional", "PMP", "pmi"),
    ("bls-aha", "Basic Life Support (AHA)", "BLS", "aha"),
    ("bls-red-cross", "Basic Life Support (Red Cross)", "BLS", "red-cross"),
    ("pcm-content", "PCM Content Marketing", None, "google"),
    ("pcm-digital", "PCM Digital Marketing", None, "google"),
]
ALIASES = [
    ("security-plus", "Sec+", None),
    ("security-plus", "Security Plus certification", None),
    ("pcm-content", "Professional Certified Marketer", None),
    ("pcm-digital", "Professional Certified Marketer", None),
    ("pmp", "project manager", "certif*|PMI"),
]
SKILLS = [
    ("python", "Python", "python programming|py", "False"),
    ("go", "Go", "golang", "True"),
    ("c", "C", None, "True"),
    ("cpp", "C++", None, "False"),
    ("welding", "Welding", "joining", "False"),
    ("brazing", "Brazing", "joining", "False"),
]


def put(
    connection: duckdb.DuckDBPyConnection, table: str, rows: list[dict[str, Any]], schema: pa.Schema
) -> None:
    connection.register("_rows", pa.Table.from_pylist(rows, schema=schema))
    connection.execute(f"CREATE OR REPLACE TABLE raw.{table} AS FROM _rows")
    connection.unregister("_rows")


def put_text(
    connection: duckdb.DuckDBPyConnection, table: str, columns: str, rows: list[tuple[Any, ...]]
) -> None:
    names = columns.split()
    schema = pa.schema([(name, pa.string()) for name in names])
    put(connection, table, [dict(zip(names, row, strict=True)) for row in rows], schema)


@pytest.fixture
def connection() -> Iterator[duckdb.DuckDBPyConnection]:
    with duckdb.connect() as made:
        for schema in ("raw", *SCHEMAS):
            made.execute(f"CREATE SCHEMA {schema}")
        put_text(made, "catalog_issuers", "issuer_id name", ISSUERS)
        put_text(
            made, "catalog_credentials", "credential_id name abbreviation issuer_id", CREDENTIALS
        )
        put_text(made, "catalog_aliases", "credential_id alias needs_near", ALIASES)
        put_text(made, "catalog_skills", "skill_id name synonyms case_sensitive", SKILLS)
        for table, schema in {**OFFER_TABLES, **esco.TABLES}.items():
            put(made, table, [], schema)
        yield made


def build(connection: duckdb.DuckDBPyConnection) -> list[Model]:
    """Run the models of the offers; returns them."""
    models = [
        model
        for model in read_models(connection)
        if model.table in MARTS or model.table.startswith("offered_")
    ]
    for model in models:
        run_model(connection, model)
        assert not grain_failures(connection, model)
    return models


def linked(connection: duckdb.DuckDBPyConnection, name: str, issuer: str | None) -> Any:
    gathered = Gathered("test")
    gathered.credential("1", name, issuer=issuer)
    put(
        connection,
        "offered_credentials",
        gathered.credentials,
        OFFER_TABLES["offered_credentials"],
    )
    build(connection)
    return connection.execute(
        "SELECT credential_id, linked_by FROM marts.offered_credentials"
    ).fetchone()


def test_the_models_work_on_empty_tables(connection: duckdb.DuckDBPyConnection) -> None:
    assert {model.table for model in build(connection)} >= set(MARTS)
    for mart in MARTS:
        assert connection.execute(f"SELECT count(*) FROM marts.{mart}").fetchone() == (0,)


@pytest.mark.parametrize(
    ("name", "issuer", "credential", "by"),
    [
        ("CompTIA Security+", "CompTIA", "security-plus", "name"),
        ("COMPTIA® Security+™", "CompTIA, Inc.", "security-plus", "name"),
        ("CompTIA Security", "CompTIA", "security-pro", "name"),
        ("Security Plus Certification", "Comptia LLC", "security-plus", "alias"),
        ("Sec+", "CompTIA", "security-plus", "abbreviation"),
        ("Project Management Professional (PMP)", "Project Management Institute", "pmp", "name"),
        ("Project Management Professional", "PMI", "pmp", "name"),
        ("PMP", "Project Management Institute, Inc.", "pmp", "abbreviation"),
        ("Basic Life Support", "The American Heart Association", "bls-aha", "name"),
        ("BLS", "American Red Cross Training Services", "bls-red-cross", "abbreviation"),
        # The name alone, another issuer, an ambiguous alias, one that needs its context.
        ("CompTIA Security+", None, None, None),
        ("PMP", None, None, None),
        ("PMP", "Pokhara Medical Programme", None, None),
        ("Basic Life Support", "Invented Heart Academy", None, None),
        ("CompTIA Security+ preparation", "CompTIA", None, None),
        ("Professional Certified Marketer", "Google", None, None),
        ("Project Manager", "PMI", None, None),
    ],
)
def test_an_offer_is_ours_by_name_and_issuer(
    connection: duckdb.DuckDBPyConnection,
    name: str,
    issuer: str | None,
    credential: str | None,
    by: str | None,
) -> None:
    assert linked(connection, name, issuer) == (credential, by)


def test_steps_name_both_ends(connection: duckdb.DuckDBPyConnection) -> None:
    gathered = Gathered("test")
    gathered.credential("a", "CompTIA Security+", issuer="CompTIA")
    gathered.credential("b", "Invented bundle", issuer="CompTIA")
    gathered.edge("a", "b", "part_of", to_name="as the step says")
    gathered.edge("a", "elsewhere", "credit_toward", to_name="A degree", credits=6)
    gathered.edge("a", "a", "part_of")
    gathered.edge("unknown", "b", "prerequisite")
    gathered.edge("unknown", "b", "prerequisite", credits=2, stated_by="b")
    tables: Mapping[str, list[dict[str, Any]]] = {
        "offered_credentials": gathered.credentials,
        "offered_edges": list(gathered.edges.values()),
    }
    for table, rows in tables.items():
        put(connection, table, rows, OFFER_TABLES[table])
    build(connection)
    found = connection.execute(
        "SELECT from_name, from_credential_id, to_name, to_offer_id, relation, credits"
        " FROM marts.offered_edges ORDER BY relation"
    ).fetchall()
    assert found == [
        ("CompTIA Security+", "security-plus", "A degree", None, "credit_toward", 6.0),
        ("CompTIA Security+", "security-plus", "Invented bundle", "test:b", "part_of", None),
        (None, None, "Invented bundle", "test:b", "prerequisite", 2.0),
    ]


@pytest.mark.parametrize(
    ("skill", "skill_id", "by"),
    [
        ("Python", "python", "name"),
        ("Python Programming", "python", "synonym"),
        ("C", "c", "name"),
        ("c", None, None),
        ("C++", "cpp", "name"),
        ("Go", "go", "name"),
        ("go", None, None),
        ("joining", None, None),  # of two skills
        ("basket weaving", None, None),
    ],
)
def test_a_skill_is_ours_by_name_or_synonym(
    connection: duckdb.DuckDBPyConnection, skill: str, skill_id: str | None, by: str | None
) -> None:
    gathered = Gathered("test")
    gathered.skill(gathered.credential("a", "x"), skill)
    put(
        connection, "offered_skills", list(gathered.skills.values()), OFFER_TABLES["offered_skills"]
    )
    build(connection)
    row = connection.execute("SELECT skill_id, linked_by FROM marts.offered_skills").fetchone()
    assert row == (skill_id, by)


@pytest.mark.parametrize(
    ("title", "skill_id"),
    [
        ("welding", "welding"),
        ("Python (computer programming)", "python"),
        ("C++", "cpp"),
        ("welding (art)", None),
        ("use a computer", None),
    ],
)
def test_esco_skills_are_linked(
    connection: duckdb.DuckDBPyConnection, title: str, skill_id: str | None
) -> None:
    row = {"uri": "u", "title": title, "type": "Skill", "version": "v"}
    put(connection, "esco_skills", [row], esco.TABLES["esco_skills"])
    build(connection)
    assert connection.execute(
        "SELECT uri, title, skill_type, skill_id FROM marts.esco_skills"
    ).fetchone() == ("u", title, "Skill", skill_id)


@pytest.mark.parametrize(
    ("duration", "in_hours", "in_months"),
    [
        ("PT40H", 40, None),
        ("PT1H30M", 1.5, None),
        ("PT90M", 1.5, None),
        ("P9M", None, 9),
        ("P3Y", None, 36),
        ("P1Y6M", None, 18),
        ("P1.5Y", None, 18),
        ("P2W", None, None),
        ("P1DT2H", None, None),
        ("P", None, None),
        ("PT0H", None, None),
        ("40 hours", None, None),
        (40, None, None),
        (None, None, None),
    ],
)
def test_durations(duration: Any, in_hours: float | None, in_months: int | None) -> None:
    assert hours(duration) == in_hours
    assert months(duration) == in_months


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("plain  text", ["plain text"]),
        ({"de": "Schein", "en-US": "Certificate"}, ["Certificate"]),
        ({"de": "Schein"}, ["Schein"]),
        ({"en": ["one", "two"]}, ["one", "two"]),
        ([{"@language": "fr", "@value": "un"}, {"@language": "en", "@value": "one"}], ["one"]),
        (["a", {"en": "b"}], ["a", "b"]),
        ({"en": ""}, []),
        (None, []),
        (7, []),
    ],
)
def test_language_maps(value: Any, expected: list[str]) -> None:
    assert texts(value) == expected
    assert text(value) == (expected[0] if expected else None)


@pytest.mark.parametrize(
    ("function", "value", "expected"),
    [
        (currency, "USD", "USD"),
        (currency, "usd", "USD"),
        (currency, "US Dollar", "USD"),
        (currency, "http://publications.europa.eu/resource/authority/currency/EUR", "EUR"),
        (currency, "shells", None),
        (currency, None, None),
        (number, "12.5", 12.5),
        (number, 3, 3.0),
        (number, -1, None),
        (number, True, None),
        (number, "nan", None),
        (number, "inf", None),
        (day, "2026-03-04T05:06:07Z", "2026-03-04"),
        (day, "2026", "2026"),
        (day, "4 March", None),
        (joined, ["a", None, "a", "b|c"], "a|b/c"),
        (joined, [], None),
    ],
)
def test_values(function: Any, value: Any, expected: Any) -> None:
    assert function(value) == expected


def test_what_an_offer_may_hold() -> None:
    gathered = Gathered("test")
    with pytest.raises(ValueError, match="colour"):
        gathered.credential("a", "x", colour="red")
    with pytest.raises(ValueError, match="likes"):
        gathered.edge("a", "b", "likes")
    offer = gathered.credential("a", "x")
    gathered.skill(offer, "word " * LONGEST_SKILL)
    gathered.skill(offer, " Two  words ")
    gathered.skill(offer, "two words")
    assert [row["skill"] for row in gathered.skills.values()] == ["Two words"]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=6,
)


@given(json_values)
def test_whatever_stands_in_a_field_is_read_or_left(value: Any) -> None:
    assert all(isinstance(word, str) and word.strip() == word for word in texts(value))
    for function in (hours, months, number, day, currency):
        function(value)
