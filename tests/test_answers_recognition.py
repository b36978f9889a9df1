"""The sentences on recognition: the leader with its uncertainty, ties, gaps, who makes a figure."""

import pandas as pd
import pytest

from analysis.statistics import TOO_FEW
from dashboard import answers, composition
from dashboard.ranking import heatmap_cells, with_shares
from tests.bases import base_of, groups_of, with_sums

PLACE = "Health care · everywhere · all occupations"


def base(postings: int = 1000, employers: int = 200, **others: object) -> pd.Series:
    known = {
        "top_employer": "One Trust",
        "top_employer_postings": 100,
        "questionnaires_left_out": 0,
        "sources": 4,
    }
    return base_of(postings, employers=employers, **{**known, **others})


def ranked(**postings: int) -> pd.DataFrame:
    rows = pd.DataFrame({"credential_id": list(postings), "postings": list(postings.values())})
    rows = rows.assign(
        name=[credential_id.upper() for credential_id in postings],
        employers=[40] * len(rows),
        top_employer="One Trust",
        top_employer_share=0.1,
        top_source="Set A",
        top_source_share=0.3,
    )
    return with_shares(with_sums(rows), base_of(1000))


def test_the_leader_is_named_with_share_interval_and_employers() -> None:
    assert answers.recognition(ranked(bls=150, pmp=40), base(), PLACE) == (
        "BLS leads: asked for in 15 of 100 postings (13 to 17), by 40 employers."
    )


def test_those_that_cannot_be_told_apart_are_said_not_to_follow() -> None:
    sentence = answers.recognition(ranked(bls=150, pmp=145, rn=20), base(), PLACE)
    assert sentence == (
        "BLS is asked for in 15 of 100 postings (13 to 17), by 40 employers; "
        "too close to call with PMP."
    )
    assert "leads" not in sentence


def test_one_employer_that_makes_most_of_the_leader_is_named() -> None:
    rows = ranked(bls=150).assign(top_employer_share=0.8)
    assert "One Trust alone makes 80 % of that." in answers.recognition(rows, base(), PLACE)


@pytest.mark.parametrize(
    ("postings", "employers", "words"),
    [
        (0, 0, "Not collected: no postings for"),
        (
            14,
            9,
            "Too few postings to say: 14 postings of 9 known employers; we ask for 30",
        ),
    ],
)
def test_gaps_are_said(postings: int, employers: int, words: str) -> None:
    sentence = answers.recognition(ranked(), base(postings, employers), PLACE)
    assert sentence.startswith(words)


def test_no_credential_in_enough_postings_is_a_finding() -> None:
    sentence = answers.recognition(ranked(), base(), PLACE)
    assert sentence == "None of the catalog's credentials is asked for in 1,000 postings."


def test_one_source_that_makes_most_of_the_leader_is_named() -> None:
    rows = ranked(bls=150).assign(top_source_share=0.84)
    sentence = answers.recognition(rows, base(), PLACE)
    assert sentence.endswith("One source, Set A, makes 84 % of that.")
    assert "Set A" not in answers.recognition(rows, base(sources=1), PLACE)


@pytest.mark.parametrize(("k", "employers"), [(1, 1), (4, 4), (20, 2)])
def test_a_handful_of_postings_does_not_lead(k: int, employers: int) -> None:
    rows = ranked(bls=k).assign(employers=employers)
    sentence = answers.recognition(rows, base(), PLACE)
    assert "often enough to lead" in sentence
    assert f"{k} of 1,000 postings" in sentence


def test_the_chosen_strength_is_in_the_sentence() -> None:
    sentence = answers.recognition(ranked(bls=150), base(), PLACE, "required")
    assert sentence.startswith("BLS leads: required in 15 of 100 postings")


def test_the_note_says_how_many_more_there_are() -> None:
    assert answers.ranking_note(ranked(a=9, b=8, c=7), 1).endswith(
        "2 more credentials in the table below."
    )
    assert "more" not in answers.ranking_note(ranked(a=9), 10)


def test_questionnaires_left_out_are_counted_in_the_notes() -> None:
    notes = answers.recognition_notes(base(questionnaires_left_out=5189))
    assert any("5,189 applicant questionnaires" in note for note in notes)
    assert not any("questionnaires" in note for note in answers.recognition_notes(base()))


def made_of(*postings: int) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "source_id": [f"s{i}" for i in range(len(postings))],
            "title": [f"Source {i}, somewhere" for i in range(len(postings))],
            "postings": postings,
            "employers": [50] * len(postings),
        }
    )


def test_the_composition_names_the_largest_and_counts_the_rest() -> None:
    assert composition.line(made_of(500, 300, 100, 50, 30, 20)) == (
        "Made of 1,000 postings: Source 0, somewhere 50 % · Source 1, somewhere 30 % · "
        "Source 2, somewhere 10 % · Source 3, somewhere 5.0 % · 2 more sources"
    )


@pytest.mark.parametrize(
    ("sources", "largest_employer", "said"),
    [
        ((400, 350, 250), 100, []),
        ((600, 400), 100, ["Source 0, somewhere makes 60 %"]),
        ((1000,), 100, ["All these postings come from one source"]),
        ((400, 350, 250), 700, ["One Trust makes 70 %"]),
        ((600, 400), 600, ["Source 0, somewhere makes 60 %", "One Trust makes 60 %"]),
        ((400, 350, 250), float("nan"), []),
    ],
)
def test_a_source_or_an_employer_that_makes_most_of_a_figure_is_named(
    sources: tuple[int, ...], largest_employer: float, said: list[str]
) -> None:
    found = composition.warnings(made_of(*sources), base(top_employer_postings=largest_employer))
    assert [s for s, w in zip(said, found, strict=True) if not w.startswith(s)] == []


def test_nothing_is_warned_of_where_there_are_no_postings() -> None:
    assert composition.warnings(made_of(), base(0, 0)) == []


def cells(first: int, second: int) -> pd.DataFrame:
    groups = groups_of(made_of(500, 400).rename(columns={"title": "label"}).to_dict("records"))
    counts = with_sums(
        pd.DataFrame(
            {"credential_id": ["bls"] * 2, "source_id": ["s0", "s1"], "postings": [first, second]}
        )
    ).assign(employers=30)
    named = pd.DataFrame({"credential_id": ["bls"], "name": ["BLS"], "abbreviation": [None]})
    return heatmap_cells(counts, groups, named, "source_id")


def test_sources_that_differ_are_named_and_sources_that_agree_are_said_to() -> None:
    assert composition.by_source_note(cells(5, 200)).startswith(
        "BLS: from 1.0 of 100 postings in Source 0, somewhere to 50 of 100 in Source 1, somewhere."
    )
    assert composition.by_source_note(cells(50, 41)) == (
        "BLS: the sources agree within their intervals."
    )


def test_one_source_with_enough_postings_cannot_be_compared() -> None:
    few = cells(5, 5)
    few.loc[few["key"] == "s1", "state"] = TOO_FEW
    assert composition.by_source_note(few).startswith("Fewer than two sources")


def test_the_sources_sentence_counts_what_was_left_out() -> None:
    rows = pd.DataFrame(
        {"kind": ["hiring", "hiring", "wages"], "rows_in": [60, 40, 9], "rows_kept": [50, 40, 9]}
    )
    assert answers.sources(rows) == (
        "90 postings of 2 hiring sources, and 1 other source. 10 of 100 rows were left out "
        "(10 %), each with its reason."
    )


def test_headline_has_four_figures_and_says_when_no_price_is_known() -> None:
    figures = answers.headline(base(), ranked(a=5), pd.DataFrame({"price_usd": [None, None]}))
    assert [title for title, _, _ in figures] == [
        "Postings",
        "Employers",
        "Credentials asked for",
        "Median price to earn",
    ]
    assert figures[3][1] == "not found yet"


def test_the_order_of_required_and_preferred_is_that_of_what_is_counted() -> None:
    assert answers.strengths_note("required").startswith(
        "In the order of the evidence that it is required."
    )


def test_a_picture_that_holds_not_all_groups_says_so() -> None:
    assert "after the first" not in answers.groups_note(cells(5, 5), "sources", 2)
    assert answers.groups_note(cells(5, 5), "sources", 1).endswith(
        "The sources after the first 1 stand in the table."
    )
