"""Refuses to start in production with settings that are unsafe or missing."""

import re
from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.checks import Error
from django.core.exceptions import ImproperlyConfigured

ONE_ADDRESS = re.compile(r"[^@\s]+@[^@\s]+")


def production_is_safe(app_configs: Sequence[Any] | None, **_: Any) -> list[Error]:
    """Return an error for everything that must not be so when DEBUG is off."""
    if settings.DEBUG:
        return []
    wanted: list[tuple[bool, str, str]] = [
        (
            len(settings.SECRET_KEY) >= 40,
            "SECRET_KEY is missing or short.",
            "Set SECRET_KEY to at least 40 random characters.",
        ),
        (
            bool(settings.ALLOWED_HOSTS) and "*" not in settings.ALLOWED_HOSTS,
            "ALLOWED_HOSTS is empty or allows every host.",
            "Name the hosts the site answers to.",
        ),
        (
            settings.SITE_URL.startswith("https://"),
            "SITE_URL is not an https address.",
            "Links in mails would be readable on the way. Set it to the public https address.",
        ),
        (
            settings.DATABASES["default"]["ENGINE"].endswith("postgresql"),
            "DATABASE_URL does not name a PostgreSQL database.",
            "Set it to postgres://user:password@host/name.",
        ),
        (
            not settings.CELERY_BROKER_URL.endswith(":1/0"),
            "REDIS_URL is not set.",
            "Set it: the queue and the cache need it.",
        ),
        (
            not settings.MAIL_FOLDER,
            "MAIL_FOLDER is set, so no answer would ever leave.",
            "Unset it and set SMTP_HOST.",
        ),
        (
            not str(settings.MEDIA_ROOT).startswith(str(settings.BASE_DIR)),
            "MEDIA_ROOT lies inside the program's folder or is not set.",
            "Set it to a folder of its own that is backed up.",
        ),
        (
            not settings.NOTIFY["api_key"]
            or (
                bool(settings.NOTIFY["template_id"])
                and settings.NOTIFY["url"].startswith("https://")
            ),
            "NOTIFY_API_KEY is set, without NOTIFY_TEMPLATE_ID or with a NOTIFY_URL that is no "
            "https address.",
            "Set both, or neither.",
        ),
        (
            not settings.REPLY_ADDRESS
            or (
                bool(ONE_ADDRESS.fullmatch(settings.REPLY_ADDRESS.replace("{reference}", "1")))
                and "{reference}" in settings.REPLY_ADDRESS
            ),
            "REPLY_ADDRESS is no address with {reference} in it.",
            "Set it to an address such as foi+{reference}@trust.example, or leave it empty.",
        ),
        (
            not settings.GOVUK_PAY["key"]
            or all(settings.GOVUK_PAY[part].startswith("https://") for part in ("url", "pages")),
            "An address of GOV.UK Pay is not an https address.",
            "Set GOVUK_PAY_URL and GOVUK_PAY_PAGES to those of its documentation.",
        ),
    ]
    return [
        Error(said, hint=hint, id=f"foi_portal.E{number:03d}")
        for number, (is_so, said, hint) in enumerate(wanted, start=1)
        if not is_so
    ]


def refuse_unsafe_settings() -> None:
    """Raise `ImproperlyConfigured`, naming everything, where production would not be safe."""
    found = production_is_safe(None)
    if found:
        raise ImproperlyConfigured(" ".join(f"{error.msg} {error.hint}" for error in found))
