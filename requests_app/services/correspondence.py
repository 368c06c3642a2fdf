"""Messages: written once, delivered once, joined to where they belong."""

from collections.abc import Sequence
from datetime import datetime

from django.db import transaction

from requests_app.domain.delivery_reports import WHY, Fate, sentence_on
from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import Action
from requests_app.models import (
    Case,
    ClockEntry,
    Delivery,
    Direction,
    Document,
    Letter,
    Message,
    MessageKind,
    User,
)
from requests_app.services import audit, outbox
from requests_app.services.transitions import performing

TO_COLLEAGUES = (MessageKind.INTERNAL, MessageKind.DIGEST)


@transaction.atomic
def write(
    *,
    key: str,
    kind: MessageKind,
    case: Case | None,
    recipient: str,
    subject: str,
    text: str,
    domain: str,
    at: datetime,
    letter: Letter | None = None,
    enclosures: Sequence[Document] = (),
    template: str = "",
    in_reply_to: str = "",
    note: str = "",
    deliver: bool = True,
) -> Message:
    """Write an outgoing message once for each `key`, and have it delivered.

    The key becomes its Message-ID, so that composing it again finds the first one. Without
    `deliver` the caller hands it over. A digest belongs to no one case. A `note` says what a
    person has still to do about it.
    """
    message, is_new = Message.objects.get_or_create(
        direction=Direction.OUTGOING,
        message_id=f"<{key.replace(':', '.')}@{domain}>",
        defaults={
            "case": case,
            "kind": kind,
            "recipient": recipient,
            "subject": subject[:500],
            "text": text,
            "template": template,
            "in_reply_to": in_reply_to[:300],
            "happened_at": at,
            "note": note,
            "handled_at": None if note else at,
        },
    )
    if is_new:
        message.enclosures.set(enclosures)
        Delivery.objects.create(message=message)
        if letter:
            letter.message = message
            letter.save(update_fields=("message",))
        if deliver:
            outbox.enqueue("deliver", message.pk, key=f"deliver:{message.pk}", at=at)
        _record(message, "write_message", at)
    return message


def rewrite(message: Message, *, subject: str, text: str) -> None:
    """Put other words into a message that has not begun to leave."""
    Message.objects.filter(
        pk=message.pk, delivery__handing_over_at__isnull=True, delivery__sent_at__isnull=True
    ).update(subject=subject[:500], text=text)


def begin_handing_over(message: Message, *, at: datetime) -> bool:
    """Mark, at once and for good, that the mail server is about to get the text.

    Returns False where somebody marked it before: then it must not be sent again.
    """
    return bool(
        Delivery.objects.filter(
            message=message, handing_over_at__isnull=True, sent_at__isnull=True
        ).update(handing_over_at=at, failed_at=None, problem="")
    )


@transaction.atomic
def mark_sent(message: Message, *, at: datetime, ask_after: bool = False) -> None:
    """Record that the carrier has taken the message, and whether to ask it what became of it."""
    Delivery.objects.filter(message=message).update(
        sent_at=at, problem="", is_to_be_asked_after=ask_after
    )
    _record(message, "send_message", at)


@transaction.atomic
def record_fate(message_id: int, fate: Fate, *, at: datetime) -> Message | None:
    """Record what the carrier says became of a message; return the report that a person reads.

    One that is still on its way is left for later, and what was recorded once stays.
    """
    if fate is Fate.ON_ITS_WAY:
        return None
    asked = Delivery.objects.filter(message=message_id, is_to_be_asked_after=True)
    # One UPDATE decides between two who ask at the same time.
    if not asked.update(is_to_be_asked_after=False) or not fate.is_a_failure:
        return None
    about = Message.objects.select_related("case").get(pk=message_id)
    reader = "colleague" if about.kind in TO_COLLEAGUES else "applicant"
    report = Message.objects.create(
        case=about.case,
        direction=Direction.INCOMING,
        kind=MessageKind.DELIVERY_REPORT,
        about=about,
        sender_name="GOV.UK Notify",
        subject=f"Not delivered: {about.subject}"[:500],
        text=WHY[fate],
        note=sentence_on(about.get_kind_display().lower(), "failed", reader=reader)
        if fate is not Fate.UNKNOWN
        else f"Find out whether the {about.get_kind_display().lower()} has reached the {reader}.",
        happened_at=at,
    )
    _record(report, "receive_report", at)
    return report


@transaction.atomic
def mark_refused(message: Message, problem: str, *, at: datetime, for_good: bool) -> None:
    """Record that the mail server refused with certainty: the message has not left.

    `for_good` where trying again is pointless; a person must then act.
    """
    Delivery.objects.filter(message=message).update(
        handing_over_at=None, problem=problem[:300], failed_at=at if for_good else None
    )
    if for_good:
        _record(message, "fail_message", at)


@transaction.atomic
def settle_doubt(message_id: int, *, arrived: bool, actor: User, at: datetime) -> Message:
    """Record what a person found out about a message whose sending broke off."""
    message = Message.objects.select_related("case").get(pk=message_id)
    delivery = Delivery.objects.select_for_update().get(message=message)
    if not (delivery.is_in_doubt or delivery.failed_at):
        raise RuleBroken("This message is not in doubt any more. Look at it again.")
    if arrived:
        delivery.sent_at = at
        delivery.failed_at = None
    else:
        delivery.handing_over_at = delivery.failed_at = None
        outbox.enqueue("deliver", message.pk, key=f"deliver:{message.pk}:{at.isoformat()}", at=at)
    delivery.problem = ""
    delivery.save()
    _record(message, "settle_message" if arrived else "send_again", at, actor)
    return message


def join(message_id: int, case_id: int, *, actor: User, at: datetime) -> Message:
    """Join a waiting message to a case."""
    with performing(case_id, Action.JOIN_MESSAGE, actor=actor, at=at) as step:
        message = _waiting(message_id)
        message.case = step.case
        message.kind = MessageKind.REPLY
        message.save()
        Document.objects.filter(message=message).update(case=step.case)
        step.detail["message"] = message.pk
    return message


@transaction.atomic
def move(message_id: int, case_id: int | None, *, actor: User, at: datetime) -> Message:
    """Move a message to the case it belongs to, or with None back to the inbox.

    Moving it back is the way to undo it. The request itself stays: the clock runs from it.
    """
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.case_id is None or message.direction != Direction.INCOMING:
        raise RuleBroken("This message stands on no case. Join it to one instead.")
    if message.case_id == case_id:
        raise RuleBroken("The message stands on this case already.")
    if ClockEntry.objects.filter(evidence=message).exists():
        raise RuleBroken(
            "The clock of the case runs from this message, so it stays. Record what the case "
            "really is instead."
        )
    # In one order, so that two moves across each other do not wait for ever.
    both = [pk for pk in (message.case_id, case_id) if pk]
    cases = {
        case.pk: case
        for case in Case.objects.select_for_update().filter(pk__in=both).order_by("pk")
    }
    new = cases[case_id] if case_id else None
    with performing(message.case_id, Action.MOVE_MESSAGE, actor=actor, at=at) as step:
        step.detail |= {"message": message.pk, "to": new.reference if new else "no case yet"}
    if new is None:
        message.suggested_case, message.case = message.case, None
        message.kind = MessageKind.NEEDS_ATTENTION
    else:
        with performing(new.pk, Action.JOIN_MESSAGE, actor=actor, at=at) as step:
            step.detail["message"] = message.pk
        message.case = new
        message.kind = MessageKind.REPLY
    message.other_cases.remove(*both)
    message.handled_at = None
    message.save()
    Document.objects.filter(message=message).update(case=new)
    return message


@transaction.atomic
def restore(message_id: int, *, actor: User, at: datetime) -> Message:
    """Bring a message that was put aside back to the inbox."""
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.case_id or not message.dismissed_reason:
        raise RuleBroken("This message is not put aside any more. Look at it again.")
    message.dismissed_reason = ""
    message.handled_at = None
    message.save()
    audit.record("inbox", "restore_message", actor=actor, at=at, message=message.pk)
    return message


@transaction.atomic
def dismiss(message_id: int, *, reason: str, actor: User, at: datetime) -> Message:
    """Put a message aside that belongs to no case. It is kept, with the reason."""
    if not reason.strip():
        raise RuleBroken("Say why this message needs no answer. It is kept with the reason.")
    message = _waiting(message_id)
    message.dismissed_reason = reason.strip()
    message.handled_at = at
    message.save()
    audit.record("inbox", "dismiss_message", actor=actor, at=at, message=message.pk)
    return message


@transaction.atomic
def mark_handled(message_id: int, *, actor: User, at: datetime) -> Message:
    """Record that a person has dealt with a message on a case."""
    # The message alone is locked: PostgreSQL refuses to lock a case that may not be there.
    rows = Message.objects.select_for_update(of=("self",)).select_related("case")
    message = rows.get(pk=message_id)
    if message.handled_at is None:
        message.handled_at = at
        message.save()
        _record(message, "handle_message", at, actor)
    return message


def _waiting(message_id: int) -> Message:
    message = Message.objects.select_for_update().get(pk=message_id)
    if message.case_id or message.dismissed_reason:
        raise RuleBroken("Somebody has already found a place for this message.")
    return message


def _record(message: Message, verb: str, at: datetime, actor: User | None = None) -> None:
    if message.case:
        chain = message.case.reference
    else:
        chain = "reminders" if message.kind == MessageKind.DIGEST else "inbox"
    audit.record(chain, verb, actor=actor, at=at, message=message.pk, kind=message.kind)
