"""An analyst's own files, through the page: shown first, then kept, then counted."""

import random
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.browser.conftest import Server
from tests.browser.test_app import answer, open_page, settle

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = pytest.mark.browser
ADD = "sources?part=Add+your+data"
DUTIES = "You look after people on a busy ward, plan their care and write down what you did. "
POSTINGS = "\r\n".join(
    [
        "Open requisitions;;;;",
        "Req ID;Job Title;Company;Date Posted;Job Description",
        *(
            f'R-{n};Registered Nurse {n};Harbor Clinic {n % 7};2026-10-{n % 28 + 1:02};"{DUTIES}'
            f'Ward {n}.\nRequirements: BLS certification required."'
            for n in range(40)
        ),
        "R-99;;Harbor Clinic;2026-10-03;A text without any title above it, which cannot be used.",
        ";;;;",
        "Total: 41;;;;",
    ]
)


def hires() -> str:
    """Applications of invented people; those with PMP are hired more often in each role."""
    chance = random.Random(7)
    lines = ["Applicant ID,Role,Badges,Outcome,Applied on"]
    for n in range(240):
        has = n % 3 == 0
        hired = chance.random() < (0.6 if has else 0.3)
        lines.append(
            f"A{n},{'Project Manager' if n % 2 else 'Analyst'},"
            f"{'PMP; Lean Workshop 2024' if has else ''},{'hired' if hired else 'rejected'},"
            f"2025-{n % 12 + 1:02}-15"
        )
    return "\n".join(lines)


def upload(page: "Page", server: Server, path: Path) -> None:
    open_page(page, server, ADD)
    page.set_input_files("input[type=file]", path)
    page.wait_for_timeout(500)
    settle(page)


def test_postings_are_shown_first_and_kept_when_asked_for(
    page: "Page", server: Server, tmp_path: Path
) -> None:
    path = tmp_path / "requisitions.csv"
    path.write_text(POSTINGS, encoding="utf-8")
    upload(page, server, path)
    page.get_by_text("Read as postings").first.wait_for(timeout=30_000)
    page.get_by_text("44 rows came: 40 can be kept, 1 cannot be used, 3 are passed").wait_for()
    assert not list((server.data / "snapshots").glob("import_*"))
    page.get_by_role("button", name="Keep 40 rows of postings").click()
    page.get_by_text("The pages offer the newer data").wait_for(timeout=60_000)
    assert list((server.data / "snapshots").glob("import_requisitions/*/sidecar.json"))
    assert list((server.data / "quarantine").rglob("*.csv"))
    page.wait_for_timeout(6000)  # the app looks for newer builds every few seconds
    open_page(page, server, "sources?part=How+fresh+they+are")
    page.wait_for_timeout(1500)
    cells = [c.inner_text() for c in page.query_selector_all("canvas table td")]
    assert "Import of requisitions.csv" in cells


def test_hires_fill_the_page_of_our_own_company(
    page: "Page", server: Server, tmp_path: Path
) -> None:
    open_page(page, server, "company")
    assert "python -m etl import" in page.inner_text("[data-testid='stMain']")
    path = tmp_path / "applications.csv"
    path.write_text(hires(), encoding="utf-8")
    upload(page, server, path)
    page.get_by_role("button", name="Keep 240 rows of hires").click()
    page.get_by_text("The pages about people show them now").wait_for(timeout=60_000)
    open_page(page, server, "company")
    page.wait_for_selector("[data-testid='stPlotlyChart']", timeout=30_000)
    assert "holders of" in answer(page)
    assert "Project Management Professional" in answer(page)


def test_a_file_that_is_none_gets_a_sentence(page: "Page", server: Server, tmp_path: Path) -> None:
    path = tmp_path / "export.csv"
    path.write_text("<!DOCTYPE html><html><body>Please sign in</body></html>", encoding="utf-8")
    upload(page, server, path)
    page.wait_for_selector("[data-testid='stAlert']", timeout=30_000)
    said = page.inner_text("[data-testid='stAlert']")
    assert "HTML" in said
    assert "Traceback" not in said
