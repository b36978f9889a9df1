"""The candidates' page as recruiters meet it: decide on a shortlist, review blindly, impact."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server
from tests.browser.test_app import answer, open_page, settle

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

pytestmark = pytest.mark.browser
LINK = "candidates?any_of=CompTIA+A%2B&candidates_by=Most+verified+badges+first"
BOX_X, HEAD_Y, ROW_Y = 18, 36, 35
"""Where a table's row has its box."""


def table(page: "Page", column: str) -> "Locator":
    """The table with a column of this name."""
    found = page.locator("[data-testid='stDataFrame']").filter(
        has=page.locator("canvas th", has_text=re.compile(f"^{re.escape(column)}$"))
    )
    found.first.wait_for(state="attached", timeout=20_000)
    return found.first


def select(page: "Page", column: str, row: int) -> None:
    grid = table(page, column)
    grid.scroll_into_view_if_needed()
    box = grid.bounding_box()
    assert box is not None
    page.mouse.click(box["x"] + BOX_X, box["y"] + HEAD_Y + ROW_Y * (row + 0.5))
    settle(page)


def column(page: "Page", name: str) -> list[str]:
    """What a table shows in a column."""
    page.wait_for_timeout(1500)  # the grid writes its readable table a moment after its picture
    grid = table(page, name)
    at = grid.locator("canvas th").all_inner_texts().index(name)
    rows = grid.locator("canvas tbody tr").all()
    return [row.locator("td, th").nth(at).inner_text() for row in rows]


def test_two_candidates_are_shortlisted_and_decided_on_with_a_note(
    page: "Page", server: Server
) -> None:
    open_page(page, server, LINK)
    first_two = column(page, "Candidate")[:2]
    select(page, "Matching badges", 0)
    page.locator("h3", has_text=first_two[0]).wait_for(timeout=20_000)
    page.get_by_text("Belongs to this person?").first.wait_for(timeout=20_000)
    anchors = [a.get_attribute("href") or "" for a in page.locator("a").all()]
    assert not [a for a in anchors if first_two[0].split()[0].lower() in a.lower()]
    select(page, "Matching badges", 1)
    page.get_by_text("Put them on a shortlist").click()
    page.get_by_label("Your name, for the log").fill("Robin Recruiter")
    page.keyboard.press("Enter")
    settle(page)
    page.get_by_label("Name of a new one").fill("Support desk")
    page.get_by_role("button", name="Add 2 candidates").click()
    page.get_by_text("2 candidates added").wait_for(timeout=20_000)
    page.get_by_role("radio", name="Shortlists").click()
    page.get_by_text("Support desk: 2 candidates").wait_for(timeout=20_000)
    settle(page)
    for row, decision, note in ((0, "Accepted", "called, can start"), (0, "Rejected", "too far")):
        select(page, "Decision", row)
        page.get_by_role("radio", name=decision).click()
        page.get_by_role("textbox", name="Note").fill(note)
        page.get_by_role("button", name="Keep").click()
        page.get_by_text(re.compile(f"1 {decision.lower()}")).first.wait_for(timeout=20_000)
        settle(page)
    assert answer(page) == "1 shortlist with 2 candidates: 2 decided, 0 open."
    assert column(page, "Decision") == ["Accepted", "Rejected"]
    assert column(page, "Note") == ["called, can start", "too far"]
    assert column(page, "By") == ["Robin Recruiter"] * 2
    assert sorted(column(page, "Candidate")) == sorted(first_two)
    page.get_by_text(re.compile(r"Who did what \(\d+\)")).click()
    page.get_by_text("Robin Recruiter accepted").wait_for(timeout=20_000)
    for personal in ("Robin", "Support", "sample-"):
        assert personal not in page.url
    # Somebody who opens the page later finds it as it was left.
    open_page(page, server, "candidates?view=Shortlists")
    assert answer(page) == "1 shortlist with 2 candidates: 2 decided, 0 open."


def test_a_row_of_what_is_left_asks_for_it_too(page: "Page", server: Server) -> None:
    open_page(page, server, f"{LINK}&one_more=How+it+is+held")
    page.get_by_text("What one more condition would leave").click()
    settle(page)
    named = column(page, "How it is held")
    left = column(page, "Left")
    at = named.index("Verified, checked within 90 days")
    select(page, "How it is held", at)
    assert answer(page).startswith(f"{left[at]} of 5,000")
    assert "verified=true" in page.url and "checked_within=90+days" in page.url


def test_blind_review_shows_no_name_and_its_file_has_none(page: "Page", server: Server) -> None:
    open_page(page, server, "candidates?any_of=CompTIA+A%2B&candidates_by=Name")
    names = column(page, "Candidate")
    assert names == sorted(names) and len(names) > 5
    page.get_by_text("Blind review").click()
    settle(page)
    assert "blind=true" in page.url
    hidden = column(page, "Candidate")
    assert all(re.fullmatch(r"Candidate \w{4}-\w{4}", name) for name in hidden)
    assert not set(names) & set(page.inner_text("[data-testid='stMain']").split("\n"))
    select(page, "Matching badges", 0)
    page.locator("h3", has_text="Candidate ").wait_for(timeout=20_000)
    assert page.get_by_role("button", name="Badge file").count() == 0
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV", exact=False).first.click()
    text = waiting.value.path().read_text(encoding="utf-8-sig")
    assert "blind review" in text
    body = "\n".join(line for line in text.splitlines() if not line.startswith("#"))
    assert body.startswith("Full name,")
    assert "sample-" not in body
    assert not [name for name in names if name in body]


def test_the_adverse_impact_of_a_filter_is_drawn_told_and_kept_in_the_link(
    page: "Page", server: Server
) -> None:
    open_page(page, server, "candidates?any_of=CompTIA+A%2B&experience=5")
    page.get_by_role("radio", name="Adverse impact").click()
    page.wait_for_selector("[data-testid='stPlotlyChart'] .main-svg", timeout=20_000)
    page.get_by_role("radio", name="Age").click()
    settle(page)
    said = answer(page)
    assert "ratio of" in said or "No sign" in said
    assert "no legal advice" in page.inner_text("[data-testid='stMain']")
    assert "view=Adverse+impact" in page.url and "impact_by=Age" in page.url
    open_page(page, server, page.url.split("/", 3)[3])
    page.wait_for_selector("[data-testid='stPlotlyChart'] .main-svg", timeout=20_000)
    settle(page)
    assert answer(page) == said


def test_enter_takes_the_first_match_and_every_choice_stays_in_sight(
    page: "Page", server: Server
) -> None:
    open_page(page, server, "candidates")
    box = page.get_by_test_id("stMultiSelect").filter(has_text="Holds all of")
    for typed in ("CompTIA A", "CompTIA Security"):
        box.locator("input").first.click()
        page.keyboard.type(typed)
        page.get_by_role("option", name=re.compile(f"^{typed}")).first.wait_for()
        page.keyboard.press("Enter")
        settle(page)
    named = page.url.split("?")[1].split("&")
    assert named == ["all_of=CompTIA+A%2B", "all_of=CompTIA+Security%2B"]
    page.keyboard.press("Escape")
    whole = box.bounding_box()
    for name in ("CompTIA A+", "CompTIA Security+"):
        chip = box.get_by_text(name, exact=True).bounding_box()
        assert whole and chip and chip["x"] >= whole["x"]
        assert chip["x"] + chip["width"] <= whole["x"] + whole["width"]
