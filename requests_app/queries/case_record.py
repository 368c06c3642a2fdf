"""The case file as a value, from what the case page shows to those who do not know who asked."""

from datetime import date

from requests_app.domain.case_record import CaseRecord, LedgerLine, StepLine, TrailDay
from requests_app.domain.clock_explanation import long_day
from requests_app.domain.letter_wording import STATUTE
from requests_app.domain.london import LONDON
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import Case
from requests_app.queries.authority import the_authority
from requests_app.queries.case_page import case_page
from requests_app.queries.clock_ledger import LedgerRow
from requests_app.queries.history import history
from requests_app.queries.steps_page import StepLine as ShownStep

MOST_DAYS_OF_TRAIL = 120


def case_record(case: Case, today: date) -> CaseRecord:
    """Read the case file: a fixed number of queries, and the latest days of a long trail."""
    page = case_page(case, today, for_office=False)
    trail = history(case, with_notes=False)
    reading = page.reading
    return CaseRecord(
        reference=case.reference,
        subject=case.subject,
        statute=STATUTE[Regime(case.regime)],
        state=State(case.state).label,
        authority=the_authority(),
        made_on=today,
        received=f"{long_day(case.received_on)}, by {case.get_channel_display().lower()}",
        closed_on=case.closed_on,
        has_dates=reading is not None,
        works_to=reading.leading_due_on if reading else None,
        statutory=reading.due_on if reading else None,
        no_date=page.no_date,
        laws=tuple(
            f"{each.words}: {long_day(each.reading.due_on) if each.reading.due_on else 'no date'}"
            for each in page.laws
        ),
        explanation=page.lines,
        strip=page.strip,
        ledger=tuple(map(_entry, page.ledger)),
        steps=tuple(map(_step, page.steps.steps)),
        trail=tuple(
            TrailDay(
                day.day,
                tuple(f"{act.at.astimezone(LONDON):%H:%M} {act.sentence}" for act in day.entries),
            )
            for day in trail[:MOST_DAYS_OF_TRAIL]
        ),
        left_out=max(len(trail) - MOST_DAYS_OF_TRAIL, 0),
    )


def _entry(row: LedgerRow) -> LedgerLine:
    at = row.recorded_at.astimezone(LONDON)
    late = ", late" if row.is_late else ""
    gone = " (taken back)" if row.taken_back is not None else ""
    entered = f"{row.recorded_by}, {at.day} {at:%B %Y %H:%M}{late}"
    return LedgerLine(row.on, f"{row.what}{gone}", entered)


def _step(step: ShownStep) -> StepLine:
    name = f"{step.name} ({step.department})" if step.department else step.name
    stands = (
        "done"
        if step.is_done
        else "late"
        if step.is_late
        else "to be done"
        if step.due_on
        else "held"
    )
    return StepLine(name, step.due_on, stands)
