"""What may happen to an internal review, from where to where, and by whom.

A second table in the form of `workflow.TABLE`, because a review is a thing of its own beside a
case that stays answered. The buttons, the service, the test over every state, act and person, and
the picture in the documentation come from `REVIEW_TABLE`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime


class ReviewState(StrEnum):
    """Where a review stands. One that was asked for in time begins under way."""

    LATE = "late"
    UNDER_WAY = "under_way"
    AWAITING_SIGNATURE = "awaiting_signature"
    READY = "ready"
    ANSWERED = "answered"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """Its name on a page."""
        return _LABELS[self]

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is owed."""
        return self in REVIEW_CLOSED


_LABELS = {
    ReviewState.LATE: "Asked for too late: to decide",
    ReviewState.UNDER_WAY: "Under review",
    ReviewState.AWAITING_SIGNATURE: "Waiting for a signature",
    ReviewState.READY: "Ready to send",
    ReviewState.ANSWERED: "Review answered",
    ReviewState.REFUSED: "Not taken up: too late",
    ReviewState.WITHDRAWN: "Withdrawn",
}
REVIEW_CLOSED = frozenset({ReviewState.ANSWERED, ReviewState.REFUSED, ReviewState.WITHDRAWN})
REVIEW_OPEN = frozenset(state for state in ReviewState if state not in REVIEW_CLOSED)
IN_WORK = REVIEW_OPEN - {ReviewState.LATE}


def next_of_review(state: ReviewState, who: str) -> str:
    """Return what has to happen to a review next, in a few words; `who` has it, if anybody."""
    if state is ReviewState.LATE:
        return "decide whether it is taken up"
    if state is ReviewState.UNDER_WAY:
        return f"with {who}" if who else "choose a reviewer"
    if state is ReviewState.AWAITING_SIGNATURE:
        return f"with {who} to sign"
    return "send the outcome" if state is ReviewState.READY else state.label.lower()


class ReviewPower(StrEnum):
    """The powers that the table asks for; `permissions.REVIEW_POWERS` says who has them."""

    DECIDE = "decide"
    OVERRIDE = "override"
    REVIEW = "review"
    SIGN = "sign"


KNOWS_APPLICANT = frozenset({ReviewPower.DECIDE})
"""Powers of the FOI office alone; the guards of all others read nothing of who asked."""


class ReviewAct(StrEnum):
    """Everything a person can do to a review."""

    ACCEPT_LATE = "accept_late_review"
    REFUSE_LATE = "refuse_late_review"
    APPOINT = "appoint_reviewer"
    OVERRIDE = "override_reviewer"
    EXTEND = "extend_review"
    SAVE_FINDINGS = "save_findings"
    CHOOSE_FILE = "choose_review_file"
    SEND_FOR_SIGNATURE = "send_review_for_signature"
    FINISH = "finish_review"
    RECALL = "recall_review"
    SIGN = "sign_review"
    RETURN = "return_review"
    ISSUE = "issue_review"
    WITHDRAW = "withdraw_review"


@dataclass(frozen=True)
class ReviewFacts:
    """What the guards may know of a review, and of the person who acts.

    `reviewer_involvement` and `actor_involvement` say in words what each did in the first answer;
    they are read from the trail and the rows of the letter each time, never from a copy.
    """

    regime: Regime
    has_reviewer: bool
    reviewer_name: str
    reviewer_involvement: tuple[str, ...]
    is_overridden: bool
    actor_is_reviewer: bool
    actor_involvement: tuple[str, ...]
    has_points: bool
    naming_the_applicant: tuple[str, ...]
    to_finish: tuple[str, ...]
    contradictions: tuple[str, ...]
    letter_faults: tuple[str, ...]
    needs_signature: bool
    current_digest: str
    sent_digest: str
    is_signed: bool
    reply_address_is_known: bool


Guard = Callable[[ReviewFacts], str | None]


def points_are_written(facts: ReviewFacts) -> str | None:
    """The reviewer reads what the applicant is unhappy with, and not who that is."""
    return None if facts.has_points else "Write down what they are unhappy with first."


def words_are_blind(facts: ReviewFacts) -> str | None:
    """The reviewer, and whoever reads the outcome, must not learn who asked."""
    if not facts.naming_the_applicant:
        return None
    where = ", ".join(facts.naming_the_applicant)
    return f"The applicant's name or address stands in: {where}. Take it out, then go on."


def somebody_reviews(facts: ReviewFacts) -> str | None:
    """A review is made by a person with a name."""
    return None if facts.has_reviewer else "Nobody has been asked to make this review yet."


def reviewer_is_uninvolved(facts: ReviewFacts) -> str | None:
    """The reviewer is nobody who drafted, decided or signed (s.45 Code, part 5; ICO guidance)."""
    if not facts.reviewer_involvement or facts.is_overridden:
        return None
    return (
        f"{facts.reviewer_name} {_and(facts.reviewer_involvement)}, so somebody else has to make "
        "the review. Only the Director of Corporate Affairs can allow it, with a reason."
    )


def findings_are_complete(facts: ReviewFacts) -> str | None:
    """There is a finding on each question and on each ground, and it is reasoned."""
    return " ".join(facts.to_finish) or None


def findings_agree(facts: ReviewFacts) -> str | None:
    """What is overturned is released or explained, and what is upheld is not."""
    return " ".join(facts.contradictions) or None


def outcome_is_lawful(facts: ReviewFacts) -> str | None:
    """The letter says all that the Code, s.17(7)(b) and reg 11(5) ask of an outcome."""
    return " ".join(facts.letter_faults) or None


def no_signature_is_needed(facts: ReviewFacts) -> str | None:
    """Where the house asks for a signature, or a file is released, a director signs."""
    if not facts.needs_signature:
        return None
    return "A director has to sign this outcome. Send it for signature."


def signatory_is_another(facts: ReviewFacts) -> str | None:
    """Nobody signs their own review, nor one of an answer that they had a part in."""
    if facts.actor_is_reviewer:
        return "You made this review, so someone else has to sign it."
    if facts.actor_involvement:
        return f"You {_and(facts.actor_involvement)}, so someone else has to sign this outcome."
    return None


def outcome_is_as_sent(facts: ReviewFacts) -> str | None:
    """The letter and files are those that were put before the director."""
    if facts.sent_digest and facts.sent_digest == facts.current_digest:
        return None
    return "The outcome changed after it was sent on. Take it back and send it again."


def outcome_is_signed(facts: ReviewFacts) -> str | None:
    """What needs a signature has one."""
    if facts.is_signed or not facts.needs_signature:
        return None
    return "A director has to sign this outcome first."


def reply_can_be_delivered(facts: ReviewFacts) -> str | None:
    """The outcome goes to the address that the applicant gave."""
    if facts.reply_address_is_known:
        return None
    return "There is no address to send the outcome to. Add it to the applicant's details."


def _and(things: tuple[str, ...]) -> str:
    *most, last = things
    return f"{', '.join(most)} and {last}" if most else last


@dataclass(frozen=True)
class ReviewRow:
    """One row: an act, where it may start, where it leads, who, and on what terms."""

    act: ReviewAct
    label: str
    start: frozenset[ReviewState]
    to: ReviewState | None
    power: ReviewPower
    guards: tuple[Guard, ...] = ()
    needs_reason: bool = False


def _from(*states: ReviewState) -> frozenset[ReviewState]:
    return frozenset(states)


_SENT_ON = (
    somebody_reviews,
    reviewer_is_uninvolved,
    findings_are_complete,
    findings_agree,
    outcome_is_lawful,
)

REVIEW_TABLE: tuple[ReviewRow, ...] = (
    ReviewRow(
        ReviewAct.ACCEPT_LATE,
        "Take it up although it is late",
        _from(ReviewState.LATE),
        ReviewState.UNDER_WAY,
        ReviewPower.DECIDE,
        needs_reason=True,
    ),
    ReviewRow(
        ReviewAct.REFUSE_LATE,
        "Refuse it as too late",
        _from(ReviewState.LATE),
        ReviewState.REFUSED,
        ReviewPower.DECIDE,
        (reply_can_be_delivered,),
        needs_reason=True,
    ),
    ReviewRow(
        ReviewAct.APPOINT,
        "Choose the reviewer",
        _from(ReviewState.UNDER_WAY),
        None,
        ReviewPower.DECIDE,
        (points_are_written, words_are_blind, reviewer_is_uninvolved),
    ),
    ReviewRow(
        ReviewAct.OVERRIDE,
        "Allow a reviewer who took part",
        _from(ReviewState.UNDER_WAY),
        None,
        ReviewPower.OVERRIDE,
        (points_are_written,),
        needs_reason=True,
    ),
    ReviewRow(
        ReviewAct.EXTEND,
        "Take more time",
        IN_WORK,
        None,
        ReviewPower.DECIDE,
        (reply_can_be_delivered,),
        needs_reason=True,
    ),
    ReviewRow(
        ReviewAct.SAVE_FINDINGS,
        "Save the findings",
        _from(ReviewState.UNDER_WAY),
        None,
        ReviewPower.REVIEW,
        (reviewer_is_uninvolved,),
    ),
    ReviewRow(
        ReviewAct.CHOOSE_FILE,
        "Add or remove files to release",
        _from(ReviewState.UNDER_WAY),
        None,
        ReviewPower.REVIEW,
        (reviewer_is_uninvolved,),
    ),
    ReviewRow(
        ReviewAct.SEND_FOR_SIGNATURE,
        "Send the outcome for signature",
        _from(ReviewState.UNDER_WAY),
        ReviewState.AWAITING_SIGNATURE,
        ReviewPower.REVIEW,
        _SENT_ON,
    ),
    ReviewRow(
        ReviewAct.FINISH,
        "Finish the review",
        _from(ReviewState.UNDER_WAY),
        ReviewState.READY,
        ReviewPower.REVIEW,
        (*_SENT_ON, no_signature_is_needed),
    ),
    ReviewRow(
        ReviewAct.RECALL,
        "Give it back to the reviewer",
        _from(ReviewState.AWAITING_SIGNATURE, ReviewState.READY),
        ReviewState.UNDER_WAY,
        ReviewPower.DECIDE,
        needs_reason=True,
    ),
    ReviewRow(
        ReviewAct.SIGN,
        "Approve and sign the outcome",
        _from(ReviewState.AWAITING_SIGNATURE),
        ReviewState.READY,
        ReviewPower.SIGN,
        (signatory_is_another, reviewer_is_uninvolved, outcome_is_as_sent),
    ),
    ReviewRow(
        ReviewAct.RETURN,
        "Return the outcome with comments",
        _from(ReviewState.AWAITING_SIGNATURE),
        ReviewState.UNDER_WAY,
        ReviewPower.SIGN,
        needs_reason=True,
    ),
    ReviewRow(
        ReviewAct.ISSUE,
        "Send the outcome",
        _from(ReviewState.READY),
        ReviewState.ANSWERED,
        ReviewPower.DECIDE,
        (
            reviewer_is_uninvolved,
            outcome_is_as_sent,
            outcome_is_signed,
            outcome_is_lawful,
            words_are_blind,
            reply_can_be_delivered,
        ),
    ),
    ReviewRow(
        ReviewAct.WITHDRAW,
        "Record that the review was withdrawn",
        REVIEW_OPEN,
        ReviewState.WITHDRAWN,
        ReviewPower.DECIDE,
        needs_reason=True,
    ),
)

REVIEW_ROWS: dict[ReviewAct, ReviewRow] = {row.act: row for row in REVIEW_TABLE}


def review_row_for(act: ReviewAct, state: ReviewState) -> ReviewRow:
    """Return the row of `act`; raise `RuleBroken` where it cannot start from `state`."""
    row = REVIEW_ROWS[act]
    if state not in row.start:
        raise RuleBroken(
            f"“{row.label}” is not possible now: the review is at “{state.label}”. Someone may "
            "have moved it on, or the button was pressed twice. Look at the review again."
        )
    return row


def review_rows_from(state: ReviewState) -> tuple[ReviewRow, ...]:
    """Return the rows that may start at `state`, in the table's order."""
    return tuple(row for row in REVIEW_TABLE if state in row.start)


def review_objections(row: ReviewRow, facts: ReviewFacts) -> tuple[str, ...]:
    """Return what stands in the way of `row`, in the words the person reads."""
    return tuple(said for guard in row.guards if (said := guard(facts)))
