"""Money that came after the last day to pay: the manager may reopen the request by it."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.fee_quote import Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, ClockEntry, FeeNotice, Payment, PaymentMethod
from requests_app.queries.case_page import case_page
from requests_app.services import clock, fees, late_payment
from requests_app.services.fees import NewFee
from tests.factories import CaseMaker, Cast, at

ASKED = date(2026, 11, 5)
LAST_DAY = date(2027, 2, 4)
CAME = date(2027, 2, 8)
"""A Monday. Day 20 from it is Monday 8 March 2027: no bank holiday lies between."""
DUE = date(2027, 3, 8)
WHY = "She was in hospital, and agreed on the phone that we answer now."


@pytest.fixture
def case(make_case: CaseMaker, cast: Cast) -> Case:
    """A case that was given more time, asked for a fee, and lapsed."""
    case = make_case(State.WITH_DEPARTMENTS)
    clock.enter(
        case, EntryKind.EXTENDED, ASKED, actor=cast.foi_manager, at=at(ASKED), provision="s.43(2)"
    )
    fee = NewFee(Provision.S9, [Outlay("Braille", Decimal("26.50"))])
    fees.give_fees_notice(case.pk, fee, actor=cast.foi_manager, at=at(ASKED))
    assert fees.look_after_unpaid(at=at(LAST_DAY + timedelta(days=1))) == 1
    case.refresh_from_db()
    return case


@pytest.fixture
def pay(case: Case, cast: Cast) -> Callable[..., Payment]:
    def do(amount: str = "26.50", on: date = CAME) -> Payment:
        return fees.record_payment(
            FeeNotice.objects.get().pk,
            amount=Decimal(amount),
            method=PaymentMethod.CHEQUE,
            received_on=on,
            actor=cast.foi_administrator,
            at=at(CAME),
        )

    return do


@pytest.fixture
def act(cast: Cast) -> dict[str, Any]:
    return {"actor": cast.foi_manager, "at": at(CAME), "reason": WHY}


def test_the_time_to_answer_begins_with_the_day_the_money_came(
    case: Case, pay: Callable[..., Payment], act: dict[str, Any]
) -> None:
    assert case.state == State.LAPSED
    payment = pay()
    late_payment.reopen(payment.pk, **act)
    case.refresh_from_db()
    assert (case.state, case.closed_on, case.received_on) == (State.DRAFTING, None, CAME)
    # Neither the fee nor the extension of the time that ended holds any more.
    assert (case.due_on, case.statutory_due_on) == (DUE, DUE)
    with time_machine.travel(at(CAME)):
        page = case_page(case, CAME, for_office=False)
    assert page.reading
    assert (page.reading.waiting_for, page.reading.limit) == (None, 20)
    payment.refresh_from_db()
    assert payment.settled_at == at(CAME)


def test_what_stood_before_stays_in_the_ledger_with_the_reason(
    case: Case, pay: Callable[..., Payment], act: dict[str, Any]
) -> None:
    late_payment.reopen(pay().pk, **act)
    countered = ClockEntry.objects.filter(case=case, countered_by__isnull=False)
    assert {entry.kind for entry in countered} == {"received", "fee_asked", "extended"}
    assert {entry.countered_by.reason for entry in countered} == {WHY}
    event = AuditEvent.objects.get(chain=case.reference, verb="reopen_paid_late")
    assert (event.detail["received_on"], event.detail["due_after"]) == (
        CAME.isoformat(),
        DUE.isoformat(),
    )
    assert WHY not in str(event.detail)


def test_the_foi_manager_alone_reopens_and_nothing_is_left_behind(
    case: Case, pay: Callable[..., Payment], act: dict[str, Any], cast: Cast
) -> None:
    payment = pay()
    before = (ClockEntry.objects.count(), AuditEvent.objects.count())
    for name in cast.people.keys() - {"foi_manager"}:
        with pytest.raises(PermissionDenied):
            late_payment.reopen(payment.pk, **{**act, "actor": cast.people[name]})
    assert (ClockEntry.objects.count(), AuditEvent.objects.count()) == before
    case.refresh_from_db()
    assert case.state == State.LAPSED


@pytest.mark.parametrize(
    ("amount", "on", "reason", "words"),
    [
        ("26.50", CAME, " ", "needs a reason"),
        ("26.49", CAME, WHY, "not paid in full"),
        ("26.50", LAST_DAY, WHY, "It came in time"),
    ],
)
def test_it_is_refused_where_it_cannot_be(
    case: Case,
    pay: Callable[..., Payment],
    act: dict[str, Any],
    amount: str,
    on: date,
    reason: str,
    words: str,
) -> None:
    payment = pay(amount, on)
    with pytest.raises(RuleBroken, match=words):
        late_payment.reopen(payment.pk, **{**act, "reason": reason})
    case.refresh_from_db()
    assert (case.state, case.due_on) == (State.LAPSED, None)


def test_parts_that_came_late_add_up(
    case: Case, pay: Callable[..., Payment], act: dict[str, Any]
) -> None:
    pay("20.00", LAST_DAY + timedelta(days=1))
    late_payment.reopen(pay("6.50").pk, **act)
    assert not Payment.objects.filter(settled_at__isnull=True).exists()


def test_a_second_click_and_an_old_page_are_refused(
    case: Case, pay: Callable[..., Payment], act: dict[str, Any]
) -> None:
    payment = pay()
    case.refresh_from_db()
    with pytest.raises(StalePage):
        late_payment.reopen(payment.pk, **act, expected_version=case.version - 1)
    late_payment.reopen(payment.pk, **act, expected_version=case.version)
    with pytest.raises(RuleBroken, match="not possible now"):
        late_payment.reopen(payment.pk, **act)


@pytest.mark.parametrize("end", ["refund", "dishonour"])
def test_money_that_went_back_reopens_nothing(
    case: Case, pay: Callable[..., Payment], act: dict[str, Any], cast: Cast, end: str
) -> None:
    payment = pay()
    who: dict[str, Any] = {"actor": cast.foi_manager, "at": at(CAME)}
    if end == "refund":
        fees.record_refund(payment.notice_id, amount=payment.amount, refunded_on=CAME, **who)
    else:
        fees.record_dishonour(payment.pk, CAME, **who)
    with pytest.raises(RuleBroken, match="settled already"):
        late_payment.reopen(payment.pk, **act)
