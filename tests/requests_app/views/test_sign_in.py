"""Who comes in: known staff with a password and, where they set it up, a code; nobody else."""

from collections.abc import Callable
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    generate_totp_secret,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.conf import LazySettings
from django.core.cache import cache
from django.test import Client
from django.urls import NoReverseMatch, reverse

from requests_app.models import Role, User
from tests.factories import Cast

PASSWORD = "nine-quiet-lamps-17"
AsPerson = Callable[[User], Client]


@pytest.fixture
def person(db: None) -> User:
    cache.clear()
    return User.objects.create_user(
        "mo.adeyemi@trust.example", PASSWORD, full_name="Mo Adeyemi", role=Role.FOI_MANAGER
    )


def sign_in(browser: Client, email: str, password: str = PASSWORD) -> Any:
    return browser.post(reverse("account_login"), {"login": email, "password": password})


def is_in(browser: Client) -> bool:
    return browser.get(reverse("inbox")).status_code == 200


def code_for(secret: str) -> str:
    counters = list(yield_hotp_counters_from_time())
    return format_hotp_value(hotp_value(secret, counters[len(counters) // 2]))


def wrong(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


@pytest.mark.parametrize("email", ["mo.adeyemi@trust.example", "Mo.Adeyemi@Trust.Example"])
def test_a_password_opens_the_door(person: User, email: str) -> None:
    browser = Client()
    response = sign_in(browser, email)

    assert (response.status_code, response["Location"]) == (302, "/")
    assert is_in(browser)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        ("mo.adeyemi@trust.example", "something-else-17"),
        ("nobody@trust.example", PASSWORD),
        ("", ""),
    ],
)
def test_a_wrong_password_and_an_unknown_person_are_told_the_same(
    person: User, email: str, password: str
) -> None:
    browser = Client()
    response = sign_in(browser, email, password)

    assert response.status_code == 200
    assert not is_in(browser)
    if email:
        assert "email address and/or password you specified are not correct" in (
            response.content.decode().replace("e-mail", "email")
        )


def test_somebody_who_has_left_does_not_come_in(person: User) -> None:
    person.is_active = False
    person.save()
    browser = Client()
    sign_in(browser, person.email)

    assert not is_in(browser)


def test_somebody_who_leaves_while_signed_in_is_out_at_once(
    person: User, as_person: AsPerson
) -> None:
    browser = as_person(person)
    assert is_in(browser)
    User.objects.update(is_active=False)

    assert not is_in(browser)


@pytest.fixture
def secret(person: User) -> str:
    secret = generate_totp_secret()
    TOTP.activate(person, secret)
    return secret


def test_with_a_code_set_up_the_password_alone_is_not_enough(person: User, secret: str) -> None:
    browser = Client()
    response = sign_in(browser, person.email)

    assert response["Location"].startswith(reverse("mfa_authenticate"))
    assert not is_in(browser)
    assert browser.get(reverse("mfa_authenticate")).status_code == 200


def test_the_code_of_this_moment_opens_the_door(person: User, secret: str) -> None:
    browser = Client()
    sign_in(browser, person.email)
    refused = browser.post(reverse("mfa_authenticate"), {"code": wrong(code_for(secret))})
    assert refused.status_code == 200
    assert not is_in(browser)

    browser.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert is_in(browser)


def test_a_code_is_set_up_by_the_person_themselves(person: User) -> None:
    browser = Client()
    sign_in(browser, person.email)
    # So that nobody sets one up at a desk that was left open, the password is asked for again.
    browser.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert browser.get(reverse("mfa_activate_totp")).status_code == 200
    secret = browser.session["mfa.totp.secret"]
    response = browser.post(reverse("mfa_activate_totp"), {"code": code_for(secret)})

    assert response.status_code == 302
    assert Authenticator.objects.filter(user=person, type="totp").exists()


def test_the_administrations_own_form_is_no_way_round_the_code(cast: Cast) -> None:
    administrator = cast.system_administrator
    administrator.set_password(PASSWORD)
    administrator.save()
    TOTP.activate(administrator, generate_totp_secret())
    browser = Client()
    address = reverse("admin:login")
    for response in (
        browser.get(address),
        browser.post(address, {"username": administrator.email, "password": PASSWORD}),
    ):
        assert response.status_code == 302
        assert response["Location"].startswith(reverse("account_login"))

    assert browser.get(reverse("admin:index")).status_code == 302


PROVIDER = {
    "openid_connect": {
        "APPS": [
            {
                "provider_id": "staff",
                "name": "your work account",
                "client_id": "foi",
                "secret": "s",
                "settings": {"server_url": "https://login.trust.example"},
            }
        ]
    }
}


def test_the_work_account_is_offered_only_where_it_is_set_up(
    db: None, settings: LazySettings
) -> None:
    page = reverse("account_login")
    assert b"your work account" not in Client().get(page).content
    assert b"/accounts/oidc/" not in Client().get(page).content

    settings.SOCIALACCOUNT_PROVIDERS = PROVIDER
    shown = Client().get(page).content.decode()
    assert "your work account" in shown
    assert "/accounts/oidc/staff/login/" in shown


def test_without_a_work_account_its_address_leads_nowhere(db: None) -> None:
    assert Client().get("/accounts/oidc/staff/login/").status_code == 404


def test_the_demo_sign_in_is_impossible_outside_the_demo(
    cast: Cast, settings: LazySettings
) -> None:
    settings.DEMO = False
    try:
        address = reverse("demo-sign-in", args=[cast.foi_manager.pk])
    except NoReverseMatch:
        address = f"/demo/sign-in/{cast.foi_manager.pk}/"
    browser = Client()

    assert browser.post(address).status_code == 404
    assert browser.get("/demo/mail/").status_code == 404
    assert not is_in(browser)
    page = browser.get(reverse("account_login")).content.decode()
    assert cast.foi_manager.full_name not in page
    assert "/demo/" not in page


def test_in_the_demo_one_click_signs_in_as_a_person(cast: Cast, settings: LazySettings) -> None:
    settings.DEMO = True
    browser = Client()
    page = browser.get(reverse("account_login")).content.decode()
    address = reverse("demo-sign-in", args=[cast.foi_manager.pk])

    assert address in page
    assert browser.get(address).status_code == 405
    assert browser.post(address).status_code == 302
    assert is_in(browser)


def test_the_demo_signs_in_nobody_who_has_left(cast: Cast, settings: LazySettings) -> None:
    settings.DEMO = True
    cast.foi_manager.is_active = False
    cast.foi_manager.save()

    assert Client().post(reverse("demo-sign-in", args=[cast.foi_manager.pk])).status_code == 404
