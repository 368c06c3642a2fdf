"""Production does not start with unsafe settings."""

import os
import subprocess
import sys

import pytest
from django.conf import LazySettings
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command

from foi_portal.checks import production_is_safe, refuse_unsafe_settings

SAFE = {
    "DEBUG": False,
    "SECRET_KEY": "x" * 50,
    "ALLOWED_HOSTS": ["foi.harrowdene.example"],
    "SITE_URL": "https://foi.harrowdene.example",
    "CELERY_BROKER_URL": "redis://redis:6379/0",
    "MAIL_FOLDER": "",
    "MEDIA_ROOT": "/var/lib/foi-portal",
    "NOTIFY": {"api_key": "", "template_id": "", "url": "https://notify.example"},
    "REPLY_ADDRESS": "foi+{reference}@harrowdene.example",
}


@pytest.fixture
def production(settings: LazySettings) -> LazySettings:
    for name, value in SAFE.items():
        setattr(settings, name, value)
    return settings


def test_safe_settings_start(production: LazySettings) -> None:
    assert production_is_safe(None) == []
    refuse_unsafe_settings()


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("SECRET_KEY", "short", "SECRET_KEY is missing or short."),
        ("ALLOWED_HOSTS", [], "ALLOWED_HOSTS is empty or allows every host."),
        ("ALLOWED_HOSTS", ["*"], "ALLOWED_HOSTS is empty or allows every host."),
        ("SITE_URL", "http://foi.example", "SITE_URL is not an https address."),
        ("CELERY_BROKER_URL", "redis://127.0.0.1:1/0", "REDIS_URL is not set."),
        (
            "GOVUK_PAY",
            {"key": "k", "secret": "s", "url": "http://pay.example", "pages": "https://x"},
            "An address of GOV.UK Pay is not an https address.",
        ),
        ("MAIL_FOLDER", "/tmp/mail", "MAIL_FOLDER is set, so no answer would ever leave."),
        (
            "NOTIFY",
            {"api_key": "x", "template_id": "", "url": "https://notify.example"},
            "NOTIFY_API_KEY is set, without NOTIFY_TEMPLATE_ID or with a NOTIFY_URL that is no "
            "https address.",
        ),
        (
            "NOTIFY",
            {"api_key": "x", "template_id": "y", "url": "http://notify.example"},
            "NOTIFY_API_KEY is set, without NOTIFY_TEMPLATE_ID or with a NOTIFY_URL that is no "
            "https address.",
        ),
        (
            "REPLY_ADDRESS",
            "foi@harrowdene.example",
            "REPLY_ADDRESS is no address with {reference} in it.",
        ),
        (
            "REPLY_ADDRESS",
            "foi+{reference}",
            "REPLY_ADDRESS is no address with {reference} in it.",
        ),
    ],
)
def test_an_unsafe_setting_is_refused_by_name(
    production: LazySettings, name: str, value: object, said: str
) -> None:
    setattr(production, name, value)

    assert [error.msg for error in production_is_safe(None)] == [said]
    with pytest.raises(ImproperlyConfigured, match=said):
        refuse_unsafe_settings()
    with pytest.raises(CommandError, match=r"foi_portal\.E"):
        call_command("check", tags=["security"])


def test_development_is_left_alone(production: LazySettings) -> None:
    production.DEBUG = True
    production.SECRET_KEY = ""

    assert production_is_safe(None) == []


def test_the_demo_exists_only_in_debug() -> None:
    say = "from django.conf import settings; print(settings.DEMO)"
    answers = [
        subprocess.run(
            [sys.executable, "-c", say],
            env={**os.environ, "DEBUG": debug, "DEMO": "true"},
            capture_output=True,
            text=True,
            check=True,
        ).stdout.strip()
        for debug in ("true", "false")
    ]
    assert answers == ["True", "False"]
