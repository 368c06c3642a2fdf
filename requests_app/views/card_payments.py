"""An applicant pays a fee by card: away to GOV.UK Pay and back; and Pay's own messages."""

import logging

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from requests_app.domain.card_payment import CardStatus
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.models import CardPayment, Case
from requests_app.payments.govuk_pay import (
    PayAccount,
    PayAway,
    PayRefused,
    cancel_payment,
    create_payment,
    fetch_payment,
    the_account,
)
from requests_app.payments.webhook import (
    LARGEST_MESSAGE,
    NotAMessage,
    PayMessage,
    is_signed,
    read_message,
)
from requests_app.queries.fee_account import fee_owed
from requests_app.queries.tracking import tracking_path
from requests_app.services import card_payments
from requests_app.views.follow import behind_link
from requests_app.views.rate_limit import is_too_much

logger = logging.getLogger(__name__)

MOST_TRIES_AN_HOUR = 20
CAME_FROM = "card-payment:{}"


def _account() -> PayAccount:
    account = the_account()
    if account is None:
        raise Http404
    return account


@require_http_methods(["GET", "HEAD", "POST"])
@behind_link
def pay(request: HttpRequest, case: Case) -> HttpResponse:
    """Say what happens at GOV.UK Pay; on the button, go there."""
    account = _account()
    fee = fee_owed(case, london_day(timezone.now()))
    path = tracking_path(case)
    if fee is None or not fee.by_card:
        return HttpResponseRedirect(path)

    def show(said: str = "", status: int = 200) -> HttpResponse:
        context = {"fee": fee, "case": case, "path": path, "said": said}
        response = render(request, "public/pay.html", context, status=status)
        # The form is sent to us and answered with the way to Pay: a browser asks about both.
        response._csp_update = {"form-action": [account.pages]}  # type: ignore[attr-defined]
        return response

    if request.method != "POST":
        return show()
    if is_too_much(request, "pay", most_an_hour=MOST_TRIES_AN_HOUR):
        return render(request, "public/too_many.html", status=429)
    try:
        card, next_url = _way_to_pay(account, case)
    except RuleBroken as refusal:
        return show(str(refusal), 409)
    except (PayAway, PayRefused) as problem:
        logger.warning("A payment by card could not begin: %s", problem)
        return show(
            "Paying by card does not work just now. No money was taken. Try again in a few "
            "minutes, or pay in another way.",
            503,
        )
    request.session[CAME_FROM.format(card.pk)] = path
    return HttpResponseRedirect(next_url)


def _way_to_pay(account: PayAccount, case: Case) -> tuple[CardPayment, str]:
    """Return the attempt at paying what is owed now, and where Pay takes the money.

    One that is under way is gone on with; where another sum is owed meanwhile it is cancelled.
    """
    card = card_payments.begin(case.pk, at=timezone.now())
    if card.provider_id:
        seen = fetch_payment(account, card.provider_id)
        fee = fee_owed(case, london_day(timezone.now()))
        if not seen.status.is_finished and (fee is None or fee.account.owed != card.amount):
            cancel_payment(account, card.provider_id)
            seen = fetch_payment(account, card.provider_id)
        if not card_payments.settle(card.pk, seen, at=timezone.now()).finished_at:
            return card, _next(seen.next_url)
        card = card_payments.begin(case.pk, at=timezone.now())
    try:
        seen = create_payment(
            account,
            amount=card.amount,
            reference=case.reference,
            return_url=f"{settings.SITE_URL}{reverse('card-return', args=[card.return_token])}",
        )
    except (PayAway, PayRefused):
        card_payments.give_up(card, at=timezone.now())
        raise
    card_payments.note_created(card, seen, at=timezone.now())
    return card, _next(seen.next_url)


def _next(url: str) -> str:
    if not url:
        raise PayAway("GOV.UK Pay did not say where to pay.")
    return url


@require_safe
def card_return(request: HttpRequest, token: str) -> HttpResponse:
    """Say what became of a payment. Nothing of the case is shown: Pay knows this address too."""
    account = _account()
    card = get_object_or_404(CardPayment, return_token=token)
    try:
        if not card.finished_at and card.provider_id:
            seen = fetch_payment(account, card.provider_id)
            card = card_payments.settle(card.pk, seen, at=timezone.now())
    except (PayAway, PayRefused, RuleBroken) as problem:
        logger.warning("Card payment %s could not be looked at: %s", card.pk, problem)
    context = {
        "card": card,
        "is_paid": card.status == CardStatus.SUCCESS,
        "is_over": card.finished_at is not None,
        "path": request.session.get(CAME_FROM.format(card.pk), ""),
    }
    response = render(request, "public/card_return.html", context)
    response["Referrer-Policy"] = "no-referrer"
    response["X-Robots-Tag"] = "noindex, nofollow"
    return response


@csrf_exempt
@require_POST
def webhook(request: HttpRequest) -> HttpResponse:
    """Take a message of Pay: believed under its signature alone, and then asked about there."""
    _account()
    if int(request.META.get("CONTENT_LENGTH") or 0) > LARGEST_MESSAGE:
        return _said("This is too long for a message about a payment. Nothing was done.", 413)
    body = request.body
    if not is_signed(body, request.headers.get("Pay-Signature", ""), settings.GOVUK_PAY["secret"]):
        return _said("The signature does not fit the message. Nothing was done.", 403)
    try:
        message = read_message(body)
    except NotAMessage:
        return _said("This is not a message about a payment. Nothing was done.", 400)
    return _answer_to(message)


def _answer_to(message: PayMessage) -> HttpResponse:
    card = (
        CardPayment.objects.filter(provider_id=message.provider_id)
        .exclude(provider_id="")
        .select_related("notice__case")
        .first()
    )
    if not message.is_about_payment or card is None:
        # Other services may share the account: a refusal would have it sent again and again.
        return _said("This is about no payment of ours. Nothing was done.", 200)
    if message.reference != card.notice.case.reference:
        logger.warning("A message about card payment %s names another case.", card.pk)
        return _said("This payment belongs to another case. Nothing was done.", 422)
    if message.amount != card.amount:
        logger.warning("A message about card payment %s names another sum.", card.pk)
        return _said("Another sum was asked for. Nothing was done.", 422)
    if card.finished_at:
        return _said("This payment is settled already. Nothing was done.", 200)
    card_payments.look_again(card, message.message_id, at=timezone.now())
    return _said("Noted. We look at the payment.", 202)


def _said(words: str, status: int) -> HttpResponse:
    return HttpResponse(words + "\n", content_type="text/plain; charset=utf-8", status=status)
