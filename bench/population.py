"""Cases to measure with: one in each state by the product's own acts, and copies in any number."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from itertools import islice
from typing import TypeVar

from django.db.models import Model
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.domain.workflow import State
from requests_app.models import Case, ClockEntry, Commission, Question
from tests.factories import CaseMaker, make_cast

COPIED = (
    State.RECEIVED,
    State.ACCEPTED,
    State.WITH_DEPARTMENTS,
    State.DRAFTING,
    State.READY,
)
Kind = TypeVar("Kind", bound=Model)
BATCH = 2_000
DAYS_BACK = 14


class Population:
    """Grows the cases of a throwaway database."""

    def __init__(self) -> None:
        self.cast = make_cast()
        self.received_on: date = london_day(timezone.now()) - timedelta(days=DAYS_BACK)
        self._make = CaseMaker(self.cast, received_on=self.received_on)
        self._cases: dict[State, Case] = {}

    def case(self, state: State) -> Case:
        """Return the one case that was walked to `state`."""
        if state not in self._cases:
            self._cases[state] = self._make(state)
        return self._cases[state]

    def grow_to(self, count: int) -> None:
        """Copy open cases, their questions, ledgers and commissions until there are `count`."""
        originals = [self.case(state) for state in COPIED]
        missing = range(Case.objects.count(), count)
        for numbers in _batches(missing):
            _copy([(originals[number % len(originals)], number) for number in numbers])


def _batches(numbers: Iterable[int]) -> Iterator[list[int]]:
    every = iter(numbers)
    while batch := list(islice(every, BATCH)):
        yield batch


def _copy(wanted: list[tuple[Case, int]]) -> None:
    """Copy each case, with a reference of its own."""
    copies = [
        _like(original, reference=f"COPY-{number:06d}", applicant_id=original.applicant_id)
        for original, number in wanted
    ]
    Case.objects.bulk_create(copies)
    pairs = [(original.pk, copy.pk) for (original, _), copy in zip(wanted, copies, strict=True)]
    for model in (Question, ClockEntry, Commission):
        _copy_rows(model, pairs)


def _copy_rows(model: type[Model], pairs: list[tuple[int, int]]) -> None:
    """Copy the rows of each old case to its new one."""
    rows: dict[int, list[Model]] = {}
    for row in model._default_manager.filter(case__in={old for old, _ in pairs}):
        rows.setdefault(row.case_id, []).append(row)  # type: ignore[attr-defined]
    model._default_manager.bulk_create(
        _like(row, case_id=new) for old, new in pairs for row in rows.get(old, [])
    )


def _like(row: Kind, **changes: object) -> Kind:
    values = {field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields}
    return type(row)(**{**values, **changes, row._meta.pk.attname: None})
