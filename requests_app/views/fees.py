"""The fees of a case: asked for, paid, cleared or refused by the bank, given back, cancelled."""

from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from requests_app import permissions
from requests_app.domain.card_payment import CardStatus
from requests_app.domain.clock_facts import ClockFact, EntryKind
from requests_app.domain.clock_what_if import Supposed, WhatIf
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State, rows_from
from requests_app.forms.case_acts import ReasonForm
from requests_app.forms.fees import (
    BankDayForm,
    CardRefundForm,
    FeeForm,
    PaymentForm,
    RefundForm,
)
from requests_app.models import (
    CardPayment,
    Case,
    FeeNotice,
    Payment,
    PaymentMethod,
    Refund,
    User,
)
from requests_app.payments.govuk_pay import (
    PayAccount,
    PayAway,
    PayRefused,
    fetch_payment,
    refund_payment,
    the_account,
)
from requests_app.queries.clock_what_if import what_if
from requests_app.queries.estimate_page import estimate_page
from requests_app.queries.fee_account import fees_of, how_to_pay, money_held
from requests_app.services import card_payments
from requests_app.services import fees as service
from requests_app.views.act_page import act_page, typed
from requests_app.views.acting import carried_out, staff_only, the_person
from requests_app.views.letter import office_case

DAYS_TO_SUPPOSE = 9
"""How many days a payment is supposed to take, to show what it does to the due date."""


@staff_only
@require_GET
def fees(request: HttpRequest, reference: str) -> HttpResponse:
    """Show what was asked for and what came of it."""
    return _show_fees(request, office_case(request, reference))


def _show_fees(request: HttpRequest, case: Case, refusal: RuleBroken | None = None) -> HttpResponse:
    allowed = {
        row.action.value
        for row in rows_from(State(case.state))
        if permissions.may(request.user, row.permission, case)
    }
    shown = fees_of(case)
    return render(
        request,
        "costs/fees.html",
        {
            "case": case,
            "is_office": True,
            "fees": shown,
            "is_waiting": any(fee.notice.is_waiting for fee in shown),
            "allowed": allowed,
            "refusal": refusal,
            "today": london_day(timezone.now()),
            "by_card": the_account() is not None,
        },
    )


@staff_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Show the form of a fees notice; show the sum, then give the notice."""
    case = office_case(request, reference)
    form = FeeForm(
        request.POST if request.method == "POST" else None,
        regime=Regime(case.regime),
        initial={"version": case.version},
    )

    def show(refusal: RuleBroken | None = None, status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "page": estimate_page(case),
            "ways": how_to_pay(),
            "what_if": _supposed(case),
            "refusal": refusal,
            **more,
        }
        return render(request, "costs/ask_for_fee.html", context, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(status=422)
    fee = form.fee()
    if "give" not in request.POST:
        try:
            return show(quote=service.quote_for(case, fee))
        except RuleBroken as refusal:
            return show(refusal, status=409)
    return carried_out(
        request,
        lambda: service.give_fees_notice(
            case.pk,
            fee,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        said="The fees notice is on its way.",
        then=reverse("fees", args=[case.reference]),
        again=show,
    )


def _supposed(case: Case) -> WhatIf:
    today = london_day(timezone.now())
    asked = ClockFact(EntryKind.FEE_ASKED, today)
    paid = ClockFact(EntryKind.FEE_RECEIVED, today + timedelta(days=DAYS_TO_SUPPOSE))
    steps = (
        Supposed("If you ask for a fee today, until it is paid", (asked,)),
        Supposed(f"If it is paid in {DAYS_TO_SUPPOSE} days", (paid,)),
    )
    return what_if(case, steps, today=today)


def _act_page(
    request: HttpRequest, case: Case, form: Form, do: Callable[[], object], **words: str
) -> HttpResponse:
    then = reverse("fees", args=[case.reference])
    return act_page(request, form, do, about={"case": case}, then=then, **words)


def _notice(case: Case, notice_id: int) -> FeeNotice:
    return get_object_or_404(FeeNotice, pk=notice_id, case=case)


def _payment(case: Case, payment_id: int) -> Payment:
    return get_object_or_404(Payment, pk=payment_id, notice__case=case)


def _today() -> date:
    return london_day(timezone.now())


@staff_only
@require_http_methods(["GET", "POST"])
def payment(request: HttpRequest, reference: str, notice_id: int) -> HttpResponse:
    """Record money that came."""
    case = office_case(request, reference)
    notice = _notice(case, notice_id)
    form = PaymentForm(typed(request), initial={"amount": notice.amount, "received_on": _today()})
    return _act_page(
        request, case, form,
        lambda: service.record_payment(
            notice.pk,
            amount=form.cleaned_data["amount"],
            method=PaymentMethod(form.cleaned_data["method"]),
            received_on=form.cleaned_data["received_on"],
            cleared_on=form.cleaned_data["cleared_on"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        title="Record a payment",
        intro="The day it reached us decides, not the day the bank cleared it.",
        button="Record the payment",
        said="The payment is recorded.",
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def refund(request: HttpRequest, reference: str, notice_id: int) -> HttpResponse:
    """Record money that was given back."""
    case = office_case(request, reference)
    notice = _notice(case, notice_id)
    held = money_held(notice)
    form = RefundForm(
        typed(request),
        initial={"amount": held.over or held.held or None, "refunded_on": _today()},
    )
    return _act_page(
        request, case, form,
        lambda: service.record_refund(
            notice.pk,
            amount=form.cleaned_data["amount"],
            refunded_on=form.cleaned_data["refunded_on"],
            actor=the_person(request),
            at=timezone.now(),
        ),
        title="Record a refund",
        button="Record the refund",
        said="The refund is recorded.",
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def refund_card(request: HttpRequest, reference: str, card_id: int) -> HttpResponse:
    """Give money back to the card it came from, through GOV.UK Pay."""
    case = office_case(request, reference)
    account = the_account()
    card = get_object_or_404(CardPayment, pk=card_id, notice__case=case)
    if account is None or card.status != CardStatus.SUCCESS:
        raise Http404
    held = money_held(card.notice)
    form = CardRefundForm(typed(request), initial={"amount": held.over or held.held or None})
    return _act_page(
        request, case, form,
        lambda: _give_back(account, card, form.cleaned_data["amount"], the_person(request)),
        title="Give money back to the card",
        intro="GOV.UK Pay sends it to the card that paid. It arrives within some days.",
        button="Give it back",
        said="The money goes back to the card.",
    )  # fmt: skip


def _give_back(account: PayAccount, card: CardPayment, amount: Decimal, actor: User) -> Refund:
    """Have Pay give money back, between a look at our rules and the record of it."""
    card = card_payments.ready_to_refund(card.pk, amount, actor=actor, at=timezone.now())
    try:
        seen = fetch_payment(account, card.provider_id)
        card_payments.refuse_unknown_refunds(card, seen)
        refund_id = refund_payment(
            account, card.provider_id, amount=amount, refundable=seen.refundable
        )
    except (PayAway, PayRefused) as problem:
        raise RuleBroken(
            f"{problem} Nothing is recorded here. Look at GOV.UK Pay before you try again."
        ) from problem
    return card_payments.record_refund(card, amount, refund_id, actor=actor, at=timezone.now())


@staff_only
@require_http_methods(["GET", "POST"])
def cancel(request: HttpRequest, reference: str, notice_id: int) -> HttpResponse:
    """Take a fees notice back."""
    case = office_case(request, reference)
    notice = _notice(case, notice_id)
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _act_page(
        request, case, form,
        lambda: service.cancel_notice(
            notice.pk,
            reason=form.cleaned_data["reason"],
            actor=the_person(request),
            at=timezone.now(),
            expected_version=form.cleaned_data["version"],
        ),
        title="Cancel the fee",
        intro="The days since the notice count again. The applicant is told so by a letter, "
        "without this reason; what they have paid is to be given back.",
        button="Cancel the fee",
        said="The fee is cancelled, and its days count again. A letter says so.",
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def cleared(request: HttpRequest, reference: str, payment_id: int) -> HttpResponse:
    """Record that the bank cleared a payment."""
    case = office_case(request, reference)
    row = _payment(case, payment_id)
    form = BankDayForm(typed(request), initial={"on": _today()})
    return _act_page(
        request, case, form,
        lambda: service.record_clearing(
            row.pk, form.cleaned_data["on"], actor=the_person(request), at=timezone.now()
        ),
        title="Record that it cleared",
        button="Record it",
        said="It is recorded that the payment cleared.",
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def refused(request: HttpRequest, reference: str, payment_id: int) -> HttpResponse:
    """Record that the bank refused a payment."""
    case = office_case(request, reference)
    row = _payment(case, payment_id)
    form = BankDayForm(typed(request), initial={"on": _today()})
    return _act_page(
        request, case, form,
        lambda: service.record_dishonour(
            row.pk, form.cleaned_data["on"], actor=the_person(request), at=timezone.now()
        ),
        title="Record that the bank refused it",
        intro="It then counts as never paid, and the clock stands still again. The applicant is "
        "told so by a letter.",
        button="Record it",
        said="It is recorded that the bank refused the payment.",
    )  # fmt: skip


@staff_only
@require_POST
def take_up(request: HttpRequest, reference: str, payment_id: int) -> HttpResponse:
    """Take a request up again that was paid in time."""
    case = office_case(request, reference)
    row = _payment(case, payment_id)
    return carried_out(
        request,
        lambda: service.take_up_again(row.pk, actor=the_person(request), at=timezone.now()),
        said="The request is taken up again.",
        then=reverse("case", args=[case.reference]),
        again=lambda refusal: _show_fees(request, Case.objects.get(pk=case.pk), refusal),
    )
