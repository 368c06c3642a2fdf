"""Fees paid by card at GOV.UK Pay: begun, settled by what Pay says, given back.

Nothing here speaks with Pay. Whoever calls asks it before or afterwards, outside every
transaction, and hands in what was seen.
"""

import secrets
from datetime import datetime, timedelta
from decimal import Decimal
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum

from requests_app import permissions
from requests_app.domain.card_payment import CardStatus, SeenPayment, counted_day, objection
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.money import NOTHING, pounds
from requests_app.domain.workflow import Action, Permission
from requests_app.models import (
    CardPayment,
    Case,
    FeeNotice,
    Payment,
    PaymentMethod,
    Refund,
    User,
)
from requests_app.queries.fee_account import account_of, can_still_be_paid
from requests_app.services import fees, outbox
from requests_app.services.transitions import performing

GOVUK_PAY = "GOV.UK Pay"
ABANDONED_AFTER = timedelta(minutes=2)
"""An attempt that Pay never gave a name is over by then: its asking lasts seconds."""


def begin(case_id: int, *, at: datetime) -> CardPayment:
    """Return the attempt to pay by card that is under way, or a new one for what is owed.

    A new one has no `provider_id` yet. Raises RuleBroken where nothing is owed, or where another
    window is at this very moment asking Pay.
    """
    with transaction.atomic():
        case = Case.objects.select_for_update().get(pk=case_id)
        notice = (
            FeeNotice.objects.filter(fees.WAITING, case=case)
            .prefetch_related("payments", "refunds")
            .first()
        )
        if notice is None or not can_still_be_paid(notice, case, london_day(at)):
            raise RuleBroken("Nothing is to be paid for this request any more.")
        under_way = notice.card_payments.filter(finished_at__isnull=True).first()
        if under_way and under_way.provider_id:
            return under_way
        if under_way and under_way.begun_at > at - ABANDONED_AFTER:
            raise RuleBroken(
                "A payment is just being started in another window. Go on there, or wait a "
                "minute and try again."
            )
        if under_way:
            _finish(under_way, CardStatus.ERROR, at)
        return CardPayment.objects.create(
            notice=notice,
            amount=account_of(notice).owed,
            return_token=secrets.token_urlsafe(32),
            begun_at=at,
        )


def note_created(card: CardPayment, seen: SeenPayment, *, at: datetime) -> None:
    """Note the name that Pay gave an attempt, and that somebody looks what becomes of it.

    The payer may never come back, and no message may reach us: the outbox asks until it is over.
    """
    with transaction.atomic():
        row = CardPayment.objects.select_for_update().get(pk=card.pk)
        if row.provider_id or row.finished_at:
            raise RuleBroken("This payment took too long to start. Try again.")
        said = objection(
            seen,
            provider_id=seen.provider_id,
            reference=row.notice.case.reference,
            amount=row.amount,
        )
        if said:
            raise RuleBroken(said)
        row.provider_id = seen.provider_id
        row.save()
        outbox.enqueue("look_at_card_payment", row.pk, key=f"card-payment:{row.pk}", at=at)


def give_up(card: CardPayment, *, at: datetime) -> None:
    """End an attempt that Pay refused to begin."""
    with transaction.atomic():
        row = CardPayment.objects.select_for_update().get(pk=card.pk)
        if not row.provider_id and row.finished_at is None:
            _finish(row, CardStatus.ERROR, at)


def look_again(card: CardPayment, message_id: str, *, at: datetime) -> None:
    """Have the outbox ask Pay about an attempt, once for each message that came about it."""
    name = sha256(message_id.encode()).hexdigest()[:32]
    outbox.enqueue("look_at_card_payment", card.pk, key=f"card-payment:{card.pk}:{name}", at=at)


def settle(card_id: int, seen: SeenPayment, *, at: datetime) -> CardPayment:
    """Bring an attempt in line with what Pay says of it; money is recorded once.

    Raises RuleBroken, and changes nothing, where what Pay says is about another payment, another
    case or another sum.
    """
    with transaction.atomic():
        # The case first, as everywhere: two who come at once queue here.
        case = Case.objects.select_for_update().get(fee_notices__card_payments=card_id)
        card = CardPayment.objects.select_related("notice").get(pk=card_id)
        if card.finished_at:
            return card
        said = objection(
            seen, provider_id=card.provider_id, reference=case.reference, amount=card.amount
        )
        if said:
            raise RuleBroken(said)
        if seen.status is CardStatus.SUCCESS:
            _record(case, card, seen, at)
        if seen.status.is_finished:
            _finish(card, seen.status, at)
        elif card.status != seen.status:
            card.status = seen.status.value
            card.save()
    return card


def _record(case: Case, card: CardPayment, seen: SeenPayment, at: datetime) -> None:
    with performing(
        case.pk, Action.RECORD_PAYMENT, actor=None, actor_name=GOVUK_PAY, at=at
    ) as step:
        notice = FeeNotice.objects.get(pk=card.notice_id)
        fees.take_money(
            step,
            notice,
            Payment(
                amount=card.amount,
                method=PaymentMethod.CARD_ONLINE,
                received_on=counted_day(
                    seen.taken_on, asked_on=notice.given_on, today=london_day(at)
                ),
                card=card,
            ),
        )


def _finish(card: CardPayment, status: CardStatus, at: datetime) -> None:
    card.status, card.finished_at = status.value, at
    card.save()


def ready_to_refund(card_id: int, amount: Decimal, *, actor: User, at: datetime) -> CardPayment:
    """Return a card payment of which `amount` may be given back, before Pay is asked to.

    Raises PermissionDenied or RuleBroken; nothing is written.
    """
    card = CardPayment.objects.select_related("notice__case").get(pk=card_id)
    case = card.notice.case
    if not permissions.may(actor, Permission.HANDLE, case):
        raise PermissionDenied("Giving money back is for the FOI office.")
    if card.status != CardStatus.SUCCESS:
        raise RuleBroken("No money came by this payment, so there is none to give back.")
    left = card.amount - _given_back(card)
    if amount > left:
        raise RuleBroken(f"Only {pounds(left)} of this payment is left to give back.")
    fees.refuse_refund(card.notice, case, amount, london_day(at), at=at)
    return card


def refuse_unknown_refunds(card: CardPayment, seen: SeenPayment) -> None:
    """Raise RuleBroken where Pay has given back what is not recorded here."""
    if seen.refunded != _given_back(card):
        raise RuleBroken(
            f"GOV.UK Pay has given {pounds(seen.refunded)} of this payment back already, and "
            f"{pounds(_given_back(card))} is recorded here. Record the difference as a refund "
            "first. Nothing was given back now."
        )


def record_refund(
    card: CardPayment, amount: Decimal, provider_id: str, *, actor: User, at: datetime
) -> Refund:
    """Record what Pay has just given back."""
    return fees.record_refund(
        card.notice_id,
        amount=amount,
        refunded_on=london_day(at),
        actor=actor,
        at=at,
        card=card,
        provider_id=provider_id,
    )


def _given_back(card: CardPayment) -> Decimal:
    return card.refunds.aggregate(sum=Sum("amount"))["sum"] or NOTHING
