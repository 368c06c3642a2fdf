"""Who took part in the first answer, and how: read from the trail and the rows, each time anew."""

import re
from collections.abc import Collection

from requests_app.domain.workflow import Action
from requests_app.models import (
    Answer,
    AuditEvent,
    Case,
    Claim,
    Draft,
    Letter,
    PublicInterestTest,
    QualifiedOpinion,
    SignOff,
    User,
)

DRAFTED = "drafted the first answer"
SEARCHED = "searched for the information"
DECIDED = "decided on the first answer"
SIGNED = "signed the first answer"
SENT = "sent the first answer"
TOOK_PART = "took part in the first answer"
PARTS = {
    Action.SAVE_RETURN: SEARCHED,
    Action.RETURN_SEARCHES: SEARCHED,
    Action.ESTIMATE: SEARCHED,
    Action.ESTIMATE_IN_OFFICE: SEARCHED,
    Action.START_DRAFTING: DRAFTED,
    Action.DRAFT_ANSWER: DRAFTED,
    Action.USE_EARLIER_ANSWER: DRAFTED,
    Action.REMOVE_EARLIER_ANSWER: DRAFTED,
    Action.ADD_FILE: DRAFTED,
    Action.SEND_FOR_SIGN_OFF: DRAFTED,
    Action.CLAIM_EXEMPTION: DECIDED,
    Action.TAKE_CLAIM_AWAY: DECIDED,
    Action.EXTEND: DECIDED,
    Action.DECIDE_LINK: DECIDED,
    Action.RETURN_WITH_COMMENTS: DECIDED,
    Action.GIVE_OPINION: DECIDED,
    Action.RETURN_OPINION: DECIDED,
    Action.WEIGH: DECIDED,
    Action.RETURN_WEIGHING: DECIDED,
    Action.APPROVE: SIGNED,
    Action.ISSUE: SENT,
}
HAS_NO_SAY = frozenset(
    {
        Action.ACCEPT,
        Action.REDIRECT,
        Action.ASK_FOR_MISSING,
        Action.SUPPLY_MISSING,
        Action.COMMISSION,
        Action.DECLINE_COMMISSION,
        Action.SEARCHES_BACK,
        Action.RECALL,
        Action.WITHDRAW,
        Action.REOPEN,
        Action.BRING_BACK,
        Action.EDIT_REQUEST,
        Action.CORRECT_RECEIPT,
        Action.RECORD_CLARIFICATION,
        Action.REOPEN_BY_REPLY,
        Action.RECORD_PAYMENT,
        Action.RECORD_CLEARING,
        Action.RECORD_DISHONOUR,
        Action.RECORD_REFUND,
        Action.TAKE_UP_PAID,
        Action.OPEN_LINKED,
        Action.JOIN_MESSAGE,
        Action.MOVE_MESSAGE,
        Action.ASSIGN,
        Action.TICK_STEP,
        Action.ADD_NOTE,
        Action.RECORD_COMPLAINT,
        Action.ANSWER_REGULATOR,
        Action.RECORD_NOTICE,
        Action.DO_REQUIRED_STEP,
        Action.CLOSE_COMPLAINT,
        Action.RECORD_APPEAL,
        Action.RECORD_RULING,
    }
)
"""Acts that leave the answer to others. Every other act on a case is a part in it."""


def involvement(case: Case, people: Collection[User]) -> dict[int, tuple[str, ...]]:
    """Return what each of `people` did in the answer to `case`, by their key; most did nothing.

    In a fixed number of queries, for any number of people. Who asked is not read.
    """
    found: dict[int, list[str]] = {person.pk: [] for person in people}

    def note(person_id: int | None, part: str) -> None:
        if person_id in found and part not in found[person_id]:
            found[person_id].append(part)

    acts = set(Action) - HAS_NO_SAY
    for person_id, verb in (
        AuditEvent.objects.filter(chain=case.reference, actor__in=list(found), verb__in=acts)
        .order_by("position")
        .values_list("actor_id", "verb")
    ):
        note(person_id, PARTS.get(Action(verb), TOOK_PART))
    for person_id in Answer.objects.filter(question__case=case).values_list(
        "drafted_by_id", flat=True
    ):
        note(person_id, DRAFTED)
    for person_id in Draft.objects.filter(case=case).values_list("edited_by_id", flat=True):
        note(person_id, DRAFTED)
    for person_id in Claim.objects.filter(question__case=case).values_list("made_by_id", flat=True):
        note(person_id, DECIDED)
    # What was decided before the product kept the person stands there in words.
    for person_id, name in (
        *PublicInterestTest.objects.filter(claim__question__case=case).values_list(
            "decided_by_id", "decided_by_name"
        ),
        *QualifiedOpinion.objects.filter(claim__question__case=case).values_list(
            "given_by_id", "given_by_name"
        ),
    ):
        note(person_id, DECIDED)
        for person in people:
            if person_id is None and _is_named(person, name):
                note(person.pk, DECIDED)
    for signed_by, asked_by in SignOff.objects.filter(case=case).values_list(
        "decided_by_id", "asked_by_id"
    ):
        note(asked_by, DRAFTED)
        note(signed_by, SIGNED)
    for person_id in Letter.objects.filter(case=case, kind="response").values_list(
        "issued_by_id", flat=True
    ):
        note(person_id, SENT)
    return {person_id: tuple(parts) for person_id, parts in found.items()}


def _is_named(person: User, words: str) -> bool:
    """Whether a decision that is written down in words is this person's, by name or by office."""
    said = words.casefold().strip()
    names = {person.job_title.casefold(), str(person.get_role_display()).casefold()} - {""}
    name = rf"(?<!\w){re.escape(person.full_name.casefold())}(?!\w)"
    return bool(said) and (re.search(name, said) is not None or said in names)
