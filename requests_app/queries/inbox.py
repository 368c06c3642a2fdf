"""The inbox: which cases, in which order, and what stands in each row.

A fixed number of queries for any number of rows; the calendar is read once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from requests_app.domain.clock_strip import ClockStrip
from requests_app.domain.workflow import CLOSED, State
from requests_app.models import Case, Commission, SignOff, SignOffOutcome
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_search import found_by
from requests_app.queries.clock_reading import drawn, readings_of

ROWS_A_PAGE = 25
OPEN = ~Q(state__in=CLOSED)


@dataclass(frozen=True)
class Tab:
    """One tab: the word in its address, its name, and which cases stand under it."""

    key: str
    label: str
    cases: Q


def tabs(today: date) -> tuple[Tab, ...]:
    """Return the tabs in their order."""
    return (
        Tab("new", "New", Q(state__in=(State.RECEIVED, State.INCOMPLETE))),
        Tab("accepted", "To send out", Q(state=State.ACCEPTED)),
        Tab("departments", "With departments", Q(state=State.WITH_DEPARTMENTS)),
        Tab("drafting", "Drafting", Q(state=State.DRAFTING)),
        Tab("sign-off", "Sign-off", Q(state=State.AWAITING_SIGN_OFF)),
        Tab("ready", "Ready", Q(state=State.READY)),
        Tab("overdue", "Overdue", OPEN & Q(due_on__lt=today)),
        Tab("open", "All open", OPEN),
        Tab("closed", "Closed", Q(state__in=CLOSED)),
    )


@dataclass(frozen=True)
class Filters:
    """What narrows the list; empty where it does not."""

    search: str = ""
    department: str = ""
    owner: str = ""
    channel: str = ""
    regime: str = ""


def filtered(cases: QuerySet[Case], filters: Filters, *, sees_applicant: bool) -> QuerySet[Case]:
    """Return the cases that pass the filters. Who asked is searched only for the FOI office."""
    if filters.department:
        asked = Commission.objects.filter(case=OuterRef("pk"), department__name=filters.department)
        cases = cases.filter(Exists(asked))
    if filters.owner:
        cases = cases.filter(owner__full_name=filters.owner)
    if filters.channel:
        cases = cases.filter(channel=filters.channel)
    if filters.regime:
        cases = cases.filter(regime=filters.regime)
    words = filters.search.strip()
    if words:
        cases = cases.filter(found_by(words, sees_applicant=sees_applicant))
    return cases


def counts(cases: QuerySet[Case], today: date) -> dict[str, int]:
    """Return how many cases stand under each tab, in one query."""
    return cases.aggregate(
        **{tab.key.replace("-", "_"): Count("pk", filter=tab.cases) for tab in tabs(today)}
    )


@dataclass(frozen=True)
class Row:
    """One case as two lines of the list."""

    reference: str
    subject: str
    facts: tuple[str, ...]
    strip: ClockStrip | None
    standing: str
    day_line: str
    due: date | None
    state: str
    next: str
    case: Case


def page_of(cases: QuerySet[Case], number: str, today: date) -> tuple[Page[Any], list[Row]]:
    """Return a page of cases, what hurts first at the top, and its rows."""
    ordered = cases.order_by(F("due_on").asc(nulls_last=True), "reference")
    page = Paginator(
        ordered.select_related("owner")
        .annotate(question_count=Count("questions"))
        .prefetch_related(
            Prefetch(
                "commissions",
                queryset=Commission.objects.filter(returned_at__isnull=True).select_related(
                    "department"
                ),
                to_attr="waiting_for",
            ),
            Prefetch(
                "sign_offs",
                queryset=SignOff.objects.filter(outcome=SignOffOutcome.PENDING).select_related(
                    "signatory"
                ),
                to_attr="pending",
            ),
        ),
        ROWS_A_PAGE,
    ).get_page(number)
    return page, _rows(list(page.object_list), today)


def _rows(cases: Sequence[Case], today: date) -> list[Row]:
    calendar = stored_calendar()
    readings = readings_of(cases, calendar)
    rows = []
    for case in cases:
        state = State(case.state)
        has_clock = state not in (State.INCOMPLETE, State.REDIRECTED, State.WITHDRAWN, State.LAPSED)
        reading = readings.get(case.pk)
        strip = drawn(reading, calendar, today) if has_clock and reading else None
        is_undated = has_clock and strip is None
        rows.append(
            Row(
                reference=case.reference,
                subject=case.subject,
                facts=_facts(case),
                strip=strip,
                standing=strip.standing.value if strip else "on_track",
                day_line=f"Day {strip.day_number} of {strip.limit}"
                if strip
                else "No date"
                if is_undated
                else "",
                due=case.due_on if strip else None,
                state=state.label,
                next=f"the calendar ends with {calendar.last_year}"
                if is_undated
                else _next(case, state, today),
                case=case,
            )
        )
    return rows


def _facts(case: Case) -> tuple[str, ...]:
    count: int = case.question_count  # type: ignore[attr-defined]
    departments = [row.department.name for row in case.waiting_for]  # type: ignore[attr-defined]
    return tuple(
        filter(
            None,
            (
                case.get_channel_display().lower(),
                f"{count} question{'' if count == 1 else 's'}",
                "EIR" if case.regime == "eir" else "",
                "press interest" if case.has_press_interest else "",
                ", ".join(departments),
                case.owner.full_name if case.owner else "nobody yet",
            ),
        )
    )


def _next(case: Case, state: State, today: date) -> str:
    """Return what has to happen next, in a few words."""
    if state is State.WITH_DEPARTMENTS:
        waiting = case.waiting_for  # type: ignore[attr-defined]
        if not waiting:
            return "all answers are back"
        first = min(row.answer_due_on for row in waiting)
        day = f"{first:%a} {first.day} {first:%b}"
        return f"answers late since {day}" if first < today else f"answers by {day}"
    if state is State.AWAITING_SIGN_OFF:
        pending = case.pending  # type: ignore[attr-defined]
        return f"with {pending[0].signatory.full_name}" if pending else ""
    return {
        State.RECEIVED: "read and acknowledge",
        State.INCOMPLETE: "waiting for the applicant",
        State.ACCEPTED: "send to departments",
        State.DRAFTING: "write the letter",
        State.READY: "send the answer",
    }.get(state, "")
