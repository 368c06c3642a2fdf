"""The board: which cases, in which order, and what stands in each row.

A fixed number of queries for any number of cases. Each page is read along an index and no
further than its end, so that a million cases cost what a thousand do; the statement of a plain
tab's first page is put together once a day and planned once a connection.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple, cast

from django.db import connection
from django.db.models import Exists, F, OuterRef, Q, QuerySet

from requests_app.domain.board import RUNNING, ClockAsked, Tab
from requests_app.domain.clock_strip import ClockStrip, thin_strip
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import review_due_on
from requests_app.domain.review_workflow import next_of_review
from requests_app.domain.standing_still import untouched_since
from requests_app.domain.statutory_clock import ClockFact, Effect, work_out
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.models import Case, Channel, Commission
from requests_app.queries.case_search import found_by
from requests_app.queries.clock_reading import leading_count
from requests_app.queries.inbox_beside import Beside, beside
from requests_app.queries.prepared import read_prepared

ROWS_A_PAGE = 25
MOST_PAGES = 400
"""Beyond ten thousand rows nobody leafs; a search or a filter finds what is there."""
NOBODY = "nobody"
NO_DATE_YET = frozenset(
    {
        State.INCOMPLETE,
        State.REDIRECTED,
        State.WITHDRAWN,
        State.LAPSED,
        State.CLOSED_WITHOUT_NOTICE,
        State.MERGED,
    }
)
CHANNELS = {value: str(label).lower() for value, label in Channel.choices}


def under(tab: Tab, today: date) -> Q:
    """Return the condition for which `tab.holds`, over the columns that are kept for it."""
    if tab.clock is ClockAsked.STOPPED:
        waits = Q(state__in=sorted(tab.states), due_on__isnull=True)
        return waits | Q(state__in=sorted(tab.also)) if tab.also else waits
    if tab.clock is ClockAsked.OVERDUE:
        return Q(state__in=sorted(tab.states), due_on__lt=today)
    one, *more = sorted(tab.states)
    return Q(state__in=[one, *more]) if more else Q(state=one)


@dataclass(frozen=True)
class Filters:
    """What narrows the list; empty where it does not. `owner` may be "nobody"."""

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
    if filters.owner == NOBODY:
        cases = cases.filter(owner__isnull=True)
    elif filters.owner:
        cases = cases.filter(owner__full_name=filters.owner)
    if filters.channel:
        cases = cases.filter(channel=filters.channel)
    if filters.regime:
        cases = cases.filter(regime=filters.regime)
    words = filters.search.strip()
    if words:
        cases = cases.filter(found_by(words, sees_applicant=sees_applicant))
    return cases


class Row(NamedTuple):
    """One case as two lines of the list. `alarms` are what is wrong with it, in a few words."""

    pk: int
    reference: str
    subject: str
    facts: tuple[str, ...]
    strip: ClockStrip | None
    standing: str
    day_line: str
    due: date | None
    stage: State
    state: str
    next: str
    alarms: tuple[str, ...]


class _Case(NamedTuple):
    """The columns of a row."""

    pk: int
    reference: str
    subject: str
    state: str
    channel: str
    regime: str
    has_press_interest: bool | None
    due_on: date | None
    received_on: date
    owner: str | None


COLUMNS = (*_Case._fields[:-1], "owner__full_name")


@dataclass(frozen=True)
class BoardPage:
    """One page of a tab: its rows, and whether there are more before and after."""

    rows: tuple[Row, ...]
    number: int
    has_next: bool

    @property
    def first(self) -> int:
        """The place of its first row in the whole list, from 1."""
        return (self.number - 1) * ROWS_A_PAGE + 1

    @property
    def next(self) -> int:
        """The number of the page that follows."""
        return self.number + 1

    @property
    def previous(self) -> int:
        """The number of the page before."""
        return self.number - 1

    @property
    def last(self) -> int:
        """The place of its last row."""
        return self.first + len(self.rows) - 1


def page_of(
    cases: QuerySet[Case] | None,
    tab: Tab,
    number: str,
    today: date,
    *,
    calendar: Calendar,
    for_office: bool,
) -> BoardPage:
    """Return a page of a tab, what hurts first at the top.

    `cases` None is every case: the statement of its first page is at hand. A page number that is
    none, or past the end, is brought to one that can be.
    """
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) < 6 else 1
    page = min(max(wanted, 1), MOST_PAGES)
    found = _read(cases, tab, page, today)
    if not found and page > 1:
        page, found = 1, _read(cases, tab, 1, today)
    rows = _rows(found[:ROWS_A_PAGE], calendar, today, for_office=for_office)
    return BoardPage(tuple(rows), page, len(found) > ROWS_A_PAGE and page < MOST_PAGES)


def _read(cases: QuerySet[Case] | None, tab: Tab, page: int, today: date) -> list[_Case]:
    if cases is None and page == 1:
        return [_Case(*row) for row in read_prepared(_first_page(tab, today))]
    found = ordered(Case.objects.all() if cases is None else cases, tab, page, today)
    return [_Case(*row) for row in found]


@lru_cache(maxsize=32)
def _first_page(tab: Tab, today: date) -> str:
    """Return the words of the statement, no rows: nothing here can grow stale."""
    sql, params = ordered(Case.objects.all(), tab, 1, today).query.sql_with_params()
    # PostgreSQL's part of Django alone writes values into a statement.
    return str(cast(Any, connection.ops).compose_sql(sql, params))


def ordered(cases: QuerySet[Case], tab: Tab, page: int, today: date) -> QuerySet[Case, Any]:
    """Return the columns of one page's cases, and of one more to know whether a page follows."""
    order = (
        (F("closed_on").desc(nulls_last=True), "-reference")
        if tab.is_closed
        else (F("due_on").asc(nulls_last=True), F("owner").asc(nulls_first=True), "reference")
    )
    start = (page - 1) * ROWS_A_PAGE
    found = cases.filter(under(tab, today)).order_by(*order).values_list(*COLUMNS)
    return found[start : start + ROWS_A_PAGE + 1]


def _rows(
    cases: Sequence[_Case], calendar: Calendar, today: date, *, for_office: bool
) -> list[Row]:
    strip_of = _strips(calendar, today, leading_count())
    known = beside([case.pk for case in cases], for_office=for_office)
    untouched = untouched_since(calendar, today)
    rows = []
    for case in cases:
        state, more = State(case.state), known[case.pk]
        has_clock = state not in NO_DATE_YET and bool(more.ledger)
        strip = strip_of(Regime(case.regime), tuple(more.ledger)) if has_clock else None
        is_undated = has_clock and strip is None
        rows.append(
            Row(
                pk=case.pk,
                reference=case.reference,
                subject=case.subject,
                facts=_facts(case, more),
                strip=strip,
                standing=strip.standing.value if strip else "on_track",
                day_line=f"Day {strip.day_number} of {strip.limit}"
                if strip
                else "No date"
                if is_undated
                else "",
                due=case.due_on if strip else None,
                stage=state,
                state=state.label,
                next=f"the calendar ends with {calendar.last_year}"
                if is_undated
                else _review(more, Regime(case.regime), calendar) or _next(state, more, today),
                alarms=_alarms(case, state, more, untouched) if for_office else (),
            )
        )
    return rows


# What follows from the same ledger, calendar and day is the same: all of them are the key.
@lru_cache(maxsize=2)
def _strips(
    calendar: Calendar, today: date, leads: Effect
) -> Callable[[Regime, tuple[ClockFact, ...]], ClockStrip | None]:
    @lru_cache(maxsize=2_000)
    def strip_of(regime: Regime, ledger: tuple[ClockFact, ...]) -> ClockStrip | None:
        try:
            reading = work_out(ledger, calendar, regime=regime, leads=leads)
            return thin_strip(reading, calendar, today=today)
        except CalendarEnds:
            return None

    return strip_of


def _facts(case: _Case, more: Beside) -> tuple[str, ...]:
    count = more.question_count
    return tuple(
        filter(
            None,
            (
                CHANNELS.get(case.channel, case.channel),
                f"{count} question{'' if count == 1 else 's'}",
                "EIR" if case.regime == "eir" else "",
                "press interest" if case.has_press_interest else "",
                ", ".join(waiting.department for waiting in more.waiting_for),
                case.owner or "nobody yet",
            ),
        )
    )


def _alarms(case: _Case, state: State, more: Beside, untouched: date) -> tuple[str, ...]:
    """Return what stands still on the case: nobody has touched it since before `untouched`."""
    said = []
    if state is State.RECEIVED and not case.owner and case.received_on < untouched:
        said.append("nobody has taken it up")
    unopened = [
        one.department
        for one in more.waiting_for
        if not one.is_opened and one.received_on < untouched
    ]
    if unopened and state in RUNNING:
        said.append(f"not opened by {', '.join(unopened)}")
    if more.came_back:
        said.append("a mail of ours came back")
    return tuple(said)


def _review(more: Beside, regime: Regime, calendar: Calendar) -> str:
    """Return what has to happen to an open review next, and by when."""
    if more.review is None:
        return ""
    try:
        due = more.review.extended_until or review_due_on(
            more.review.asked_on, calendar, regime=regime
        )
    except CalendarEnds:
        return f"review: {next_of_review(more.review.state, more.review.who)}"
    day = f"{due:%a} {due.day} {due:%b}"
    return f"review due {day}: {next_of_review(more.review.state, more.review.who)}"


def _next(state: State, more: Beside, today: date) -> str:
    """Return what has to happen next, in a few words."""
    if state is State.WITH_DEPARTMENTS:
        if not more.waiting_for:
            return "all answers are back"
        first = min(one.answer_due_on for one in more.waiting_for)
        day = f"{first:%a} {first.day} {first:%b}"
        return f"answers late since {day}" if first < today else f"answers by {day}"
    if state is State.AWAITING_SIGN_OFF:
        return f"with {more.signatory}" if more.signatory else ""
    return {
        State.RECEIVED: "read and acknowledge",
        State.INCOMPLETE: "waiting for the applicant",
        State.ACCEPTED: "send to departments",
        State.DRAFTING: "write the letter",
        State.READY: "send the answer",
    }.get(state, "")
