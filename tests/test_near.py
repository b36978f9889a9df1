"""Signatures of texts, and the model that finds near copies with them."""

import random

import duckdb
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.models import FOLDER
from etl.normalise.near import SIGNATURE_BITS, Signature, differing_bits, signature, similarity

WORDS = [f"word{number}" for number in range(400)]


def text(seed: int, length: int = 300) -> str:
    return " ".join(random.Random(seed).choices(WORDS, k=length))


def test_the_signature_of_a_text_never_changes() -> None:
    # Signatures are kept in snapshots: another value here means that none can be compared.
    assert signature("Staff nurse, band 5, on the children's ward.") == Signature(
        1445622457434913310, 7568205765563690477
    )


@pytest.mark.parametrize("other", ["STAFF nurse (band 5)", "staff\nnurse \u2013 band  5!"])
def test_case_spaces_and_signs_do_not_count(other: str) -> None:
    assert signature(other) == signature("Staff nurse, band 5")


@given(st.text(max_size=200))
@settings(max_examples=100, deadline=None)
def test_any_text_has_a_signature(words: str) -> None:
    made = signature(words)
    assert all(-(2**63) <= half < 2**63 for half in made)
    assert differing_bits(made, made) == 0
    assert similarity(made, signature(words)) == 1


@pytest.mark.parametrize(("changed", "low", "high"), [(0, 1, 1), (5, 0.8, 1), (300, 0, 0.3)])
def test_similarity_follows_the_share_of_words_changed(
    changed: int, low: float, high: float
) -> None:
    words = text(1).split()
    for place in random.Random(2).sample(range(len(words)), changed):
        words[place] = "changed"
    assert low <= similarity(signature(text(1)), signature(" ".join(words))) <= high


def test_unlike_texts_differ_in_about_half_of_the_bits() -> None:
    found = [differing_bits(signature(text(n)), signature(text(n + 100))) for n in range(40)]
    assert SIGNATURE_BITS * 0.45 < sum(found) / len(found) < SIGNATURE_BITS * 0.55


def row(number: int, **facts: object) -> dict[str, object]:
    near = facts.pop("near", signature(text(7)))
    assert isinstance(near, Signature)
    return {
        "posting_id": f"p{number}", "source": "a", "document_type": "posting",
        "title": "Staff Nurse", "employer_key": "acme", "locality": "leeds", "posted_month": None,
        "pay_min_annual": None, "pay_max_annual": None, "pay_currency": None,
        "text_key": str(number), "near_low": near.low, "near_high": near.high,
    } | facts  # fmt: skip


def flipped(near: Signature, bits: int) -> Signature:
    """`near` with its first bits changed, one in each of the lowest positions."""
    return Signature(near.low ^ ((1 << bits) - 1), near.high)


def copies(*rows: dict[str, object]) -> dict[str, str]:
    """posting_id -> the earlier posting it is nearly a copy of, as the models find it."""
    schema = pa.schema(
        [
            (name, pa.float64() if name in ("pay_min_annual", "pay_max_annual")
             else pa.int64() if name.startswith("near_")
             else pa.date32() if name == "posted_month" else pa.string())
            for name in rows[0]
        ]
    )  # fmt: skip
    table = pa.Table.from_pylist(list(rows), schema=schema)
    with duckdb.connect() as connection:
        connection.execute("CREATE SCHEMA raw; CREATE SCHEMA intermediate")
        connection.register("given", table)
        connection.execute("CREATE TABLE raw.postings AS FROM given")
        for model in ("exact_copies", "near_copies"):
            sql = (FOLDER / "intermediate" / f"{model}.sql").read_text(encoding="utf-8")
            connection.execute(f"CREATE TABLE intermediate.{model} AS {sql}")
        found = connection.execute("SELECT posting_id, copy_of FROM intermediate.near_copies")
        return dict(found.fetchall())


SAME = signature(text(7))


@pytest.mark.parametrize(
    ("facts", "is_copy"),
    [
        ({}, True),
        ({"title": "STAFF  nurse"}, True),
        ({"employer_key": None}, True),
        ({"pay_min_annual": 30_000.0, "pay_currency": "GBP"}, True),
        ({"near": flipped(SAME, 2)}, True),
        ({"near": flipped(SAME, 3)}, False),
        ({"near": flipped(SAME, 7), "source": "b"}, True),
        ({"near": flipped(SAME, 8), "source": "b"}, False),
        ({"locality": None}, False),
        ({"locality": None, "source": "b"}, True),
        ({"locality": "york"}, False),
        ({"title": "Staff Nurse, Ward 7"}, False),
        ({"employer_key": "other"}, False),
        ({"text_key": "1"}, False),
        ({"document_type": "questionnaire"}, False),
    ],
)
def test_a_near_copy_is_one_job_in_nearly_one_text(facts: dict[str, object], is_copy: bool) -> None:
    assert copies(row(1), row(2, **facts)) == ({"p2": "p1"} if is_copy else {})


def test_two_pays_are_two_jobs() -> None:
    paid = {"pay_min_annual": 30_000.0, "pay_max_annual": 30_000.0, "pay_currency": "GBP"}
    assert copies(row(1, **paid), row(2, **paid | {"pay_max_annual": 40_000.0})) == {}


def test_of_many_copies_the_first_stays() -> None:
    found = copies(*(row(number) for number in range(10, 60)))
    assert set(found) == {f"p{number}" for number in range(11, 60)}
    assert "p10" not in found
