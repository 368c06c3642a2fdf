"""The morning's round over many open cases, beside one that loads each of them."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, time
from time import perf_counter

from django.db import transaction
from django.utils import timezone

from bench.measuring import Table, Timing, beside
from bench.population import Population
from bench.sizes import Size
from requests_app.domain.london import LONDON, london_day
from requests_app.models import Case, Pulse, Reminder
from requests_app.models.case import LOOK_NOW
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_steps import StepReader, open_cases
from requests_app.queries.milestone_plan import stored_plan
from requests_app.queries.reminder_people import ReminderPeople
from requests_app.services import reminders

ONE_IN = 100
SAMPLE = 200
EACH = "a round that loads each case"
ROUND = "the morning's round"
AIM = 1 / 50


def measure(size: Size, population: Population) -> Table:
    """Time a morning on which one open case in a hundred has something due."""
    population.grow_to(size.open_cases)
    at = _next_morning()
    ids = list(open_cases().order_by("pk").values_list("pk", flat=True))
    Pulse.objects.filter(name=reminders.ROUND).delete()
    Case.objects.update(reminders_from=reminders.NEVER)
    Case.objects.filter(pk__in=ids[::ONE_IN]).update(reminders_from=LOOK_NOW)
    rounds = max(size.rounds // 5, 3)
    timings = {
        EACH: _scaled(_timed(lambda: _load_each(ids[:SAMPLE], london_day(at)), rounds), ids),
        ROUND: _timed(lambda: _round(at), rounds),
    }
    times_faster = timings[EACH].fastest / timings[ROUND].fastest
    return Table(
        title=f"Reminders, {len(ids):,} open cases",
        yardstick=EACH,
        rows=beside(
            EACH,
            timings,
            aims={ROUND: AIM},
            notes={
                EACH: f"{SAMPLE} cases timed, multiplied",
                ROUND: f"{times_faster:,.0f} times faster; {len(ids[::ONE_IN]):,} cases are due, "
                "their rows and digests written",
            },
        ),
    )


def _next_morning() -> datetime:
    day = stored_calendar().nth_working_day_after(london_day(timezone.now()), 1)
    return datetime.combine(day, time(9), LONDON)


def _timed(thing: Callable[[], object], rounds: int) -> Timing:
    taken = []
    for _ in range(rounds):
        began = perf_counter()
        thing()
        taken.append(perf_counter() - began)
    return Timing(min(taken), sorted(taken)[len(taken) // 2])


def _scaled(timing: Timing, ids: Sequence[int]) -> Timing:
    factor = len(ids) / min(SAMPLE, len(ids))
    return Timing(timing.fastest * factor, timing.middle * factor)


def _round(at: datetime) -> None:
    """Make the round and take it back, so that the next one finds the same morning."""
    with transaction.atomic():
        assert reminders.make_round(at=at)
        transaction.set_rollback(True)


def _load_each(ids: Sequence[int], today: date) -> None:
    """Read one case after the other with what hangs on it, and work its steps out."""
    people = ReminderPeople(today)
    reader = StepReader(stored_plan(), stored_calendar(), today)
    for pk in ids:
        for found in reader.read(Case.objects.filter(pk=pk)):
            for step in found.steps:
                people.ladder(found.case, step)
        list(Reminder.objects.filter(case=pk).values_list("rung", "turn", "due_on"))
