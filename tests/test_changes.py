"""What changed between the two halves of a source's dates."""

import pandas as pd
import pytest

from dashboard import changes

HALF = {"first_month": pd.Timestamp("2024-01-01"), "last_month": pd.Timestamp("2024-06-01")}


def halves(before: dict[str, int], after: dict[str, int], n: int = 2000) -> pd.DataFrame:
    """Counts of each half in which every posting has an employer of its own."""
    rows = []
    for later, named in ((False, before), (True, after)):
        base = {"later": later, "credential_id": None, "name": None, "postings": n}
        rows.append(base | {"employers": n, "n_squared": float(n), "clusters": n} | HALF)
        rows += [
            {"later": later, "credential_id": i, "name": i.upper(), "postings": k}
            | {"employers": k, "k_squared": float(k), "k_times_n": float(k)}
            for i, k in named.items()
        ]
    return pd.DataFrame(rows)


def test_only_what_changed_beyond_chance_is_said_the_largest_first() -> None:
    found = changes.changed(halves({"a": 100, "b": 50, "c": 10}, {"a": 105, "b": 150, "c": 60}), 30)
    assert found is not None
    assert found["name"].tolist() == ["B", "C"]
    assert found["change"].tolist() == pytest.approx([0.05, 0.025])


def test_one_that_disappears_or_appears_is_compared_with_zero() -> None:
    found = changes.changed(halves({"a": 100}, {"b": 80}), 30)
    assert found is not None
    assert dict(zip(found["name"], found["change"], strict=True)) == pytest.approx(
        {"A": -0.05, "B": 0.04}
    )


def test_a_half_with_too_few_postings_tells_nothing() -> None:
    rows = halves({"a": 1}, {"a": 9}, n=20)
    assert changes.changed(rows, 30) is None
    assert "cannot be told" in changes.sentence(None, rows, "Set A")


def test_the_sentence_names_source_months_and_both_shares() -> None:
    rows = halves({"a": 100}, {"a": 300})
    sentence = changes.sentence(changes.changed(rows, 30), rows, "Set A")
    assert sentence.startswith("Within Set A, January 2024 to June 2024 against January 2024 to")
    assert "A rose from 5.0 of 100 (4.1 to 6.0) to 15 of 100" in sentence
    still = changes.sentence(changes.changed(halves({"a": 9}, {"a": 9}), 30), rows, "Set A")
    assert still.endswith("no credential's share changed beyond chance.")


def test_the_source_with_most_dated_postings_over_months_is_chosen() -> None:
    sources = pd.DataFrame(
        {
            "source_id": ["one_month", "small", "large"],
            "with_month": [900, 100, 500],
            "first_month": pd.to_datetime(["2024-01-01"] * 3),
            "last_month": pd.to_datetime(["2024-01-01", "2024-09-01", "2024-03-01"]),
        }
    )
    chosen = changes.source_for(sources)
    assert chosen is not None
    assert chosen["source_id"] == "large"
    assert changes.source_for(sources.head(1)) is None
