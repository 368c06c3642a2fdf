"""Walks each request of the demonstration to its place, act by act, through the services."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from hashlib import sha256
from io import BytesIO

from django.conf import settings

from requests_app.domain.london import LONDON
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.domain.working_days import Calendar
from requests_app.mail.composing import composed
from requests_app.mail.way_out import the_transport
from requests_app.management.demo.plan import Planned
from requests_app.models import (
    Activity,
    Case,
    Channel,
    Commission,
    Delivery,
    Department,
    Held,
    Message,
    OutboxItem,
    ReplyBy,
    Seat,
    SignOff,
    User,
)
from requests_app.queries.outgoing_mail import outgoing_mail
from requests_app.services import (
    case_work,
    commissioning,
    correspondence,
    drafting,
    intake,
    outbox,
    responses,
    sign_off,
    triage,
)
from requests_app.services.commissioning import Finding
from requests_app.tasks.outbox import WORK

LATELY = timedelta(days=7)
ORDER = (
    State.RECEIVED,
    State.ACCEPTED,
    State.WITH_DEPARTMENTS,
    State.DRAFTING,
    State.AWAITING_SIGN_OFF,
    State.READY,
    State.ANSWERED,
)
APPLICANTS = (
    "Imogen Fairweather", "Callum Reyes", "Sunita Bhatt", "J. Okoro", "Beatrix Holloway",
    "Tomasz Zielinski", "Ffion Rhys", "Harriet Quayle", "Dominic Sauvage", "Amara Nkemelu",
    "P. Thistlewood", "Leila Farrokh", "Stuart Kinnear", "Maeve Gallagher", "Rupert Winslade",
)  # fmt: skip


@dataclass
class Walker:
    """Knows the people, the calendar and today; the same seed walks the same way."""

    people: Mapping[str, User]
    calendar: Calendar
    today: date
    chance: random.Random

    def walk(self, planned: Planned, number: int) -> Case:
        """Open the case and bring it as far as planned."""
        received = self.working_day_ago(planned.age)
        case = self._open(planned, number, received)
        goal = ORDER.index(planned.state)
        office = self.people["office"]
        if goal >= 1:
            self._accept(case, planned, self.moment(received, 1))
        if goal >= 2:
            self._commission(case, planned, self.moment(received, 2))
        if planned.state is State.WITH_DEPARTMENTS and number % 2 == 0:
            self._save_some(case, planned, self.moment(received, min(planned.age, 6)))
        if goal >= 3:
            span = planned.answered_after or planned.age
            self._return(case, planned, self.moment(received, max(3, span - 6)))
            drafted = self.moment(received, max(4, span - 5))
            drafting.assemble(case.pk, actor=office, at=drafted)
        if goal >= 4:
            self._sign(case, planned, received, goal)
        return case

    def working_day_ago(self, age: int) -> date:
        """Return the working day that lies so many working days back."""
        day = self.today
        while not self.calendar.is_working_day(day) or age:
            if self.calendar.is_working_day(day):
                age -= 1
            day -= timedelta(days=1)
        return day

    def moment(self, received: date, working_days: int) -> datetime:
        """Return an hour of a working day after receipt, never later than now."""
        day = (
            self.calendar.nth_working_day_after(received, working_days)
            if working_days
            else received
        )
        if day >= self.today:
            # Minutes after midnight keep today's acts in order and in the past.
            return datetime.combine(self.today, time(0, 1 + working_days), LONDON)
        hour, minute = self.chance.randrange(9, 17), self.chance.randrange(60)
        return datetime.combine(day, time(hour, minute), LONDON)

    def _open(self, planned: Planned, number: int, received: date) -> Case:
        name = APPLICANTS[number % len(APPLICANTS)]
        by_post, by_phone = number % 9 == 4, number % 15 == 7
        alias = f"request-{480_000 + number}-{number:08x}@whatdotheyknow.com"
        email = (
            "" if by_post else alias if number % 11 == 3
            else f"{name.lower().replace(' ', '.').replace('..', '.')}@example.org"
        )  # fmt: skip
        channel = Channel.POST if by_post else Channel.PHONE if by_phone else (
            Channel.FORM if number % 4 == 1 else Channel.MAIL
        )  # fmt: skip
        at = self.moment(received, 0)
        case = intake.open_case(
            intake.NewRequest(
                channel=channel,
                received_on=received,
                subject=planned.asked.subject,
                text=planned.asked.text(name),
                name=name,
                email=email,
                postal_address=f"{number} Mill Lane\nHarrowdene\nHD2 {number % 9 + 1}AB"
                if by_post
                else "",
                reply_by=ReplyBy.POST if by_post else ReplyBy.EMAIL,
            ),
            actor=self.people["office"] if by_post or by_phone else None,
            at=at,
        )
        self.settle(at)
        return case

    def _accept(self, case: Case, planned: Planned, at: datetime) -> None:
        owner = self.people["office"] if case.pk % 3 else self.people["assistant"]
        triage.accept(
            case.pk,
            triage.Acceptance(
                regime=Regime(planned.asked.regime),
                subject=planned.asked.subject,
                has_press_interest=planned.asked.press,
            ),
            actor=owner,
            at=at,
        )
        self.settle(at)

    def _commission(self, case: Case, planned: Planned, at: datetime) -> None:
        questions = list(case.questions.all())
        wanted = {Department.objects.get(name=planned.asked.department): questions}
        if planned.asked.other:
            wanted[Department.objects.get(name=planned.asked.other)] = questions[-1:]
        commissioning.commission(case.pk, wanted, actor=self.people["office"], at=at)
        self.settle(at)

    def _findings(self, row: Commission, planned: Planned) -> list[Finding]:
        answers = dict(
            zip((n for n, _ in planned.asked.questions), planned.asked.answers, strict=False)
        )
        return [
            Finding(
                question_return_id=found.pk,
                held=Held.HELD,
                answer=answers.get(found.question.number, "See our answer above."),
                searches=((planned.asked.place, planned.asked.subject.lower(), "found"),),
                minutes={
                    Activity.LOCATING: 15 * self.chance.randrange(1, 9),
                    Activity.EXTRACTING: 15 * self.chance.randrange(0, 7),
                },
            )
            for found in row.returns.select_related("question")
        ]

    def _manager(self, row: Commission) -> User:
        return row.department.seats.get(seat=Seat.MANAGER).user

    def _save_some(self, case: Case, planned: Planned, at: datetime) -> None:
        row = case.commissions.select_related("department").get(
            department__name=planned.asked.department
        )
        manager = self._manager(row)
        commissioning.open_commission(row.pk, actor=manager, at=at)
        commissioning.save_findings(row.pk, self._findings(row, planned)[:1], actor=manager, at=at)

    def _return(self, case: Case, planned: Planned, at: datetime) -> None:
        for row in case.commissions.select_related("department"):
            manager = self._manager(row)
            commissioning.open_commission(row.pk, actor=manager, at=at)
            commissioning.save_findings(row.pk, self._findings(row, planned), actor=manager, at=at)
            if "attached" in "".join(planned.asked.answers) and not row.returns.filter(
                documents__isnull=False
            ):
                self._attach(row, planned, manager, at)
            commissioning.return_searches(row.pk, actor=manager, at=at)
        self.settle(at)

    def _attach(self, row: Commission, planned: Planned, manager: User, at: datetime) -> None:
        lines = ["month,figure", *(f"2025-{month:02d},{month * 7 + 40}" for month in range(1, 13))]
        content = "\n".join(lines).encode()
        stored = drafting.StoredFile(
            name=f"{planned.asked.subject}.csv",
            media_type="text/csv",
            size=len(content),
            sha256=sha256(content).hexdigest(),
            content=BytesIO(content),
        )
        found = row.returns.order_by("pk")[0]
        commissioning.add_found_file(row.pk, found.pk, stored, actor=manager, at=at)

    def _sign(self, case: Case, planned: Planned, received: date, goal: int) -> None:
        office = self.people["office"]
        span = planned.answered_after or planned.age
        row = case.commissions.select_related("department")[0]
        director = row.department.seats.get(seat=Seat.DIRECTOR).user
        asked_at = self.moment(received, max(5, span - 3))
        self._release_files(case, asked_at)
        sign_off.send_for_sign_off(case.pk, director, actor=office, at=asked_at)
        self.settle(asked_at)
        if goal >= 5:
            signed_at = self.moment(received, max(6, span - 1))
            pending = SignOff.objects.get(case=case, outcome="pending")
            sign_off.approve(case.pk, actor=director, at=signed_at, digest_seen=pending.digest)
            self.settle(signed_at)
        if goal >= 6:
            sent_at = self.moment(received, span)
            responses.issue(case.pk, actor=office, at=sent_at)
            self.settle(sent_at)

    def send_answer(self, case: Case, planned: Planned) -> None:
        """Have the letter of a case signed and sent."""
        self._sign(case, planned, case.received_on, ORDER.index(State.ANSWERED))

    def _release_files(self, case: Case, at: datetime) -> None:
        for document in case.documents.filter(role="found"):
            drafting.release_found_file(case.pk, document.pk, actor=self.people["office"], at=at)

    def note(self, case: Case, text: str, at: datetime) -> None:
        """Write a note on a case."""
        case_work.add_note(case.pk, text, actor=self.people["office"], at=at)

    def settle(self, at: datetime) -> None:
        """Do what the queue would have done at that time; mail of long ago counts as sent.

        Mail of the last days lies in the demo's mailbox; what is due today is left to the
        real worker.
        """
        if at.date() >= self.today:
            return
        while item := OutboxItem.objects.filter(done_at=None, given_up_at=None).first():
            if item.work == "deliver":
                delivery = Delivery.objects.select_related("message").get(
                    message_id=item.subject_id
                )
                if self.today - at.date() <= LATELY:
                    self._into_the_mailbox(delivery.message)
                correspondence.begin_handing_over(delivery.message, at=at)
                correspondence.mark_sent(delivery.message, at=at)
            else:
                WORK[item.work](item.subject_id, at)
            outbox.finish(item, at=at)

    def _into_the_mailbox(self, message: Message) -> None:
        # Only ever into the folder: nothing of a demonstration goes to a mail server.
        if settings.MAIL_FOLDER:
            the_transport().deliver(
                composed(outgoing_mail(message)),
                envelope_from=settings.AUTHORITY["foi_email"],
                envelope_to=message.recipient,
                before_handover=lambda: None,
            )
