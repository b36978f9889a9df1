"""A job ad pasted into the page: its credentials marked, counted, and taken along."""

import re
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server
from tests.browser.test_app import answer, choose, first_cells, open_page, settle

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
AD = """Security engineer <script>document.title = 'taken'</script><img src=x onerror=alert(1)>

Requirements:
- CompTIA Security+ required
- CISSP is a must
Nice to have:
- CompTIA PenTest+
&lt;img src=x onerror="document.title='taken'"&gt; You will work with the team in our office.
"""


def paste(page: "Page", text: str) -> None:
    page.get_by_label("The ad's text").fill(text)
    page.get_by_role("button", name="Read the ad").click()
    page.wait_for_selector(".job-ad", timeout=30_000)
    settle(page)


def test_a_pasted_ad_shows_its_credentials_and_runs_nothing(page: "Page", server: Server) -> None:
    open_page(page, server, "job_ad")
    paste(page, AD)
    assert "asks for 3 credentials: 2 required and 1 preferred" in answer(page)
    marks = [m.inner_text() for m in page.query_selector_all(".job-ad mark")]
    assert len(marks) == 3
    assert [m.split()[0] for m in marks] == ["●", "●", "◆"]
    assert "CompTIA Security+" in first_cells(page)
    page.wait_for_selector("[data-testid='stPlotlyChart'] .main-svg", timeout=20_000)
    assert page.title() != "taken"
    assert not page.query_selector_all(".job-ad img, .job-ad script")
    assert "CISSP" not in page.url
    before = answer(page)
    choose(page, "Industry", "Professional services")
    assert answer(page) != before
    assert "in professional services" in page.inner_text("[data-testid='stMain']")


def test_its_credentials_are_taken_to_the_other_pages_and_the_text_is_still_there(
    page: "Page", server: Server
) -> None:
    open_page(page, server, "job_ad")
    paste(page, AD)
    page.get_by_role("button", name=re.compile("Compare 3")).click()
    page.wait_for_url(re.compile("/compare"), timeout=20_000)
    settle(page)
    assert "PenTest" in page.url
    page.get_by_role("link", name="Read a job ad").click()
    page.wait_for_selector(".job-ad mark", timeout=20_000)
    page.get_by_role("button", name=re.compile("Candidates with")).click()
    page.wait_for_url(re.compile("/candidates"), timeout=20_000)
    settle(page)
    assert "of 5,000 invented candidates" in answer(page)
    assert re.search("(all|any)_of=", page.url)


@pytest.mark.parametrize(("width", "scheme"), [(420, "light"), (1400, "dark")])
def test_a_read_ad_holds_on_narrow_and_dark_screens(
    browser: "Browser", server: Server, width: int, scheme: str
) -> None:
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme=scheme,  # type: ignore[arg-type]
    )
    page = context.new_page()
    open_page(page, server, "job_ad")
    paste(page, AD + "W" * 3000)
    overflow = page.evaluate(
        "document.querySelector('[data-testid=stMain]').scrollWidth - window.innerWidth"
    )
    assert overflow <= 1
    context.close()
