"""Requests of the demonstration whose clock did not simply run: asked back, lapsed, given time."""

from datetime import date, timedelta

from requests_app.domain.london import london_day
from requests_app.domain.more_time import Wish
from requests_app.domain.workflow import State
from requests_app.management.demo.plan import Planned
from requests_app.management.demo.request import Asked
from requests_app.management.demo.walk import Walker
from requests_app.models import Case, Clarification
from requests_app.services import clarification, extension
from requests_app.services.clarification import Wording

TWO_MONTHS = timedelta(days=61)
LIFTS = Asked("Lifts that stood still", "Estates and Facilities", (
    ("1", "How often did the lifts in the tower fail this year?"),
    ("2", "What did that cost?"),
), ("38 times.", "£61,400."), "Maintenance system")  # fmt: skip
INTERPRETERS = Asked("Interpreters by telephone", "Procurement", (
    ("1", "How many minutes of interpreting by telephone were paid for in 2025/26, by language?"),
), ("212,480; by language in the table.",), "Invoices of the contractor")  # fmt: skip
AWARDS = Asked("Awards to staff", "People", (
    ("1", "What was spent on awards?"),
), ("£4,120.",), "Ledger")  # fmt: skip
SCANNERS = Asked("Offers for new scanners", "Procurement", (
    ("1", "What did each supplier offer for the new scanners?"),
), ("Three offers.",), "Tender file")  # fmt: skip


def requests_whose_clock_moved(walker: Walker) -> None:
    """Lay out one request for each way in which a clock can leave its straight path."""
    office = walker.people["office"]
    waiting = walker.walk(Planned(LIFTS, 9, State.WITH_DEPARTMENTS), 60)
    _ask(walker, waiting, 4, "which lifts you mean: the tower has two sets.")

    answered = walker.walk(Planned(INTERPRETERS, 17, State.WITH_DEPARTMENTS), 61)
    row = _ask(walker, answered, 3, "whether you mean calls alone, or video as well.")
    replied = walker.moment(answered.received_on, 8)
    clarification.record_reply(answered.pk, [row.pk], london_day(replied), actor=office, at=replied)

    lapsed = walker.walk(Planned(AWARDS, 70, State.ACCEPTED), 62)
    row = _ask(walker, lapsed, 2, "which awards you mean, and of which years.")
    over = walker.moment(lapsed.received_on, 47)
    clarification.close_for_no_reply(row.pk, at=over)
    walker.settle(over)

    extended = walker.walk(Planned(SCANNERS, 19, State.WITH_DEPARTMENTS), 63)
    told = walker.moment(extended.received_on, 15)
    extension.extend(
        extended.pk,
        Wish(
            why="The offers show how each supplier makes up its price.",
            provision="43(2)",
            until=_working_days_after(walker, extended, 34),
        ),
        actor=office,
        at=told,
    )
    walker.settle(told)


def _working_days_after(walker: Walker, case: Case, days: int) -> date:
    return walker.calendar.nth_working_day_after(case.received_on, days)


def _ask(walker: Walker, case: Case, day: int, unclear: str) -> Clarification:
    at = walker.moment(case.received_on, day)
    row = clarification.ask(
        case.pk,
        Wording(
            unclear=f"We do not know {unclear}",
            why="We cannot tell from your words where to look.",
            help_offered="Write to us or call; a line is enough.",
            close_after=london_day(at) + TWO_MONTHS,
        ),
        actor=walker.people["office"],
        at=at,
    )
    walker.settle(at)
    return row
