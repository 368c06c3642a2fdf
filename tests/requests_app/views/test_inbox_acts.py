"""Several cases at once, and the way back: for the office, with every refusal named."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.conf import LazySettings
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Message, OutboxItem, Undoable, User
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]


@pytest.fixture(autouse=True)
def a_minute(settings: LazySettings) -> None:
    settings.UNDO_SECONDS = 60


def accept(browser: Client, cases: list[Case]) -> str:
    answer = browser.post(
        reverse("inbox-accept"),
        {"case": [case.reference for case in cases], "back": "tab=new"},
        follow=True,
    )
    assert answer.redirect_chain == [("/inbox/?tab=new", 302)]
    return answer.content.decode()


def undo(browser: Client) -> str:
    address = reverse("undo", args=[Undoable.objects.latest("pk").pk])
    return browser.post(address, {"back": "tab=open"}, follow=True).content.decode()


def test_picked_requests_are_acknowledged_and_can_be_taken_back(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    cases = [make_case(), make_case()]
    browser = as_person(cast.foi_manager)
    page = accept(browser, cases)

    assert "2 requests are accepted. Their acknowledgements are on the way." in page
    assert "possible for 60 seconds" in page
    sweep_outbox()
    assert not Message.objects.filter(kind="acknowledgement").exists()
    assert "Taken back. Everything is as it was before." in undo(browser)
    assert set(Case.objects.values_list("state", flat=True)) == {State.RECEIVED}
    assert not OutboxItem.objects.filter(work="acknowledge").exists()


def test_after_the_minute_the_mail_leaves_and_nothing_is_taken_back(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case()
    browser = as_person(cast.foi_manager)
    accept(browser, [case])
    past = timezone.now() - timedelta(seconds=1)
    OutboxItem.objects.update(not_before=past)
    Undoable.objects.update(ends_at=past)
    sweep_outbox()

    assert Message.objects.filter(kind="acknowledgement").count() == 1
    assert "The time for taking this back is over." in undo(browser)
    assert Case.objects.get(pk=case.pk).state == State.ACCEPTED


def test_those_that_cannot_be_are_named_and_the_others_done(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    plain, drafted = make_case(), make_case(State.DRAFTING)
    page = accept(as_person(cast.foi_manager), [plain, drafted])

    assert "1 request is accepted. Its acknowledgement is on the way." in page
    assert f"{drafted.reference}: “Accept and acknowledge” is not possible now" in page


def test_assigning_and_putting_aside_offer_the_way_back(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    case = make_case()
    browser = as_person(cast.foi_manager)
    browser.post(
        reverse("inbox-assign"), {"case": case.reference, "owner": cast.foi_administrator.pk}
    )
    assert Case.objects.get(pk=case.pk).owner == cast.foi_administrator
    undo(browser)
    assert Case.objects.get(pk=case.pk).owner is None
    row = Message.objects.create(direction="in", kind="needs_attention", happened_at=timezone.now())
    browser.post(reverse("message-dismiss", args=[row.pk]), {"reason": "Advertising."})
    undo(browser)
    row.refresh_from_db()
    assert row.dismissed_reason == ""


@pytest.mark.parametrize(
    "name", ["auditor", "communications", "director", "department_manager", "superuser"]
)
def test_nobody_else_accepts_or_takes_back(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, name: str
) -> None:
    first, second = make_case(), make_case()
    accept(as_person(cast.foi_manager), [first])
    before = AuditEvent.objects.count()
    browser = as_person(cast.people[name])
    number = Undoable.objects.get().pk

    answers = [
        browser.post(reverse("inbox-accept"), {"case": second.reference}),
        browser.post(reverse("undo", args=[number])),
        as_person(cast.foi_administrator).post(reverse("undo", args=[number])),
    ]
    assert [answer.status_code for answer in answers] == [404, 404, 404]
    assert AuditEvent.objects.count() == before


def test_nothing_picked_is_said(cast: Cast, as_person: AsPerson) -> None:
    assert "Pick at least one case." in accept(as_person(cast.foi_manager), [])
