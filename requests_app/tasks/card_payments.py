"""GOV.UK Pay is asked what became of a payment, until it is over."""

from collections.abc import Callable
from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.models import CardPayment
from requests_app.payments.govuk_pay import PayAway, PayRefused, fetch_payment, the_account
from requests_app.services import card_payments
from requests_app.tasks.endings import NeedsAPerson, TryLater


def look_at_card_payment(card_id: int, at: datetime) -> None:
    """Settle an attempt by what Pay says now; ask again later while it is not over.

    A payer has 90 minutes, so the outbox's own waiting times outlast every attempt.
    """
    card = CardPayment.objects.get(pk=card_id)
    if card.finished_at:
        return
    account = the_account()
    if account is None:
        raise NeedsAPerson("GOV.UK Pay was turned off while somebody was paying. Look there.")
    try:
        seen = fetch_payment(account, card.provider_id)
        card = card_payments.settle(card.pk, seen, at=at)
    except PayAway as problem:
        raise TryLater(str(problem)) from problem
    except (PayRefused, RuleBroken) as problem:
        raise NeedsAPerson(str(problem)) from problem
    if not card.finished_at:
        raise TryLater("The payment by card is not finished yet.")


WRITERS: dict[str, Callable[[int, datetime], None]] = {
    look_at_card_payment.__name__: look_at_card_payment
}
