"""On paper the date explains itself: what is folded on a screen is printed."""

from datetime import date
from io import BytesIO
from pathlib import Path

from django.template.loader import render_to_string
from playwright.sync_api import sync_playwright
from pypdf import PdfReader

from requests_app.domain.clock_explanation import explain
from requests_app.domain.clock_facts import History
from requests_app.domain.clock_strip import clock_strip
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import read_history
from requests_app.domain.uk_calendar import built_in_calendar
from tests.e2e.conftest import CHROMIUM, QUIET

STYLE = Path(__file__).parents[2] / "static" / "css" / "application.css"


def test_how_a_date_was_worked_out_is_printed_though_it_is_folded() -> None:
    calendar = built_in_calendar()
    reading = read_history(History(date(2026, 11, 2)), calendar, regime=Regime.FOIA)
    page_text = render_to_string(
        "components/worked_out.html",
        {
            "strip": clock_strip(reading, calendar, today=date(2026, 11, 10)),
            "lines": explain(reading),
        },
    )
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        page = browser.new_page()
        page.set_content(f"<style>{STYLE.read_text('utf-8')}</style>{page_text}")
        assert not page.get_by_text("The answer is due on working day 20").is_visible()
        printed = PdfReader(BytesIO(page.pdf()))
        browser.close()
    text = " ".join(" ".join(sheet.extract_text() for sheet in printed.pages).split())
    for words in (
        "The answer is due on working day 20: Tuesday 1 December 2026 (FOIA s.10(1)).",
        "Not counted Saint Andrew's Day (Scotland)",
        "Not counted Saturday",
    ):
        assert words in text
