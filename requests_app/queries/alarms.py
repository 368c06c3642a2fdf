"""Nothing is forgotten: what stands still although it should not, each as one sentence.

Every mail that came in is a case, stands on one, was put aside with a reason, was a machine's
and needs nothing, or waits in the list beside these alarms. `unaccounted_for` proves it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import pairwise

from django.conf import settings
from django.db.models import Q, QuerySet

from requests_app.domain.calendar_end import no_date_words
from requests_app.domain.london import london_day
from requests_app.domain.standing_still import untouched_since
from requests_app.domain.workflow import CLOSED, State
from requests_app.domain.working_days import Calendar
from requests_app.models import (
    Case,
    Commission,
    Direction,
    Message,
    MessageKind,
    Pulse,
    RawMail,
)
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import readings_of
from requests_app.queries.waiting_mail import FROM_NOWHERE, TO_PLACE

UNDERSTOOD_WITHIN = timedelta(minutes=15)
POLLED_WITHIN = timedelta(minutes=15)
QUIET_AT_LEAST = timedelta(days=4)
LOOKED_BACK = timedelta(days=90)
MOST_LOOKED_AT = 500
MOST_NAMED = 5


@dataclass(frozen=True)
class Alarm:
    """What is wrong, in one sentence, and the references or messages it is about."""

    sentence: str
    cases: tuple[str, ...] = ()
    messages: tuple[int, ...] = ()


def alarms(at: datetime) -> list[Alarm]:
    """Return what stands still at `at`, the gravest first."""
    calendar = stored_calendar()
    untouched = untouched_since(calendar, london_day(at))
    found = [
        _not_understood(at),
        _mailbox_not_polled(at),
        _undated(calendar),
        _returned(),
        _nobodys(untouched),
        _unopened(untouched),
        _silence(at),
    ]
    return [alarm for alarm in found if alarm]


def unaccounted_for() -> QuerySet[Message]:
    """Return the received messages that have no place at all: there must be none."""
    of_machines = Q(
        kind__in=(MessageKind.AUTO_REPLY, MessageKind.READ_RECEIPT, MessageKind.DELIVERY_REPORT)
    )
    placed = Q(case__isnull=False) | ~Q(dismissed_reason="") | TO_PLACE | FROM_NOWHERE | of_machines
    return Message.objects.filter(direction=Direction.INCOMING).exclude(placed)


def _not_understood(at: datetime) -> Alarm | None:
    kept = RawMail.objects.filter(message__isnull=True, arrived_at__lt=at - UNDERSTOOD_WITHIN)
    count = kept.count()
    if not count:
        return None
    return Alarm(
        f"{_number(count, 'mail is', 'mails are')} kept and not taken in. Is the worker up?"
    )


def _mailbox_not_polled(at: datetime) -> Alarm | None:
    if not settings.IMAP["host"]:
        return None
    last = Pulse.objects.filter(name="fetch_mail").values_list("at", flat=True).first()
    if last and at - last < POLLED_WITHIN:
        return None
    return Alarm(
        "The mailbox was not polled to its end for a quarter of an hour. The worker's log says why."
    )


def _undated(calendar: Calendar) -> Alarm | None:
    """Return an alarm where requests wait for a year that the calendar does not cover."""
    open_cases = Case.objects.filter(due_on__isnull=True).exclude(state__in=CLOSED)
    cases = list(open_cases.order_by("received_on", "pk")[:MOST_LOOKED_AT])
    dated = readings_of(cases, calendar) if cases else {}
    without = [case.reference for case in cases if case.pk not in dated]
    if not without:
        return None
    said = _number(len(without), "request has no due date", "requests have no due date")
    return Alarm(f"{said}. {no_date_words(calendar)}", cases=tuple(without[:MOST_NAMED]))


def _returned() -> Alarm | None:
    reports = Message.objects.filter(
        kind=MessageKind.DELIVERY_REPORT, about__isnull=False, handled_at__isnull=True
    ).order_by("pk")
    numbers = tuple(reports.values_list("pk", flat=True)[:MOST_LOOKED_AT])
    if not numbers:
        return None
    said = _number(len(numbers), "mail that we sent", "mails that we sent")
    return Alarm(f"Nobody has dealt with reports on {said}.", messages=numbers[:MOST_NAMED])


def _nobodys(untouched: date) -> Alarm | None:
    cases = Case.objects.filter(state=State.RECEIVED, owner__isnull=True, received_on__lt=untouched)
    rows = cases.order_by("received_on", "pk").values_list("reference", flat=True)
    late = list(rows[:MOST_LOOKED_AT])
    if not late:
        return None
    said = (
        "1 request has been here for more than a working day, and nobody has taken it up."
        if len(late) == 1
        else f"{len(late)} requests have been here for more than a working day, and nobody has "
        "taken them up."
    )
    return Alarm(said, cases=tuple(late[:MOST_NAMED]))


def _unopened(untouched: date) -> Alarm | None:
    rows = (
        Commission.objects.filter(
            opened_at__isnull=True, returned_at__isnull=True, received_on__lt=untouched
        )
        .exclude(case__state__in=CLOSED)
        .order_by("received_on", "pk")
        .values_list("case__reference", "department__name")
    )
    late = list(rows[:MOST_LOOKED_AT])
    if not late:
        return None
    names = ", ".join(sorted({department for _, department in late})[:MOST_NAMED])
    return Alarm(
        f"Not opened for more than a working day by: {names}.",
        cases=tuple(dict.fromkeys(reference for reference, _ in late))[:MOST_NAMED],
    )


def _silence(at: datetime) -> Alarm | None:
    """Return an alarm where no mail has come for longer than ever in the last three months."""
    came = list(
        Message.objects.filter(
            direction=Direction.INCOMING, raw__isnull=False, happened_at__gt=at - LOOKED_BACK
        )
        .order_by("happened_at")
        .values_list("happened_at", flat=True)
    )
    if len(came) < 2 or at - came[-1] <= max(QUIET_AT_LEAST, _longest_gap(came)):
        return None
    return Alarm(
        f"No mail has come for {(at - came[-1]).days} days, longer than ever in three months. "
        "Does the mailbox still reach us?"
    )


def _longest_gap(moments: Sequence[datetime]) -> timedelta:
    return max(later - earlier for earlier, later in pairwise(moments))


def _number(count: int, one: str, more: str) -> str:
    return f"{count} {one if count == 1 else more}"
