"""People say when they are away; nobody says it for them."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.models import Absence, AuditEvent
from requests_app.permissions import possible_covers
from requests_app.services import absences
from tests.factories import Cast, at

NOW = at(date(2026, 11, 2))
FIRST, LAST = date(2026, 11, 4), date(2026, 11, 10)


def test_an_absence_is_kept_with_its_cover(cast: Cast) -> None:
    noted = absences.note(FIRST, LAST, cast.deputy_manager, actor=cast.department_manager, at=NOW)
    assert (noted.person, noted.cover) == (cast.department_manager, cast.deputy_manager)
    assert AuditEvent.objects.get(verb="note_absence").detail["cover"] == cast.deputy_manager.pk


def test_it_may_be_open_and_without_a_cover(cast: Cast) -> None:
    noted = absences.note(FIRST, None, None, actor=cast.director, at=NOW)
    assert (noted.last_day, noted.cover) == (None, None)


@pytest.mark.parametrize(
    ("who", "covers"),
    [
        ("department_manager", {"deputy_manager", "director", "deputy_director"}),
        ("other_manager", {"other_director"}),
        ("foi_manager", {"foi_administrator", "director_of_corporate_affairs"}),
        ("communications", set()),
        ("system_administrator", set()),
    ],
)
def test_a_cover_sees_what_the_person_sees(cast: Cast, who: str, covers: set[str]) -> None:
    found = possible_covers(cast.people[who])
    assert set(found) == {cast.people[name] for name in covers}


def test_a_stranger_cannot_stand_in(cast: Cast) -> None:
    for stranger in (cast.other_manager, cast.department_manager, cast.auditor):
        with pytest.raises(RuleBroken, match="cannot see what you see"):
            absences.note(FIRST, LAST, stranger, actor=cast.department_manager, at=NOW)
    assert Absence.objects.count() == 0


@pytest.mark.parametrize(
    ("first", "last"),
    [(FIRST, LAST), (date(2026, 11, 1), FIRST), (LAST, None), (date(2026, 11, 1), None)],
)
def test_two_absences_do_not_overlap(cast: Cast, first: date, last: date | None) -> None:
    absences.note(FIRST, LAST, None, actor=cast.director, at=NOW)
    with pytest.raises(RuleBroken, match="already away from 4 November 2026"):
        absences.note(first, last, None, actor=cast.director, at=NOW)
    assert Absence.objects.count() == 1


def test_it_does_not_end_before_it_begins(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="before the first"):
        absences.note(LAST, FIRST, None, actor=cast.director, at=NOW)


def test_one_takes_back_ones_own_and_no_others(cast: Cast) -> None:
    noted = absences.note(FIRST, LAST, None, actor=cast.director, at=NOW)
    with pytest.raises(PermissionDenied):
        absences.end(noted.pk, actor=cast.foi_manager, at=NOW)
    assert Absence.objects.count() == 1

    absences.end(noted.pk, actor=cast.director, at=NOW)
    assert Absence.objects.count() == 0
    with pytest.raises(RuleBroken, match="already"):
        absences.end(noted.pk, actor=cast.director, at=NOW)
