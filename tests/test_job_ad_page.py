"""The page on a job ad over the built data: what it finds, how it compares, what it refuses."""

import re
from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.exports import as_csv, as_excel
from dashboard.filters import Filters
from dashboard.job_ad_input import EXAMPLE, MOST_CODE_POINTS
from dashboard.queries import recognition
from dashboard.queries.candidates import count_after_each_condition
from dashboard.queries.conditions import CandidateFilter
from dashboard.queries.job_ad import holders, postings_naming_at_least
from dashboard.queries.pool import details
from etl.paths import PROJECT, Paths

PAGE = str(PROJECT / "pages" / "job_ad.py")
HEALTH = Filters(industry="62")
SECURITY = (
    "Security engineer\nRequirements:\n- CISSP required\n- CompTIA Security+ is required\n"
    "Nice to have:\n- Certified Ethical Hacker (CEH)\nYou will work with the team in our office.\n"
)
GERMAN = (
    "Wir suchen eine Pflegefachkraft für die Station und bieten eine Stelle mit Zukunft. Sie haben "
    "eine Ausbildung und sind bereit, auf der Station zu arbeiten. BLS ist von Vorteil."
)


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()
    yield
    st.cache_data.clear()


def show(text: str | None = None, filters: Filters | None = None) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=60)
    test.session_state["filters"] = filters or Filters()
    if text is not None:
        test.session_state["job_ad_text"] = text
    return checked(test.run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception, test.exception[0].stack_trace
    assert len(test.title) == 1
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning, *test.error]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def ad_as_shown(test: AppTest) -> str:
    return next(str(h.value) for h in test.html if 'class="job-ad"' in str(h.value))


def test_without_an_ad_it_says_what_it_will_show_and_that_nothing_is_stored() -> None:
    shown = show()
    said = words(shown)
    assert "Paste an ad below" in said
    assert "written to no file" in said
    assert "You will see" in said
    assert not shown.dataframe
    assert any("build" in c.value for c in shown.caption)


def test_the_invented_ad_says_that_it_is_invented_and_is_read_whole() -> None:
    shown = show()
    checked(shown.button(key="job_ad_example").click().run())
    assert shown.text_area[0].value == EXAMPLE
    said = words(shown)
    assert "Invented ad: employer and job do not exist" in said
    assert "Sample pool: invented people" in said
    table = shown.dataframe[0].value.set_index("Credential")
    bls = table.loc["Basic Life Support (BLS) Provider"]
    assert (bls["This ad"], bls["Issuer"] != "") == ("Required", True)
    acls = table.loc["Advanced Cardiovascular Life Support (ACLS) Provider"]
    assert acls["Why"] == "within a time after the start"
    assert table.loc["Certified Emergency Nurse", "This ad"] == "Preferred"
    assert table.loc["Pediatric Advanced Life Support (PALS) Provider", "This ad"] == "Offered"
    beside = shown.dataframe[1].value.set_index("As written")
    assert "no row for" in beside.loc["Sexual Assault Nurse Examiner certification", "What it is"]
    assert "family" in beside.loc["TNCC", "What it is"]
    refused = shown.dataframe[2].value
    assert "Not counted because" in refused.columns
    assert any("Seen and not counted" in e.label for e in shown.expander)
    checked(shown.button(key="job_ad_clear").click().run())
    assert not shown.dataframe


def test_figures_are_those_of_recognition_and_candidates() -> None:
    table = show(SECURITY, Filters(industry="54")).dataframe[0].value.set_index("Credential")
    filters = Filters(industry="54")
    asked = recognition.credentials(filters).set_index("credential_id")
    n = int(recognition.denominators(filters)["postings"])
    k = int(asked.loc["comptia-security-plus", "postings"])
    assert table.loc["CompTIA Security+", "Postings"] == f"{k:,} of {n:,}"
    day = details().reference_on
    ids = ("comptia-security-plus", "certified-ethical-hacker-ceh")
    held = holders((*ids, "nobody-has-this"), day)
    assert held["nobody-has-this"] == 0
    for credential_id in ids:
        steps = count_after_each_condition(CandidateFilter(all_of=(credential_id,), valid_on=day))
        assert held[credential_id] == steps["candidates"].iloc[-1]
    assert table.loc["CompTIA Security+", "Candidates"] == held["comptia-security-plus"]


def test_postings_that_ask_for_as_many_are_counted_from_the_facts() -> None:
    filters = Filters(industry="54")
    n = int(recognition.denominators(filters)["postings"])
    counts = [postings_naming_at_least(filters, many) for many in (1, 2, 3, 99)]
    assert n > counts[0] > counts[1] > counts[2] > counts[3] == 0
    at_least = int(recognition.credentials(filters)["postings"].max())
    assert counts[0] >= at_least
    answer = show(SECURITY, filters).markdown[0].value.replace("\\", "")
    assert "asks for 3 credentials: 2 required and 1 preferred" in answer
    assert re.search(r"of 100 postings in professional services ask for as many or more", answer)


def test_the_comparison_says_what_is_usual_and_what_is_left_out() -> None:
    said = words(show(SECURITY, Filters(occupation="15")))
    assert "Usual, and asked for here:** CISSP" in said
    assert re.search(r"Usual, and left out here:\*\* .*Cisco Certified Network Associate", said)
    assert "Asks for more than its industry" in said


def test_too_few_postings_and_none_are_said() -> None:
    few = show(SECURITY, Filters(industry="42"))
    assert "Too few postings to say" in words(few)
    assert set(few.dataframe[0].value["Asked for in"]) == {"too few"}
    none = show(SECURITY, Filters(industry="11", place="SG", occupation="55"))
    assert "Not collected" in words(none)
    assert set(none.dataframe[0].value["Asked for in"]) == {"not collected"}


def test_another_country_s_licence_is_said_to_be_one() -> None:
    table = show(EXAMPLE, Filters(place="GB")).dataframe[0].value.set_index("Credential")
    assert table.loc["Registered Nurse", "Asked for in"] == "licence of another country (US)"


def test_kinds_and_strengths_of_the_sidebar_change_nothing() -> None:
    narrowed = Filters(industry="54", kinds=("degree",), strengths=("preferred",))
    plain = Filters(industry="54")
    assert (
        show(SECURITY, narrowed).dataframe[0].value.equals(show(SECURITY, plain).dataframe[0].value)
    )


def test_an_ad_in_another_language_is_not_read_and_the_language_is_named() -> None:
    shown = show(GERMAN)
    assert "Not read: the text looks like German" in words(shown)
    assert not shown.dataframe


def test_an_ad_without_a_credential_says_so() -> None:
    shown = show("Shop assistant. You will serve customers in our shop and keep it clean.", HEALTH)
    assert "This ad asks for no credential of the catalog" in words(shown)
    assert "Usual, and left out here" in words(shown)
    assert not shown.metric


def test_a_long_ad_is_cut_and_it_is_said() -> None:
    text = "You will work in the office with us. " * 1000 + "CISSP required."
    shown = show(text)
    assert f"Only the first {MOST_CODE_POINTS:,} of {len(text):,} characters are read" in words(
        shown
    )
    assert "no credential of the catalog" in words(shown)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script> CISSP required <img src=x onerror=alert(1)>",
        "&lt;script&gt;alert(1)&lt;/script&gt; CISSP required",
        "[x](javascript:alert(1)) **CISSP** required `c` $x$ :red[y] | a | b |",
        "CISSP required " + "W" * 20_000,
        "=HYPERLINK(1) \x00 \ud800 CISSP required \u202e".encode("utf-8", "replace").decode(),
        "   \n\t ",
    ],
)
def test_strangers_text_breaks_nothing(text: str) -> None:
    shown = show(text)
    if not text.strip():
        assert "Paste an ad below" in words(shown)
        return
    html = ad_as_shown(shown)
    assert "<script" not in html
    assert "<img" not in html
    assert "javascript:alert" not in words(shown)
    assert "CISSP" in html


def test_the_table_can_be_taken_away_and_runs_no_formula() -> None:
    table = show("We need =CISSP or CISSP. It is required.").dataframe[0].value
    facts = [("Build", "1")]
    text = as_csv(table.assign(**{"As written": "=CISSP"}), facts).decode("utf-8-sig")
    assert "'=CISSP" in text
    assert "CISSP - Certified Information Systems Security Professional" in text
    assert as_excel(table, facts).startswith(b"PK")


def upload(test: AppTest, content: bytes) -> AppTest:
    return checked(test.file_uploader[0].upload("ad.txt", content, "text/plain").run())


def test_a_text_file_takes_the_place_of_a_pasted_ad() -> None:
    shown = upload(show(), b"\xef\xbb\xbf" + SECURITY.encode())
    assert shown.text_area[0].value == SECURITY
    assert len(shown.dataframe[0].value) == 3


def test_a_file_that_is_no_text_gets_a_sentence() -> None:
    shown = upload(show(), SECURITY.encode("utf-16"))
    assert "no UTF-8 text" in words(shown)
    assert not shown.dataframe


def test_the_text_does_not_go_into_the_address() -> None:
    shown = show(SECURITY)
    assert not shown.text_area[0].proto.query_param_key
    assert "CISSP" not in str(shown.query_params)
