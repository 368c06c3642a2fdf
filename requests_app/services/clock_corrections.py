"""The clock put right: an entry taken back, a case or a question put under the other law."""

from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.two_laws import other_law
from requests_app.domain.workflow import Action
from requests_app.models import Case, ClockEntry, Question, Route, User
from requests_app.services import clock
from requests_app.services.moved_dates import dates_of, in_detail, moved_words
from requests_app.services.transitions import performing

ELSEWHERE = {
    EntryKind.RECEIVED: "Correct the day of receipt instead: a case cannot be without one.",
    EntryKind.ANSWERED: "Reopen the case instead: that takes its answer back.",
}


def take_back(
    case_id: int,
    entry_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> str:
    """Take back an entry by a counter-entry with the reason; say what moved."""
    with performing(
        case_id,
        Action.TAKE_BACK_ENTRY,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        entry = ClockEntry.objects.filter(
            pk=entry_id, case=step.case, counters__isnull=True, countered_by__isnull=True
        ).first()
        if entry is None:
            raise RuleBroken("This entry was taken back already. Look at the ledger again.")
        if said := ELSEWHERE.get(EntryKind(entry.kind)):
            raise RuleBroken(said)
        before = dates_of(step.case)
        clock.counter(entry, actor=actor, at=at, reason=reason)
        clock.refresh(step.case)
        after = dates_of(step.case)
        step.detail |= {
            "entry": entry.pk,
            "kind": entry.kind,
            "on": entry.on.isoformat(),
            **in_detail(before, after),
        }
    return moved_words(before, after)


def switch_regime(
    case_id: int,
    regime: Regime,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Put a case under the other law and work its dates out again; the reason is kept."""
    with performing(
        case_id,
        Action.SWITCH_REGIME,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        if step.case.regime == regime.value:
            raise RuleBroken("The case is under this law already.")
        before = dates_of(step.case)
        step.case.regime = regime.value
        step.case.route = Route.EIR if regime is Regime.EIR else Route.FOI
        # What was under this law already is under the law of its case again.
        step.case.questions.filter(regime=regime.value).update(regime="")
        clock.refresh(step.case)
        step.detail |= {"regime": regime.value, **in_detail(before, dates_of(step.case))}
    return step.case


def switch_question(
    case_id: int,
    question_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Question:
    """Put one question under the other law than it is now, and work the dates out again (R5).

    The whole case is never moved by this: at least one question stays under its own law.
    """
    with performing(
        case_id,
        Action.SWITCH_QUESTION,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        question = step.case.questions.filter(pk=question_id).first()
        if question is None:
            raise RuleBroken("This question is not on the case any more. Look at the case again.")
        before = dates_of(step.case)
        law = other_law(Regime(question.regime or step.case.regime))
        question.regime = "" if law.value == step.case.regime else law.value
        question.save(update_fields=("regime",))
        if not step.case.questions.filter(regime="").exists():
            raise RuleBroken(
                "No question would be left under the law of the case. Put the whole case under "
                "the other law instead."
            )
        clock.refresh(step.case)
        step.detail |= {
            "question": question.number,
            "regime": law.value,
            **in_detail(before, dates_of(step.case)),
        }
    return question
