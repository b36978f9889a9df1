"""A plan and a team as their users meet them: link, print, names that stay out of the address."""

from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server
from tests.browser.test_app import open_page, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
LINK = "assessment?role=15-1212&matters=Soonest&budget=9000"


def test_a_plan_is_shared_by_its_link(page: "Page", server: Server) -> None:
    open_page(page, server, LINK)
    first = page.locator("[data-testid='stMain'] h5").first.inner_text()
    assert "Information Security Analysts" in first and "hours" in first
    assert "matters=Soonest" in page.url and "budget=9000" in page.url
    again = page.url.split("/", 3)[3]
    open_page(page, server, again)
    assert page.locator("[data-testid='stMain'] h5").first.inner_text() == first


def test_a_plan_is_printed_from_one_file(page: "Page", server: Server) -> None:
    open_page(page, server, LINK)
    with page.expect_download() as download:
        page.get_by_role("button", name="A page to print").click()
    text = download.value.path().read_text(encoding="utf-8")
    assert download.value.suggested_filename.endswith(".html")
    assert "@media print" in text and "<script" not in text and "src=" not in text
    assert "A plan for Information Security Analysts" in text
    assert "matters=Soonest" in text and "Build" in text


def test_a_team_stays_out_of_the_address(page: "Page", server: Server) -> None:
    open_page(page, server, "roles?role=15-1212&view=People+and+teams")
    page.get_by_label("Who holds what, and until when").fill("Zebedee; Security+; 2099-01-01")
    page.get_by_role("button", name="Read", exact=True).click()
    page.get_by_text("1 line understood").wait_for(timeout=30_000)
    settle(page)
    assert page.get_by_text("1 person covers").count() == 1
    assert "Zebedee" not in page.url
