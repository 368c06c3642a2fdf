"""Answers questions about dates, and shows where the days of a case went."""

import json
from collections.abc import Iterator
from datetime import date
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseFailure
from django.utils import timezone

from requests_app.domain.clock_explanation import LedgerDay, explain, ledger
from requests_app.domain.clock_questions import answer
from requests_app.domain.london import london_day
from requests_app.domain.statutory_clock import ClockReading
from requests_app.domain.uk_calendar import built_in_calendar
from requests_app.domain.working_days import Calendar, CalendarEnds
from requests_app.management.questions_file import read_questions
from requests_app.models import Case
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import LawDates, both_laws, clock_reading


class Command(BaseCommand):
    """`clock --json FILE` and `clock REFERENCE`."""

    help = "Answer date questions in JSON, or print the ledger of a case, day by day."
    # The questions are answered on a machine where nothing else is set up.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of the command-line contract."""
        task = parser.add_mutually_exclusive_group(required=True)
        task.add_argument("reference", nargs="?", help="a case, like FOI-2026-00042")
        task.add_argument("--json", metavar="FILE", help="questions; - is standard input")

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer every question of the file, or print one case."""
        if options["json"] is not None:
            self._answer(options["json"])
        else:
            self._show(options["reference"])

    def _answer(self, name: str) -> None:
        questions = read_questions(name)
        calendar = self._calendar()
        answers = [answer(question, calendar) for question in questions]
        self.stdout.write(json.dumps(answers, indent=1))

    def _calendar(self) -> Calendar:
        """Return the authority's calendar, or the built-in one where there is no database."""
        try:
            stored = stored_calendar()
        except ImproperlyConfigured:
            return built_in_calendar()
        except DatabaseFailure:
            self.stderr.write("The database does not answer: this is the built-in calendar.")
            return built_in_calendar()
        return stored if stored.first_year else built_in_calendar()

    def _show(self, reference: str) -> None:
        try:
            case = Case.objects.get(reference=reference)
            reading = clock_reading(case, stored_calendar())
            until = reading.answered_on or max(reading.due_on or date.min, self._today())
            laws = both_laws(case, stored_calendar())
            days = ledger(reading, max(until, reading.received_on))
        except Case.DoesNotExist as problem:
            raise CommandError(f"There is no case {reference}.") from problem
        except (ImproperlyConfigured, DatabaseFailure) as problem:
            raise CommandError("The database does not answer. Start it, then try again.") from (
                problem
            )
        except CalendarEnds as problem:
            raise CommandError(str(problem)) from problem
        for line in _lines(reference, reading, days, laws):
            self.stdout.write(line)

    @staticmethod
    def _today() -> date:
        return london_day(timezone.now())


def _lines(
    reference: str,
    reading: ClockReading,
    days: tuple[LedgerDay, ...],
    laws: tuple[LawDates, ...],
) -> Iterator[str]:
    yield reference
    for law in laws:
        due = law.reading.due_on.isoformat() if law.reading.due_on else "no date"
        yield f"{law.words}: {due}"
    yield from explain(reading)
    if reading.answered_on:
        yield f"It was answered on {reading.answered_on.isoformat()}."
    yield ""
    for each in days:
        number = "-" if each.number is None else each.number
        yield f"{each.day.isoformat()} {each.day:%a} {number:>4}  {each.what} [{each.source}]"
