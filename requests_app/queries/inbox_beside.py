"""What stands beside the cases of a page: questions, departments, signatories, ledgers.

One statement for all the rows. Who asked is in none of it; messages are looked at for the FOI
office alone.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.statutory_clock import ClockFact, EntryKind
from requests_app.queries.prepared import read_prepared

FOR_EVERYBODY = """
    SELECT 'questions', case_id, count(*)::text, NULL::date, NULL::date, FALSE
    FROM requests_app_question WHERE case_id = ANY($1) GROUP BY case_id
    UNION ALL
    SELECT 'waiting', c.case_id, d.name, c.received_on, c.answer_due_on, c.opened_at IS NOT NULL
    FROM requests_app_commission AS c JOIN requests_app_department AS d ON d.id = c.department_id
    WHERE c.case_id = ANY($1) AND c.returned_at IS NULL
    UNION ALL
    SELECT 'signatory', s.case_id, u.full_name, NULL, NULL, FALSE
    FROM requests_app_signoff AS s JOIN requests_app_user AS u ON u.id = s.signatory_id
    WHERE s.case_id = ANY($1) AND s.outcome = 'pending'
    UNION ALL
    SELECT 'ledger', e.case_id, e.kind, e."on", e.until, FALSE
    FROM requests_app_clockentry AS e
    WHERE e.case_id = ANY($1) AND e.counters_id IS NULL
        AND NOT EXISTS (SELECT FROM requests_app_clockentry AS t WHERE t.counters_id = e.id)
    UNION ALL
    SELECT 'review', r.case_id, r.state || ':' || coalesce(
        CASE r.state WHEN 'under_way' THEN u.full_name WHEN 'awaiting_signature' THEN s.full_name
        END, ''), r.asked_on, r.extended_until, FALSE
    FROM requests_app_review AS r
        LEFT JOIN requests_app_user AS u ON u.id = r.reviewer_id
        LEFT JOIN requests_app_user AS s ON s.id = r.signatory_id
    WHERE r.case_id = ANY($1)
        AND r.state NOT IN ('answered', 'refused', 'withdrawn')
"""
CAME_BACK = """
    UNION ALL
    SELECT DISTINCT 'came back', case_id, '', NULL::date, NULL::date, FALSE
    FROM requests_app_message
    WHERE case_id = ANY($1) AND direction = 'in' AND kind = 'delivery_report'
        AND handled_at IS NULL AND dismissed_reason = ''
"""
FOR_THE_OFFICE = FOR_EVERYBODY + CAME_BACK


@dataclass(frozen=True)
class Waiting:
    """A department that still owes its answers."""

    department: str
    received_on: date
    answer_due_on: date
    is_opened: bool


@dataclass(frozen=True)
class OpenReview:
    """A review that is owed, and whose turn it is."""

    state: ReviewState
    who: str
    asked_on: date
    extended_until: date | None


@dataclass
class Beside:
    """What stands beside one case."""

    question_count: int = 0
    waiting_for: list[Waiting] = field(default_factory=list)
    signatory: str = ""
    ledger: list[ClockFact] = field(default_factory=list)
    came_back: bool = False
    review: OpenReview | None = None


def beside(cases: Sequence[int], *, for_office: bool) -> dict[int, Beside]:
    """Return what stands beside each of the cases, by their numbers."""
    found = {pk: Beside() for pk in cases}
    statement = FOR_THE_OFFICE if for_office else FOR_EVERYBODY
    for what, case_id, word, first, second, is_so in read_prepared(
        statement, "bigint[]", list(cases)
    ):
        row = found[case_id]
        if what == "questions":
            row.question_count = int(word)
        elif what == "waiting":
            row.waiting_for.append(Waiting(word, first, second, is_so))
        elif what == "signatory":
            row.signatory = word
        elif what == "ledger":
            row.ledger.append(ClockFact(EntryKind(word), first, second))
        elif what == "review":
            state, _, who = word.partition(":")
            row.review = OpenReview(ReviewState(state), who, first, second)
        else:
            row.came_back = True
    for row in found.values():
        row.waiting_for.sort(key=lambda one: one.department)
    return found
