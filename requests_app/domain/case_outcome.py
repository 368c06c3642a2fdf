"""What became of a whole request: from where it ended, and from the outcomes of its questions."""

from collections.abc import Collection, Iterable

from requests_app.domain.letter_content import LetterKind
from requests_app.domain.outcomes import CaseOutcome, Outcome, answered_as
from requests_app.domain.workflow import State

_ENDED: dict[State, CaseOutcome] = {
    State.REDIRECTED: CaseOutcome.TRANSFERRED,
    State.WITHDRAWN: CaseOutcome.WITHDRAWN,
    State.CLOSED_WITHOUT_NOTICE: CaseOutcome.VEXATIOUS_OR_REPEATED,
}


def case_outcome(
    state: State, outcomes: Iterable[Outcome], letters: Collection[LetterKind]
) -> CaseOutcome | None:
    """Return the outcome of a request, None while it is open.

    A lapsed one was either not clarified or not paid for; `letters` (those that it got) tell.
    """
    if state is State.ANSWERED:
        return answered_as(outcomes)
    if state is State.LAPSED:
        unpaid = LetterKind.FEE_LAPSE in letters
        return CaseOutcome.LAPSED if unpaid else CaseOutcome.NOT_CLARIFIED
    return _ENDED.get(state)
