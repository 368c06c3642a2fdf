"""Whoever is about to send to WhatDoTheyKnow is told what that means; nobody else is."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Delivery, Message, User
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast

AsPerson = Callable[[User], Client]
ALIAS = "request-502817-8c1f3a2e@whatdotheyknow.com"
WARNING = "Whatever you send is published at once and cannot be called back."
SENDING = [("triage", State.RECEIVED), ("letter", State.READY), ("offer-narrowing", State.DRAFTING)]


@pytest.mark.parametrize(("page", "state"), SENDING)
@pytest.mark.parametrize(("email", "warned"), [(ALIAS, True), ("ann@example.org", False)])
def test_every_page_that_sends_warns(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, page: str, state: State, email: str,
    warned: bool,
) -> None:  # fmt: skip
    make_case.email = email
    case = make_case(state)

    shown = as_person(cast.foi_manager).get(reverse(page, args=[case.reference]))

    assert shown.status_code == 200
    assert (WARNING in shown.content.decode()) is warned


def test_sending_again_warns(make_case: CaseMaker, cast: Cast, as_person: AsPerson) -> None:
    make_case.email = ALIAS
    case = make_case(State.ACCEPTED)
    sweep_outbox()
    message = Message.objects.get(case=case, direction="out")
    Delivery.objects.update(sent_at=None)

    shown = as_person(cast.foi_manager).get(reverse("message", args=[message.pk]))

    assert "It did not arrive: send it again" in shown.content.decode()
    assert WARNING in shown.content.decode()
