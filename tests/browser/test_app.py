"""The app as its users meet it: every page, the sidebar, links, first start, narrow and dark."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
PATHS = (
    "",
    "assessment",
    "credential",
    "recognition",
    "say_do",
    "pay",
    "cost",
    "stackability",
    "compare",
    "roles",
    "job_ad",
    "candidates",
    "company",
    "sources",
)
WITH_CHART = (
    "",
    "assessment",
    "credential",
    "recognition",
    "say_do",
    "pay",
    "cost",
    "stackability",
    "compare",
    "roles",
)
VIEWS_WITH_CHART = (
    "recognition?view=Required+or+preferred",
    "recognition?view=By+industry",
    "recognition?view=By+source",
    "recognition?view=By+place",
    "recognition?view=Over+time",
    "cost?view=As+a+stack+grows",
    "roles?view=Cheapest+stack",
    "roles?view=Most+for+a+budget",
    "credential?credential=project-management-professional&about=Pay",
)
SETTLED = "[data-testid='stApp'][data-test-script-state='notRunning']"


def open_page(page: "Page", server: Server, path: str = "") -> None:
    page.goto(f"{server.url}/{path}")
    page.wait_for_selector("[data-testid='stMain'] h1", timeout=60_000)
    settle(page)


def settle(page: "Page") -> None:
    page.wait_for_timeout(400)
    page.wait_for_selector(SETTLED, timeout=30_000)
    assert page.query_selector("[data-testid='stException']") is None


def answer(page: "Page") -> str:
    return page.inner_text("[data-testid='stMain'] h5")


def first_cells(page: "Page", count: int = 12) -> list[str]:
    page.wait_for_selector("[data-testid='stDataFrame'] canvas table td", state="attached")
    page.wait_for_timeout(1500)  # the grid writes its readable table a moment after its picture
    cells = page.query_selector_all("[data-testid='stDataFrame'] canvas table td")
    return [cell.inner_text() for cell in cells[:count]]


def choose(page: "Page", label: str, option: str) -> None:
    page.get_by_label(label).first.click()
    page.keyboard.type(option)  # the list draws only the options in sight
    page.get_by_role("option", name=option, exact=True).click()
    settle(page)


def test_the_first_visit_to_a_page_s_own_address_builds_and_opens_it(
    page: "Page", server: Server
) -> None:
    open_page(page, server, "recognition")
    assert "Which credentials do employers ask for" in page.inner_text("h1")
    assert (server.data / "warehouse" / "CURRENT").is_file()


@pytest.mark.parametrize("path", PATHS)
def test_every_page_opens_without_an_exception(page: "Page", server: Server, path: str) -> None:
    faults: list[str] = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    open_page(page, server, path)
    assert not faults
    assert "Traceback" not in server.log.read_text()
    assert "build" in page.inner_text("[data-testid='stMain']")


@pytest.mark.parametrize("path", WITH_CHART)
def test_the_charts_are_drawn_with_a_text_alternative(
    page: "Page", server: Server, path: str
) -> None:
    open_page(page, server, path)
    page.wait_for_selector("[data-testid='stPlotlyChart'] .main-svg", timeout=20_000)
    marks = page.query_selector_all("[data-testid='stPlotlyChart'] .trace, .hm")
    assert marks
    described = page.query_selector_all(
        "[data-testid='stPlotlyChart'] [aria-label], [data-testid='stPlotlyChart'][aria-label]"
    )
    assert described


def test_a_filter_chosen_in_the_sidebar_changes_the_table_and_the_address(
    page: "Page", server: Server
) -> None:
    open_page(page, server, "recognition")
    before, words = first_cells(page), answer(page)
    choose(page, "Industry", "Health care")
    assert first_cells(page) != before
    assert answer(page) != words
    assert "industry=Health" in page.url


def test_an_address_with_a_filter_opens_that_view(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition")
    choose(page, "Industry", "Finance")
    words, cells, url = answer(page), first_cells(page), page.url
    assert page.context.browser is not None
    fresh = page.context.browser.new_context(viewport=page.viewport_size).new_page()
    fresh.goto(url)
    fresh.wait_for_selector("[data-testid='stMain'] h1")
    settle(fresh)
    assert answer(fresh) == words
    assert first_cells(fresh) == cells
    fresh.context.close()


def test_a_choice_survives_a_change_of_page_and_a_reload(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition")
    choose(page, "Industry", "Finance")
    page.get_by_role("link", name="Cost").click()
    page.wait_for_url(re.compile("/cost"))
    settle(page)
    assert "industry=Finance" in page.url
    page.reload()
    page.wait_for_selector("[data-testid='stMain'] h1")
    settle(page)
    assert "industry=Finance" in page.url
    assert "Finance" in page.inner_text("[data-testid='stSidebar']")


def test_reset_takes_every_choice_back(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition")
    words = answer(page)
    choose(page, "Industry", "Finance")
    page.get_by_role("button", name="Reset").click()
    page.wait_for_timeout(1000)
    settle(page)
    assert answer(page) == words
    assert "industry" not in page.url


@pytest.mark.parametrize(
    "query",
    [
        "?industry=Nonsense",
        "?industry=%3Cscript%3Ealert(1)%3C%2Fscript%3E",
        "?place=&kind=x&years=9999",
        "?compare=nothing&credential=nothing",
        "?occupation=" + "9" * 3000,
    ],
)
@pytest.mark.parametrize("path", ["recognition", "cost", "stackability", "compare", "roles"])
def test_unknown_values_in_the_address_break_nothing(
    page: "Page", server: Server, path: str, query: str
) -> None:
    open_page(page, server, path + query)


def test_an_unknown_value_in_the_address_is_said(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition?industry=Nonsense")
    assert "Nonsense" in page.inner_text("[data-testid='stSidebar']")
    open_page(page, server, "recognition?industry=Health+care")
    assert "not known here" not in page.inner_text("[data-testid='stSidebar']")


def test_a_combination_that_matches_nothing_says_so(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition")
    choose(page, "Industry", "Mining, oil and gas")
    choose(page, "Country or region", "Singapore")
    words = page.inner_text("[data-testid='stMain']")
    assert "Too few" in words or "Not collected" in words


@pytest.mark.parametrize("path", PATHS)
@pytest.mark.parametrize(("width", "scheme"), [(420, "light"), (1400, "dark")])
def test_pages_hold_on_narrow_and_dark_screens(
    browser: "Browser", server: Server, path: str, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    open_page(page, server, path)
    overflow = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert overflow <= 1
    context.close()


def test_newer_data_are_offered_and_shown_when_asked_for(page: "Page", server: Server) -> None:
    import subprocess
    import sys

    from etl.paths import PROJECT

    open_page(page, server, "sources")
    subprocess.run(
        [sys.executable, "-m", "etl", "--data", str(server.data), "build", "--quiet"],
        cwd=PROJECT,
        check=True,
        capture_output=True,
    )
    newest = (server.data / "warehouse" / "CURRENT").read_text().removesuffix(".duckdb\n")
    page.wait_for_timeout(6000)
    choose(page, "Industry", "Finance")
    assert newest not in page.inner_text("[data-testid='stMain']")
    page.get_by_role("button", name="Show the newer data").click()
    settle(page)
    assert newest in page.inner_text("[data-testid='stMain']")


def test_a_dot_of_the_ranking_opens_its_credential(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition")
    dots = page.locator(".js-plotly-plot .scatterlayer .trace .points path")
    dots.first.wait_for(state="visible", timeout=20_000)
    dots.first.click(force=True)
    page.wait_for_url(re.compile("/credential"), timeout=20_000)
    settle(page)
    assert "credential=" in page.url
    assert page.inner_text("[data-testid='stMain'] h1").endswith("worth?")


@pytest.mark.parametrize("path", [*WITH_CHART, *VIEWS_WITH_CHART])
def test_every_figure_is_reached_by_keyboard_with_its_sentence_and_its_table(
    page: "Page", server: Server, path: str
) -> None:
    open_page(page, server, path)
    page.wait_for_selector("[data-testid='stPlotlyChart'] .main-svg", timeout=20_000)
    page.wait_for_timeout(500)
    figures = page.locator("[data-testid='stMain'] [data-testid='stPlotlyChart']").count()
    single = page.locator("[data-testid='stMain'] [data-testid='stMetric']").count()
    reached, tables, explained = set(), set(), set()
    page.locator("[data-testid='stMain'] h1").click()
    for _ in range(250):
        page.keyboard.press("Tab")
        where = page.evaluate(
            """() => {
              const on = document.activeElement;
              const table = on.closest('[data-testid=stDataFrame], [data-testid=stTable]');
              const single = on.closest('[data-testid=stMetric]');
              const name = on.getAttribute('aria-label');
              return [on.getAttribute('role'), name, !!table, single && single.innerText];
            }"""
        )
        if where[0] == "figure":
            assert where[1]
            assert len(where[1]) > 40
            if where[1] in reached:
                break
            reached.add(where[1])
        tables.add(where[2])
        explained |= {where[3]} if where[3] else set()
    assert len(reached) == figures
    assert len(explained) == single
    assert True in tables


def test_a_recruiter_filters_the_pool_by_badge_and_sees_what_each_condition_leaves(
    page: "Page", server: Server
) -> None:
    open_page(page, server, "candidates")
    assert "invented" in page.inner_text("[data-testid='stApp']").lower()
    before = answer(page)
    box = page.locator("[data-testid='stMultiSelect']").filter(has_text="Holds all of")
    box.locator("input").click()
    page.keyboard.type("Project Management Prof")
    page.get_by_role("option").first.click()
    page.keyboard.press("Escape")
    settle(page)
    assert answer(page) != before
    assert "all_of=" in page.url
    page.wait_for_selector("[data-testid='stPlotlyChart'] .main-svg", timeout=20_000)


def test_an_export_carries_its_build_choices_and_date(page: "Page", server: Server) -> None:
    open_page(page, server, "recognition")
    choose(page, "Industry", "Finance")
    with page.expect_download() as waiting:
        page.get_by_role("button", name="CSV").click()
    path = waiting.value.path()
    text = path.read_text(encoding="utf-8-sig")
    build = (server.data / "warehouse" / "CURRENT").read_text().split(".")[0]
    assert f"# Build: {build}" in text
    assert "# Choices: Finance" in text
    assert len(text.splitlines()) > 10


@pytest.mark.parametrize(
    ("link", "kept"),
    [
        (
            "compare?compare=comptia-security-plus&compare=registered-nurse&years=3&industry=Finance",
            ["industry=Finance", "years=3", "Registered+Nurse"],
        ),
        ("stackability?credential=registered-nurse&industry=Finance", ["industry=Finance"]),
    ],
)
def test_a_link_with_ids_keeps_every_other_choice(
    page: "Page", server: Server, link: str, kept: list[str]
) -> None:
    open_page(page, server, link)
    page.wait_for_timeout(1500)
    settle(page)
    assert all(part in page.url for part in kept), page.url
    assert "Registered Nurse" in page.inner_text("[data-testid='stMain']")
