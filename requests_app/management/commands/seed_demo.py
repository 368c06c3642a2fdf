"""Lays out the demonstration: a Trust, its people, and a year of requests around today."""

import random
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.management.demo.clocks import requests_whose_clock_moved
from requests_app.management.demo.costs import requests_that_cost
from requests_app.management.demo.decisions import requests_that_are_weighed
from requests_app.management.demo.mail import other_messages
from requests_app.management.demo.people import OFFICE, UNITS, Person
from requests_app.management.demo.plan import the_plan
from requests_app.management.demo.published import what_is_published
from requests_app.management.demo.related_cases import cases_that_belong_together
from requests_app.management.demo.resembling import requests_that_resemble
from requests_app.management.demo.reviews import reviews_in_every_state
from requests_app.management.demo.walk import Walker
from requests_app.models import Case, Department, DepartmentSeat, User
from requests_app.queries.calendar import stored_calendar

SEED = 20261


class Command(BaseCommand):
    """`seed_demo`."""

    help = "Lay out the demonstration, once."

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        """Make people, departments and cases, unless there is anything already."""
        if not settings.DEMO:
            raise CommandError("The demonstration needs DEMO and DEBUG. Nothing was done.")
        if User.objects.exists() or Case.objects.exists():
            self.stdout.write("There are people or cases already. Nothing was done.")
            return
        now = timezone.now()
        office = [self._person(person) for person in OFFICE]
        self._departments()
        walker = Walker(
            people={
                "office": office[0],
                "assistant": office[1],
                "corporate_affairs": office[2],
                "qualified_person": office[3],
            },
            calendar=stored_calendar(),
            today=london_day(now),
            chance=random.Random(SEED),  # noqa: S311 - a demonstration, the same each time
        )
        for number, planned in enumerate(the_plan()):
            walker.walk(planned, number)
        requests_whose_clock_moved(walker)
        reviews_in_every_state(walker)
        requests_that_are_weighed(walker)
        requests_that_cost(walker)
        requests_that_resemble(walker)
        what_is_published(walker)
        other_messages(office[0], now)
        cases_that_belong_together(walker)
        walker.settle(now - timedelta(days=1))
        self.stdout.write(f"{Case.objects.count()} cases, {User.objects.count()} people.")

    def _person(self, person: Person) -> User:
        known = User.objects.filter(email=person.email).first()
        return known or User.objects.create_user(
            person.email, full_name=person.name, job_title=person.job, role=person.role
        )

    def _departments(self) -> None:
        for unit in UNITS:
            department = Department.objects.create(name=unit.name, areas_covered=unit.areas)
            for seat, person in unit.seats.items():
                DepartmentSeat.objects.create(
                    department=department, user=self._person(person), seat=seat
                )
