"""Blind review: nothing that names or leads to a person passes, whatever columns a row has."""

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dashboard.blind import HARMLESS, alias, blind


def test_only_columns_known_to_be_harmless_pass() -> None:
    rows = pd.DataFrame(
        {
            "candidate_id": ["1"], "display_name": ["Ann Ample"], "email": ["ann@mail.example"],
            "phone": ["1"], "photo_url": ["x"], "linkedin": ["y"], "url": ["https://b.example/ann"],
            "source": ["Ann's brother"], "role": ["Nurse"], "experience_years": [3],
        }
    )  # fmt: skip
    found = blind(rows, "salt")
    assert list(found.columns) == ["display_name", "candidate_id", "role", "experience_years"]
    assert found["display_name"].str.fullmatch(r"Candidate [A-Z2-7]{4}-[A-Z2-7]{4}").all()


names = st.lists(st.text("abcdefghijklmnopqrstuvwxyzäéø", min_size=3, max_size=9), min_size=1,
                 max_size=3).map(lambda w: " ".join(w).title())  # fmt: skip


@given(st.lists(st.tuples(names, names, st.text(max_size=30)), min_size=1, max_size=8))
def test_no_text_repeats_a_word_of_the_name(people: list[tuple[str, str, str]]) -> None:
    rows = pd.DataFrame(
        {
            "candidate_id": [str(n) for n in range(len(people))],
            "display_name": [name for name, _, _ in people],
            "note": [f"{other}, {name.upper()}'s {text}" for name, other, text in people],
            "role": [f"Assistant of {name}" for name, _, _ in people],
            "secret": [name for name, _, _ in people],
        }
    )
    found = blind(rows, "salt").sort_values("candidate_id")
    assert set(found.columns) <= HARMLESS | {"display_name"}
    for (name, _, _), row in zip(people, found.to_dict("records"), strict=True):
        shown = row["role"].casefold().split() + row["note"].casefold().split()
        for word in name.casefold().split():
            assert word not in shown


def test_words_that_are_no_name_stay() -> None:
    rows = pd.DataFrame(
        {"candidate_id": ["1"], "display_name": ["Zoë Ample"], "note": ["ZOE is ample, 3 years"]}
    )
    assert blind(rows, "s")["note"].tolist() == ["… is …, 3 years"]


def test_aliases_hang_on_the_salt_and_the_person() -> None:
    assert alias("1", "a") == alias("1", "a")
    assert len({alias(i, s) for i in ("1", "2") for s in ("a", "b")}) == 4
    assert len({alias(str(n), "a") for n in range(20_000)}) == 20_000


@pytest.mark.parametrize(
    "order", [["Ann A", "Bo B", "Cy C", "Di D"], ["Di D", "Bo B", "Ann A", "Cy C"]]
)
def test_an_order_by_name_is_not_kept(order: list[str]) -> None:
    rows = pd.DataFrame({"candidate_id": order, "display_name": order})
    found = blind(rows, "s")
    if order == sorted(order):
        assert found["display_name"].is_monotonic_increasing
    else:
        assert found["candidate_id"].tolist() == order


def test_rows_without_names_only_lose_columns() -> None:
    rows = pd.DataFrame({"candidate_id": ["1"], "url": ["x"], "role": ["Nurse"]})
    assert list(blind(rows, "s").columns) == ["candidate_id", "role"]
