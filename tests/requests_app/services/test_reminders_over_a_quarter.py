"""Five hundred cases over a quarter, the worker killed at random, the beat down over a weekend.

What was sent is held against a plain count, written differently: it goes through every case on
every morning, walks the days one by one, and knows the policy's steps from a list of its own.
"""

import random
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, NamedTuple
from unittest import mock

import pytest
import time_machine
from django.db import connection

from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.models import (
    Absence,
    Applicant,
    Case,
    ClockEntry,
    Commission,
    Delivery,
    Department,
    Digest,
    Draft,
    Held,
    OutboxItem,
    Question,
    QuestionReturn,
    Reminder,
    Role,
    Seat,
    SignOff,
    User,
)
from requests_app.models.case import LOOK_NOW
from requests_app.services import audit, clock, outbox, reminders
from requests_app.tasks import delivery, remind, sweep_outbox
from requests_app.tasks import reminders as sending
from tests.factories import at

CASES = 500
FIRST, LAST = date(2026, 10, 1), date(2026, 12, 31)
BEAT_DOWN = {date(2026, 11, 6) + timedelta(days=day) for day in range(4)}
"""From Friday to Monday."""
NO_SUCH_SEAT = {("deputy", 2), ("under_director", 1)}
FREE = {holiday.day for holiday in built_in_calendar().holidays}
DAY = timedelta(days=1)


def works(day: date) -> bool:
    return day.weekday() < 5 and day not in FREE


def later(day: date, working_days: int) -> date:
    while working_days:
        day += DAY
        working_days -= works(day)
    return day


# ---- what happens to the cases --------------------------------------------------------------


class When(NamedTuple):
    """A day, and whether it was between the round and the sending (0) or after both (1)."""

    day: date
    slot: int


@dataclass
class Life:
    """What happens to one case, and when."""

    received: date
    owner: str
    department: int
    press: bool
    moments: dict[str, When] = field(default_factory=dict)
    pk: int = 0
    commission: int = 0

    def had(self, what: str, now: When) -> bool:
        moment = self.moments.get(what)
        return moment is not None and moment <= now


def lives(chance: random.Random) -> list[Life]:
    days = [FIRST + DAY * n for n in range((LAST - FIRST).days) if works(FIRST + DAY * n)]
    return [life(chance, chance.choice(days)) for _ in range(CASES)]


def life(chance: random.Random, received: date) -> Life:
    new = Life(
        received,
        chance.choice(["manager", "clerk", "second_clerk"]),
        chance.randrange(3),
        chance.random() < 0.06,
    )
    day = received

    def then(what: str, least: int, most: int) -> None:
        nonlocal day
        day = later(day, chance.randint(least, most))
        new.moments[what] = When(day, chance.random() > 0.15)

    then("accepted", 1, 3)
    then("commissioned", 1, 2)
    if chance.random() < 0.25:
        then("asked", 1, 3)
        if chance.random() < 0.9:
            then("replied", 2, 9)
    then("said", 1, 5)
    then("returned", 1, 6)
    then("drafted", 1, 2)
    then("sent_for_sign_off", 1, 2)
    then("signed", 1, 5)
    then("closed", 1, 2)
    if chance.random() < 0.08:
        end = new.moments[chance.choice(["commissioned", "said"])]
        new.moments = {what: when for what, when in new.moments.items() if when < end}
        new.moments["closed"] = end
    return new


# ---- the people -----------------------------------------------------------------------------


@dataclass
class Staff:
    people: dict[str, User]
    departments: list[Department]
    signatory: str = "director_0"

    @property
    def names(self) -> dict[int, str]:
        return {user.pk: name for name, user in self.people.items()}


def hire() -> Staff:
    roles = {
        "manager": Role.FOI_MANAGER,
        "clerk": Role.FOI_ADMINISTRATOR,
        "second_clerk": Role.FOI_ADMINISTRATOR,
        "corporate": Role.DIRECTOR_OF_CORPORATE_AFFAIRS,
        "press": Role.COMMUNICATIONS,
    }
    seats = [
        (f"{name}_{number}", number, seat)
        for number in range(3)
        for name, seat in (
            ("head", Seat.MANAGER),
            ("deputy", Seat.DEPUTY_MANAGER),
            ("under_director", Seat.DEPUTY_DIRECTOR),
            ("director", Seat.DIRECTOR),
        )
        if (name, number) not in NO_SUCH_SEAT
    ]
    people = {
        name: User.objects.create_user(
            f"{name}@trust.example",
            full_name=name,
            role=roles.get(name, Role.DEPARTMENT_MEMBER),
        )
        for name in [*roles, *(name for name, _, _ in seats)]
    }
    departments = [Department.objects.create(name=f"Ward {number}") for number in range(3)]
    for name, number, seat in seats:
        departments[number].seats.create(user=people[name], seat=seat)
    return Staff(people, departments)


class Away(NamedTuple):
    name: str
    first: date
    last: date
    cover: str | None


ABSENCES = (
    Away("manager", date(2026, 10, 12), date(2026, 10, 16), "clerk"),
    Away("clerk", date(2026, 10, 15), date(2026, 10, 20), None),
    Away("second_clerk", date(2026, 11, 2), date(2026, 11, 20), "clerk"),
    Away("clerk", date(2026, 11, 11), date(2026, 11, 13), "second_clerk"),
    Away("head_0", date(2026, 10, 5), date(2026, 11, 10), "deputy_0"),
    Away("head_1", date(2026, 10, 19), date(2026, 10, 30), None),
    Away("deputy_1", date(2026, 10, 26), date(2026, 10, 28), None),
    Away("head_2", date(2026, 11, 4), date(2026, 11, 25), "head_0"),
    Away("director_0", date(2026, 11, 9), date(2026, 11, 12), "under_director_0"),
    Away("corporate", date(2026, 11, 16), date(2026, 12, 4), "manager"),
)


# ---- the plain count ------------------------------------------------------------------------


class Told(NamedTuple):
    case: int
    step: str
    rung: str
    turn: int
    person: str
    due: date


class Plain:
    """Goes through every case on every morning on which a round was made."""

    STEPS = (
        ("acknowledge", 2, 1, "accepted"),
        ("press", 2, 1, "accepted"),
        ("copy_request", 2, 1, "never"),
        ("chain_12", 12, 1, "returned"),
        ("chain_13", 13, 1, "drafted"),
        ("chain_14", 14, 0, "sent_for_sign_off"),
        ("chain_15", 15, 1, "sent_for_sign_off"),
        ("chain_16", 16, 1, "never"),
        ("chain_18", 18, 2, "signed"),
        ("out", 20, 2, "closed"),
    )
    OFFICE = ("clerk", "second_clerk", "manager")

    def __init__(self, lives: list[Life]) -> None:
        self.lives = lives
        self.said: dict[tuple[Any, ...], list[tuple[str, str]]] = defaultdict(list)

    def morning(self, day: date) -> list[Told]:
        """Return what has to be sent on a morning, knowing all the mornings before."""
        told = []
        for case in self.lives:
            if case.received >= day:
                continue
            before, now = When(day - DAY, 1), When(day, 0)
            planned = dict(self.of_case(case, before, day))
            final = planned
            if case.received < day and now in case.moments.values():
                # Something happened between the round and the sending: what is sent is what is
                # true by then, to those who were to be written to about the case at all.
                reached = {one.person for one in planned}
                final = {
                    one: holder
                    for one, holder in self.of_case(case, now, day)
                    if one.person in reached
                }
            for one, holder in final.items():
                told.append(one)
                self.said[one.case, one.step, one.rung, one.turn, one.due].append(
                    (holder, one.person)
                )
        return told

    def of_case(self, case: Life, now: When, today: date) -> Iterator[tuple[Told, str]]:
        waits = case.had("asked", now) and not case.had("replied", now)
        if waits or case.had("closed", now):
            return
        paused = set()
        if case.had("replied", now):
            day = case.moments["asked"].day
            while day <= case.moments["replied"].day:
                paused.add(day)
                day += DAY

        def nth(start: date, number: int) -> date:
            day = start
            while number:
                day += DAY
                number -= works(day) and day not in paused
            return day

        for key, number, ahead, act in self.STEPS:
            if key in ("copy_request", "chain_16") and not (
                case.press and case.had("accepted", now)
            ):
                continue
            if not case.had(act, now):
                due = nth(case.received, number)
                yield from self.of_step(case, key, due, ahead, now, today)
        if case.had("commissioned", now) and not case.had("returned", now):
            start = case.moments["commissioned"].day
            estimate, answer = (
                cap if start < (cap := min(nth(start, own), nth(case.received, latest))) else None
                for own, latest in ((5, 7), (10, 12))
            )
            estimate = estimate or nth(start, 5)
            answer = answer or nth(start, 10)
            if not case.had("said", now) and estimate < answer:
                yield from self.of_step(case, "estimate", estimate, 1, now, today)
            yield from self.of_step(case, "answer", answer, 2, now, today)

    def of_step(
        self, case: Life, key: str, due: date, ahead: int, now: When, today: date
    ) -> Iterator[tuple[Told, str]]:
        late, day = 0, min(due, today)
        while day < max(due, today):
            day += DAY
            late += works(day)
        rungs: list[tuple[str, int, int]] = []
        if today < due:
            rungs += [("before", 0, 0)] if late <= ahead else []
        else:
            rungs += [("after", late, 0)] if late else [("on", 0, 0)]
            for place, (name, first) in enumerate(
                (("deputy", 2), ("line", 3), ("director", 5)), start=1
            ):
                if late >= first:
                    rungs.append((name, (late - first) // 5, place))
        ladder, readers = self.ladder(case, key, now)
        heard: list[str] = []
        for name, turn, place in rungs:
            known = self.said[case.pk, key, name, turn, due]
            everybody = {one for pair in known for one in pair}
            for holder, person in self.reached(ladder[place:], readers, today, everybody):
                if person in heard:
                    continue
                heard.append(person)
                if holder not in everybody and person not in everybody:
                    yield Told(case.pk, key, name, turn, person, due), holder

    def reached(
        self, ladder: list[list[str]], readers: set[str], today: date, known: set[str]
    ) -> list[tuple[str, str]]:
        if not ladder:
            return []
        found = [(name, self.stand_in(name, readers, today)) for name in ladder[0]]
        here = [(name, person) for name, person in found if person]
        if here or known & set(ladder[0]):
            return here  # type: ignore[return-value]
        return self.reached(ladder[1:], readers, today, known)

    def stand_in(self, name: str, readers: set[str], today: date) -> str | None:
        chain = [name]
        while True:
            away = [
                one for one in ABSENCES if one.name == chain[-1] and one.first <= today <= one.last
            ]
            if not away:
                return chain[-1] if chain[-1] in readers else None
            cover = away[0].cover
            if cover is None or cover in chain:
                return None
            chain.append(cover)

    def ladder(self, case: Life, key: str, now: When) -> tuple[list[list[str]], set[str]]:
        number = case.department
        if key in ("estimate", "answer"):
            seats = [
                [] if (name, number) in NO_SUCH_SEAT else
                [f"{name}_{number}"]
                for name in ("head", "deputy", "under_director", "director")
            ]  # fmt: skip
            return seats, {name for people in seats for name in people}
        accepted = case.had("accepted", now)
        has_it = case.owner if accepted else "manager"
        readers = {*self.OFFICE, "corporate"}
        if case.press and accepted:
            readers.add("press")
        if key == "chain_18" and case.had("sent_for_sign_off", now):
            signing = ["director_0"], ["under_director_0"], [has_it], ["corporate"]
            return list(signing), readers | {"director_0", "under_director_0"}
        others = [name for name in self.OFFICE if name != has_it]
        return [[has_it], others, ["manager"], ["corporate"]], readers


# ---- the product, with things going wrong ------------------------------------------------------


class Killed(BaseException):
    """The process is gone, in the middle of whatever it was doing."""


class Sink:
    """A mail server that remembers what it was given."""

    def __init__(self, dies: Callable[[], None]) -> None:
        self.given: list[tuple[str, str]] = []
        self.dies = dies

    def deliver(
        self, mail: Any, *, envelope_from: str, envelope_to: str, before_handover: Any
    ) -> bool:
        self.dies()
        before_handover()
        self.given.append((str(mail["Message-ID"]), envelope_to))
        self.dies()
        return False


@dataclass
class World:
    lives: list[Life]
    staff: Staff
    chance: random.Random

    def build(self) -> None:
        applicant = Applicant.objects.create(name="A. Nother", created_at=at(FIRST))
        cases = Case.objects.bulk_create(
            Case(
                reference=f"FOI-{number:04d}",
                subject=f"Case {number}",
                channel="mail",
                applicant=applicant,
                opened_at=at(life.received),
                received_on=life.received,
                state="received",
            )
            for number, life in enumerate(self.lives)
        )
        ClockEntry.objects.bulk_create(
            ClockEntry(case=case, kind="received", on=case.received_on, recorded_at=case.opened_at)
            for case in cases
        )
        Question.objects.bulk_create(
            Question(case=case, position=1, number="1", text="How many?") for case in cases
        )
        for life, case in zip(self.lives, cases, strict=True):
            life.pk = case.pk
        # A case that has not come yet is not there.
        Case.objects.update(state="withdrawn")
        for away in ABSENCES:
            Absence.objects.create(
                person=self.staff.people[away.name],
                first_day=away.first,
                last_day=away.last,
                cover=self.staff.people[away.cover] if away.cover else None,
                noted_at=at(FIRST),
            )

    def pass_through(self, moment: When) -> None:
        """Let everything happen that happens at a moment."""
        for life in self.lives:
            if moment == When(life.received, 1):
                self.now(life, "received")
            for what, when in life.moments.items():
                if when == moment:
                    getattr(self, what)(life, moment.day)

    def now(self, life: Life, state: str = "", **changes: object) -> None:
        """Write what an act writes; like every act it has the case looked at again."""
        if state:
            changes["state"] = state
        Case.objects.filter(pk=life.pk).update(reminders_from=LOOK_NOW, **changes)

    def accepted(self, life: Life, day: date) -> None:
        owner = self.staff.people[life.owner]
        self.now(life, "accepted", owner=owner, has_press_interest=life.press)

    def commissioned(self, life: Life, day: date) -> None:
        row = Commission.objects.create(
            case_id=life.pk,
            department=self.staff.departments[life.department],
            sent_at=at(day),
            received_on=day,
            estimate_due_on=day,
            answer_due_on=day,
        )
        life.commission = row.pk
        question = Question.objects.get(case=life.pk)
        QuestionReturn.objects.create(commission=row, question=question)
        self.now(life, "with_departments")
        clock.refresh(Case.objects.get(pk=life.pk))

    def asked(self, life: Life, day: date) -> None:
        self._enter(life, "clarification_asked", day)

    def replied(self, life: Life, day: date) -> None:
        self._enter(life, "clarification_received", day)

    def _enter(self, life: Life, kind: str, day: date) -> None:
        ClockEntry.objects.create(case_id=life.pk, kind=kind, on=day, recorded_at=at(day))
        clock.refresh(Case.objects.get(pk=life.pk))

    def said(self, life: Life, day: date) -> None:
        QuestionReturn.objects.filter(commission=life.commission).update(held=Held.HELD)
        self.now(life)

    def returned(self, life: Life, day: date) -> None:
        Commission.objects.filter(pk=life.commission).update(returned_at=at(day))
        self.now(life, "drafting")

    def drafted(self, life: Life, day: date) -> None:
        Draft.objects.create(case_id=life.pk, opening="x", edited_at=at(day))
        self.now(life)

    def sent_for_sign_off(self, life: Life, day: date) -> None:
        SignOff.objects.create(
            case_id=life.pk,
            signatory=self.staff.people["director_0"],
            asked_by=self.staff.people[life.owner],
            asked_at=at(day),
        )
        self.now(life, "awaiting_sign_off")

    def signed(self, life: Life, day: date) -> None:
        SignOff.objects.filter(case=life.pk).update(outcome="approved")
        self.now(life, "ready")

    def closed(self, life: Life, day: date) -> None:
        self.now(life, "answered")

    def dies(self) -> None:
        if self.chance.random() < 0.02:
            raise Killed


def dying(world: World, target: object, name: str) -> Any:
    """Let a function be the last thing a process does, before it or after it."""
    real = getattr(target, name)

    def wrapped(*arguments: Any, **more: Any) -> Any:
        world.dies()
        result = real(*arguments, **more)
        world.dies()
        return result

    return mock.patch.object(target, name, wrapped)


def until_done(work: Callable[[], object], moment: datetime) -> datetime:
    """Start the work, and again whenever its process was killed, some minutes later."""
    while True:
        with time_machine.travel(moment, tick=False):
            try:
                work()
            except Killed:
                pass
            else:
                if not OutboxItem.objects.filter(done_at=None, given_up_at=None).exists():
                    return moment
        moment += timedelta(minutes=4)


@pytest.fixture
def world(db: None) -> World:
    chance = random.Random(150)
    world = World(lives(chance), hire(), chance)
    world.build()
    return world


def know_the_tables() -> None:
    """Tell PostgreSQL how the tables have grown: it looks at no table of an open transaction."""
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def test_over_a_quarter_nothing_is_missing_and_nothing_comes_twice(world: World) -> None:
    plain, expected = Plain(world.lives), []
    sink = Sink(world.dies)
    with (
        mock.patch.object(delivery, "the_transport", return_value=sink),
        # What the trail is told is another test's; here it would be most of the work.
        mock.patch.object(audit, "record"),
        dying(world, reminders, "_write"),
        dying(world, reminders, "renew"),
        dying(world, reminders, "record_sent"),
        dying(world, outbox, "enqueue"),
        dying(world, sending, "_written"),
    ):
        day = FIRST
        while day <= LAST:
            if day.weekday() == 0:
                know_the_tables()
            beat_is_up = day not in BEAT_DOWN
            if beat_is_up:
                moment = until_done_round(world, at(day, 7))
            world.pass_through(When(day, 0))
            if beat_is_up:
                until_done(sweep_outbox, moment)
                if works(day):
                    expected += [(day, *told) for told in plain.morning(day)]
            world.pass_through(When(day, 1))
            day += DAY

    names = world.staff.names
    sent = [
        (row.digest.day, row.case_id, row.milestone.key, row.rung, row.turn,
         names[row.person_id], row.due_on)
        for row in Reminder.objects.select_related("digest", "milestone")
    ]  # fmt: skip
    assert len(sent) > 2_000
    assert sorted(set(expected) - set(sent))[:5] == [], "missing"
    assert sorted(set(sent) - set(expected))[:5] == [], "too many"
    assert len(sent) == len(set(sent))
    assert_each_mail_left_once(sink)


def until_done_round(world: World, moment: datetime) -> datetime:
    """Make the round, by two beats at once where chance will have it."""
    while True:
        with time_machine.travel(moment, tick=False):
            try:
                remind()
                if world.chance.random() < 0.2:
                    remind()
            except Killed:
                moment += timedelta(minutes=4)
            else:
                return moment


def assert_each_mail_left_once(sink: Sink) -> None:
    letters = [message_id for message_id, _ in sink.given]
    assert len(letters) == len(set(letters))
    in_doubt = sum(row.is_in_doubt for row in Delivery.objects.all())
    assert 0 < in_doubt < 60
    assert Digest.objects.filter(delivery__sent_at=None).count() == in_doubt
    assert Digest.objects.filter(delivery__isnull=False).count() >= len(letters)
