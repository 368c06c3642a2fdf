"""Fees: asked for, paid, cleared, dishonoured, given back; and a request that lapses unpaid."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.db.models import Q

from requests_app.domain.errors import RuleBroken
from requests_app.domain.fee_clock import last_day_to_pay
from requests_app.domain.fee_quote import Paper, Provision, Quote, quote
from requests_app.domain.fee_wording import (
    cancelled_letter,
    dishonoured_letter,
    fees_notice,
    lapse_notice,
    received_letter,
    unbound_by,
)
from requests_app.domain.fees import Outlay
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.london import london_day
from requests_app.domain.money import pounds
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import EntryKind, eir_notice_limit
from requests_app.domain.workflow import UNDER_WAY, Action
from requests_app.models import (
    CardPayment,
    Case,
    ClockEntry,
    FeeNotice,
    Payment,
    PaymentMethod,
    Refund,
    SignOff,
    SignOffOutcome,
    User,
)
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.estimate_page import estimate_page
from requests_app.queries.fee_account import (
    account_of,
    can_still_be_paid,
    how_to_pay,
    money_held,
)
from requests_app.services import clock, outbox
from requests_app.services.notices import give_notice
from requests_app.services.transitions import Step, performing

REMIND_BEFORE = timedelta(days=14)
"""Before the last day to pay; our own."""
MOST_POUNDS = Decimal(100_000)
WAITING = Q(paid_on__isnull=True, lapsed_at__isnull=True, cancelled_at__isnull=True)


@dataclass(frozen=True)
class NewFee:
    """What a fee is for. `ask_for` in pounds, where less is asked for than might be."""

    provision: Provision
    outlays: Sequence[Outlay] = ()
    paper: Paper | None = None
    is_adjustment: bool = False
    ask_for: Decimal | None = None


def quote_for(case: Case, fee: NewFee) -> Quote:
    """Work out the most that may be asked for; raise RuleBroken where it may not."""
    if fee.provision.regime is not Regime(case.regime):
        raise RuleBroken("This provision belongs to the other law. Choose one of this case's.")
    page = estimate_page(case)
    return quote(
        fee.provision,
        own=page.together.expected,
        siblings=page.siblings,
        outlays=fee.outlays,
        paper=fee.paper,
        is_adjustment=fee.is_adjustment,
    )


def give_fees_notice(
    case_id: int, fee: NewFee, *, actor: User, at: datetime, expected_version: int | None = None
) -> FeeNotice:
    """Ask the applicant for a fee: the letter follows, and the clock stops today (s.10(2))."""
    today = london_day(at)
    with performing(
        case_id, Action.GIVE_FEES_NOTICE, actor=actor, at=at, expected_version=expected_version
    ) as step:
        case = step.case
        _refuse_second(case)
        worked_out = quote_for(case, fee)
        amount = _amount(worked_out, fee.ask_for)
        last_day = None
        asked: ClockEntry | None = None
        if fee.provision.stops_the_clock:
            _refuse_late(case, today)
            calendar = stored_calendar()
            last_day = last_day_to_pay(today, calendar, Regime(case.regime))
            asked = clock.enter(case, EntryKind.FEE_ASKED, today, actor=actor, at=at)
        letter = give_notice(
            case,
            TemplateKind.FEES_NOTICE,
            fees_notice(worked_out, amount, how_to_pay=how_to_pay(), last_day=last_day),
            actor=actor,
            at=at,
            aside=unbound_by(fee.provision),
        )
        notice = FeeNotice.objects.create(
            case=case,
            provision=fee.provision.value,
            amount=amount,
            lines=[[line.words, str(line.amount)] for line in worked_out.lines],
            given_on=today,
            last_day=last_day,
            asked=asked,
            letter=letter,
            made_by=actor,
            made_at=at,
        )
        step.detail |= {
            "notice": notice.pk,
            "amount": str(amount),
            "last_on": last_day.isoformat() if last_day else "",
            "letter": letter.pk,
        }
    return notice


def _refuse_second(case: Case) -> None:
    if FeeNotice.objects.filter(WAITING, case=case).exists():
        raise RuleBroken("A fee is already asked for and not paid. Cancel that notice first.")


def _amount(worked_out: Quote, ask_for: Decimal | None) -> Decimal:
    if not worked_out.total:
        raise RuleBroken(
            "There is nothing to charge for: what is left costs the applicant nothing."
        )
    if ask_for is None:
        return worked_out.total
    if not 0 < ask_for <= worked_out.total:
        raise RuleBroken(
            f"The most that may be asked for is {pounds(worked_out.total)}. Ask for that or less."
        )
    return ask_for


def _refuse_late(case: Case, today: date) -> None:
    """Refuse a notice after the time to answer: it would have no effect (s.9(1); reg 8(4))."""
    if Regime(case.regime) is Regime.EIR:
        limit: date | None = eir_notice_limit(case.received_on, stored_calendar())
    else:
        limit = case.statutory_due_on
    if limit and today > limit:
        raise RuleBroken(
            f"A notice had to be given by {limit:%-d %B %Y}, the last day to answer. Given now "
            "it has no effect, so the answer is owed without a fee."
        )


def record_payment(
    notice_id: int,
    *,
    amount: Decimal,
    method: PaymentMethod,
    received_on: date,
    actor: User,
    at: datetime,
    cleared_on: date | None = None,
) -> Payment:
    """Record money that came. What comes when nothing is owed any more opens a question."""
    with _on_notice(notice_id, Action.RECORD_PAYMENT, actor, at) as (step, notice):
        _refuse_absurd(amount, received_on, notice.given_on, at)
        if cleared_on is not None:
            _refuse_absurd(amount, cleared_on, received_on, at)
        return take_money(
            step,
            notice,
            Payment(amount=amount, method=method, received_on=received_on, cleared_on=cleared_on),
        )


def take_money(step: Step, notice: FeeNotice, payment: Payment) -> Payment:
    """Keep money that came, inside an act on its case, and bring notice and clock in line."""
    payment.notice, payment.recorded_by, payment.recorded_at = notice, step.actor, step.at
    payment.is_late = not notice.is_waiting or (
        notice.last_day is not None and payment.received_on > notice.last_day
    )
    payment.save()
    if payment.is_late:
        outbox.enqueue(
            "tell_office_of_late_money", payment.pk, key=f"late-money:{payment.pk}", at=step.at
        )
    _settle(step, notice)
    step.detail |= {
        "notice": notice.pk,
        "payment": payment.pk,
        "amount": str(payment.amount),
        "received_on": payment.received_on.isoformat(),
        "is_late": payment.is_late,
    }
    return payment


def record_clearing(payment_id: int, cleared_on: date, *, actor: User, at: datetime) -> Payment:
    """Record that the bank cleared a payment. The day it was received stays the one that counts."""
    payment = Payment.objects.get(pk=payment_id)
    with _on_notice(payment.notice_id, Action.RECORD_CLEARING, actor, at) as (step, _notice):
        payment.refresh_from_db()
        if payment.cleared_on or payment.dishonoured_on:
            raise RuleBroken("It is already recorded what the bank did with this payment.")
        _refuse_absurd(payment.amount, cleared_on, payment.received_on, at)
        payment.cleared_on = cleared_on
        payment.save()
        step.detail |= {"payment": payment.pk, "cleared_on": cleared_on.isoformat()}
    return payment


def record_dishonour(payment_id: int, on: date, *, actor: User, at: datetime) -> Payment:
    """Record that the bank refused a payment: it was never paid, and the clock stops again."""
    payment = Payment.objects.get(pk=payment_id)
    with _on_notice(payment.notice_id, Action.RECORD_DISHONOUR, actor, at) as (step, notice):
        payment.refresh_from_db()
        if payment.cleared_on or payment.dishonoured_on:
            raise RuleBroken("It is already recorded what the bank did with this payment.")
        _refuse_absurd(payment.amount, on, payment.received_on, at)
        payment.dishonoured_on = on
        payment.settled_at = at if payment.is_late else None
        payment.save()
        _settle(step, notice)
        step.detail |= {"payment": payment.pk, "dishonoured_on": on.isoformat()}
        if not payment.is_late and can_still_be_paid(notice, step.case, london_day(at)):
            _tell(
                step,
                dishonoured_letter(
                    Provision(notice.provision),
                    payment.amount,
                    payment.received_on,
                    account_of(notice).owed,
                    how_to_pay=how_to_pay(),
                    last_day=notice.last_day,
                ),
            )
    return payment


def take_up_again(payment_id: int, *, actor: User, at: datetime) -> Payment:
    """Take a request up again whose fee was received in time and recorded after the lapse."""
    payment = Payment.objects.get(pk=payment_id)
    with _on_notice(payment.notice_id, Action.TAKE_UP_PAID, actor, at) as (step, notice):
        payment.refresh_from_db()
        if not payment.is_late or payment.settled_at or payment.dishonoured_on:
            raise RuleBroken("This payment is settled already.")
        if notice.last_day is None or payment.received_on > notice.last_day:
            raise RuleBroken(
                "It came after the last day to pay, so the request has ended. Give the money "
                "back, or open a new request with the applicant's agreement."
            )
        payment.is_late, payment.settled_at = False, at
        payment.save()
        notice.lapsed_at = None
        notice.save()
        step.case.closed_on = None
        _settle(step, notice)
        if notice.paid_on is None:
            raise RuleBroken("The fee is not paid in full, so the request has ended.")
        step.detail["payment"] = payment.pk
    return payment


def record_refund(
    notice_id: int,
    *,
    amount: Decimal,
    refunded_on: date,
    actor: User,
    at: datetime,
    card: CardPayment | None = None,
    provider_id: str = "",
) -> Refund:
    """Record money that was given back: never more than is held.

    `card` and `provider_id` say which payment it went back to by GOV.UK Pay, and its name there.
    """
    with _on_notice(notice_id, Action.RECORD_REFUND, actor, at) as (step, notice):
        refuse_refund(notice, step.case, amount, refunded_on, at=at)
        refund = Refund.objects.create(
            notice=notice,
            amount=amount,
            refunded_on=refunded_on,
            card=card,
            provider_id=provider_id,
            recorded_by=actor,
            recorded_at=at,
        )
        notice.payments.filter(is_late=True, settled_at__isnull=True).update(settled_at=at)
        step.detail |= {
            "refund": refund.pk,
            "amount": str(amount),
            "refunded_on": refunded_on.isoformat(),
        }
    return refund


def refuse_refund(
    notice: FeeNotice, case: Case, amount: Decimal, refunded_on: date, *, at: datetime
) -> None:
    """Raise RuleBroken where an amount cannot be given back."""
    _refuse_absurd(amount, refunded_on, notice.given_on, at)
    money = money_held(notice)
    if amount > money.held:
        raise RuleBroken(f"Only {pounds(money.held)} is held. That is the most to give back.")
    if notice.paid_on and case.is_open and amount > money.over:
        raise RuleBroken(
            "The request is being answered on this payment, so only what was paid too much "
            f"can be given back: {pounds(money.over)}."
        )


def cancel_notice(
    notice_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> FeeNotice:
    """Take a notice back, with the reason: its days count again."""
    notice = FeeNotice.objects.get(pk=notice_id)
    with performing(
        notice.case_id,
        Action.CANCEL_FEES_NOTICE,
        actor=actor,
        at=at,
        reason=reason,
        expected_version=expected_version,
    ) as step:
        notice.refresh_from_db()
        if not notice.is_waiting:
            raise RuleBroken("This fee is not waited for any more, so there is nothing to cancel.")
        if notice.asked:
            clock.counter(notice.asked, actor=actor, at=at, reason=reason)
            clock.refresh(step.case)
        notice.cancelled_at = at
        notice.save()
        step.detail["notice"] = notice.pk
        # The reason is for us: it may say what the applicant need not read.
        _tell(
            step,
            cancelled_letter(
                Provision(notice.provision),
                notice.amount,
                notice.given_on,
                step.case.due_on,
                money_held(notice).held,
            ),
        )
    return notice


def _tell(step: Step, text: str) -> None:
    """Write to the applicant what became of a fee."""
    letter = give_notice(
        step.case, TemplateKind.FEE_NEWS, {"news": text}, actor=step.actor, at=step.at
    )
    step.detail["letter"] = letter.pk


@contextmanager
def _on_notice(
    notice_id: int, action: Action, actor: User, at: datetime
) -> Iterator[tuple[Step, FeeNotice]]:
    """Perform an act on a notice around the caller's writes: its case is locked first."""
    notice = FeeNotice.objects.get(pk=notice_id)
    with performing(notice.case_id, action, actor=actor, at=at) as step:
        notice.refresh_from_db()
        step.detail["notice"] = notice.pk
        yield step, notice


def _refuse_absurd(amount: Decimal, on: date, not_before: date, at: datetime) -> None:
    if not 0 < amount <= MOST_POUNDS:
        raise RuleBroken(f"The amount has to be above £0 and at most {pounds(MOST_POUNDS)}.")
    if on > london_day(at):
        raise RuleBroken("This day has not come yet. Write the day on which it happened.")
    if on < not_before:
        raise RuleBroken(f"This is before {not_before:%-d %B %Y}. Look at the day again.")


def _settle(step: Step, notice: FeeNotice) -> None:
    """Bring the notice and the clock in line with the money that stands."""
    if notice.lapsed_at or notice.cancelled_at:
        return
    paid_on = account_of(notice).paid_in_full_on
    if paid_on == notice.paid_on:
        return
    before = notice.paid_on
    notice.paid_on = paid_on
    notice.save()
    if notice.asked is not None:
        _restart(step, before, paid_on)
    if paid_on is not None and step.case.is_open:
        _tell(
            step,
            received_letter(
                Provision(notice.provision),
                notice.amount,
                paid_on,
                step.case.due_on,
                account_of(notice).over,
            ),
        )


def _restart(step: Step, before: date | None, paid_on: date | None) -> None:
    """Enter into the clock that a fee is paid on another day than `before`, or not at all."""
    due_before = step.case.due_on
    if before is not None:
        _counter_payment(step, before)
    if paid_on is not None:
        clock.enter(step.case, EntryKind.FEE_RECEIVED, paid_on, actor=step.actor, at=step.at)
    clock.refresh(step.case)
    step.detail |= {
        "due_before": due_before.isoformat() if due_before else "",
        "due_after": step.case.due_on.isoformat() if step.case.due_on else "",
    }


def _counter_payment(step: Step, on: date) -> None:
    entry = ClockEntry.objects.filter(
        case=step.case,
        kind=EntryKind.FEE_RECEIVED.value,
        on=on,
        countered_by__isnull=True,
        counters__isnull=True,
    ).last()
    if entry is not None:
        clock.counter(entry, actor=step.actor, at=step.at, reason="The bank refused the payment.")


def look_after_unpaid(*, at: datetime) -> int:
    """Remind of fees whose last day comes near, and end the requests whose last day has passed.

    Return how many ended. Safe to start twice: each notice is looked at under its case's lock.
    """
    today = london_day(at)
    waiting = FeeNotice.objects.filter(
        WAITING, last_day__isnull=False, case__state__in=[state.value for state in UNDER_WAY]
    )
    ended = 0
    for notice in waiting.filter(last_day__lt=today):
        try:
            _lapse(notice, at)
            ended += 1
        except RuleBroken:
            # It was paid, or its case was closed, since the list was read.
            continue
    for notice in waiting.filter(
        last_day__gte=today, last_day__lte=today + REMIND_BEFORE, reminded_at__isnull=True
    ):
        outbox.enqueue("remind_of_fee", notice.pk, key=f"remind-of-fee:{notice.pk}", at=at)
        FeeNotice.objects.filter(pk=notice.pk).update(reminded_at=at)
    return ended


def _lapse(notice: FeeNotice, at: datetime) -> None:
    """End a request whose fee was not paid, with a letter (FOIA s.9(2); EIR reg 8(5))."""
    with performing(notice.case_id, Action.LAPSE_UNPAID, actor=None, at=at) as step:
        notice.refresh_from_db()
        today = london_day(at)
        if not notice.is_waiting or notice.last_day is None or notice.last_day >= today:
            raise RuleBroken("The fee was paid meanwhile.")
        notice.lapsed_at = at
        notice.save()
        step.case.closed_on = today
        SignOff.objects.filter(case=step.case, outcome=SignOffOutcome.PENDING).update(
            outcome=SignOffOutcome.VOID, decided_at=at
        )
        letter = give_notice(
            step.case,
            TemplateKind.FEE_LAPSE,
            lapse_notice(
                Provision(notice.provision),
                notice.amount,
                notice.given_on,
                notice.last_day,
                account_of(notice).held,
            ),
            actor=None,
            at=at,
        )
        step.detail |= {"notice": notice.pk, "letter": letter.pk}
