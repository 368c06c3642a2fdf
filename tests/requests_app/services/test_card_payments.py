"""Fees paid by card: begun once, recorded once, whatever comes when."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from requests_app.domain.card_payment import CardStatus, SeenPayment
from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    CardPayment,
    Case,
    FeeNotice,
    OutboxItem,
    Payment,
    PaymentMethod,
    Refund,
)
from requests_app.services import card_payments, fees
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.payments.fake_govuk_pay import fake_govuk_pay
from tests.requests_app.services.test_fees import ASKED, FEE, LAST_DAY

PAID = ASKED + timedelta(days=9)
Seeing = Callable[..., SeenPayment]


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def notice(case: Case, cast: Cast) -> FeeNotice:
    return fees.give_fees_notice(case.pk, FEE, actor=cast.foi_administrator, at=at(ASKED))


def seen(case: Case, **changes: Any) -> SeenPayment:
    return replace(
        SeenPayment(
            provider_id="hu20",
            reference=case.reference,
            amount=Decimal("26.50"),
            status=CardStatus.CREATED,
            next_url="https://www.payments.service.gov.uk/secure/1",
            taken_on=None,
            refundable=Decimal("26.50"),
            refunded=Decimal(0),
        ),
        **changes,
    )


@pytest.fixture
def begun(case: Case, notice: FeeNotice) -> CardPayment:
    """Return an attempt that Pay knows."""
    card = card_payments.begin(case.pk, at=at(PAID))
    card_payments.note_created(card, seen(case), at=at(PAID))
    card.refresh_from_db()
    return card


def paid(case: Case, **changes: Any) -> SeenPayment:
    return seen(case, **({"status": CardStatus.SUCCESS, "taken_on": PAID} | changes))


def test_an_attempt_is_for_what_is_still_owed(case: Case, notice: FeeNotice, cast: Cast) -> None:
    fees.record_payment(
        notice.pk, amount=Decimal("6.50"), method=PaymentMethod.CASH, received_on=ASKED,
        actor=cast.foi_manager, at=at(PAID),
    )  # fmt: skip
    card = card_payments.begin(case.pk, at=at(PAID))
    assert (card.amount, card.provider_id, card.status) == (Decimal("20.00"), "", "created")
    assert len(card.return_token) >= 40


def test_a_payment_by_card_starts_the_clock_on_the_day_the_card_was_charged(
    case: Case, notice: FeeNotice, begun: CardPayment
) -> None:
    card_payments.settle(begun.pk, paid(case), at=at(PAID + timedelta(days=2)))
    payment = Payment.objects.get()
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (payment.method, payment.received_on, payment.amount, payment.card_id) == (
        "card_online", PAID, Decimal("26.50"), begun.pk,
    )  # fmt: skip
    assert (payment.recorded_by, notice.paid_on, case.due_on) == (None, PAID, date(2026, 12, 10))
    event = AuditEvent.objects.get(chain=case.reference, verb="record_payment")
    assert (event.actor_name, event.detail["due_after"]) == ("GOV.UK Pay", "2026-12-10")


def test_however_often_pay_says_so_it_is_counted_once(case: Case, begun: CardPayment) -> None:
    for _ in range(3):
        card_payments.settle(begun.pk, paid(case), at=at(PAID))
    assert Payment.objects.count() == 1
    assert AuditEvent.objects.filter(chain=case.reference, verb="record_payment").count() == 1


def test_news_out_of_order_takes_nothing_back(case: Case, begun: CardPayment) -> None:
    card_payments.settle(begun.pk, paid(case), at=at(PAID))
    for status in (CardStatus.STARTED, CardStatus.FAILED, CardStatus.CANCELLED):
        card_payments.settle(begun.pk, seen(case, status=status), at=at(PAID))
    begun.refresh_from_db()
    assert (begun.status, Payment.objects.count()) == ("success", 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reference": "FOI-2026-99999"}, "another case"),
        ({"amount": Decimal("0.01")}, r"speaks of £0\.01, and £26\.50 was asked for"),
        ({"provider_id": "hu21"}, "another payment"),
    ],
)
def test_a_payment_that_is_not_the_one_asked_for_changes_nothing(
    case: Case, begun: CardPayment, changes: dict[str, Any], words: str
) -> None:
    before = (Case.objects.values().get(pk=case.pk), AuditEvent.objects.count())
    with pytest.raises(RuleBroken, match=words):
        card_payments.settle(begun.pk, paid(case, **changes), at=at(PAID))
    begun.refresh_from_db()
    assert (begun.finished_at, Payment.objects.count()) == (None, 0)
    assert (Case.objects.values().get(pk=case.pk), AuditEvent.objects.count()) == before


@pytest.mark.parametrize("status", ["failed", "cancelled", "error"])
def test_a_failed_attempt_brings_no_money_and_lets_another_begin(
    case: Case, begun: CardPayment, status: str
) -> None:
    card_payments.settle(begun.pk, seen(case, status=CardStatus(status)), at=at(PAID))
    assert Payment.objects.count() == 0
    again = card_payments.begin(case.pk, at=at(PAID))
    assert (again.pk != begun.pk, again.return_token != begun.return_token) == (True, True)


def test_an_attempt_under_way_is_gone_on_with(case: Case, begun: CardPayment) -> None:
    card_payments.settle(begun.pk, seen(case, status=CardStatus.STARTED), at=at(PAID))
    assert card_payments.begin(case.pk, at=at(PAID)).pk == begun.pk


def test_a_window_that_is_just_asking_pay_is_waited_for_and_a_dead_one_is_not(
    case: Case, notice: FeeNotice
) -> None:
    card = card_payments.begin(case.pk, at=at(PAID))
    with pytest.raises(RuleBroken, match="just being started in another window"):
        card_payments.begin(case.pk, at=at(PAID) + timedelta(seconds=119))
    later = at(PAID) + timedelta(minutes=3)
    assert card_payments.begin(case.pk, at=later).pk != card.pk
    with pytest.raises(RuleBroken, match="took too long to start"):
        card_payments.note_created(card, seen(case), at=later)


def test_two_windows_at_once_begin_one_payment(at_once: Any, make_case: CaseMaker) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    fees.give_fees_notice(case.pk, FEE, actor=make_case.cast.foi_manager, at=at(ASKED))

    def begin() -> CardPayment:
        return card_payments.begin(case.pk, at=at(PAID))

    ends = at_once(begin, begin)
    assert sorted(type(end).__name__ for end in ends) == ["CardPayment", "RuleBroken"]
    assert CardPayment.objects.count() == 1


def test_the_return_and_the_message_at_once_count_once(at_once: Any, make_case: CaseMaker) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    fees.give_fees_notice(case.pk, FEE, actor=make_case.cast.foi_manager, at=at(ASKED))
    card = card_payments.begin(case.pk, at=at(PAID))
    card_payments.note_created(card, seen(case), at=at(PAID))

    def settle() -> CardPayment:
        return card_payments.settle(card.pk, paid(case), at=at(PAID))

    ends = at_once(settle, settle, settle)
    assert {type(end).__name__ for end in ends} == {"CardPayment"}
    assert Payment.objects.count() == 1


@pytest.mark.parametrize("ending", ["paid", "cancelled", "lapsed", "late", "none"])
def test_nothing_is_begun_where_nothing_is_owed(
    case: Case, cast: Cast, ending: str, request: pytest.FixtureRequest
) -> None:
    when = at(PAID)
    if ending != "none":
        notice = request.getfixturevalue("notice")
    if ending == "paid":
        fees.record_payment(
            notice.pk, amount=Decimal("26.50"), method=PaymentMethod.CASH, received_on=PAID,
            actor=cast.foi_manager, at=when,
        )  # fmt: skip
    elif ending == "cancelled":
        fees.cancel_notice(notice.pk, reason="By e-mail.", actor=cast.foi_manager, at=when)
    elif ending in ("lapsed", "late"):
        when = at(LAST_DAY + timedelta(days=1))
        if ending == "lapsed":
            fees.look_after_unpaid(at=when)
    with pytest.raises(RuleBroken, match="Nothing is to be paid"):
        card_payments.begin(case.pk, at=when)
    assert CardPayment.objects.count() == 0


def test_money_that_comes_after_the_lapse_is_put_before_a_person(
    case: Case, notice: FeeNotice, begun: CardPayment
) -> None:
    fees.look_after_unpaid(at=at(LAST_DAY + timedelta(days=1)))
    later = LAST_DAY + timedelta(days=2)
    card_payments.settle(begun.pk, paid(case, taken_on=later), at=at(later))
    case.refresh_from_db()
    assert (Payment.objects.get().is_late, case.state) == (True, State.LAPSED)
    assert OutboxItem.objects.filter(work="tell_office_of_late_money").count() == 1


def test_the_outbox_asks_until_it_is_over_though_nobody_comes_back(
    case: Case, notice: FeeNotice, settings: LazySettings
) -> None:
    with fake_govuk_pay() as pay, time_machine.travel(at(PAID), tick=False) as clock:
        settings.GOVUK_PAY = pay.settings
        card = card_payments.begin(case.pk, at=at(PAID))
        _, told = pay.create(
            {"amount": 2650, "reference": case.reference, "description": "x", "return_url": "y"}
        )
        card_payments.note_created(card, seen(case, provider_id=told["payment_id"]), at=at(PAID))
        sweep_outbox()
        item = OutboxItem.objects.get(work="look_at_card_payment")
        assert (item.done_at, item.problem) == (None, "The payment by card is not finished yet.")
        pay.succeed(told["payment_id"])
        clock.shift(timedelta(minutes=5))
        sweep_outbox()
    item.refresh_from_db()
    assert item.done_at
    assert Payment.objects.get().card == card


def test_what_does_not_fit_goes_to_a_person_and_a_silent_pay_is_asked_again(
    case: Case, begun: CardPayment, settings: LazySettings
) -> None:
    with fake_govuk_pay() as pay, time_machine.travel(at(PAID), tick=False) as clock:
        settings.GOVUK_PAY = pay.settings
        pay.answers["GET"] = (503, b"", {})
        sweep_outbox()
        item = OutboxItem.objects.get(work="look_at_card_payment")
        assert (item.given_up_at, item.problem) == (None, "GOV.UK Pay answered 503.")
        pay.answers.clear()
        clock.shift(timedelta(minutes=5))
        sweep_outbox()
    item.refresh_from_db()
    assert item.given_up_at
    assert item.problem == "GOV.UK Pay answered 404 P0200."
    assert Payment.objects.count() == 0


def test_money_goes_back_to_the_card_within_bounds(
    case: Case, notice: FeeNotice, begun: CardPayment, cast: Cast
) -> None:
    when = at(PAID + timedelta(days=1))
    with pytest.raises(RuleBroken, match="No money came by this payment"):
        card_payments.ready_to_refund(begun.pk, Decimal(1), actor=cast.foi_manager, at=when)
    fees.record_payment(
        notice.pk, amount=Decimal("5.00"), method=PaymentMethod.CASH, received_on=PAID,
        actor=cast.foi_manager, at=when,
    )  # fmt: skip
    card_payments.settle(begun.pk, paid(case), at=when)

    def ready(amount: str, actor: Any = cast.foi_administrator) -> CardPayment:
        return card_payments.ready_to_refund(begun.pk, Decimal(amount), actor=actor, at=when)

    for name, who in cast.people.items():
        if name not in ("foi_manager", "foi_administrator"):
            with pytest.raises(PermissionDenied):
                ready("5.00", who)
    with pytest.raises(RuleBroken, match=r"Only £26\.50 of this payment"):
        ready("26.51")
    with pytest.raises(RuleBroken, match=r"only what was paid too much .* £5\.00"):
        ready("5.01")
    with pytest.raises(RuleBroken, match="above £0"):
        ready("0")
    card = ready("5.00")
    with pytest.raises(RuleBroken, match=r"given £1\.00 of this payment back already"):
        card_payments.refuse_unknown_refunds(card, paid(case, refunded=Decimal(1)))
    card_payments.refuse_unknown_refunds(card, paid(case))
    card_payments.record_refund(card, Decimal("5.00"), "re1", actor=cast.foi_manager, at=when)
    refund = Refund.objects.get()
    assert (refund.card, refund.provider_id, refund.amount) == (card, "re1", Decimal("5.00"))
    with pytest.raises(RuleBroken, match=r"£0\.00"):
        ready("0.01")
