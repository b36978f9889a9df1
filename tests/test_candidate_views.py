"""The page Candidates: its views, blind review, what checks say, the counts beside options."""

import re
import shutil
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pandas as pd
import pytest
import streamlit as st
from hypothesis import given, settings
from hypothesis import strategies as some
from streamlit.testing.v1 import AppTest

from badges.reasons import SENTENCES
from dashboard import candidate_list, verdict_words
from dashboard.blind import SALT, alias
from dashboard.candidate_further import experience_further, held_further, wider
from dashboard.candidate_words import checks_line, told_apart
from dashboard.exports import as_csv
from dashboard.people import query
from dashboard.queries import groups
from dashboard.queries.badge_groups import credential_names
from dashboard.queries.candidate_badges import badge_files_of, badges_of, not_held_of
from dashboard.queries.candidates import SORTS, matching
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.options import left_under
from dashboard.queries.pool import Checks, checks
from dashboard.show import JOINER, escaped
from etl.paths import PROJECT, Paths
from etl.people import desk
from etl.people.publish import build_sample_pool
from tests.conftest import BUNDLED
from tests.test_candidates_page import listed, show, words
from tests.test_importing_people import imports, root

__all__ = ["root"]

TODAY = date(2026, 11, 1)
A_PLUS = CandidateFilter(any_of=("comptia-a-plus",), valid_on=TODAY)


@pytest.fixture(scope="module", autouse=True)
def served(built: Paths, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Paths]:
    """A data folder with a sample pool and the warehouse of the bundled data."""
    paths = Paths(tmp_path_factory.mktemp("data"))
    shutil.copytree(BUNDLED.catalog, paths.catalog)
    shutil.copytree(built.warehouse, paths.warehouse)
    build_sample_pool(paths)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("CREDENCE_DATA", str(paths.root))
        patch.chdir(PROJECT)
        st.cache_data.clear()
        st.cache_resource.clear()
        st.session_state.pop("people_path", None)
        yield paths
    st.cache_data.clear()
    st.cache_resource.clear()
    st.session_state.pop("people_path", None)


def everything(test: AppTest) -> str:
    """All that the page says, its headings and tables too."""
    return (
        words(test)
        + "".join(h.value for h in test.subheader).replace("\\", "")
        + "".join(str(d.value.to_dict()) for d in test.dataframe)
    )


def run(script: str) -> AppTest:
    test = AppTest.from_string(script, default_timeout=30).run()
    assert not test.exception, test.exception[0].value
    return test


@pytest.mark.parametrize(
    ("view", "question"),
    [
        ("Candidates", "Who holds the badges this job needs?"),
        ("Shortlists", "Who is on the shortlists, and who decided what?"),
        ("Adverse impact", "Does this filter leave out one group more than another?"),
    ],
)
def test_the_view_is_in_the_link(view: str, question: str) -> None:
    shown = show(view=view, any_of=["CompTIA A+"])
    assert shown.title[0].value == question
    assert ("Matching badges" in everything(shown)) is (view == "Candidates")


def test_adverse_impact_is_that_of_the_filter_in_the_link() -> None:
    shown = show(view="Adverse impact", any_of=["CompTIA A+"], experience="5", impact_by="Age")
    said = words(shown)
    kept = matching(replace(A_PLUS, least_years=5))
    assert f"{len(kept)} of 5,000 invented candidates" in said
    table = next(d.value for d in shown.dataframe if "Ratio" in d.value)
    # Whoever states an age at all, of those whom the filter keeps.
    numbers = query("SELECT candidate_id, display_order FROM people.candidates")
    numbers = numbers[numbers["candidate_id"].isin(kept["candidate_id"])]["display_order"]
    counted = groups.counts([groups.Step("kept", "", numbers.to_numpy(np.int64))])
    ages = counted[counted["dimension"] == "age_group"].set_index("group_name")["selected"]
    assert dict(zip(table["Group"], table["Kept"], strict=True)) == dict(ages)
    conditions = next(d.value for d in shown.dataframe if "Ratio without it" in d.value)
    assert list(conditions["Condition"]) == [
        "holds CompTIA A+",
        "has 5 years of experience or more",
        "held and not expired on 1 November 2026",
    ]
    assert conditions["Ratio without it"].notna().all()


def test_adverse_impact_without_a_condition_says_so() -> None:
    assert "Without a condition nobody is left out" in words(
        show(view="Adverse impact", expired="true")
    )


def test_conditions_that_read_alike_are_told_apart() -> None:
    both = ["Skill: Access control"]
    shown = show(view="Adverse impact", all_of=both, skill=["Access control"])
    named = next(d.value for d in shown.dataframe if "Ratio without it" in d.value)["Condition"]
    assert list(named)[:2] == [
        "holds a badge that covers Access control",
        "holds a badge that covers Access control (2)",
    ]
    assert told_apart(["a", "b", "a", "a"]) == ["a", "b", "a (2)", "a (3)"]


@pytest.mark.parametrize("selected", [None, "numbers", "mask", "ids"])
def test_who_is_left_may_be_said_in_any_way(selected: str | None) -> None:
    people = query("SELECT candidate_id, display_order FROM people.candidates ORDER BY 2")
    left = (people["display_order"] % 3 == 0).to_numpy()
    ways = {
        None: None,
        "numbers": people["display_order"][left].to_numpy(np.int64),
        "mask": left,
        "ids": list(people["candidate_id"][left]),
    }
    counted = groups.counts([groups.Step("x", "", ways[selected])])
    expected = groups.counts([groups.Step("x", "", None if selected is None else ways["mask"])])
    assert counted.equals(expected)
    assert (counted["selected"] == counted["people"]).all() is np.bool_(selected is None)


answers = some.lists(
    some.tuples(some.integers(1, 20), some.sampled_from("abc"), some.sampled_from("xyz")),
    unique_by=lambda a: a[:2],
    max_size=40,
)


@given(answers, some.sets(some.integers(1, 20)))
@settings(deadline=None)
def test_groups_as_kinds_of_people_count_as_they_are_stated(
    stated: list[tuple[int, str, str]], left: set[int]
) -> None:
    members = pd.DataFrame(stated, columns=["display_order", "dimension", "group_name"])
    coded = groups.as_coded(20, members)
    mask = np.isin(np.arange(1, 21), list(left))
    found = {
        (dimension, name): int(n)
        for dimension, names in coded.names.items()
        for name, n in zip(
            names,
            groups._by_code(coded.codes[dimension], groups._by_kind(coded, mask), len(names)),
            strict=True,
        )
        if n
    }
    kept = members[members["display_order"].isin(left)]
    assert found == kept.groupby(["dimension", "group_name"]).size().to_dict()


def test_blind_review_hides_names_in_the_list_and_keeps_its_order() -> None:
    plain = show(any_of=["CompTIA A+"])
    shown = show(any_of=["CompTIA A+"], blind="true")
    rows = matching(A_PLUS)
    told = everything(shown)
    for name, candidate_id in zip(rows["display_name"], rows["candidate_id"], strict=True):
        assert name not in told
        assert candidate_id not in told
    assert list(listed(shown)["Candidate"]) == [alias(str(i), SALT) for i in rows["candidate_id"]]
    columns = ["Role", "Matching badges", "Days left"]
    assert listed(shown)[columns].equals(listed(plain)[columns])


def test_blind_review_has_no_order_by_name() -> None:
    plain = show(any_of=["CompTIA A+"], candidates_by="Name")
    names = list(listed(plain)["Candidate"])
    assert names == sorted(names)
    shown = show(any_of=["CompTIA A+"], candidates_by="Name", blind="true")
    sort = shown.selectbox(key="candidates_by")
    assert "Name" not in sort.options
    assert sort.value == "days_left"
    expected = [alias(str(i), SALT) for i in matching(A_PLUS)["candidate_id"]]
    assert list(listed(shown)["Candidate"]) == expected
    # The same where the reader turns it on while the list stands by name.
    turned = plain.toggle(key="blind").set_value(True).run()
    assert not turned.exception
    assert list(listed(turned)["Candidate"]) == expected


@pytest.mark.parametrize("sort", [s for s in SORTS if s != "name"])
def test_blind_files_name_nobody(sort: str) -> None:
    rows = matching(A_PLUS)
    blind = candidate_list.rows(A_PLUS, None, sort, is_blind=True)
    people = candidate_list.exported_columns(blind, is_blind=True)
    badges = candidate_list.exported_badges(A_PLUS, 100, sort, is_blind=True)
    assert {"Candidate ID", "Source file"}.isdisjoint([*people, *badges])
    text = people.to_csv() + badges.to_csv()
    for hidden in [*rows["display_name"], *rows["candidate_id"]]:
        assert hidden not in text
    assert set(badges["Full name"]) <= set(people["Full name"])


PANEL = """
from datetime import date
import streamlit as st
from dashboard import candidate_list
from dashboard.candidate_panel import panel
from dashboard.queries.conditions import CandidateFilter
blind = st.session_state.get("is_blind", {blind})
rows = candidate_list.rows(CandidateFilter(), None, "days_left", is_blind=blind)
panel(rows[rows["candidate_id"] == "{who}"].iloc[0], date(2026, 11, 1), is_blind=blind)
"""


def somebody(where: str) -> str:
    """Somebody with a badge of a sort."""
    return str(
        query(f"SELECT candidate_id FROM people.awards WHERE {where} ORDER BY 1 LIMIT 1").iloc[0, 0]
    )


def test_the_panel_tells_three_things_of_a_checked_badge() -> None:
    who = somebody("verified_on IS NOT NULL")
    shown = run(PANEL.format(who=who, blind=False))
    said = words(shown)
    held, gone = badges_of(who), not_held_of(who)
    assert verdict_words.counted(held, len(gone)) in said
    for badge in held[held["verdict"] != "not_checked"].to_dict("records"):
        assert badge["name"] in said
        for told in (
            verdict_words.verdict_sentence(badge),
            verdict_words.belongs(badge),
            verdict_words.trust(badge),
            verdict_words.checked(badge),
        ):
            assert told in said
    assert ":green-badge[" in said
    offered = shown.get("download_button")
    assert len(offered) == len(badge_files_of(who))


def test_the_panel_tells_what_does_not_count_and_why() -> None:
    gone = query("SELECT candidate_id, name, reason FROM people.awards_not_held "
                 "JOIN people.credentials USING (credential_id) "
                 "WHERE verdict = 'tampered' ORDER BY 1 LIMIT 1").iloc[0]  # fmt: skip
    said = words(run(PANEL.format(who=gone["candidate_id"], blind=False)))
    after = said.split("not count**", 1)[1]
    assert gone["name"] in after
    assert SENTENCES["tampered"][gone["reason"]] in after


def test_a_badge_that_was_only_stated_is_said_to_be_so() -> None:
    who = somebody(
        "verdict = 'not_checked' AND candidate_id NOT IN "
        "(SELECT candidate_id FROM people.awards WHERE verdict <> 'not_checked')"
    )
    shown = run(PANEL.format(who=who, blind=False))
    assert set(shown.dataframe[0].value["Verification"]) == {"not checked"}
    assert "0 checked, 0 verified" in words(shown)


def test_a_blind_panel_names_nobody_and_offers_no_file() -> None:
    who = somebody("verified_on IS NOT NULL")
    name = str(query("SELECT display_name FROM people.candidates WHERE candidate_id = $i",
                     i=who).iloc[0, 0])  # fmt: skip
    shown = run(PANEL.format(who=who, blind=True))
    told = everything(shown)
    assert alias(who, SALT) in told
    assert "Belongs to this person?" in told
    assert name not in told
    assert who not in told
    assert not shown.get("download_button")


STRANGE = """
import pandas as pd
from dashboard import candidate_panel
candidate_panel._card({"name": "[x](http://y) <b>b</b>", "verdict": "valid", "reason": "ok",
    "recipient_match": "no", "issuer_trust": "domain_proven", "issuer_domain": "x](y",
    "issuer_fits": False, "issuer_name": "*I*", "kind": "badge", "earned_on": pd.NaT,
    "expires_on": pd.NaT, "expiry_state": "not_known", "checked_at": pd.Timestamp("2026-10-01"),
    "checked_mode": "online", "verified_on": pd.NaT, "badge_format": "new-format",
    "linked_by": "not linked", "source_file": "a|b", "skills": None, "badge_sha256": "00",
    "credential_id": "b"},
    None, {"00": "eyJ"})
"""


def test_strangers_words_on_a_badge_are_text() -> None:
    shown = run(STRANGE)
    raw = "".join(m.value for m in [*shown.markdown, *shown.caption])
    assert r"\[x\](http\://y) \<b\>b\</b\>" in raw.replace(JOINER, "")
    assert r"\*I\*" in raw
    said = words(shown)
    assert "No, it names somebody else." in said
    assert "its own web domain, x](y" in said
    assert "That issuer does not award" in said
    assert "stands for itself" in said
    assert "expiry not known" in said


@pytest.mark.parametrize(
    "text",
    [
        "https://evil.example/x",
        "see HTTP://evil.example",
        "www.evil.example",
        "did:web:x:www.evil.example",
        "https://www.evil.example",
        "ann.ample@evil.example",
        "a.b.c@evil.example, www.x.example",
    ],
)
def test_an_address_in_a_strangers_words_is_text(text: str) -> None:
    shown = escaped(text)
    assert shown.replace("\\", "").replace(JOINER, "") == text
    # As Markdown finds addresses: after a space, a sign or nothing.
    assert not re.search(r"(?i)(?<![\w\u2060])(https?:|www\.)", shown.replace("\\", ""))
    assert not re.search(r"[-.\w+]@", shown)


def test_what_is_asked_for_comes_first_in_the_panel() -> None:
    who = query(
        "SELECT candidate_id, credential_id FROM people.awards WHERE verdict = 'expired' AND "
        "candidate_id IN (SELECT candidate_id FROM people.awards WHERE verified_on IS NOT NULL) "
        "ORDER BY 1 LIMIT 1"
    ).iloc[0]
    asked = PANEL.replace("date(2026, 11, 1)", "date(2026, 11, 1), asked=['{what}']")
    names = []
    for script in (PANEL, asked):
        shown = run(script.format(who=who["candidate_id"], what=who["credential_id"], blind=False))
        names.append([m.value.split("**")[1] for m in shown.markdown if "-badge[" in m.value])
    name = credential_names()[who["credential_id"]]
    assert escaped(name) == names[1][0] != names[0][0]


@pytest.mark.parametrize(
    "column", ["recipient_match", "issuer_trust", "verdict", "linked_by", "badge_format"]
)
def test_every_word_of_a_check_has_its_words(column: str) -> None:
    known = {
        "recipient_match": verdict_words.RECIPIENT.keys() & verdict_words.RECIPIENT_SHORT.keys(),
        "issuer_trust": verdict_words.TRUST.keys() & verdict_words.TRUST_SHORT.keys(),
        "verdict": verdict_words.VERDICT_LABELS.keys(),
        "linked_by": {*verdict_words.LINKS, "not linked"},
        "badge_format": verdict_words.FORMATS.keys(),
    }[column]
    met = query(f"SELECT DISTINCT {column} FROM people.awards WHERE {column} IS NOT NULL "
                f"UNION SELECT DISTINCT {column} FROM people.awards_not_held")  # fmt: skip
    assert set(met.iloc[:, 0].dropna()) <= known
    assert set(SENTENCES) | {"not_checked"} == verdict_words.VERDICT_LABELS.keys()


def test_the_page_says_how_many_badges_were_checked() -> None:
    found = checks()
    assert 0 < found.verified < found.valid < found.checked < found.badges
    assert checks_line(found) in words(show())
    assert "None of the 7 badges" in checks_line(Checks(7, 0, 0, 0))
    assert "count as the files state them" not in checks_line(Checks(7, 7, 5, 3))


@pytest.mark.parametrize("further", [held_further, experience_further, wider])
@pytest.mark.parametrize(
    "chosen",
    [
        A_PLUS,
        CandidateFilter(valid_on=TODAY),
        replace(A_PLUS, verified_only=True, verified_within=180, least_years=3, or_higher=True,
                earned_from=date(2023, 11, 1), expires_from=date(2027, 1, 1)),
        replace(A_PLUS, valid_on=None, verified_only=True),
    ],
)  # fmt: skip
def test_what_is_offered_further_leaves_what_it_says(further, chosen: CandidateFilter) -> None:
    ways = further(chosen)
    now = len(matching(chosen))
    for way, left in zip(ways, left_under([w.chosen for w in ways]), strict=True):
        assert left == len(matching(way.chosen))
        assert left >= now if further is wider else left <= now
    if further is held_further:
        within = [w.sets["checked_within"] for w in ways if "verified" in w.sets]
        assert within == {(False, None): [0, 30, 90, 180, 365], (True, 180): [30, 90],
                          (True, None): [30, 90, 180, 365]}[
            chosen.verified_only, chosen.verified_within]  # fmt: skip


@pytest.mark.parametrize("kind", ["How it is held", "Experience"])
def test_a_further_demand_has_a_live_count_and_sets_the_widgets(kind: str) -> None:
    shown = show(any_of=["CompTIA A+"], one_more=kind)
    options = next(d.value for d in shown.dataframe if "Removed" in d.value)
    assert (options["Left"] + options["Removed"] == len(matching(A_PLUS))).all()
    further = held_further if kind == "How it is held" else experience_further
    for way in further(A_PLUS):
        row = options[options[kind] == way.name].iloc[0]
        again = show(any_of=["CompTIA A+"])
        for key, value in way.sets.items():
            again.session_state[key] = value
        again = again.run()
        assert not again.exception
        assert f"{row['Left']:,} of 5,000" in words(again) or row["Left"] == 0


def test_a_name_and_a_selection_are_never_in_the_link(
    served: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dashboard.shortlist_views.who_decides", lambda: "")
    shown = show(any_of=["CompTIA A+"])
    shown.text_input(key="decider").set_value("Robin Recruiter").run()
    name = next(t for t in shown.text_input if t.label == "Name of a new one")
    name.set_value("Support desk")
    next(b for b in shown.button if b.label.startswith("Add ")).click().run()
    assert not shown.exception
    (made,) = desk.shortlists(served)
    matched = matching(A_PLUS)
    assert made.open == min(len(matched), 200)
    assert [e.candidate_id for e in desk.entries(served, made.shortlist_id)] == sorted(
        matched["candidate_id"].head(200)
    )
    assert made.filter_words.startswith("Sample pool: invented people · holds CompTIA A+")
    assert made.pool_build not in made.filter_words
    link = str(dict(shown.query_params))
    assert "Robin" not in link
    assert "Support" not in link
    listed_there = show(view="Shortlists", blind="true")
    told = everything(listed_there)
    assert f"1 shortlist with {made.open} candidates: 0 decided" in told
    for who in matched.head(200).itertuples():
        assert who.display_name not in told


def test_visitors_from_elsewhere_may_look_and_not_put_on_a_list() -> None:
    shown = show(any_of=["CompTIA A+"])
    assert "every decision has a name" in words(shown)
    assert not shown.text_input


AS_AWARDS = {
    "Badge": "badge_name",
    "Issuer": "issuer",
    "Earned on": "earned_on",
    "Expires on": "expires_on",
}


@pytest.mark.parametrize("of", ["candidates", "badges"])
def test_what_is_exported_reads_back(root: Paths, of: str) -> None:
    rows = candidate_list.rows(A_PLUS, 5, "verified", is_blind=False)
    badges = candidate_list.exported_badges(A_PLUS, 5, "verified", is_blind=False)
    table = candidate_list.exported_columns(rows, is_blind=False) if of == "candidates" else badges
    kind = "candidates" if of == "candidates" else "awards"
    found = imports(root, kind, as_csv(table, [("Build", "b")]).decode("utf-8-sig"))
    assert found.kept == len(table)
    assert found.mapping["Candidate ID"] == "candidate_id"
    assert found.mapping["Full name"] == "name"
    meant = {"Certifications": "badges"} if of == "candidates" else AS_AWARDS
    assert {c: found.mapping.get(c) for c in meant} == meant


@pytest.mark.parametrize(
    ("verdict", "trust", "is_sure"),
    [
        ("valid", "allow_listed", True),
        ("valid", "self_asserted", True),
        ("revoked", "domain_proven", True),
        ("unverifiable", "allow_listed", True),
        ("unverifiable", "unknown", False),
        ("expired", None, False),
        ("tampered", "allow_listed", False),
    ],
)
@pytest.mark.parametrize("match", list(verdict_words.RECIPIENT))
def test_nobody_vouches_for_whose_a_badge_is_that_anybody_may_have_written(
    match: str, verdict: str, trust: str | None, is_sure: bool
) -> None:
    badge = {"verdict": verdict, "issuer_trust": trust, "recipient_match": match}
    says_yes = match in ("email_hash", "did")
    for told in (verdict_words.belongs(badge), verdict_words.belongs_short(badge)):
        assert told.lower().startswith("yes") == (says_yes and is_sure)
        assert (says_yes and not is_sure) == ("proves what" in told or "own word" in told)


def test_a_valid_badge_of_somebody_else_is_marked_in_the_panel() -> None:
    marked = ":red-badge[:material/person_off: Somebody else's]"
    theirs = somebody("verdict = 'valid' AND recipient_match = 'no'")
    assert marked in words(run(PANEL.format(who=theirs, blind=False)))
    own = query(
        "SELECT candidate_id FROM people.awards WHERE verified_on IS NOT NULL AND candidate_id "
        "NOT IN (SELECT candidate_id FROM people.awards WHERE recipient_match = 'no') AND "
        "candidate_id NOT IN (SELECT candidate_id FROM people.awards_not_held) LIMIT 1"
    ).iloc[0, 0]
    assert marked not in words(run(PANEL.format(who=own, blind=False)))


def test_days_left_are_whole_numbers_in_files() -> None:
    rows = candidate_list.rows(A_PLUS, 5, "days_left", is_blind=False)
    told = candidate_list.exported_columns(rows, is_blind=False)
    assert ".0" not in as_csv(told[["Days left"]], []).decode()
