"""The morning's round: what is due becomes rows, one digest a person, and work for the outbox.

A round is one transaction a day, so that a process that dies leaves none of it and the next beat
does it all. Rows that were not sent by the next morning are taken back and worked out anew.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.db.models import Q

from requests_app.domain.london import LONDON, london_day
from requests_app.domain.reminders import Reminder
from requests_app.models import Case, Delivery, Digest, Message, Milestone, OutboxItem, Pulse
from requests_app.models import Reminder as Row
from requests_app.models.case import LOOK_NOW
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import open_cases
from requests_app.queries.reminders import Said, morning_of
from requests_app.services import audit, outbox

ROUND = "reminders"
NEVER = date(9999, 12, 31)
"""`Case.reminders_from` of a case of which nothing is to be said until something happens."""
NOT_LEFT = Q(delivery__isnull=True) | Q(
    delivery__handing_over_at__isnull=True,
    delivery__sent_at__isnull=True,
    delivery__failed_at__isnull=True,
)


@transaction.atomic
def make_round(*, at: datetime) -> int:
    """Write today's digests, once a working morning; return how many.

    Two rounds at once queue at the round's own row, and the second finds it done.
    """
    today = london_day(at)
    Pulse.objects.get_or_create(name=ROUND, defaults={"at": datetime(2000, 1, 1, tzinfo=LONDON)})
    last = Pulse.objects.select_for_update().get(name=ROUND)
    is_early = at.astimezone(LONDON).hour < settings.REMINDER_HOUR
    if is_early or london_day(last.at) >= today or not stored_calendar().is_working_day(today):
        return 0
    _take_back_what_never_left(today, at)
    # Locked, so that an act of this minute comes before the round or after it, and not into it.
    ids = list(
        open_cases()
        .filter(reminders_from__lte=today)
        .order_by("pk")
        .select_for_update(no_key=True)
        .values_list("pk", flat=True)
    )
    morning = morning_of(Case.objects.filter(pk__in=ids).order_by("pk"), today)
    digests = _digests({each.reminder.person_id for each in morning.said}, today, at)
    _write(morning.said, digests)
    for digest in digests.values():
        outbox.enqueue("send_digest", digest.pk, key=f"digest:{digest.pk}", at=at)
    look_again_on: dict[date, list[int]] = defaultdict(list)
    for case_id, day in morning.next_days.items():
        look_again_on[day or NEVER].append(case_id)
    for day, case_ids in look_again_on.items():
        Case.objects.filter(pk__in=case_ids).update(reminders_from=day)
    last.at = at
    last.save()
    return len(digests)


@transaction.atomic
def renew(digest_id: int, *, at: datetime) -> tuple[Digest, tuple[Said, ...]] | None:
    """Put into an unsent digest what is true now; return it with what it says.

    Between the round and the sending a step may have been done, its day moved, its case closed,
    its person gone. None where nothing is left to say: the digest is then no more.
    """
    digest = (
        Digest.objects.select_for_update(of=("self",))
        .select_related("person", "delivery")
        .filter(pk=digest_id)
        .first()
    )
    if digest is None:
        return None
    today = london_day(at)
    rows = {_identity(row): row for row in digest.reminders.select_related("milestone")}
    said: dict[tuple[object, ...], Said] = {}
    if digest.day == today:
        cases = open_cases().filter(pk__in={row.case_id for row in rows.values()})
        said = {
            _identity_of(each.reminder): each
            for each in morning_of(cases.order_by("due_on", "pk"), today, besides=digest).said
            if each.reminder.person_id == digest.person_id
        }
    if not said:
        _take_back([digest])
        return None
    gone = [row for key, row in rows.items() if key not in said]
    Case.objects.filter(pk__in={row.case_id for row in gone}).update(reminders_from=LOOK_NOW)
    Row.objects.filter(pk__in=[row.pk for row in gone]).delete()
    new = [each for key, each in said.items() if key not in rows]
    _write(new, {digest.person_id: digest})
    return digest, tuple(said.values())


def _identity(row: Row) -> tuple[object, ...]:
    return (row.case_id, row.milestone.key, row.commission_id, row.rung, row.turn, row.due_on)


def _identity_of(each: Reminder) -> tuple[object, ...]:
    return (
        each.case_id,
        each.milestone,
        each.commission_id,
        each.rung.value,
        each.turn,
        each.due_on,
    )


def look_at_every_case_again() -> None:
    """Have the next round look at every case: what the steps follow from has changed."""
    open_cases().update(reminders_from=LOOK_NOW)


@transaction.atomic
def record_sent(digest_id: int, *, at: datetime) -> None:
    """Tell the trail of each case, once, whom it was called to mind."""
    digest = Digest.objects.select_for_update().get(pk=digest_id)
    if digest.recorded_at:
        return
    for row in digest.reminders.select_related("case", "milestone"):
        audit.record(
            row.case.reference,
            "remind",
            actor=None,
            at=at,
            reminder=row.pk,
            person=row.person_id,
            step=row.milestone.key,
            rung=row.rung,
            due_on=row.due_on.isoformat(),
        )
    digest.recorded_at = at
    digest.save(update_fields=("recorded_at",))


def _take_back_what_never_left(today: date, at: datetime) -> None:
    """Take back earlier digests that nobody has begun to send: today's round says it afresh."""
    at_work = OutboxItem.objects.filter(work="send_digest", leased_until__gte=at)
    _take_back(
        Digest.objects.select_for_update(of=("self",), skip_locked=True)
        .filter(NOT_LEFT, day__lt=today)
        .exclude(pk__in=at_work.values("subject_id"))
        .select_related("delivery")
    )


def _take_back(digests: Iterable[Digest]) -> None:
    for digest in digests:
        # Found first, then changed by key: one statement for both can be planned very badly.
        cases = set(Row.objects.filter(digest=digest).values_list("case_id", flat=True))
        Case.objects.filter(pk__in=cases).update(reminders_from=LOOK_NOW)
        delivery = digest.delivery
        digest.delete()
        if delivery is not None:
            # A mail that was written and never left: nobody has seen it.
            Message.objects.filter(pk=delivery.message_id).delete()


def _digests(people: Collection[int], today: date, at: datetime) -> dict[int, Digest]:
    return {
        each.person_id: each
        for each in Digest.objects.bulk_create(
            Digest(person_id=person, day=today, made_at=at) for person in sorted(people)
        )
    }


def _write(said: Iterable[Said], digests: dict[int, Digest]) -> None:
    milestones = dict(Milestone.objects.values_list("key", "pk"))
    Row.objects.bulk_create(
        Row(
            case_id=each.reminder.case_id,
            milestone_id=milestones[each.reminder.milestone],
            commission_id=each.reminder.commission_id,
            rung=each.reminder.rung.value,
            turn=each.reminder.turn,
            holder_id=each.reminder.holder_id,
            person_id=each.reminder.person_id,
            due_on=each.reminder.due_on,
            digest=digests[each.reminder.person_id],
        )
        for each in said
    )


def attach(digest: Digest, delivery: Delivery) -> None:
    """Note which mail carries the digest."""
    digest.delivery = delivery
    digest.save(update_fields=("delivery",))
