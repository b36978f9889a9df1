"""People and teams on the page Roles and gaps: what is shown, said, kept out of the address."""

import io
import re
import zipfile
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pandas as pd
import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from dashboard.exports import as_csv
from dashboard.filters import Filters
from dashboard.holdings import INVENTED, invented_team
from dashboard.holdings_files import UnreadableError, as_text
from etl.paths import PROJECT, Paths

PAGE = str(PROJECT / "pages" / "roles.py")
TODAY = datetime.now(UTC).date()
ANALYSTS = "15-1212"


@pytest.fixture(autouse=True)
def _served(built: Paths, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("CREDENCE_DATA", str(built.root))
    monkeypatch.chdir(PROJECT)
    st.cache_data.clear()
    yield
    st.cache_data.clear()


def show(text: str | None = None, soc_code: str = ANALYSTS) -> AppTest:
    test = AppTest.from_file(PAGE, default_timeout=60)
    test.session_state["filters"] = Filters()
    test.session_state["role"] = soc_code
    test.session_state["view"] = "People and teams"
    if text is not None:
        test.session_state["team_text"] = text
    return checked(test.run())


def checked(test: AppTest) -> AppTest:
    assert not test.exception, test.exception[0].stack_trace
    return test


def words(test: AppTest) -> str:
    shown = [*test.markdown, *test.caption, *test.info, *test.warning, *test.error]
    return "\n".join(str(m.value) for m in shown).replace("\\", "")


def table_with(test: AppTest, column: str) -> pd.DataFrame:
    return next(t.value for t in test.dataframe if column in t.value)


def in_days(days: int) -> str:
    return (TODAY + timedelta(days=days)).isoformat()


TEAM = (
    f"Ana; Security+; {in_days(30)}\nBen; CISSP, Security+; {in_days(500)}\n"
    f"Cem; Security+; {in_days(-3)}\nDora; CPT\nEli; Underwater basketry"
)


def test_without_a_team_it_says_what_it_will_show_and_that_nothing_is_stored() -> None:
    said = words(show())
    assert "You will see who covers which need" in said
    assert "written to no file" in said


def test_every_line_is_accounted_for_and_ambiguous_names_are_said() -> None:
    shown = show(TEAM)
    assert "3 lines understood, 2 not: 3 people, 4 credentials." in words(shown)
    troubles = table_with(shown, "Why it does not count")
    assert list(troubles["Line"]) == [4, 5]
    assert "“CPT” may be" in troubles["Why it does not count"][0]
    assert "and" in troubles["Why it does not count"][0]
    assert "no credential of the catalog is called" in troubles["Why it does not count"][1]


def test_what_is_over_is_never_counted_and_what_ends_soon_is_listed() -> None:
    shown = show(TEAM)
    people = table_with(shown, "Holds").set_index("Person")
    assert people.loc["Cem", "Covers, % of the needs"] == 0
    assert people.loc["Cem", "Holds"] == ""
    assert people.loc["Ana", "Covers, % of the needs"] > 0
    assert people.loc["Ana", "Once it has ended, %"] == 0
    assert people.loc["Ben", "Once it has ended, %"] == people.loc["Ben", "Covers, % of the needs"]
    endings = table_with(shown, "Last valid day").set_index("Person")
    assert endings.loc["Cem", "When"] == "over since 3 days: not counted"
    assert endings.loc["Cem", "The person loses"] == "lost already"
    assert endings.loc["Ana", "When"] == "in 30 days"
    assert endings.loc["Ana", "The team loses"] == "nothing"
    assert set(endings.index) == {"Ana", "Cem"}
    answer = words(shown)
    assert re.search(r"Together 3 people cover \d+ % of what is asked of", answer)
    assert "1 credential ends within 90 days" in answer
    assert "1 credential is over already" in answer


def test_needs_of_one_person_or_nobody_are_listed_by_share() -> None:
    thin = table_with(show(TEAM), "Covered by")
    assert set(thin["Covered by"]) <= {"nobody", "Ana", "Ben"}
    assert "Ben" in set(thin["Covered by"])
    shares = list(thin["Asked for in, % of postings"])
    assert shares == sorted(shares, reverse=True)


def test_next_steps_for_all_and_for_the_chosen_person() -> None:
    shown = show(TEAM)
    everyone = table_with(shown, "Closes")
    assert len(everyone) and "Eli" not in " ".join(everyone["Who"])
    own = table_with(shown, "Newly covers")
    assert len(own) and "CompTIA Security+" not in set(own["Credential"])
    checked(shown.selectbox(key="team_person").select("Cem").run())
    assert "All that Cem lacks and the catalog can cover" in words(shown)
    assert "CompTIA Security+" in set(table_with(shown, "Newly covers")["Credential"]) | set(
        table_with(shown, "Why it is here")["Credential"]
    )


def test_no_name_of_a_person_goes_into_the_address() -> None:
    shown = show(TEAM)
    checked(shown.selectbox(key="team_person").select("Cem").run())
    assert not shown.selectbox(key="team_person").proto.query_param_key
    assert not shown.text_area(key="team_text").proto.query_param_key
    assert not any(name in str(shown.query_params) for name in ("Ben", "Cem", "Dora"))


def test_the_invented_team_says_that_it_is_invented() -> None:
    shown = show()
    checked(shown.button(key="team_example").click().run())
    said = words(shown)
    assert INVENTED in said
    assert "0 not" not in said and "understood:" in said
    assert not any("Why it does not count" in t.value for t in shown.dataframe)
    checked(shown.button(key="team_clear").click().run())
    assert "You will see" in words(shown)


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script>; Security+",
        "**Ana** :red[x] $y$ [l](javascript:alert(1)); Security+",
        "=HYPERLINK(1); Security+; 2099-01-01",
        "\u202eAna; CISSP\n" * 40,
        ";;;;;\n\t\t\n,,,",
        "x" * 400_000,
    ],
)
def test_strangers_text_breaks_nothing(text: str) -> None:
    shown = show(text)
    raw = "\n".join(str(m.value) for m in [*shown.markdown, *shown.caption])
    assert "<script>" not in raw.replace("\\<script", "")
    assert "](javascript" not in raw.replace("\\]", "")


def test_an_export_runs_no_formula_of_a_name() -> None:
    people = table_with(show("=HYPERLINK(1); Security+"), "Holds")
    assert "'=HYPERLINK(1)" in as_csv(people, [("Build", "1")]).decode("utf-8-sig")


def test_many_people_are_shown_in_part_and_it_is_said() -> None:
    shown = show("\n".join(f"P{i}; Security+" for i in range(400)))
    assert "370 people who cover less are in the tables only" in words(shown)
    assert len(table_with(shown, "Holds")) == 400


def test_a_person_who_covers_nothing_is_told_what_would() -> None:
    shown = show("Ana; Security+", soc_code="31-1131")
    said = words(shown)
    assert "1 person covers 0 % of what is asked of nursing assistants" in said
    assert "No need hangs on one person, and 3 needs are covered by nobody" in said
    assert re.search(r"Ana: .+, for \$[\d,]+ and about [\d,]+ hours: closes ", said)
    assert "Certified Nursing Assistant" in set(table_with(shown, "Closes")["Credential"])


def workbook(rows: list[list[object]]) -> bytes:
    from openpyxl import Workbook

    book = Workbook()
    for row in rows:
        book.active.append(row)
    buffer = io.BytesIO()
    book.save(buffer)
    return buffer.getvalue()


def test_a_workbook_and_a_csv_take_the_place_of_pasted_lines() -> None:
    end = datetime(2099, 3, 1)
    rows: list[list[object]] = [["Name", "Credential", "Expires"], ["Ana", "CISSP", end]]
    shown = show()
    content = workbook(rows)
    checked(shown.file_uploader[0].upload("team.xlsx", content, "application/x").run())
    assert (
        shown.text_area(key="team_text").value
        == "Name\tCredential\tExpires\nAna\tCISSP\t2099-03-01"
    )
    assert "1 line understood: 1 person, 1 credential." in words(shown)
    shown = show()
    checked(shown.file_uploader[0].upload("t.csv", b"name,credential\nBen,CISSP", "text/csv").run())
    assert "1 line understood" in words(shown)


@pytest.mark.parametrize("content", [b"PK\x03\x04 no workbook", b"\xff\xfe\x00A", workbook([])])
def test_files_that_are_no_table_get_a_sentence(content: bytes) -> None:
    with pytest.raises(UnreadableError):
        as_text(content, "team.xlsx" if content.startswith(b"PK") else "team.csv")


def test_a_workbook_that_unpacks_to_too_much_is_refused() -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (50 * 1024**2))
    with pytest.raises(UnreadableError, match="too large"):
        as_text(buffer.getvalue(), "team.xlsx")


def test_the_invented_team_needs_credentials_to_hold() -> None:
    assert invented_team(["A", "B"], TODAY) == ""
    text = invented_team([f"C{i}" for i in range(9)], TODAY)
    assert text.startswith(f"# {INVENTED}")
    assert text == invented_team([f"C{i}" for i in range(9)], TODAY)
