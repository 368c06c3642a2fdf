"""A fee is asked for, paid, refused by the bank, given back, or lapses."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
import time_machine
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.fee_quote import Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    ClockEntry,
    FeeNotice,
    Letter,
    Message,
    OutboxItem,
    Payment,
    PaymentMethod,
    Refund,
)
from requests_app.queries.applicant_page import applicant_page
from requests_app.queries.fee_account import fees_of
from requests_app.services import costs, fees, responses
from requests_app.services.fees import NewFee
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_costs import hours, new

ASKED = date(2026, 11, 5)
LAST_DAY = date(2027, 2, 4)
FEE = NewFee(Provision.S9, [Outlay("Braille", Decimal("20.00")), Outlay("Post", Decimal("6.50"))])


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def notice(case: Case, cast: Cast) -> FeeNotice:
    return fees.give_fees_notice(case.pk, FEE, actor=cast.foi_administrator, at=at(ASKED))


Paying = Callable[..., Payment]


@pytest.fixture
def pay(notice: FeeNotice, cast: Cast) -> Paying:
    """Return what records a payment, some days after the notice."""

    def do(amount: str, days: int, recorded: int | None = None, **more: Any) -> Payment:
        return fees.record_payment(
            notice.pk,
            amount=Decimal(amount),
            method=PaymentMethod.CHEQUE,
            received_on=ASKED + timedelta(days=days),
            actor=cast.foi_administrator,
            at=at(ASKED + timedelta(days=days if recorded is None else recorded)),
            **more,
        )

    return do


def due(case: Case) -> date | None:
    case.refresh_from_db()
    return case.due_on


def round_on(day: date) -> int:
    return fees.look_after_unpaid(at=at(day))


def test_the_notice_stops_the_clock_and_leaves_as_a_letter(case: Case, cast: Cast) -> None:
    assert due(case) == date(2026, 12, 1)
    notice = fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(ASKED))
    assert (notice.amount, notice.last_day, due(case)) == (Decimal("26.50"), LAST_DAY, None)
    sweep_outbox()
    letter = Letter.objects.get(pk=notice.letter_id)
    with letter.pdf.open("rb") as pdf:
        text = " ".join("\n".join(p.extract_text() for p in PdfReader(pdf).pages).split())
    assert "The fee is £26.50." in text
    assert "The last day to pay is Thursday 4 February 2027." in text
    assert letter.message is not None
    assert letter.message.recipient == case.applicant.email


def test_paid_after_nine_days_the_due_date_moves_by_the_days_between(
    case: Case, notice: FeeNotice, pay: Paying
) -> None:
    pay("26.50", 9)
    notice.refresh_from_db()
    assert (notice.paid_on, due(case)) == (date(2026, 11, 14), date(2026, 12, 10))
    event = AuditEvent.objects.filter(chain=case.reference, verb="record_payment").get()
    assert (event.detail["due_before"], event.detail["due_after"]) == ("", "2026-12-10")


def test_in_part_it_is_not_paid_until_the_last_penny_comes(case: Case, pay: Paying) -> None:
    pay("26.49", 2)
    assert due(case) is None
    pay("0.01", 9)
    assert due(case) == date(2026, 12, 10)


def test_the_day_of_receipt_counts_and_not_the_day_of_clearing(
    case: Case, pay: Paying, cast: Cast
) -> None:
    payment = pay("26.50", 9)
    fees.record_clearing(
        payment.pk, date(2026, 11, 18), actor=cast.foi_administrator, at=at(date(2026, 11, 18))
    )
    payment.refresh_from_db()
    assert (payment.cleared_on, due(case)) == (date(2026, 11, 18), date(2026, 12, 10))


def test_a_refused_cheque_was_never_paid_and_the_clock_stands_again(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    payment = pay("26.50", 9)
    later = date(2026, 11, 18)
    fees.record_dishonour(payment.pk, later, actor=cast.foi_administrator, at=at(later))
    notice.refresh_from_db()
    assert (notice.paid_on, notice.is_waiting, due(case)) == (None, True, None)
    with pytest.raises(RuleBroken, match="already recorded what the bank did"):
        fees.record_clearing(payment.pk, later, actor=cast.foi_administrator, at=at(later))
    pay("26.50", 20)
    assert due(case) == date(2026, 12, 22)


def test_too_much_is_shown_and_only_that_can_be_given_back(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    pay("30.00", 9)

    def give_back(amount: str) -> Refund:
        return fees.record_refund(
            notice.pk,
            amount=Decimal(amount),
            refunded_on=date(2026, 11, 16),
            actor=cast.foi_administrator,
            at=at(date(2026, 11, 16)),
        )

    with pytest.raises(RuleBroken, match=r"only what was paid too much .* £3\.50"):
        give_back("3.51")
    give_back("3.50")
    with pytest.raises(RuleBroken, match=r"£0\.00"):
        give_back("0.01")
    assert due(case) == date(2026, 12, 10)


def test_unpaid_the_request_ends_by_itself_with_a_letter(case: Case, notice: FeeNotice) -> None:
    assert round_on(LAST_DAY) == 0
    assert round_on(LAST_DAY + timedelta(days=1)) == 1
    assert round_on(LAST_DAY + timedelta(days=2)) == 0
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (case.state, case.closed_on) == (State.LAPSED, LAST_DAY + timedelta(days=1))
    assert notice.lapsed_at
    assert (
        Letter.objects.get(case=case, kind="fee_lapse")
        .content["opening"]
        .startswith("On Thursday 5 November 2026 we asked you for a fee of £26.50")
    )


def test_the_sweep_ends_what_was_not_paid(case: Case, notice: FeeNotice) -> None:
    with time_machine.travel(at(LAST_DAY + timedelta(days=1))):
        sweep_outbox()
    case.refresh_from_db()
    assert case.state == State.LAPSED
    letter = Letter.objects.get(case=case, kind="fee_lapse")
    assert letter.pdf_sha256
    assert letter.message is not None


def test_one_reminder_goes_out_before_the_last_day(case: Case, notice: FeeNotice) -> None:
    reminders = OutboxItem.objects.filter(work="remind_of_fee")
    round_on(LAST_DAY - timedelta(days=15))
    assert reminders.count() == 0
    round_on(LAST_DAY - timedelta(days=14))
    round_on(LAST_DAY - timedelta(days=3))
    assert reminders.count() == 1
    with time_machine.travel(at(LAST_DAY - timedelta(days=3))):
        sweep_outbox()
    mail = Message.objects.get(case=case, subject__contains="still to be paid")
    assert "£26.50 is still to be paid, and the last day is Thursday 4 February 2027." in mail.text


def test_nobody_is_reminded_of_what_is_paid_meanwhile(
    case: Case, notice: FeeNotice, pay: Paying
) -> None:
    round_on(LAST_DAY - timedelta(days=14))
    pay("26.50", 80)
    with time_machine.travel(at(LAST_DAY - timedelta(days=3))):
        sweep_outbox()
    assert not Message.objects.filter(case=case, subject__contains="still to be paid").exists()


def test_money_after_the_lapse_opens_a_question_and_is_not_swallowed(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    round_on(LAST_DAY + timedelta(days=1))
    payment = pay("26.50", 100)
    case.refresh_from_db()
    notice.refresh_from_db()
    assert (payment.is_late, payment.settled_at, notice.paid_on, case.state) == (
        True, None, None, State.LAPSED,
    )  # fmt: skip
    assert OutboxItem.objects.filter(work="tell_office_of_late_money").count() == 1
    when = at(ASKED + timedelta(days=101))
    with pytest.raises(RuleBroken, match="after the last day to pay"):
        fees.take_up_again(payment.pk, actor=cast.foi_manager, at=when)
    fees.record_refund(
        notice.pk,
        amount=Decimal("26.50"),
        refunded_on=ASKED + timedelta(days=101),
        actor=cast.foi_manager,
        at=when,
    )
    payment.refresh_from_db()
    assert payment.settled_at == when
    with time_machine.travel(when):
        sweep_outbox()
    told = Message.objects.get(subject__contains="money came")
    assert told.recipient == cast.foi_manager.email


def test_a_cheque_that_came_in_time_takes_the_request_up_again(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    round_on(LAST_DAY + timedelta(days=1))
    payment = pay("26.50", 91, recorded=95)
    assert (payment.is_late, payment.received_on) == (True, LAST_DAY)
    when = at(ASKED + timedelta(days=95))
    with pytest.raises(PermissionDenied):
        fees.take_up_again(payment.pk, actor=cast.foi_administrator, at=when)
    fees.take_up_again(payment.pk, actor=cast.foi_manager, at=when)
    notice.refresh_from_db()
    assert (notice.paid_on, notice.lapsed_at) == (LAST_DAY, None)
    assert due(case) is not None
    assert (case.state, case.closed_on) == (State.DRAFTING, None)
    with pytest.raises(RuleBroken, match="not possible now"):
        fees.take_up_again(payment.pk, actor=cast.foi_manager, at=when)


def test_a_notice_after_the_last_day_has_no_effect_and_is_refused(case: Case, cast: Cast) -> None:
    fees_before = FeeNotice.objects.count()
    with pytest.raises(RuleBroken, match="given by 1 December 2026"):
        fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(date(2026, 12, 2)))
    assert (FeeNotice.objects.count(), Letter.objects.count()) == (fees_before, 0)
    fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(date(2026, 12, 1)))


def test_a_second_fee_waits_for_the_first(case: Case, notice: FeeNotice, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="already asked for and not paid"):
        fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(ASKED))


def test_a_cancelled_fee_gives_its_days_back(case: Case, notice: FeeNotice, cast: Cast) -> None:
    when = at(ASKED + timedelta(days=5))
    with pytest.raises(RuleBroken, match="needs a reason"):
        fees.cancel_notice(notice.pk, reason=" ", actor=cast.foi_manager, at=when)
    with pytest.raises(PermissionDenied):
        fees.cancel_notice(notice.pk, reason="Wrong.", actor=cast.foi_administrator, at=when)
    fees.cancel_notice(
        notice.pk, reason="The answer goes by e-mail.", actor=cast.foi_manager, at=when
    )
    assert due(case) == date(2026, 12, 1)
    with pytest.raises(RuleBroken, match="not waited for any more"):
        fees.cancel_notice(notice.pk, reason="Again.", actor=cast.foi_manager, at=when)
    assert ClockEntry.objects.filter(case=case, kind="fee_asked", counters=None).count() == 1


def news(case: Case) -> list[str]:
    """Return the openings of the letters about a fee, in their order."""
    letters = Letter.objects.filter(case=case, kind="fee_news").order_by("pk")
    return [" ".join(letter.content["opening"].split()) for letter in letters]


def test_a_cancelled_fee_is_told_to_the_applicant_without_our_reason(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    pay("6.50", 2)
    when = at(ASKED + timedelta(days=5))
    fees.cancel_notice(notice.pk, reason="Our mistake.", actor=cast.foi_manager, at=when)
    (said,) = news(case)
    assert "On Thursday 5 November 2026 we asked you for a fee of £26.50." in said
    assert "You have paid £6.50 of it. We will give that back to you." in said
    assert "will answer by Tuesday 1 December 2026" in said
    assert "Our mistake" not in said
    assert fees_of(case)[0].to_give_back == Decimal("6.50")
    with time_machine.travel(when):
        sweep_outbox()
    assert Message.objects.filter(case=case, subject__contains="the fee for your request").exists()


def test_the_last_penny_brings_a_receipt_with_the_new_date(case: Case, pay: Paying) -> None:
    pay("20.00", 2)
    assert news(case) == []
    pay("8.50", 9)
    (said,) = news(case)
    assert "the fee of £26.50 on Saturday 14 November 2026" in said
    assert "You have paid £2.00 too much." in said
    assert "will answer by Thursday 10 December 2026" in said


def test_what_the_bank_refuses_is_told_with_what_is_owed_and_until_when(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    pay("6.50", 1)
    payment = pay("20.00", 9)
    later = date(2026, 11, 18)
    fees.record_dishonour(payment.pk, later, actor=cast.foi_administrator, at=at(later))
    said = news(case)[-1]
    assert "refused your payment of £20.00, which we received on Saturday 14 November 2026" in said
    assert "£20.00 of the fee is to be paid until Thursday 4 February 2027" in said
    assert "by cheque" in said


def test_a_cheque_refused_after_the_last_day_is_told_by_the_lapse(
    case: Case, notice: FeeNotice, pay: Paying, cast: Cast
) -> None:
    payment = pay("26.50", 91)
    after = LAST_DAY + timedelta(days=3)
    fees.record_dishonour(payment.pk, after, actor=cast.foi_administrator, at=at(after))
    assert len(news(case)) == 1
    assert round_on(after) == 1
    assert Letter.objects.filter(case=case, kind="fee_lapse").count() == 1


def test_no_answer_leaves_while_its_fee_is_waited_for(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.READY)
    notice = fees.give_fees_notice(case.pk, FEE, actor=cast.foi_manager, at=at(date(2026, 11, 16)))
    when = at(date(2026, 11, 17))
    with pytest.raises(RuleBroken, match="asked for and not paid yet"):
        responses.issue(case.pk, actor=cast.foi_manager, at=when)
    assert not Letter.objects.filter(case=case, kind="response").exists()
    fees.record_payment(
        notice.pk,
        amount=notice.amount,
        method=PaymentMethod.CASH,
        received_on=date(2026, 11, 17),
        actor=cast.foi_manager,
        at=when,
    )
    responses.issue(case.pk, actor=cast.foi_manager, at=when)


def test_nothing_to_charge_for_is_not_asked_for(case: Case, cast: Cast) -> None:
    def ask(fee: NewFee) -> None:
        fees.give_fees_notice(case.pk, fee, actor=cast.foi_manager, at=at(ASKED))

    with pytest.raises(RuleBroken, match="nothing to charge for"):
        ask(NewFee(Provision.S9))
    with pytest.raises(RuleBroken, match=r"may be asked for is £26\.50"):
        ask(NewFee(Provision.S9, FEE.outlays, ask_for=Decimal("26.51")))
    with pytest.raises(RuleBroken, match="belongs to the other law"):
        ask(NewFee(Provision.EIR, FEE.outlays))
    ask(NewFee(Provision.S9, FEE.outlays, ask_for=Decimal("10.00")))
    assert FeeNotice.objects.get().amount == 10


def test_over_the_limit_the_fee_has_no_clock(case: Case, cast: Cast) -> None:
    question = case.questions.all()[0]
    costs.estimate_in_office(
        case.pk, new(question, hours("20")), actor=cast.foi_manager, at=at(ASKED)
    )
    notice = fees.give_fees_notice(
        case.pk, NewFee(Provision.S13, FEE.outlays), actor=cast.foi_manager, at=at(ASKED)
    )
    assert (notice.amount, notice.last_day, notice.asked) == (Decimal("526.50"), None, None)
    assert due(case) == date(2026, 12, 1)
    fees.record_payment(
        notice.pk,
        amount=Decimal("526.50"),
        method=PaymentMethod.TRANSFER,
        received_on=ASKED,
        actor=cast.foi_manager,
        at=at(ASKED),
    )
    notice.refresh_from_db()
    assert (notice.paid_on, due(case)) == (ASKED, date(2026, 12, 1))


def test_an_eir_charge_has_sixty_working_days(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    Case.objects.filter(pk=case.pk).update(regime=Regime.EIR.value)
    notice = fees.give_fees_notice(
        case.pk, NewFee(Provision.EIR, FEE.outlays), actor=cast.foi_manager, at=at(ASKED)
    )
    assert notice.last_day == date(2027, 2, 4)
    round_on(date(2027, 2, 5))
    case.refresh_from_db()
    assert case.state == State.LAPSED


@pytest.mark.parametrize(
    ("amount", "days", "recorded", "words"),
    [
        ("0", 1, 1, r"above £0"),
        ("-5", 1, 1, r"above £0"),
        ("100000.01", 1, 1, r"at most £100,000\.00"),
        ("5", 2, 1, "has not come yet"),
        ("5", -1, 1, "before 5 November 2026"),
    ],
)
def test_absurd_payments_are_refused_and_change_nothing(
    case: Case, pay: Paying, amount: str, days: int, recorded: int, words: str
) -> None:
    before = (Payment.objects.count(), AuditEvent.objects.count())
    with pytest.raises(RuleBroken, match=words):
        pay(amount, days, recorded)
    assert (Payment.objects.count(), AuditEvent.objects.count()) == before


def test_only_the_foi_office_asks_for_and_records_money(case: Case, cast: Cast) -> None:
    office = {"foi_manager", "foi_administrator"}
    for name, who in cast.people.items():
        if name not in office:
            with pytest.raises(PermissionDenied):
                fees.give_fees_notice(case.pk, FEE, actor=who, at=at(ASKED))
    notice = fees.give_fees_notice(case.pk, FEE, actor=cast.foi_administrator, at=at(ASKED))
    for name, who in cast.people.items():
        if name not in office:
            with pytest.raises(PermissionDenied):
                fees.record_payment(
                    notice.pk,
                    amount=Decimal(5),
                    method=PaymentMethod.CASH,
                    received_on=ASKED,
                    actor=who,
                    at=at(ASKED),
                )
    assert Payment.objects.count() == 0


def test_an_old_page_asks_for_nothing(case: Case, cast: Cast) -> None:
    with pytest.raises(StalePage):
        fees.give_fees_notice(
            case.pk,
            FEE,
            actor=cast.foi_manager,
            at=at(ASKED),
            expected_version=case.version + 1,
        )


def test_a_closed_case_does_not_lapse(case: Case, notice: FeeNotice, cast: Cast) -> None:
    responses.withdraw(
        case.pk, reason="Not needed.", actor=cast.foi_manager, at=at(date(2026, 11, 9))
    )
    assert round_on(LAST_DAY + timedelta(days=1)) == 0
    case.refresh_from_db()
    assert case.state == State.WITHDRAWN


def test_the_applicant_sees_what_is_owed_and_until_when(
    case: Case, notice: FeeNotice, pay: Paying
) -> None:
    def shown(day: date) -> Any:
        case.refresh_from_db()
        return applicant_page(case, day).fee

    pay("6.50", 2)
    fee = shown(date(2026, 11, 9))
    assert (fee.account.owed, fee.last_day, fee.word) == (20, LAST_DAY, "fee")
    pay("20.00", 9)
    assert shown(date(2026, 11, 16)) is None


def test_two_clicks_at_once_ask_for_one_fee(at_once: Any, make_case: CaseMaker) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    moment: datetime = at(ASKED)

    def ask() -> FeeNotice:
        return fees.give_fees_notice(case.pk, FEE, actor=make_case.cast.foi_manager, at=moment)

    ends = at_once(ask, ask)
    assert sorted(type(end).__name__ for end in ends) == ["FeeNotice", "RuleBroken"]
    assert FeeNotice.objects.count() == 1
