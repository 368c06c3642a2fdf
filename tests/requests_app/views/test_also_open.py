"""Who has the same thing open is named to the office, for five minutes, and to nobody else."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.also_open import also_open_words
from requests_app.domain.workflow import State
from requests_app.models import Message, Reading, User
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]


def test_the_words_tell_how_long_ago() -> None:
    now = timezone.now()
    others = [
        ("Ann", now - timedelta(seconds=59)),
        ("Bo", now - timedelta(seconds=60)),
        ("Cy", now - timedelta(seconds=150)),
    ]

    assert (
        also_open_words(others, now) == "Also open: Ann, now; Bo, 1 minute ago; Cy, 2 minutes ago."
    )
    assert also_open_words([], now) == ""


@pytest.mark.parametrize("page", ["triage", "case", "message"])
def test_the_second_reader_sees_the_first_for_five_minutes(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, page: str
) -> None:
    case = make_case(State.RECEIVED)
    message = Message.objects.get(case=case)
    address = reverse(page, args=[message.pk if page == "message" else case.reference])
    now = timezone.now()
    first, second = as_person(cast.foi_administrator), as_person(cast.foi_manager)
    with time_machine.travel(now, tick=False):
        assert b"Also open" not in first.get(address).content
        assert b"Also open" not in first.get(address).content
    with time_machine.travel(now + timedelta(minutes=2), tick=False):
        assert b"Also open: Foi Administrator, 2 minutes ago." in second.get(address).content
    with time_machine.travel(now + timedelta(minutes=6), tick=False):
        assert b"Foi Administrator, " not in second.get(address).content
    assert Reading.objects.count() == 2


def test_it_is_asked_again_by_a_page_that_stays_open(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    address = reverse("also-open", args=["case", make_case().pk])

    assert as_person(cast.foi_administrator).post(address).json() == {"said": ""}
    assert as_person(cast.foi_manager).post(address).json() == {
        "said": "Also open: Foi Administrator, now."
    }


def test_what_is_not_there_is_read_by_nobody(cast: Cast, as_person: AsPerson) -> None:
    for kind in ("case", "message"):
        address = reverse("also-open", args=[kind, 4711])
        assert as_person(cast.foi_manager).post(address).status_code == 404
    assert not Reading.objects.exists()


def test_readers_outside_the_office_leave_no_trace_and_see_none(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case()
    page = reverse("case", args=[case.reference])
    as_person(cast.foi_manager).get(page)

    assert b"Also open" not in as_person(cast.auditor).get(page).content
    answer = as_person(cast.auditor).post(reverse("also-open", args=["case", case.pk]))
    assert answer.status_code == 404
    assert Reading.objects.get().person == cast.foi_manager


def test_a_day_later_nothing_is_left(make_case: CaseMaker, cast: Cast, as_person: AsPerson) -> None:
    first, second = make_case(), make_case()
    now = timezone.now()
    as_person(cast.foi_manager).get(reverse("triage", args=[first.reference]))
    with time_machine.travel(now + timedelta(days=1, minutes=1), tick=False):
        as_person(cast.foi_manager).get(reverse("triage", args=[second.reference]))

    assert Reading.objects.get().thing == f"case:{second.pk}"
