"""The register as pages, and the authority's guidance in versions."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from exemptions.domain.register import in_force
from exemptions.models import Guidance
from requests_app.models import User
from tests.factories import Cast

SLUG = "s43-2"
WORDS = {"text": "Ask the supplier.", "for_disclosure": "Money.", "for_withholding": "The tender."}


@pytest.fixture
def browser() -> Callable[[User], Client]:
    def sign_in(who: User) -> Client:
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


def write(client: Client, after: int, **words: str) -> int:
    address = reverse("guidance", args=[SLUG])
    return client.post(address, {**WORDS, **words, "after": after}).status_code


def test_everybody_on_the_staff_reads_the_register(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    for user in cast.people.values():
        client = browser(user)
        assert client.get(reverse("register")).status_code == 200
        assert client.get(reverse("provision", args=[SLUG])).status_code == 200
    assert Client().get(reverse("register")).status_code == 302


def test_every_provision_has_its_page(cast: Cast, browser: Callable[[User], Client]) -> None:
    client = browser(cast.auditor)
    listed = client.get(reverse("register")).content.decode()
    for row in in_force(timezone.localdate()):
        page = client.get(reverse("provision", args=[row.slug]))
        assert page.status_code == 200
        assert escape(row.basis.value) in page.content.decode()
        assert f'href="/exemptions/{row.slug}/"' in listed
    assert client.get(reverse("provision", args=["s43-9"])).status_code == 404


def test_the_list_takes_as_many_queries_with_guidance_as_without(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    client = browser(cast.auditor)
    with CaptureQueriesContext(connection) as before:
        client.get(reverse("register"))
    for row in in_force(timezone.localdate())[:30]:
        Guidance.objects.create(
            code=row.code, version=1, written_by=cast.foi_manager, written_at=timezone.now()
        )
    with CaptureQueriesContext(connection) as after:
        client.get(reverse("register"))
    assert len(before) == len(after)


def test_the_foi_manager_writes_guidance_and_nobody_else(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    for name, user in cast.people.items():
        if name not in ("foi_manager", "superuser"):
            assert write(browser(user), 0) == 403, name
            assert not Guidance.objects.exists()
    assert write(browser(cast.foi_manager), 0) == 302
    shown = browser(cast.department_manager).get(reverse("provision", args=[SLUG]))
    assert "Ask the supplier." in shown.content.decode()


def test_a_change_is_a_new_version_and_the_old_one_stays(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    client = browser(cast.foi_manager)
    write(client, 0)
    write(client, 1, text="Ask the supplier in writing.")

    assert [row.version for row in Guidance.objects.filter(code="s.43(2)")] == [2, 1]
    page = client.get(reverse("provision", args=[SLUG])).content.decode()
    assert page.index("in writing.") < page.index("Earlier versions")


def test_two_who_write_at_once_lose_nothing(cast: Cast, browser: Callable[[User], Client]) -> None:
    client = browser(cast.foi_manager)
    write(client, 0)

    response = client.post(reverse("guidance", args=[SLUG]), {**WORDS, "text": "Mine.", "after": 0})

    assert response.status_code == 409
    assert Guidance.objects.count() == 1
    page = response.content.decode()
    assert "newer version" in page
    assert "Mine." in page
    assert "Ask the supplier." in page
    assert 'name="after" value="1"' in page


def test_a_version_that_says_nothing_is_refused(
    cast: Cast, browser: Callable[[User], Client]
) -> None:
    client = browser(cast.foi_manager)

    assert write(client, 0, text="", for_disclosure="", for_withholding="") == 422
    assert not Guidance.objects.exists()
