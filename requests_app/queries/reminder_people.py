"""Who stands on which rung for a step, read once for any number of cases."""

from collections import defaultdict
from datetime import date
from functools import cached_property

from django.db.models import Q

from requests_app.domain.case_steps import Step
from requests_app.domain.milestone_plan import Ower
from requests_app.domain.reminders import Ladder
from requests_app.domain.workflow import State
from requests_app.models import Absence, DepartmentSeat, Role, Seat, User
from requests_app.permissions import FOI_OFFICE, READS_EVERY_CASE
from requests_app.queries.case_steps import CaseLine

NOT_YET_COPIED = frozenset({State.RECEIVED, State.INCOMPLETE})


class ReminderPeople:
    """Roles, seats and absences as they are on one day; only people who may sign in."""

    def __init__(self, today: date) -> None:
        self.today = today
        self._ladders: dict[tuple[object, ...], Ladder] = {}
        self._by_role: dict[str, list[int]] = defaultdict(list)
        people = User.objects.filter(is_active=True).order_by("pk")
        for pk, role in people.values_list("pk", "role"):
            self._by_role[role].append(pk)
        self._seats: dict[tuple[int, str], list[int]] = defaultdict(list)
        self._directed: dict[int, list[int]] = defaultdict(list)
        seats = DepartmentSeat.objects.filter(user__is_active=True).order_by("pk")
        for department, user, seat in seats.values_list("department_id", "user_id", "seat"):
            self._seats[department, seat].append(user)
            if seat == Seat.DIRECTOR:
                self._directed[user].append(department)

    @cached_property
    def away(self) -> dict[int, int | None]:
        """Everybody who is away, and their cover."""
        rows = Absence.objects.filter(
            Q(last_day__isnull=True) | Q(last_day__gte=self.today), first_day__lte=self.today
        ).order_by("pk")
        found: dict[int, int | None] = {}
        for person, cover in rows.values_list("person_id", "cover_id"):
            # Of two entries for one day, the one that names a cover is the more useful.
            found[person] = found.get(person) or cover
        return found

    def ladder(self, case: CaseLine, step: Step) -> Ladder:
        """Return the people of a step; of many steps alike they are worked out once."""
        key = (
            step.milestone.ower,
            step.part.department_id if step.part else None,
            case.owner_id,
            case.signatory_id,
            self._is_copied(case),
        )
        if key not in self._ladders:
            self._ladders[key] = self._ladder(case, step)
        return self._ladders[key]

    def _ladder(self, case: CaseLine, step: Step) -> Ladder:
        match step.milestone.ower:
            case Ower.DEPARTMENT if step.part:
                return self._department(step.part.department_id)
            case Ower.SIGNATORY if case.signatory_id is not None:
                return self._signatory(case, case.signatory_id)
            case Ower.CORPORATE_AFFAIRS:
                return self._office(case, self._role(Role.DIRECTOR_OF_CORPORATE_AFFAIRS))
            case Ower.COMMUNICATIONS:
                return self._office(case, self._role(Role.COMMUNICATIONS))
            case _:
                return self._office(case)

    def _department(self, department: int) -> Ladder:
        by_seat = {seat: tuple(self._seats.get((department, seat), ())) for seat in Seat}
        return Ladder(
            by_seat[Seat.MANAGER],
            by_seat[Seat.DEPUTY_MANAGER],
            by_seat[Seat.DEPUTY_DIRECTOR],
            by_seat[Seat.DIRECTOR],
            frozenset(person for people in by_seat.values() for person in people),
        )

    def _signatory(self, case: CaseLine, signatory: int) -> Ladder:
        deputies = tuple(
            dict.fromkeys(
                person
                for department in self._directed.get(signatory, ())
                for person in self._seats.get((department, Seat.DEPUTY_DIRECTOR), ())
            )
        )
        office = self._office(case)
        return Ladder(
            (signatory,),
            deputies,
            office.owers,
            office.directors,
            office.readers | {signatory, *deputies},
        )

    def _office(self, case: CaseLine, instead: tuple[int, ...] | None = None) -> Ladder:
        """Return the FOI office's own ladder, or one on which others owe and the office is next."""
        managers = self._role(Role.FOI_MANAGER)
        office = tuple(person for role in sorted(FOI_OFFICE) for person in self._role(role))
        has_case = (case.owner_id,) if case.owner_id in office else managers
        readers = {person for role in READS_EVERY_CASE for person in self._role(role)}
        if self._is_copied(case):
            readers |= set(self._role(Role.COMMUNICATIONS))
        others = tuple(person for person in office if person not in has_case)
        return Ladder(
            owers=has_case if instead is None else instead,
            deputies=others if instead is None else has_case,
            line=managers,
            directors=self._role(Role.DIRECTOR_OF_CORPORATE_AFFAIRS),
            readers=frozenset(readers),
        )

    @staticmethod
    def _is_copied(case: CaseLine) -> bool:
        """Whether Communications may read the case."""
        return bool(case.has_press_interest and case.state not in NOT_YET_COPIED)

    def _role(self, role: str) -> tuple[int, ...]:
        return tuple(self._by_role.get(role, ()))
