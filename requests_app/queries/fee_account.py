"""What is owed on a case, and what came of it. Who asked is not read."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.conf import settings
from django.urls import reverse

from requests_app.domain.fee_account import Account, Received, account
from requests_app.domain.fee_quote import Provision
from requests_app.domain.money import NOTHING
from requests_app.models import Case, FeeNotice, Payment, Refund


@dataclass(frozen=True)
class ShownFee:
    """One fees notice with its money."""

    notice: FeeNotice
    provision: Provision
    account: Account
    payments: tuple[Payment, ...]
    refunds: tuple[Refund, ...]

    @property
    def to_give_back(self) -> Decimal:
        """What is the applicant's: what was paid too much, or all where nothing was owed."""
        if self.notice.lapsed_at or self.notice.cancelled_at:
            return max(self.account.held, NOTHING)
        return self.account.over

    @property
    def late(self) -> tuple[Payment, ...]:
        """The payments over which a person still has to decide."""
        return tuple(row for row in self.payments if row.is_late and not row.settled_at)


@dataclass(frozen=True)
class FeeOwed:
    """What an applicant sees of a fee that waits to be paid."""

    word: str
    account: Account
    last_day: date | None
    how_to_pay: tuple[str, ...]
    by_card: bool


def account_of(notice: FeeNotice) -> Account:
    """Add up the money of a notice; what came late pays for nothing."""
    return account(
        notice.amount,
        (
            Received(row.received_on, row.amount, is_dishonoured=row.dishonoured_on is not None)
            for row in notice.payments.all()
            if not row.is_late
        ),
        sum((row.amount for row in notice.refunds.all()), NOTHING),
    )


def money_held(notice: FeeNotice) -> Account:
    """Add up all the money of a notice, what came late included: what could be given back."""
    return account(
        notice.amount,
        (
            Received(row.received_on, row.amount, is_dishonoured=row.dishonoured_on is not None)
            for row in notice.payments.all()
        ),
        sum((row.amount for row in notice.refunds.all()), NOTHING),
    )


def fees_of(case: Case) -> list[ShownFee]:
    """Return the fees notices of a case, the latest first."""
    notices = FeeNotice.objects.filter(case=case).select_related("made_by", "letter")
    return [
        ShownFee(
            notice,
            Provision(notice.provision),
            account_of(notice),
            tuple(notice.payments.all()),
            tuple(notice.refunds.all()),
        )
        for notice in notices.prefetch_related("payments", "refunds").order_by("-pk")
    ]


def fee_owed(case: Case, today: date) -> FeeOwed | None:
    """Return what the applicant of an open case still owes, or None."""
    notice = (
        FeeNotice.objects.filter(
            case=case, paid_on__isnull=True, lapsed_at__isnull=True, cancelled_at__isnull=True
        )
        .prefetch_related("payments", "refunds")
        .first()
    )
    if notice is None or not case.is_open:
        return None
    word = "charge" if notice.provision == Provision.EIR else "fee"
    return FeeOwed(
        word=word,
        account=account_of(notice),
        last_day=notice.last_day,
        how_to_pay=ways_by_hand(),
        by_card=can_pay_by_card() and can_still_be_paid(notice, case, today),
    )


def can_still_be_paid(notice: FeeNotice, case: Case, today: date) -> bool:
    """Whether money that comes today pays for something."""
    return bool(
        case.is_open
        and notice.is_waiting
        and (notice.last_day is None or today <= notice.last_day)
        and account_of(notice).owed
    )


def can_pay_by_card() -> bool:
    """Whether fees can be paid at GOV.UK Pay."""
    return bool(settings.GOVUK_PAY["key"])


def ways_by_hand() -> tuple[str, ...]:
    """Return the ways to pay that the authority has set."""
    return tuple(way for way in settings.HOW_TO_PAY if way)


def how_to_pay() -> tuple[str, ...]:
    """Return the ways to pay, as letters and mails list them."""
    if not can_pay_by_card():
        return ways_by_hand()
    page = f"{settings.SITE_URL}{reverse('follow')}"
    return (f"by card, on the page where you follow your request: {page}", *ways_by_hand())
