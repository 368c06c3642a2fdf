"""A request that ended unpaid is opened again by money that came too late."""

from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import Action
from requests_app.models import Case, ClockEntry, Payment, User
from requests_app.queries.fee_account import money_held
from requests_app.services import clock
from requests_app.services.moved_dates import dates_of, in_detail
from requests_app.services.transitions import performing

ENDED_WITH_IT = (EntryKind.RECEIVED, EntryKind.FEE_ASKED, EntryKind.EXTENDED)
"""What belonged to the time that ended: none of it holds for the new one."""


def reopen(
    payment_id: int,
    *,
    reason: str,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Open a lapsed request again on money that came after the last day to pay.

    The law gives no such right: after the last day the request is over, and who pays later asks
    anew (FOIA s.9(2); EIR reg 8(5)). So the time to answer begins with the day the money came,
    and the fee and the extension of the time that ended are taken back.
    """
    payment = Payment.objects.select_related("notice").get(pk=payment_id)
    notice = payment.notice
    with performing(
        notice.case_id,
        Action.REOPEN_PAID_LATE,
        actor=actor,
        at=at,
        expected_version=expected_version,
        reason=reason,
    ) as step:
        payment.refresh_from_db()
        notice.refresh_from_db()
        if not payment.is_late or payment.settled_at or payment.dishonoured_on:
            raise RuleBroken("This payment is settled already. Look at the fees again.")
        if notice.last_day is None or payment.received_on <= notice.last_day:
            raise RuleBroken("It came in time. Take the request up again on the page of fees.")
        if money_held(notice).held < notice.amount:
            raise RuleBroken("The fee is not paid in full, so there is nothing to reopen by.")
        before = dates_of(step.case)
        for entry in ended_entries(step.case):
            clock.counter(entry, actor=actor, at=at, reason=reason)
        clock.enter(
            step.case, EntryKind.RECEIVED, payment.received_on, actor=actor, at=at, reason=reason
        )
        notice.payments.filter(is_late=True, settled_at__isnull=True).update(settled_at=at)
        step.case.closed_on = None
        step.detail |= {
            "notice": notice.pk,
            "payment": payment.pk,
            "received_on": payment.received_on.isoformat(),
            **in_detail(before, dates_of(step.case)),
        }
    return step.case


def ended_entries(case: Case) -> list[ClockEntry]:
    """Return the standing entries that a late payment takes back."""
    return list(
        ClockEntry.objects.filter(
            case=case,
            kind__in=[kind.value for kind in ENDED_WITH_IT],
            countered_by__isnull=True,
            counters__isnull=True,
        ).order_by("pk")
    )
