"""A session holds until it ends or somebody ends it, and is read afresh for every page."""

from datetime import timedelta

from django.contrib.sessions.models import Session
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from foi_portal.sessions import SessionStore
from requests_app.models import User
from tests.factories import Cast


def signed_in(who: User) -> Client:
    client = Client()
    client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
    return client


def test_what_was_stored_is_read(db: None) -> None:
    stored = SessionStore()
    stored["seen"] = ["FOI-2026-00001"]
    stored.save()

    assert SessionStore(stored.session_key)["seen"] == ["FOI-2026-00001"]


def test_one_that_has_ended_or_never_was_holds_nothing_and_gives_no_key(db: None) -> None:
    stored = SessionStore()
    stored["seen"] = 1
    stored.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    for key in (stored.session_key, "a" * 32):
        read = SessionStore(key)

        assert not list(read.items())
        assert read.session_key is None


def test_words_that_nobody_signed_are_not_believed(db: None) -> None:
    stored = SessionStore()
    stored["seen"] = 1
    stored.save()
    Session.objects.update(session_data="eyJzZWVuIjoyfQ:1xxxxx:forged")

    assert not list(SessionStore(stored.session_key).items())


def test_somebody_whose_session_another_process_ended_is_asked_to_sign_in(
    cast: Cast,
) -> None:
    browser = signed_in(cast.foi_manager)
    assert browser.get(reverse("inbox")).status_code == 200
    Session.objects.all().delete()

    assert browser.get(reverse("inbox")).status_code == 302


def test_a_person_who_may_not_sign_in_any_more_is_out_at_once(
    cast: Cast,
) -> None:
    browser = signed_in(cast.foi_manager)
    browser.get(reverse("inbox"))
    User.objects.filter(pk=cast.foi_manager.pk).update(is_active=False)

    assert browser.get(reverse("inbox")).status_code == 302
