"""The one table of what may happen to a case, from where to where, and by whom.

The buttons on the page, the check in the service, the test over every state, action and
role, and the diagram in the documentation all come from `TABLE`. The clock is not here:
waiting for an applicant is a fact of the ledger and stops no ordinary verb.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime


class State(StrEnum):
    """Where a case stands."""

    RECEIVED = "received"
    INCOMPLETE = "incomplete"
    ACCEPTED = "accepted"
    WITH_DEPARTMENTS = "with_departments"
    DRAFTING = "drafting"
    AWAITING_SIGN_OFF = "awaiting_sign_off"
    READY = "ready"
    ANSWERED = "answered"
    REDIRECTED = "redirected"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"
    CLOSED_WITHOUT_NOTICE = "closed_without_notice"
    MERGED = "merged"

    @property
    def label(self) -> str:
        """Its name on the page."""
        return STATE_LABELS[self]

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is owed."""
        return self in CLOSED


STATE_LABELS = {
    State.RECEIVED: "New",
    State.INCOMPLETE: "Waiting for what is missing",
    State.ACCEPTED: "Accepted",
    State.WITH_DEPARTMENTS: "With departments",
    State.DRAFTING: "Drafting",
    State.AWAITING_SIGN_OFF: "Waiting for sign-off",
    State.READY: "Ready to send",
    State.ANSWERED: "Answered",
    State.REDIRECTED: "Handled elsewhere",
    State.WITHDRAWN: "Withdrawn",
    State.LAPSED: "Lapsed",
    State.CLOSED_WITHOUT_NOTICE: "Closed without a notice",
    State.MERGED: "Merged into another case",
}
CLOSED = frozenset(
    {
        State.ANSWERED,
        State.REDIRECTED,
        State.WITHDRAWN,
        State.LAPSED,
        State.CLOSED_WITHOUT_NOTICE,
        State.MERGED,
    }
)
OPEN = frozenset(state for state in State if not state.is_closed)
UNDER_WAY = OPEN - {State.RECEIVED, State.INCOMPLETE}
NOT_SIGNED = OPEN - {State.AWAITING_SIGN_OFF, State.READY}
"""Where no director has the letter, or has signed it."""
EVERY = frozenset(State)


class Permission(StrEnum):
    """The powers that the table asks for; `permissions.PERMISSIONS` says who has them."""

    HANDLE = "handle"
    DECIDE = "decide"
    ANSWER = "answer"
    SIGN = "sign"
    WEIGH = "weigh"
    GIVE_OPINION = "give_opinion"
    DECIDE_VEXATIOUS = "decide_vexatious"


class Action(StrEnum):
    """Everything a person can do to a case."""

    ACCEPT = "accept"
    TAKE_BACK_ACCEPTANCE = "take_back_acceptance"
    REDIRECT = "redirect"
    ASK_FOR_MISSING = "ask_for_missing"
    SUPPLY_MISSING = "supply_missing"
    COMMISSION = "commission"
    SAVE_RETURN = "save_return"
    RETURN_SEARCHES = "return_searches"
    DECLINE_COMMISSION = "decline_commission"
    SEARCHES_BACK = "searches_back"
    START_DRAFTING = "start_drafting"
    DRAFT_ANSWER = "draft_answer"
    USE_EARLIER_ANSWER = "use_earlier_answer"
    REMOVE_EARLIER_ANSWER = "remove_earlier_answer"
    SEND_FOR_SIGN_OFF = "send_for_sign_off"
    RECALL = "recall"
    APPROVE = "approve"
    RETURN_WITH_COMMENTS = "return_with_comments"
    ISSUE = "issue"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"
    BRING_BACK = "bring_back"
    EDIT_REQUEST = "edit_request"
    ADD_FILE = "add_file"
    CORRECT_RECEIPT = "correct_receipt"
    ESTIMATE = "estimate"
    ESTIMATE_IN_OFFICE = "estimate_in_office"
    OFFER_NARROWING = "offer_narrowing"
    ASK_CLARIFICATION = "ask_clarification"
    RECORD_CLARIFICATION = "record_clarification"
    CLOSE_FOR_NO_REPLY = "close_for_no_reply"
    REOPEN_BY_REPLY = "reopen_by_reply"
    EXTEND = "extend"
    SWITCH_REGIME = "switch_regime"
    SWITCH_QUESTION = "switch_question"
    TAKE_BACK_ENTRY = "take_back_entry"
    GIVE_FEES_NOTICE = "give_fees_notice"
    RECORD_PAYMENT = "record_payment"
    RECORD_CLEARING = "record_clearing"
    RECORD_DISHONOUR = "record_dishonour"
    RECORD_REFUND = "record_refund"
    CANCEL_FEES_NOTICE = "cancel_fees_notice"
    LAPSE_UNPAID = "lapse_unpaid"
    TAKE_UP_PAID = "take_up_paid"
    REOPEN_PAID_LATE = "reopen_paid_late"
    DECIDE_LINK = "decide_link"
    OPEN_LINKED = "open_linked"
    JOIN_MESSAGE = "join_message"
    MOVE_MESSAGE = "move_message"
    ASSIGN = "assign"
    ADD_NOTE = "add_note"
    SET_LETTER_FORM = "set_letter_form"
    TICK_STEP = "tick_step"
    RECORD_COMPLAINT = "record_complaint"
    ANSWER_REGULATOR = "answer_regulator"
    RECORD_NOTICE = "record_notice"
    DO_REQUIRED_STEP = "do_required_step"
    CLOSE_COMPLAINT = "close_complaint"
    RECORD_APPEAL = "record_appeal"
    RECORD_RULING = "record_ruling"
    CLAIM_EXEMPTION = "claim_exemption"
    TAKE_CLAIM_AWAY = "take_claim_away"
    ASK_FOR_OPINION = "ask_for_opinion"
    GIVE_OPINION = "give_opinion"
    RETURN_OPINION = "return_opinion"
    ASK_FOR_WEIGHING = "ask_for_weighing"
    WEIGH = "weigh"
    RETURN_WEIGHING = "return_weighing"
    CONSULT = "consult"
    RECORD_CONSULTED = "record_consulted"
    TELL_CONSULTED = "tell_consulted"
    PROPOSE_VEXATIOUS = "propose_vexatious"
    TAKE_PROPOSAL_BACK = "take_proposal_back"
    DECIDE_VEXATIOUS = "decide_vexatious"
    CLOSE_WITHOUT_NOTICE = "close_without_notice"
    MERGE = "merge"
    TAKE_IN_DUPLICATE = "take_in_duplicate"
    BRING_BACK_MERGED = "bring_back_merged"
    GIVE_BACK_DUPLICATE = "give_back_duplicate"
    SPLIT = "split"
    PUT_BACK = "put_back"
    TAKE_QUESTIONS_BACK = "take_questions_back"
    WORK_TOGETHER = "work_together"
    TAKE_APART = "take_apart"


@dataclass(frozen=True)
class CaseFacts:
    """What the guards may know of a case, and of the person who acts."""

    regime: Regime
    applicant_is_named: bool
    applicant_has_address: bool
    question_count: int
    questions_naming_the_applicant: tuple[str, ...]
    open_commissions: tuple[str, ...]
    unanswered_questions: tuple[str, ...]
    refused_without_estimate: tuple[str, ...]
    has_draft: bool
    reply_address_is_known: bool
    current_digest: str
    pending_digest: str
    approved_digest: str
    actor_took_part: bool
    claims_to_finish: tuple[str, ...] = ()
    contradictions: tuple[str, ...] = ()
    letter_faults: tuple[str, ...] = ()
    has_open_review: bool = False
    undecided_section_14: tuple[str, ...] = ()
    minister_not_consulted: tuple[str, ...] = ()
    fee_is_waited_for: bool = False
    unchecked_answers: tuple[str, ...] = ()


Guard = Callable[[CaseFacts], str | None]


def request_is_valid(facts: CaseFacts) -> str | None:
    """FOIA s.8(1)(b): a name and an address. The EIR ask for neither (reg 5)."""
    if facts.regime is Regime.EIR:
        return None
    missing = [
        word
        for word, known in (
            ("a name", facts.applicant_is_named),
            ("an address for the reply", facts.applicant_has_address),
        )
        if not known
    ]
    if not missing:
        return None
    return (
        f"The request does not give {' or '.join(missing)}, which the Act asks for (s.8). "
        "Ask the applicant for it, or handle it as environmental information."
    )


def there_are_questions(facts: CaseFacts) -> str | None:
    """A request describes information; we work on it question by question."""
    if facts.question_count:
        return None
    return "There is no question yet. Add at least one before you go on."


def questions_are_blind(facts: CaseFacts) -> str | None:
    """Departments must not learn who asked from the words of a question."""
    if not facts.questions_naming_the_applicant:
        return None
    where = ", ".join(facts.questions_naming_the_applicant)
    return f"The applicant's name or address stands in: {where}. Take it out, then send."


def searches_are_back(facts: CaseFacts) -> str | None:
    """Every department has sent its return or said that it is not theirs."""
    if not facts.open_commissions:
        return None
    return f"Still waiting for: {', '.join(facts.open_commissions)}."


def every_question_is_answered(facts: CaseFacts) -> str | None:
    """A response answers each part: an outcome and words for every question."""
    if not facts.unanswered_questions:
        return None
    return f"No answer or outcome yet for: {', '.join(facts.unanswered_questions)}."


def reused_answers_are_checked(facts: CaseFacts) -> str | None:
    """What was answered before is an answer to this request only once somebody has looked."""
    if not facts.unchecked_answers:
        return None
    return (
        f"Not checked yet: {', '.join(facts.unchecked_answers)}. Read it, and tick in the letter "
        "that it holds for this request."
    )


def cost_refusals_are_estimated(facts: CaseFacts) -> str | None:
    """What is refused for its cost has an estimate that can be shown (FOIA s.12)."""
    if not facts.refused_without_estimate:
        return None
    return (
        f"There is no estimate for {', '.join(facts.refused_without_estimate)}, which the letter "
        "refuses for its cost. Make one first."
    )


def no_fee_is_waited_for(facts: CaseFacts) -> str | None:
    """What a fee was asked for is sent once it is paid (FOIA s.9(2); EIR reg 8(4))."""
    if not facts.fee_is_waited_for:
        return None
    return "A fee is asked for and not paid yet. Record its payment, or cancel it, then send."


def claims_are_reasoned(facts: CaseFacts) -> str | None:
    """Whatever is withheld is withheld for reasons that are written down (FOIA s.17(1)(c), (3))."""
    return " ".join(facts.claims_to_finish) or None


def outcomes_agree_with_claims(facts: CaseFacts) -> str | None:
    """A question is withheld by a claim, and what is given is claimed by none."""
    return " ".join(facts.contradictions) or None


def section_14_is_decided(facts: CaseFacts) -> str | None:
    """What is refused as vexatious or repeated was decided by a second person (FOIA s.14)."""
    if not facts.undecided_section_14:
        return None
    return (
        f"Section 14 is not decided for {', '.join(facts.undecided_section_14)}. Propose it, and "
        "have a second person decide, or choose another outcome."
    )


def minister_is_consulted(facts: CaseFacts) -> str | None:
    """The Secretary of State is consulted before old public records are refused (FOIA s.65)."""
    return " ".join(facts.minister_not_consulted) or None


def letter_is_lawful(facts: CaseFacts) -> str | None:
    """A letter that withholds says all that s.17 or reg 14 asks, and cites what was decided."""
    return " ".join(facts.letter_faults) or None


def no_review_is_open(facts: CaseFacts) -> str | None:
    """An answer that is being looked at again is not written anew beside that."""
    if not facts.has_open_review:
        return None
    return "A review of this answer is under way. Its outcome says what changes."


def letter_is_drafted(facts: CaseFacts) -> str | None:
    """There is a letter to sign."""
    return None if facts.has_draft else "The letter has not been drafted yet."


def reply_can_be_delivered(facts: CaseFacts) -> str | None:
    """The answer goes to the address that the applicant gave."""
    if facts.reply_address_is_known:
        return None
    return "There is no address to send the answer to. Add it to the applicant's details."


def another_pair_of_eyes(facts: CaseFacts) -> str | None:
    """Nobody signs what they drafted, asked for or searched themselves."""
    if not facts.actor_took_part:
        return None
    return "You worked on this answer, so someone else has to sign it."


def letter_is_as_sent_for_signing(facts: CaseFacts) -> str | None:
    """The letter, files and outcomes are those that were put before the director."""
    if facts.pending_digest and facts.pending_digest == facts.current_digest:
        return None
    return "The letter changed after it was sent for sign-off. It has to be sent again."


def letter_is_as_signed(facts: CaseFacts) -> str | None:
    """The letter, files and outcomes are exactly those that were signed."""
    if facts.approved_digest and facts.approved_digest == facts.current_digest:
        return None
    return "The letter changed after it was signed. Take it back and send it for sign-off again."


@dataclass(frozen=True)
class Transition:
    """One row: an action, where it may start, where it leads, who, and on what terms.

    `to` is None where the case stays where it is, or where it goes back to where it was: then
    `to_one_of` says where that may be. `needs_reason` asks the person why. A `quiet` act does not
    make the page stale for the others who are reading the case.
    """

    action: Action
    label: str
    start: frozenset[State]
    to: State | None
    permission: Permission
    guards: tuple[Guard, ...] = ()
    letter: str = ""
    needs_reason: bool = False
    quiet: bool = False
    to_one_of: frozenset[State] = frozenset()


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


TABLE: tuple[Transition, ...] = (
    Transition(
        Action.ACCEPT,
        "Accept and acknowledge",
        _from(State.RECEIVED),
        State.ACCEPTED,
        Permission.HANDLE,
        (request_is_valid, there_are_questions),
        letter="acknowledgement",
    ),
    Transition(
        Action.TAKE_BACK_ACCEPTANCE,
        "Take the acceptance back",
        _from(State.ACCEPTED),
        State.RECEIVED,
        Permission.HANDLE,
    ),
    Transition(
        Action.REDIRECT,
        "Handle it elsewhere",
        _from(State.RECEIVED),
        State.REDIRECTED,
        Permission.HANDLE,
        letter="redirect",
    ),
    Transition(
        Action.ASK_FOR_MISSING,
        "Ask for what is missing",
        _from(State.RECEIVED),
        State.INCOMPLETE,
        Permission.HANDLE,
        letter="advice",
    ),
    Transition(
        Action.SUPPLY_MISSING,
        "Enter what was missing",
        _from(State.INCOMPLETE),
        State.RECEIVED,
        Permission.HANDLE,
    ),
    Transition(
        Action.COMMISSION,
        "Send to departments",
        _from(State.ACCEPTED, State.WITH_DEPARTMENTS, State.DRAFTING),
        State.WITH_DEPARTMENTS,
        Permission.HANDLE,
        (there_are_questions, questions_are_blind),
    ),
    Transition(
        Action.SAVE_RETURN,
        "Save",
        UNDER_WAY - {State.ACCEPTED},
        None,
        Permission.ANSWER,
        quiet=True,
    ),
    Transition(
        Action.RETURN_SEARCHES,
        "Send to the FOI office",
        UNDER_WAY - {State.ACCEPTED},
        None,
        Permission.ANSWER,
        quiet=True,
    ),
    Transition(
        Action.DECLINE_COMMISSION,
        "This is not ours",
        UNDER_WAY - {State.ACCEPTED},
        None,
        Permission.ANSWER,
        needs_reason=True,
        quiet=True,
    ),
    Transition(
        Action.SEARCHES_BACK,
        "All searches are back",
        _from(State.WITH_DEPARTMENTS),
        State.DRAFTING,
        Permission.ANSWER,
        (searches_are_back,),
    ),
    Transition(
        Action.START_DRAFTING,
        "Draft the answer",
        _from(State.ACCEPTED, State.WITH_DEPARTMENTS),
        State.DRAFTING,
        Permission.HANDLE,
        (there_are_questions,),
    ),
    Transition(
        Action.DRAFT_ANSWER,
        "Save the draft",
        _from(State.DRAFTING),
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.USE_EARLIER_ANSWER,
        "Use this answer as a draft",
        _from(State.ACCEPTED, State.WITH_DEPARTMENTS, State.DRAFTING),
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.REMOVE_EARLIER_ANSWER,
        "Remove this draft",
        _from(State.ACCEPTED, State.WITH_DEPARTMENTS, State.DRAFTING),
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.SEND_FOR_SIGN_OFF,
        "Send for sign-off",
        _from(State.DRAFTING),
        State.AWAITING_SIGN_OFF,
        Permission.HANDLE,
        (
            searches_are_back,
            letter_is_drafted,
            every_question_is_answered,
            reused_answers_are_checked,
            cost_refusals_are_estimated,
            claims_are_reasoned,
            outcomes_agree_with_claims,
            section_14_is_decided,
            minister_is_consulted,
            letter_is_lawful,
            questions_are_blind,
            reply_can_be_delivered,
        ),
    ),
    Transition(
        Action.RECALL,
        "Take it back to edit",
        _from(State.AWAITING_SIGN_OFF, State.READY),
        State.DRAFTING,
        Permission.HANDLE,
    ),
    Transition(
        Action.APPROVE,
        "Approve and sign",
        _from(State.AWAITING_SIGN_OFF),
        State.READY,
        Permission.SIGN,
        (another_pair_of_eyes, letter_is_as_sent_for_signing),
    ),
    Transition(
        Action.RETURN_WITH_COMMENTS,
        "Return with comments",
        _from(State.AWAITING_SIGN_OFF),
        State.DRAFTING,
        Permission.SIGN,
        needs_reason=True,
    ),
    Transition(
        Action.ISSUE,
        "Send the answer",
        _from(State.READY),
        State.ANSWERED,
        Permission.DECIDE,
        (letter_is_as_signed, reply_can_be_delivered, no_fee_is_waited_for),
        letter="response",
    ),
    Transition(
        Action.WITHDRAW,
        "Record a withdrawal",
        OPEN,
        State.WITHDRAWN,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.REOPEN,
        "Reopen after a mistake",
        _from(State.ANSWERED),
        State.DRAFTING,
        Permission.DECIDE,
        (no_review_is_open,),
        needs_reason=True,
    ),
    Transition(
        Action.BRING_BACK,
        "Bring back to the inbox",
        _from(State.REDIRECTED, State.WITHDRAWN, State.LAPSED, State.CLOSED_WITHOUT_NOTICE),
        State.RECEIVED,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.EDIT_REQUEST,
        "Edit the request",
        OPEN - {State.AWAITING_SIGN_OFF, State.READY},
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.ADD_FILE,
        "Add or remove files to send",
        _from(State.DRAFTING),
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.CORRECT_RECEIPT,
        "Correct the day of receipt",
        OPEN,
        None,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.ESTIMATE,
        "Send the estimate",
        UNDER_WAY - {State.ACCEPTED},
        None,
        Permission.ANSWER,
        quiet=True,
    ),
    Transition(
        Action.ESTIMATE_IN_OFFICE,
        "Estimate the cost",
        UNDER_WAY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.OFFER_NARROWING,
        "Offer to narrow the request",
        UNDER_WAY,
        None,
        Permission.HANDLE,
        (reply_can_be_delivered,),
        letter="narrowing_offer",
    ),
    Transition(
        Action.ASK_CLARIFICATION,
        "Ask what they mean",
        UNDER_WAY,
        None,
        Permission.HANDLE,
        (reply_can_be_delivered,),
        letter="clarification",
    ),
    Transition(
        Action.RECORD_CLARIFICATION,
        "Record their reply",
        UNDER_WAY,
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.CLOSE_FOR_NO_REPLY,
        "Close for no reply",
        UNDER_WAY,
        State.LAPSED,
        Permission.DECIDE,
        letter="lapse",
    ),
    Transition(
        Action.REOPEN_BY_REPLY,
        "Reopen by a late reply",
        _from(State.LAPSED),
        State.DRAFTING,
        Permission.HANDLE,
    ),
    Transition(
        Action.EXTEND,
        "Take more time",
        UNDER_WAY,
        None,
        Permission.DECIDE,
        (reply_can_be_delivered,),
        letter="extension",
    ),
    Transition(
        Action.SWITCH_REGIME,
        "Handle it under the other law",
        UNDER_WAY - {State.AWAITING_SIGN_OFF, State.READY},
        None,
        Permission.DECIDE,
        (request_is_valid,),
        needs_reason=True,
    ),
    Transition(
        Action.SWITCH_QUESTION,
        "Handle a question under the other law",
        UNDER_WAY - {State.AWAITING_SIGN_OFF, State.READY},
        None,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.TAKE_BACK_ENTRY,
        "Take back an entry of the clock",
        OPEN,
        None,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.CLAIM_EXEMPTION,
        "Save the claim",
        _from(State.DRAFTING),
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.TAKE_CLAIM_AWAY,
        "Take the claim away",
        _from(State.DRAFTING),
        None,
        Permission.HANDLE,
    ),
    # Quiet: what is decided is bound to the claim by its seal, and nobody's page is made stale.
    Transition(
        Action.ASK_FOR_OPINION,
        "Ask for the opinion",
        _from(State.DRAFTING),
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.GIVE_OPINION,
        "Give the opinion",
        _from(State.DRAFTING),
        None,
        Permission.GIVE_OPINION,
        quiet=True,
    ),
    Transition(
        Action.RETURN_OPINION,
        "Send it back without an opinion",
        _from(State.DRAFTING),
        None,
        Permission.GIVE_OPINION,
        needs_reason=True,
        quiet=True,
    ),
    Transition(
        Action.ASK_FOR_WEIGHING,
        "Ask for the decision",
        _from(State.DRAFTING),
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.WEIGH,
        "Decide the public interest",
        _from(State.DRAFTING),
        None,
        Permission.WEIGH,
        quiet=True,
    ),
    Transition(
        Action.RETURN_WEIGHING,
        "Send it back undecided",
        _from(State.DRAFTING),
        None,
        Permission.WEIGH,
        needs_reason=True,
        quiet=True,
    ),
    Transition(
        Action.CONSULT,
        "Record that they are asked",
        UNDER_WAY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.RECORD_CONSULTED,
        "Save what they said",
        UNDER_WAY | {State.ANSWERED},
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.TELL_CONSULTED,
        "Save what we told them",
        UNDER_WAY | {State.ANSWERED},
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.PROPOSE_VEXATIOUS,
        "Put it before a second person",
        UNDER_WAY,
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.TAKE_PROPOSAL_BACK,
        "Take the proposal back",
        UNDER_WAY,
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.DECIDE_VEXATIOUS,
        "Decide about section 14",
        UNDER_WAY,
        None,
        Permission.DECIDE_VEXATIOUS,
        needs_reason=True,
        quiet=True,
    ),
    Transition(
        Action.CLOSE_WITHOUT_NOTICE,
        "Close without a further notice",
        UNDER_WAY,
        State.CLOSED_WITHOUT_NOTICE,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.GIVE_FEES_NOTICE,
        "Ask for a fee",
        UNDER_WAY,
        None,
        Permission.HANDLE,
        (reply_can_be_delivered,),
        letter="fees_notice",
    ),
    Transition(Action.RECORD_PAYMENT, "Record a payment", EVERY, None, Permission.HANDLE),
    Transition(
        Action.RECORD_CLEARING,
        "Record that it cleared",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.RECORD_DISHONOUR,
        "Record that the bank refused it",
        EVERY,
        None,
        Permission.HANDLE,
    ),
    Transition(
        Action.RECORD_REFUND,
        "Record a refund",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.CANCEL_FEES_NOTICE,
        "Cancel the fee",
        OPEN,
        None,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.LAPSE_UNPAID,
        "The fee is not paid",
        UNDER_WAY,
        State.LAPSED,
        Permission.DECIDE,
        letter="fee_lapse",
    ),
    Transition(
        Action.TAKE_UP_PAID,
        "It was paid in time",
        _from(State.LAPSED),
        State.DRAFTING,
        Permission.DECIDE,
    ),
    Transition(
        Action.REOPEN_PAID_LATE,
        "Reopen by a late payment",
        _from(State.LAPSED),
        State.DRAFTING,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.DECIDE_LINK,
        "Decide about a similar request",
        UNDER_WAY,
        None,
        Permission.DECIDE,
        needs_reason=True,
    ),
    Transition(
        Action.OPEN_LINKED,
        "Open a refined request",
        CLOSED | UNDER_WAY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.RECORD_COMPLAINT,
        "Record a complaint to the regulator",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.ANSWER_REGULATOR,
        "Record our response to the regulator",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.RECORD_NOTICE,
        "Record a notice of the regulator",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.DO_REQUIRED_STEP,
        "Record that a required step was done",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(
        Action.CLOSE_COMPLAINT,
        "Close a complaint",
        EVERY,
        None,
        Permission.DECIDE,
        needs_reason=True,
        quiet=True,
    ),
    Transition(
        Action.RECORD_APPEAL, "Record an appeal", EVERY, None, Permission.HANDLE, quiet=True
    ),
    Transition(Action.RECORD_RULING, "Record a ruling", EVERY, None, Permission.HANDLE, quiet=True),
    Transition(Action.JOIN_MESSAGE, "Join a message", EVERY, None, Permission.HANDLE, quiet=True),
    Transition(
        Action.MOVE_MESSAGE, "Take a message off", EVERY, None, Permission.HANDLE, quiet=True
    ),
    Transition(Action.ASSIGN, "Assign", OPEN, None, Permission.HANDLE, quiet=True),
    Transition(
        Action.SET_LETTER_FORM,
        "Set how letters are printed",
        EVERY,
        None,
        Permission.HANDLE,
        quiet=True,
    ),
    Transition(Action.TICK_STEP, "Tick off a step", OPEN, None, Permission.HANDLE, quiet=True),
    Transition(Action.ADD_NOTE, "Add a note", EVERY, None, Permission.HANDLE, quiet=True),
    Transition(
        Action.MERGE, "Merge it into another case", NOT_SIGNED, State.MERGED, Permission.HANDLE
    ),
    Transition(Action.TAKE_IN_DUPLICATE, "Take in a duplicate", OPEN, None, Permission.HANDLE),
    Transition(
        Action.BRING_BACK_MERGED,
        "Bring back as its own case",
        _from(State.MERGED),
        None,
        Permission.HANDLE,
        to_one_of=NOT_SIGNED,
    ),
    Transition(Action.GIVE_BACK_DUPLICATE, "Give a duplicate back", EVERY, None, Permission.HANDLE),
    Transition(
        Action.SPLIT,
        "Split it into two cases",
        NOT_SIGNED - {State.INCOMPLETE},
        None,
        Permission.HANDLE,
        (there_are_questions,),
    ),
    Transition(
        Action.PUT_BACK,
        "Put back together",
        _from(State.RECEIVED, State.ACCEPTED),
        State.MERGED,
        Permission.HANDLE,
    ),
    Transition(
        Action.TAKE_QUESTIONS_BACK,
        "Take questions back",
        NOT_SIGNED - {State.INCOMPLETE},
        None,
        Permission.HANDLE,
    ),
    Transition(Action.WORK_TOGETHER, "Work together", OPEN, None, Permission.HANDLE, quiet=True),
    Transition(Action.TAKE_APART, "Take apart", EVERY, None, Permission.HANDLE, quiet=True),
)

ROWS: dict[Action, Transition] = {row.action: row for row in TABLE}


def row_for(action: Action, state: State) -> Transition:
    """Return the row of `action`; raise `RuleBroken` where it cannot start from `state`."""
    row = ROWS[action]
    if state not in row.start:
        raise RuleBroken(
            f"“{row.label}” is not possible now: the case is at “{state.label}”. "
            "Someone may have moved it on, or the button was pressed twice. Look at the case again."
        )
    return row


def objections(row: Transition, facts: CaseFacts) -> tuple[str, ...]:
    """Return what stands in the way of `row`, in the words the person reads."""
    return tuple(said for guard in row.guards if (said := guard(facts)))


def rows_from(state: State) -> tuple[Transition, ...]:
    """Return the rows that may start at `state`, in the table's order."""
    return tuple(row for row in TABLE if state in row.start)
