"""Adverse impact on screen: real files, real pool, nobody named; the desk on screen."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import duckdb
import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.exports import as_csv
from dashboard.jobs import Entry, Shortlist
from dashboard.people import forget
from dashboard.provenance_words import source_and_consent
from dashboard.queries.provenance import Provenance, of_candidate
from dashboard.queries.shortlisted import people_of
from dashboard.shortlists import exported, rows
from etl.paths import PROJECT, Paths
from etl.people import desk, purge
from etl.people.publish import build_sample_pool
from etl.publish import Shelf
from tests.conftest import BUNDLED
from tests.test_importing_people import imports

FAIRNESS = """
import numpy as np
import streamlit as st
from dashboard import fairness_views
from dashboard.fairness import IN_ORDER, WITHOUT
from dashboard.people import query
from dashboard.queries.groups import Step, everybody
people = query("SELECT * FROM people.candidates ORDER BY display_order")
old = people[people["experience_years"].fillna(0) >= 15]
numbers = old["display_order"].to_numpy().astype(np.int64)
steps = [
    everybody(),
    Step("15 years or more", IN_ORDER, numbers),
    Step("has an id", IN_ORDER, list(old["candidate_id"])),
    Step("15 years or more", WITHOUT, None),
    Step("has an id", WITHOUT, numbers),
]
sample = bool(query("SELECT is_sample FROM people.build").iloc[0, 0])
st.write(
    fairness_views.adverse_impact(steps, len(people), "15 years or more", "pool", is_sample=sample)
)
"""
SHORTLIST = """
from dashboard import shortlist_views
import streamlit as st
by = shortlist_views.decider()
if by is not None:
    shortlist_views.add_to_shortlist(["1", "2"], "RN, MA", "build 7", by)
shortlist_views.section(by, is_blind=st.session_state.get("blind", False))
"""


@pytest.fixture
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A data folder with the catalog, and a warehouse that knows its build; no people."""
    paths = Paths(tmp_path_factory.mktemp("data"))
    for name in ("catalog", "reference"):
        shutil.copytree(BUNDLED.root / name, paths.root / name)
    shelf = Shelf(paths.warehouse)
    shelf.folder.mkdir()
    with duckdb.connect(str(shelf.partial("20261101T000000000Z"))) as connection:
        connection.execute("CREATE SCHEMA marts")
        connection.execute(
            "CREATE TABLE marts.build AS SELECT '20261101T000000000Z' AS build_id, "
            "TIMESTAMP '2026-11-01' AS built_at, 'abc' AS content_hash"
        )
    shelf.publish("20261101T000000000Z")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDENCE_DATA", str(paths.root))
        patch.chdir(PROJECT)
        st.cache_data.clear()
        st.cache_resource.clear()
        yield paths
    st.cache_data.clear()
    st.cache_resource.clear()
    forget()


def run(script: str) -> AppTest:
    return checked(AppTest.from_string(script, default_timeout=30).run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception, test.exception[0].value
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning, *test.error]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


@pytest.fixture
def at_the_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The visitor sits at the machine; otherwise nothing is known of where they are."""
    monkeypatch.setattr("dashboard.shortlist_views.who_decides", lambda: "")


def people_files(paths: Paths, size: int) -> None:
    rng = range(size)
    people = "".join(f"c{n},P{n} Ample{n},p{n}@mail.example,Nurse,{(n * 7) % 30}\n" for n in rng)
    imports(paths, "candidates",
            f"Candidate ID,Name,Email,Current Title,Years of Experience\n{people}")  # fmt: skip
    said = "".join(f"p{n}@mail.example,{'Women' if (n * 7) % 30 < 18 else 'Men'}\n" for n in rng)
    imports(paths, "groups", f"Email,Gender\n{said}stranger@mail.example,Women\n")


def test_without_groups_it_says_how_to_bring_them(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name\n1,Ann Ample\n")
    shown = run(FAIRNESS)
    assert "no self-reported groups have been imported" in words(shown)
    assert shown.code[0].value == "python -m etl import FILE --as groups"
    assert not shown.dataframe


def test_impact_of_real_people_is_counted_and_names_nobody(served: Paths) -> None:
    people_files(served, 600)
    shown = run(FAIRNESS)
    said = words(shown)
    # Women are those with fewer years: of 18 residues 3 are kept, of 12 all.
    assert "Of the group “Women” 17 of 100 are kept, of “Men” 100 of 100: a ratio of 0.17" in said
    assert "600 of 600 candidates state it" in said
    assert "Without “15 years or more” the ratio of “Women”" not in said  # everybody is kept then
    assert "no legal advice" in said
    table = shown.dataframe[0].value.set_index("Group")
    assert list(table.index) == ["Women", "Men"]
    assert table.loc["Women", "Kept"] == 60
    assert table.loc["Women", "Verdict"] == "below four fifths, beyond chance"
    everything = said + "".join(str(d.value) for d in shown.dataframe)
    assert "Ample" not in everything
    assert "@mail" not in everything
    assert "c17" not in everything


def test_the_invented_pool_has_invented_groups_and_says_so(served: Paths) -> None:
    build_sample_pool(served)
    shown = run(FAIRNESS)
    said = words(shown)
    assert "These groups are invented" in said
    by = shown.segmented_control[0] if hasattr(shown, "segmented_control") else None
    assert by is None or len(by.options) == 3
    verdicts = set(shown.dataframe[0].value["Verdict"])
    assert "below four fifths, beyond chance" not in verdicts  # by gender nothing differs


def test_a_visitor_from_elsewhere_may_only_look(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name\n1,Ann Ample\n")
    made = desk.create_shortlist(served, "Nights", "x")
    desk.add_candidates(served, made, ["1"], "x")
    shown = run(SHORTLIST)
    assert "every decision has a name" in words(shown)
    assert list(shown.dataframe[0].value["Candidate"]) == ["Ann Ample"]
    assert not shown.text_input
    assert not shown.text_area


@pytest.mark.usefixtures("at_the_machine")
def test_a_shortlist_is_begun_filled_and_decided_on_screen(served: Paths) -> None:
    people = "1,Ann Ample,Nurse\n2,Bo Zed,Cook\n"
    imports(served, "candidates", f"Candidate ID,Name,Current Title\n{people}")
    shown = run(SHORTLIST)
    assert "No shortlist yet" in words(shown)
    shown.text_input[1].set_value("Nights")
    checked(shown.button[0].click().run())
    assert "Give your name first" in words(shown)
    shown.text_input(key="decider").set_value("  Ann  R ").run()
    shown.text_input[1].set_value("Nights")
    checked(shown.button[0].click().run())
    (kept,) = desk.shortlists(served)
    assert (kept.name, kept.created_by, kept.filter_words, kept.open) == (
        "Nights", "Ann R", "RN, MA", 2,
    )  # fmt: skip
    shown = checked(shown.run())
    assert "Nights: 2 candidates, 0 accepted, 0 rejected, 2 open." in words(shown)
    assert list(shown.dataframe[0].value["Candidate"]) == ["Ann Ample", "Bo Zed"]
    desk.decide(served, kept.shortlist_id, "1", desk.ACCEPTED, "Ample has time", "bo")
    shown = checked(shown.run())
    table = shown.dataframe[0].value
    assert list(table["Decision"]) == ["Open", "Accepted"]
    assert "bo accepted Ann Ample: Ample has time" in words(shown)
    shown.session_state["blind"] = True
    shown = checked(shown.run())
    everything = words(shown) + str(shown.dataframe[0].value.to_dict())
    assert "… has time" in everything
    for hidden in ("Ample", "Bo Zed", "Zed"):
        assert hidden not in everything


DECISION = """
from dashboard import shortlist_views, shortlists, jobs
from dashboard.queries.shortlisted import people_of
(shortlist,) = jobs.shortlists()
entries = jobs.shortlist_entries(shortlist.shortlist_id)
people = people_of([e.candidate_id for e in entries])
joined = shortlists.rows(entries, people, is_blind=True)
row = joined[joined["candidate_id"] == "1"].iloc[0]
shortlist_views._selected(shortlist, row, entries, "bo", is_blind=True)
"""


@pytest.mark.usefixtures("at_the_machine")
def test_a_blind_decision_keeps_the_note_as_it_was_written(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name\n1,Ann Ample\n")
    made = desk.create_shortlist(served, "Nights", "x")
    desk.add_candidates(served, made, ["1", "99"], "x")
    desk.decide(served, made, "1", desk.OPEN, "Ann has time", "x")
    desk.decide(served, made, "99", desk.OPEN, "not in the mood", "x")
    shown = run(DECISION)
    assert shown.text_area[0].value == "… has time"
    assert "Holds no badge" in words(shown)
    checked(shown.button[0].click().run())
    (kept,) = [e for e in desk.entries(served, made) if e.candidate_id == "1"]
    assert (kept.note, kept.changed_by) == ("Ann has time", "bo")
    shown.text_area[0].set_value("called")
    checked(shown.button[0].click().run())
    (kept,) = [e for e in desk.entries(served, made) if e.candidate_id == "1"]
    assert kept.note == "called"


def test_a_shortlist_says_once_that_a_place_is_not_known(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name,City,Country\n1,Ann,,\n2,Bo,Boston,US\n")
    people = people_of(["2", "1", "99"]).set_index("candidate_id")
    assert people["place"].to_dict() == {"1": "Place not given", "2": "Boston, United States"}
    assert people_of(["99"]).empty


def test_blind_files_of_a_shortlist_name_nobody_and_say_who_is_gone() -> None:
    people = pd.DataFrame({"candidate_id": ["7"], "display_name": ["Ann Ample"], "role": ["Nurse"],
                           "is_invented": [False]})  # fmt: skip
    when = "2026-01-02T03:04:05+00:00"
    entries = [Entry("s", i, "open", f"Ample, {i} the pool", "bo", when) for i in ("7", "88")]
    shortlist = Shortlist("s", "Nights", "RN", "b7", "ann", when, 2, 0, 0)
    table = exported(rows(entries, people, is_blind=True), shortlist, is_blind=True)
    assert "Candidate ID" not in table
    assert list(table["Note"]) == ["…, 7 the pool", "…"]
    assert table["Full name"].iloc[1] == "not in the pool any more"
    assert "Ample" not in table.to_csv()


@pytest.mark.usefixtures("at_the_machine")
def test_a_name_that_is_taken_is_refused_on_screen(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name\n1,Ann Ample\n")
    desk.create_shortlist(served, "Nights", "x")
    shown = run(SHORTLIST)
    shown.text_input(key="decider").set_value("Ann").run()
    shown.text_input[1].set_value("nights")
    checked(shown.button[0].click().run())
    assert "There is a shortlist of the name 'nights' already" in words(shown)


def test_who_is_gone_from_the_pool_stays_on_the_list_without_a_name(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name\n1,Ann Ample\n")
    made = desk.create_shortlist(served, "Nights", "x")
    desk.add_candidates(served, made, ["1", "99"], "x")
    shown = run(SHORTLIST)
    assert list(shown.dataframe[0].value["Candidate"]) == ["Ann Ample", "not in the pool any more"]


def test_what_is_exported_of_a_shortlist_reads_back_as_candidates(served: Paths) -> None:
    people = pd.DataFrame(
        {
            "candidate_id": ["1"], "display_name": ["=Ann"], "role": ["Nurse"],
            "place": ["Boston, MA"], "country_name": ["United States"], "experience_years": [4],
            "is_invented": [False], "badges": ["BLS; CompTIA A+"],
        }
    )  # fmt: skip
    entry = Entry("s", "1", "accepted", "+1", "bo", "2026-01-02T03:04:05+00:00")
    shortlist = Shortlist("s", "Nights", "RN", "b7", "ann", "2026-01-01T00:00:00+00:00", 0, 1, 0)
    frame = exported(rows([entry], people, is_blind=False), shortlist, is_blind=False)
    text = as_csv(frame, [("Build", "b")]).decode("utf-8-sig")
    assert "'=Ann" in text
    assert "'+1" in text
    for said in ("Nights", "RN", "b7", "Accepted", "bo", "2026-01-02"):
        assert said in text
    found = imports(served, "candidates", text)
    assert found.kept == 1
    assert found.mapping["Certifications"] == "badges"
    assert found.mapping["Candidate ID"] == "candidate_id"


PEOPLE = """
import streamlit as st
from dashboard.people import query
from dashboard.queries import hires
st.write(" ".join(query("SELECT display_name FROM people.candidates ORDER BY 1")["display_name"]))
st.write(f"{len(hires.counts_by_role())} roles" if hires.is_imported() else "no hires")
"""


def open_files() -> list[str]:
    links = [str(f.readlink()) for f in Path("/proc/self/fd").iterdir() if f.is_symlink()]
    return [link for link in links if ".duckdb" in link]


@pytest.mark.skipif(not Path("/proc/self/fd").is_dir(), reason="reads /proc")
def test_an_open_app_lets_go_of_people_who_were_purged(served: Paths) -> None:
    imports(served, "candidates", "Candidate ID,Name\n1,Ann Ample\n2,Bo Ample\n")
    imports(served, "hires", "Applicant ID,Role,Certifications,Outcome\n1,Nurse,BLS,Rejected\n")
    shown = run(PEOPLE)
    assert [m.value for m in shown.markdown] == ["Ann Ample Bo Ample", "1 roles"]
    before = [f for f in open_files() if str(served.people) in f]
    assert len(before) == 2
    purge.carry_out(served, purge.planned_for(served, ["1"]))
    shown = checked(shown.run())
    assert [m.value for m in shown.markdown] == ["Bo Ample", "no hires"]
    assert not [f for f in open_files() if f.endswith("(deleted)")]


def test_source_and_consent_are_told_of_a_candidate(served: Paths) -> None:
    known = Provenance(
        "ats.csv", pd.Timestamp("2025-03-04"), "Indeed", "for two years", pd.Timestamp("2025-02-03")
    )
    assert source_and_consent(known) == (
        "From ats.csv, imported 04 March 2025. Source: Indeed. "
        "Consent: for two years, 03 February 2025."
    )
    bare = Provenance(None, pd.Timestamp("2025-03-04"), None, None, None)
    assert source_and_consent(bare) == (
        "From a file whose name was not recorded, imported 04 March 2025. Consent: not recorded."
    )
    imports(served, "candidates", "Candidate ID,Name,Consent\n1,Ann Ample,until 2027\n", "ats.csv")
    # A session stays on its pool; without a browser all tests share one session.
    forget()
    found = of_candidate("1")
    assert found is not None
    assert (found.source_file, found.consent, found.consent_on) == ("ats.csv", "until 2027", None)
    assert of_candidate("2") is None
