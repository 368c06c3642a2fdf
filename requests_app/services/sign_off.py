"""A director signs one exact letter; whatever changes it voids the signature."""

from datetime import datetime

from django.db import transaction

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.letter_content import digest
from requests_app.domain.workflow import Action
from requests_app.models import Case, SignOff, SignOffOutcome, User
from requests_app.queries.case_facts import took_part
from requests_app.queries.response_content import response_content
from requests_app.services import outbox
from requests_app.services.transitions import performing


def send_for_sign_off(
    case_id: int,
    signatory: User,
    *,
    actor: User,
    at: datetime,
    note: str = "",
    expected_version: int | None = None,
) -> SignOff:
    """Put the letter as it stands before a director, sealed by its digest."""
    with performing(
        case_id, Action.SEND_FOR_SIGN_OFF, actor=actor, at=at, expected_version=expected_version
    ) as step:
        if not permissions.possible_signatories().filter(pk=signatory.pk).exists():
            raise RuleBroken(f"{signatory} cannot sign answers. Choose a director.")
        if signatory.pk == actor.pk:
            raise RuleBroken("You cannot sign what you drafted. Choose someone else.")
        if took_part(step.case, signatory):
            raise RuleBroken(f"{signatory} worked on this answer. Choose someone else to sign it.")
        _void(step.case, at)
        sign_off = SignOff.objects.create(
            case=step.case,
            signatory=signatory,
            digest=digest(response_content(step.case)) if hasattr(step.case, "draft") else "",
            asked_by=actor,
            asked_at=at,
            note=note.strip(),
        )
        outbox.enqueue("ask_for_signature", sign_off.pk, key=f"ask-signature:{sign_off.pk}", at=at)
        step.detail |= {"sign_off": sign_off.pk, "digest": sign_off.digest}
    return sign_off


@transaction.atomic
def approve(
    case_id: int, *, actor: User, at: datetime, digest_seen: str, comment: str = ""
) -> SignOff:
    """Sign the letter whose digest stood on the page that the director read."""
    with performing(case_id, Action.APPROVE, actor=actor, at=at) as step:
        sign_off = _pending(step.case)
        _refuse_unread(sign_off, digest_seen)
        step.detail |= {"sign_off": sign_off.pk, "digest": sign_off.digest}
    # Decided after the guards have compared the pending digest with the letter of this moment.
    return _decide(sign_off, SignOffOutcome.APPROVED, actor, at, comment)


def return_with_comments(
    case_id: int, *, actor: User, at: datetime, comment: str, digest_seen: str | None = None
) -> SignOff:
    """Send the letter back to the FOI office with what has to change.

    With `digest_seen`, refuse comments on a letter that another one has replaced.
    """
    with performing(
        case_id, Action.RETURN_WITH_COMMENTS, actor=actor, at=at, reason=comment
    ) as step:
        sign_off = _pending(step.case)
        if digest_seen is not None:
            _refuse_unread(sign_off, digest_seen)
        _decide(sign_off, SignOffOutcome.RETURNED, actor, at, comment)
        step.detail["sign_off"] = sign_off.pk
    return sign_off


def recall(case_id: int, *, actor: User, at: datetime, expected_version: int | None = None) -> Case:
    """Take the letter back to edit it; a signature on it is void from now on."""
    with performing(
        case_id, Action.RECALL, actor=actor, at=at, expected_version=expected_version
    ) as step:
        step.detail["voided"] = _void(step.case, at)
    return step.case


def _pending(case: Case) -> SignOff:
    return SignOff.objects.select_for_update().get(case=case, outcome=SignOffOutcome.PENDING)


def _refuse_unread(sign_off: SignOff, digest_seen: str) -> None:
    if digest_seen != sign_off.digest:
        raise StalePage(
            "The letter on your page is not the one that waits for you now. "
            "Nothing was done. Read the new one, then decide."
        )


def _decide(
    sign_off: SignOff, outcome: SignOffOutcome, actor: User, at: datetime, comment: str
) -> SignOff:
    sign_off.outcome, sign_off.decided_by, sign_off.decided_at = outcome, actor, at
    sign_off.comment = comment.strip()
    sign_off.save()
    outbox.enqueue("tell_office_of_decision", sign_off.pk, key=f"decision:{sign_off.pk}", at=at)
    return sign_off


def _void(case: Case, at: datetime) -> int:
    return SignOff.objects.filter(
        case=case, outcome__in=(SignOffOutcome.PENDING, SignOffOutcome.APPROVED)
    ).update(outcome=SignOffOutcome.VOID, decided_at=at)
