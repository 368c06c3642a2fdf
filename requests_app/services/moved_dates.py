"""What an entry of the ledger did to the dates of a case, in a sentence."""

from dataclasses import dataclass
from datetime import date

from requests_app.domain.clock_explanation import long_day
from requests_app.models import Case


@dataclass(frozen=True)
class Dates:
    """The two due dates of a case; None while the clock waits."""

    works_to: date | None
    statutory: date | None


def dates_of(case: Case) -> Dates:
    """Return the dates as the case holds them."""
    return Dates(case.due_on, case.statutory_due_on)


def in_detail(before: Dates, after: Dates) -> dict[str, object]:
    """Return old and new dates for the trail."""
    return {
        "due_before": _iso(before.works_to),
        "due_after": _iso(after.works_to),
        "statutory_due_before": _iso(before.statutory),
        "statutory_due_after": _iso(after.statutory),
    }


def moved_words(before: Dates, after: Dates) -> str:
    """Say what moved, or that nothing did."""
    if before == after:
        return "No date moved."
    if before.works_to == before.statutory and after.works_to == after.statutory:
        return f"Due: {_day(before.works_to)} before, {_day(after.works_to)} now."
    return (
        f"We work to: {_day(before.works_to)} before, {_day(after.works_to)} now. "
        f"By the statute: {_day(before.statutory)} before, {_day(after.statutory)} now."
    )


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _day(day: date | None) -> str:
    return long_day(day) if day else "no date"
