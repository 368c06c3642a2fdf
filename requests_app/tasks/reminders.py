"""The morning's reminders: the round, and the sending of each digest."""

from collections.abc import Iterable
from datetime import date, datetime

from celery import shared_task
from django.utils import timezone

from requests_app.domain.milestone_plan import Ower
from requests_app.domain.reminders import ABOVE, Rung, working_days_late
from requests_app.letters.emails import DigestLine, MorningDigest, email_text
from requests_app.models import Department, Digest, MessageKind, User
from requests_app.models.milestone import OWERS
from requests_app.permissions import FOI_OFFICE, READS_EVERY_CASE
from requests_app.queries.authority import the_authority
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import SUBJECT_NOT_CHECKED
from requests_app.queries.reminders import Said
from requests_app.services import correspondence, pulse, reminders, review_reminders
from requests_app.tasks.delivery import deliver
from requests_app.tasks.writing import our_domain, page


@shared_task(name="requests_app.tasks.remind")
def remind() -> int:
    """Make the morning's round, if it is due; return how many digests there are to send."""
    at = timezone.now()
    made = reminders.make_round(at=at)
    review_reminders.make_round(at=at)
    pulse.beat("remind", at=at)
    return made


def send_digest(digest_id: int, at: datetime) -> None:
    """Bring a digest up to date, hand it over, and tell the trails.

    Safe to start at any point: what has begun to leave is neither changed nor sent again.
    """
    digest = Digest.objects.select_related("delivery").filter(pk=digest_id).first()
    if digest is None:
        return
    if digest.delivery is None or not _has_begun_to_leave(digest):
        renewed = reminders.renew(digest_id, at=at)
        if renewed is None:
            return
        digest = _written(*renewed, at)
    assert digest.delivery is not None
    deliver(digest.delivery.message_id, at)
    reminders.record_sent(digest_id, at=timezone.now())


def _has_begun_to_leave(digest: Digest) -> bool:
    row = digest.delivery
    return row is not None and bool(row.handing_over_at or row.sent_at)


def _written(digest: Digest, said: tuple[Said, ...], at: datetime) -> Digest:
    text = email_text(_mail(digest, said))
    message = correspondence.write(
        key=f"digest:{digest.pk}",
        kind=MessageKind.DIGEST,
        case=None,
        recipient=digest.person.email,
        subject=text.subject,
        text=text.body,
        domain=our_domain(),
        at=at,
        deliver=False,
    )
    correspondence.rewrite(message, subject=text.subject, text=text.body)
    reminders.attach(digest, message.delivery)
    return digest


def _mail(digest: Digest, said: Iterable[Said]) -> MorningDigest:
    words = _Words(digest.person, digest.day)
    by_rung: dict[Rung, list[DigestLine]] = {rung: [] for rung in Rung}
    for each in said:
        by_rung[each.reminder.rung].append(words.line(each))
    return MorningDigest(
        name=digest.person.full_name,
        overdue=tuple(by_rung[Rung.AFTER]),
        today=tuple(by_rung[Rung.ON]),
        coming=tuple(by_rung[Rung.BEFORE]),
        others=tuple(line for rung in ABOVE for line in by_rung[rung]),
        calendar_link=page("absence"),
        authority=the_authority(),
    )


class _Words:
    """Puts reminders into words for one reader, who may or may not know who asked."""

    def __init__(self, reader: User, today: date) -> None:
        self.reader, self.today, self.calendar = reader, today, stored_calendar()
        self.departments = dict(Department.objects.values_list("pk", "name"))
        self.names = dict(User.objects.values_list("pk", "full_name"))

    def line(self, said: Said) -> DigestLine:
        """Return one line."""
        case, step, told = said.case, said.step, said.reminder
        is_safe = case.state not in SUBJECT_NOT_CHECKED or self.reader.role in FOI_OFFICE
        return DigestLine(
            reference=case.reference,
            subject=case.subject if is_safe else "",
            step=step.milestone.name,
            wording=step.milestone.wording,
            due_on=told.due_on,
            days_late=working_days_late(told.due_on, self.today, self.calendar),
            answer_due_on=case.statutory_due_on if case.statutory_due_on != told.due_on else None,
            link=self._link(said),
            owed_by=self._owed_by(said) if told.rung in ABOVE else "",
            for_whom=self.names[told.holder_id] if told.holder_id != told.person_id else "",
        )

    def _owed_by(self, said: Said) -> str:
        if said.step.part:
            return self.departments[said.step.part.department_id]
        if said.step.milestone.ower is Ower.FOI_OFFICE and said.case.owner_id:
            return self.names[said.case.owner_id]
        label: str = dict(OWERS)[said.step.milestone.ower.value]
        return label[0].lower() + label[1:]

    def _link(self, said: Said) -> str:
        if said.step.part:
            return page("task", said.step.part.commission_id)
        reads_cases = self.reader.role in READS_EVERY_CASE or said.case.sign_off_id is None
        if reads_cases:
            return page("case", said.case.reference)
        return page("sign-off", said.case.sign_off_id)
