"""The same request came twice: the duplicate ends in the case that stays, and can come back."""

from datetime import datetime, timedelta

from django.db import transaction

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.merging import UNDECIDED
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import Action, State
from requests_app.models import Case, ClockEntry, Merging, Message, MessageKind, Splitting, User
from requests_app.queries.merging import counts_from, objections_to
from requests_app.services import clock, outbox
from requests_app.services.moved_dates import dates_of, in_detail
from requests_app.services.transitions import performing


@transaction.atomic
def merge(
    case_id: int,
    into_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
    into_version: int | None = None,
    hold: timedelta = timedelta(),
) -> Merging:
    """End a duplicate in the case that stays, whose clock then counts from the earlier receipt.

    Nothing is owed on the duplicate any more; its messages stay where they are and are read from
    the other. The applicant is told under which reference we go on, in mail that is held for
    `hold`, so that the act can be taken back. Raises `RuleBroken` where it is no duplicate.
    """
    if case_id == into_id:
        raise RuleBroken("A case cannot be merged into itself.")
    lock_in_order(case_id, into_id)
    with performing(
        case_id, Action.MERGE, actor=actor, at=at, expected_version=expected_version
    ) as step:
        with performing(
            into_id,
            Action.TAKE_IN_DUPLICATE,
            actor=actor,
            at=at,
            expected_version=into_version,
        ) as taking:
            said = objections_to(step.case, taking.case)
            if said:
                raise RuleBroken(" ".join(said))
            before = dates_of(taking.case)
            receipt = _count_from_the_earlier(step.case, taking.case, actor, at)
            taking.detail |= {
                "duplicate": step.case.reference,
                "received_on": taking.case.received_on.isoformat(),
                **in_detail(before, dates_of(taking.case)),
            }
        row = end_in(step.case, taking.case, actor=actor, at=at, receipt=receipt)
        outbox.enqueue("tell_of_merging", row.pk, key=f"tell-of-merging:{row.pk}", at=at, hold=hold)
        step.detail["into"] = taking.case.reference
    return row


def lock_in_order(*case_ids: int) -> None:
    """Lock several cases in one order, so that two acts across each other do not wait for ever."""
    list(Case.objects.select_for_update().filter(pk__in=case_ids).order_by("pk"))


def end_in(
    case: Case, into: Case, *, actor: User, at: datetime, receipt: ClockEntry | None = None
) -> Merging:
    """Write down that a locked case ends in another; who calls has performed the act."""
    case.closed_on = london_day(at)
    Message.objects.filter(case=case, kind=MessageKind.REQUEST, handled_at__isnull=True).update(
        handled_at=at
    )
    return Merging.objects.create(
        case=case,
        into=into,
        state_before=case.state,
        receipt=receipt,
        acknowledgement_held=outbox.take_back("acknowledge", case.pk),
        made_at=at,
        made_by=actor,
    )


def _count_from_the_earlier(
    duplicate: Case, kept: Case, actor: User, at: datetime
) -> ClockEntry | None:
    """Move the receipt of the case that stays to that of a duplicate which came first."""
    day = counts_from(duplicate, kept)
    if day >= kept.received_on:
        return None
    came = clock.standing_entry(duplicate, EntryKind.RECEIVED)
    return clock.move_receipt(
        kept,
        day,
        actor=actor,
        at=at,
        reason=f"The same request had come before, as {duplicate.reference}.",
        evidence=came.evidence if came else None,
    )


@transaction.atomic
def bring_back(
    case_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Bring a merged case back as its own, to where it was, with its own clock and tasks.

    The receipt of the other case goes back to its own day, unless it was corrected since.
    """
    row = _standing(case_id)
    lock_in_order(case_id, row.into_id)
    with performing(
        case_id, Action.BRING_BACK_MERGED, actor=actor, at=at, expected_version=expected_version
    ) as step:
        row = _standing(case_id)
        if Splitting.objects.filter(case=step.case).exists():
            raise RuleBroken(
                f"Its questions are back on {row.into.reference}. Split that case again instead."
            )
        state = State(row.state_before)
        with performing(row.into_id, Action.GIVE_BACK_DUPLICATE, actor=actor, at=at) as giving:
            before = dates_of(giving.case)
            _put_receipt_back(row, giving.case, actor, at)
            giving.detail |= {
                "duplicate": step.case.reference,
                **in_detail(before, dates_of(giving.case)),
            }
        row.ended_at, row.ended_by = at, actor
        row.save(update_fields=("ended_at", "ended_by"))
        step.back_to = state
        step.case.closed_on = None
        clock.refresh(step.case)
        if state in UNDECIDED:
            Message.objects.filter(case=step.case, kind=MessageKind.REQUEST).update(handled_at=None)
        _tell_again(row, step.case, at)
        step.detail["into"] = row.into.reference
    return step.case


def _standing(case_id: int) -> Merging:
    row = (
        Merging.objects.filter(case=case_id, ended_at__isnull=True)
        .select_related("into", "receipt")
        .first()
    )
    if row is None:
        raise RuleBroken("This case is not merged into another any more. Look at it again.")
    return row


def _put_receipt_back(row: Merging, kept: Case, actor: User, at: datetime) -> None:
    if row.receipt is None or clock.standing_entry(kept, EntryKind.RECEIVED) != row.receipt:
        return
    first = (
        ClockEntry.objects.filter(
            case=kept,
            kind=EntryKind.RECEIVED.value,
            counters__isnull=True,
            pk__lt=row.receipt.pk,
        )
        .order_by("pk")
        .last()
    )
    if first is not None:
        clock.move_receipt(
            kept,
            first.on,
            actor=actor,
            at=at,
            reason=f"{row.case.reference} is its own case again.",
            evidence=first.evidence,
        )


def _tell_again(row: Merging, case: Case, at: datetime) -> None:
    """Have sent what is owed again; say that we go on apart where we had said the other thing."""
    if row.acknowledgement_held:
        key = f"acknowledge:{case.pk}:merging-{row.pk}"
        outbox.enqueue("acknowledge", case.pk, key=key, at=at)
    if not outbox.take_back("tell_of_merging", row.pk):
        outbox.enqueue("tell_of_parting", row.pk, key=f"tell-of-parting:{row.pk}", at=at)
