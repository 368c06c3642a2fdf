"""Every setting of the product, in one file.

`VARIABLES` declares each environment variable with its type, default and meaning; the
README's configuration table is tested against it. While `make run` is up it leaves its
addresses in `.run/environment`, so that any other `manage.py` command talks to the same
database; real environment variables win over that file.
"""

from pathlib import Path
from typing import Any, NamedTuple

import environ
from csp.constants import NONE, SELF

BASE_DIR = Path(__file__).resolve().parent.parent


class Variable(NamedTuple):
    """One environment variable: how it is read, its default, what it is for."""

    cast: Any
    default: Any
    meaning: str


VARIABLES: dict[str, Variable] = {
    "SECRET_KEY": Variable(str, "", "Signs sessions and links. Required when DEBUG is off."),
    "DEBUG": Variable(bool, False, "Development mode: detailed errors, insecure cookies."),
    "DEMO": Variable(bool, False, "Demo sign-ins and the demo mailbox. Needs DEBUG."),
    "ALLOWED_HOSTS": Variable(list, [], "Host names the site answers to."),
    "SITE_URL": Variable(str, "http://127.0.0.1:8000", "The site's address, as written in mails."),
    "DATABASE_URL": Variable(str, "", "PostgreSQL, as postgres://user:password@host/name."),
    "REDIS_URL": Variable(str, "", "Redis: the queue and the cache."),
    "MEDIA_ROOT": Variable(str, "", "Folder for received and sent files. Never inside static."),
    "MAIL_FOLDER": Variable(str, "", "Outgoing mail goes to this folder instead of SMTP."),
    "SMTP_HOST": Variable(str, "localhost", "The outgoing mail server."),
    "SMTP_PORT": Variable(int, 25, "Its port."),
    "SMTP_USER": Variable(str, "", "Its user, if it wants one."),
    "SMTP_PASSWORD": Variable(str, "", "Its password."),
    "SMTP_STARTTLS": Variable(bool, False, "Whether to ask the server for TLS."),
    "IMAP_HOST": Variable(str, "", "The mailbox requests come to. Without it none is polled."),
    "IMAP_PORT": Variable(int, 993, "Its port."),
    "IMAP_SECURITY": Variable(str, "ssl", "ssl, starttls or none."),
    "IMAP_USER": Variable(str, "", "Whose mailbox it is."),
    "IMAP_PASSWORD": Variable(str, "", "Its password, where it has one."),
    "IMAP_TOKEN_URL": Variable(
        str, "", "Where a token is fetched instead of a password (XOAUTH2, for Exchange Online)."
    ),
    "IMAP_CLIENT_ID": Variable(str, "", "Our client at the token server."),
    "IMAP_CLIENT_SECRET": Variable(str, "", "Its secret."),
    "IMAP_SCOPE": Variable(
        str, "https://outlook.office365.com/.default", "What the token is asked for."
    ),
    "IMAP_FOLDER": Variable(str, "INBOX", "The folder that is polled."),
    "IMAP_DONE_FOLDER": Variable(
        str, "Taken in", "Where a message goes once it is safe here. Empty: it stays, marked."
    ),
    "IMAP_SECONDS": Variable(int, 60, "How often the mailbox is polled."),
    "NULL_RETURN_PATH": Variable(
        bool,
        True,
        "Acknowledgements leave with an empty return path, so that no machine answers them. "
        "Turn it off where the mail server refuses that.",
    ),
    "AUTOMATIC_MAILS_A_DAY": Variable(
        int, 20, "Acknowledgements and the like to one address in a day; more wait for a person."
    ),
    "NOTIFY_API_KEY": Variable(
        str, "", "GOV.UK Notify for plain mails; those with files still go by the mail server."
    ),
    "NOTIFY_TEMPLATE_ID": Variable(
        str, "", "Its template, whose subject is ((subject)) and whose text is ((body))."
    ),
    "NOTIFY_URL": Variable(
        str, "https://api.notifications.service.gov.uk", "Where Notify is reached."
    ),
    "MAIL_LIMIT_MB": Variable(
        int, 20, "The longest mail we send; files that are more go in several mails."
    ),
    "REPLY_ADDRESS": Variable(
        str,
        "",
        "Where answers to a case go, with {reference} in it: foi+{reference}@trust.example. "
        "Only where the mail server hands such addresses on to the mailbox.",
    ),
    "TRUSTED_MAIL_SERVERS": Variable(
        list,
        [],
        "Names (authserv-id) under which our own mail servers write Authentication-Results. "
        "For Exchange Online: microsoft365. Others are not believed.",
    ),
    "CLAMD": Variable(
        str, "", "The virus scanner, as unix:/path or host:port. Without it files are unscanned."
    ),
    "AUTHORITY_NAME": Variable(str, "Harrowdene Hospitals NHS Trust", "On every page and letter."),
    "AUTHORITY_ADDRESS": Variable(
        str,
        "Freedom of Information Office|Harrowdene General Hospital|Station Road|Harrowdene|HD1 4QX",
        "The postal address for requests, lines divided by |.",
    ),
    "AUTHORITY_WEBSITE": Variable(str, "https://www.harrowdene.example", "The public website."),
    "AUTHORITY_COLOUR": Variable(str, "#0b4f4a", "The main colour of pages and letters."),
    "AUTHORITY_ACCENT": Variable(str, "#c8762b", "The second colour."),
    "FOI_EMAIL": Variable(str, "foi@harrowdene.example", "The address requests come to."),
    "FOI_PHONE": Variable(str, "01632 960 120", "The FOI office's telephone."),
    "RECORDS_EMAIL": Variable(
        str, "records@harrowdene.example", "Where people ask for their own records."
    ),
    "PRESS_EMAIL": Variable(str, "press@harrowdene.example", "The press office."),
    "COMPLAINTS_EMAIL": Variable(str, "pals@harrowdene.example", "Patient advice and complaints."),
    "REFERENCE_PREFIX": Variable(str, "FOI", "First part of every case reference."),
    "REGULATOR_NAME": Variable(
        str,
        "Information Commissioner",
        "As letters name the regulator, until the FOI manager enters it from a day on.",
    ),
    "REGULATOR_ADDRESS": Variable(
        str,
        "Information Commissioner's Office|Wycliffe House|Water Lane|Wilmslow|Cheshire|SK9 5AF",
        "The regulator's address, lines divided by |.",
    ),
    "REGULATOR_WEBSITE": Variable(str, "https://ico.org.uk", "The regulator's website."),
    "REGULATOR_PHONE": Variable(str, "0303 123 1113", "The regulator's telephone."),
    "TRACKING_LINK_DAYS": Variable(
        int, 365, "Days an applicant's link works after the case is closed."
    ),
    "CLOCK_LEADS": Variable(
        str, "policy", "The due date people work to: `policy` (pauses) or `statute` (restarts)."
    ),
    "IS_PART_ONE_BODY": Variable(
        bool, False, "A government department or other body in FOIA Schedule 1 Part I: its limit."
    ),
    "CLARIFICATION_MONTHS": Variable(
        int, 2, "Months an applicant has to reply before a request that was queried is closed."
    ),
    "EARLIER_ANSWER_MONTHS": Variable(
        int, 12, "From this age in months on an earlier answer is shown with a warning."
    ),
    "PUBLIC_INTEREST_ROLES": Variable(
        str,
        "director_of_corporate_affairs",
        "The roles whose holders decide the public interest, divided by commas.",
    ),
    "REVIEW_SIGN_OFF": Variable(
        bool,
        True,
        "Whether a director signs the outcome of every internal review. One that releases a file "
        "is always signed.",
    ),
    "VEXATIOUS_ROLES": Variable(
        str,
        "director_of_corporate_affairs",
        "The roles whose holders decide what another proposed under section 14, divided by commas.",
    ),
    "HOW_TO_PAY": Variable(
        str,
        "by cheque, payable to the Trust, to our postal address|by bank transfer: we will send "
        "you the account and what to quote|by card: please call us",
        "The ways to pay a fee, as letters list them, divided by |.",
    ),
    "GOVUK_PAY_KEY": Variable(
        str, "", "The API key of a GOV.UK Pay account. Without it fees are not paid by card."
    ),
    "GOVUK_PAY_SECRET": Variable(
        str, "", "The signing secret of its webhook. Without it no message of it is believed."
    ),
    "GOVUK_PAY_URL": Variable(
        str, "https://publicapi.payments.service.gov.uk", "Where its API is."
    ),
    "GOVUK_PAY_PAGES": Variable(
        str, "https://www.payments.service.gov.uk", "Where its pages are, for who pays."
    ),
    "UPLOAD_LIMIT_MB": Variable(int, 25, "The largest file a person may upload."),
    "REQUEST_TEXT_LIMIT": Variable(int, 100_000, "The longest request text, in characters."),
    "REMINDER_HOUR": Variable(
        int, 7, "The hour, in London, from which a working morning's reminders go out."
    ),
    "UNDO_SECONDS": Variable(
        int,
        60,
        "How long the office can take back what it has just done; an acknowledgement is held as "
        "long. 0: it leaves at once.",
    ),
    "SWEEP_SECONDS": Variable(int, 20, "How often the outbox is swept."),
    "OUTBOX_LEASE_SECONDS": Variable(
        int, 180, "How long a worker may hold a piece of work before another takes it."
    ),
    "OIDC_SERVER_URL": Variable(str, "", "OpenID Connect provider (Entra ID, NHSmail)."),
    "OIDC_CLIENT_ID": Variable(str, "", "Our client at that provider."),
    "OIDC_CLIENT_SECRET": Variable(str, "", "Its secret."),
    "LOG_LEVEL": Variable(str, "INFO", "Least serious level that is logged."),
}

env = environ.Env(**{name: (v.cast, v.default) for name, v in VARIABLES.items()})
_running = BASE_DIR / ".run" / "environment"
if _running.is_file():
    env.read_env(str(_running))

DEBUG: bool = env("DEBUG")
# A demo can sign anyone in, so it exists only where DEBUG already says "not production".
DEMO: bool = DEBUG and env("DEMO")
SECRET_KEY: str = env("SECRET_KEY") or ("only-for-development" if DEBUG else "unset")
ALLOWED_HOSTS: list[str] = env("ALLOWED_HOSTS") or (["*"] if DEBUG else [])
SITE_URL: str = env("SITE_URL").rstrip("/")
CSRF_TRUSTED_ORIGINS = [SITE_URL] if SITE_URL.startswith("https://") else []
ROOT_URLCONF = "foi_portal.urls"
WSGI_APPLICATION = "foi_portal.wsgi.application"

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.postgres",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_structlog",
    "csp",
    "exemptions",
    "requests_app",
    "foi_portal",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "foi_portal.logs.QuietRequests",
    "requests_app.views.private_pages.NeverStored",
    "requests_app.views.possible_addresses.PossibleAddresses",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "requests_app.views.page_context.page_context",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# Commands that need no database (clock, costs, the checks of files) run with none set.
DATABASES: dict[str, Any] = {
    "default": (
        env.db_url("DATABASE_URL")
        if env("DATABASE_URL")
        else {"ENGINE": "django.db.backends.dummy"}
    )
}
if env("DATABASE_URL"):
    DATABASES["default"]["CONN_MAX_AGE"] = 60
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    # A case must never wait for ever behind another person's click.
    DATABASES["default"].setdefault("OPTIONS", {})["options"] = "-c lock_timeout=15000"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": env("REDIS_URL")}
        if env("REDIS_URL")
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

AUTH_USER_MODEL = "requests_app.User"
AUTHENTICATION_BACKENDS = [
    "requests_app.permissions.CaseBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_FORMS = {"login": "requests_app.forms.sign_in.SignInForm"}
ACCOUNT_ADAPTER = "requests_app.views.sign_in.StaffOnly"
SOCIALACCOUNT_ADAPTER = "requests_app.views.sign_in.KnownStaffOnly"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_EMAIL_NOTIFICATIONS = False
ACCOUNT_LOGOUT_ON_GET = False
SOCIALACCOUNT_EMAIL_AUTHENTICATION = True
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes"]
MFA_TOTP_ISSUER = env("AUTHORITY_NAME")
SOCIALACCOUNT_PROVIDERS: dict[str, Any] = {
    "openid_connect": {
        "APPS": (
            [
                {
                    "provider_id": "staff",
                    "name": "your work account",
                    "client_id": env("OIDC_CLIENT_ID"),
                    "secret": env("OIDC_CLIENT_SECRET"),
                    "settings": {"server_url": env("OIDC_SERVER_URL")},
                }
            ]
            if env("OIDC_SERVER_URL")
            else []
        )
    }
}

LANGUAGE_CODE = "en-gb"
TIME_ZONE = "Europe/London"
USE_TZ = True
USE_I18N = True

STATIC_URL = "static/"
STATIC_ROOT = BASE_DIR / ".build" / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
MEDIA_ROOT = env("MEDIA_ROOT") or str(BASE_DIR / ".run" / "media")
STORAGES = {
    "default": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": MEDIA_ROOT, "file_permissions_mode": 0o600},
    },
    "staticfiles": {
        "BACKEND": (
            "django.contrib.staticfiles.storage.StaticFilesStorage"
            if DEBUG
            else "whitenoise.storage.CompressedManifestStaticFilesStorage"
        )
    },
}
WHITENOISE_USE_FINDERS = DEBUG

UPLOAD_LIMIT_MB: int = env("UPLOAD_LIMIT_MB")
REQUEST_TEXT_LIMIT: int = env("REQUEST_TEXT_LIMIT")
# Form text beyond this is refused by Django itself; our own limits answer first, in words.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
FILE_UPLOAD_MAX_MEMORY_SIZE = 1024 * 1024
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "requests_app.views.too_large.BoundedUpload",
]
# A task has one page for all its questions, each with some twenty fields and a choice of files;
# a browser counts a choice of no file, too.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000
DATA_UPLOAD_MAX_NUMBER_FILES = 500

IMAP = {
    "host": env("IMAP_HOST"),
    "port": env("IMAP_PORT"),
    "security": env("IMAP_SECURITY"),
    "user": env("IMAP_USER"),
    "password": env("IMAP_PASSWORD"),
    "folder": env("IMAP_FOLDER"),
    "done_folder": env("IMAP_DONE_FOLDER"),
    "token_url": env("IMAP_TOKEN_URL"),
    "client_id": env("IMAP_CLIENT_ID"),
    "client_secret": env("IMAP_CLIENT_SECRET"),
    "scope": env("IMAP_SCOPE"),
}
IMAP_SECONDS: int = env("IMAP_SECONDS")
NULL_RETURN_PATH: bool = env("NULL_RETURN_PATH")
AUTOMATIC_MAILS_A_DAY: int = env("AUTOMATIC_MAILS_A_DAY")
MAIL_LIMIT: int = env("MAIL_LIMIT_MB") * 1024 * 1024
REPLY_ADDRESS: str = env("REPLY_ADDRESS")
TRUSTED_MAIL_SERVERS: list[str] = env("TRUSTED_MAIL_SERVERS")
CLAMD: str = env("CLAMD")
MAIL_FOLDER: str = env("MAIL_FOLDER")
SMTP = {
    "host": env("SMTP_HOST"),
    "port": env("SMTP_PORT"),
    "username": env("SMTP_USER"),
    "password": env("SMTP_PASSWORD"),
    "starttls": env("SMTP_STARTTLS"),
}
NOTIFY = {
    "api_key": env("NOTIFY_API_KEY"),
    "template_id": env("NOTIFY_TEMPLATE_ID"),
    "url": env("NOTIFY_URL"),
}
# Password resets and the like, sent by the sign-in library; cases use the outbox.
if MAIL_FOLDER:
    EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    EMAIL_FILE_PATH = MAIL_FOLDER
EMAIL_HOST, EMAIL_PORT = env("SMTP_HOST"), env("SMTP_PORT")
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = env("SMTP_USER"), env("SMTP_PASSWORD")
EMAIL_USE_TLS = env("SMTP_STARTTLS")
DEFAULT_FROM_EMAIL = f"{env('AUTHORITY_NAME')} <{env('FOI_EMAIL')}>"

AUTHORITY = {
    "name": env("AUTHORITY_NAME"),
    "address_lines": tuple(env("AUTHORITY_ADDRESS").split("|")),
    "website": env("AUTHORITY_WEBSITE"),
    "foi_email": env("FOI_EMAIL"),
    "foi_phone": env("FOI_PHONE"),
    "records_email": env("RECORDS_EMAIL"),
    "press_email": env("PRESS_EMAIL"),
    "complaints_email": env("COMPLAINTS_EMAIL"),
}
AUTHORITY_COLOUR: str = env("AUTHORITY_COLOUR")
AUTHORITY_ACCENT: str = env("AUTHORITY_ACCENT")
REGULATOR = {
    "name": env("REGULATOR_NAME"),
    "address_lines": tuple(env("REGULATOR_ADDRESS").split("|")),
    "website": env("REGULATOR_WEBSITE"),
    "phone": env("REGULATOR_PHONE"),
}
REFERENCE_PREFIX: str = env("REFERENCE_PREFIX")
TRACKING_LINK_DAYS: int = env("TRACKING_LINK_DAYS")
CLOCK_LEADS: str = env("CLOCK_LEADS")
REMINDER_HOUR: int = env("REMINDER_HOUR")
IS_PART_ONE_BODY: bool = env("IS_PART_ONE_BODY")
CLARIFICATION_MONTHS: int = env("CLARIFICATION_MONTHS")
EARLIER_ANSWER_MONTHS: int = env("EARLIER_ANSWER_MONTHS")
PUBLIC_INTEREST_ROLES: list[str] = [
    role.strip() for role in env("PUBLIC_INTEREST_ROLES").split(",")
]
REVIEW_SIGN_OFF: bool = env("REVIEW_SIGN_OFF")
VEXATIOUS_ROLES: list[str] = [role.strip() for role in env("VEXATIOUS_ROLES").split(",")]
HOW_TO_PAY: list[str] = [way.strip() for way in env("HOW_TO_PAY").split("|")]
GOVUK_PAY = {
    "key": env("GOVUK_PAY_KEY"),
    "secret": env("GOVUK_PAY_SECRET"),
    "url": env("GOVUK_PAY_URL").rstrip("/"),
    "pages": env("GOVUK_PAY_PAGES").rstrip("/"),
}
UNDO_SECONDS: int = env("UNDO_SECONDS")
SWEEP_SECONDS: int = env("SWEEP_SECONDS")
OUTBOX_LEASE_SECONDS: int = env("OUTBOX_LEASE_SECONDS")

REDIS_URL: str = env("REDIS_URL") or "redis://127.0.0.1:1/0"
# Celery has its own word for a Redis on a socket.
CELERY_BROKER_URL = REDIS_URL.replace("unix://", "redis+socket://", 1)
CELERY_TASK_IGNORE_RESULT = True
CELERY_TASK_ACKS_LATE = True
# A worker is stopped before its lease runs out, so that two never hold one piece of work.
CELERY_TASK_TIME_LIMIT = OUTBOX_LEASE_SECONDS * 0.8
CELERY_WORKER_PREFETCH_MULTIPLIER = 1
CELERY_TIMEZONE = TIME_ZONE
CELERY_BROKER_CONNECTION_RETRY_ON_STARTUP = True
# A click must not wait for a broker that is down: the outbox row is the promise.
CELERY_BROKER_TRANSPORT_OPTIONS = {"socket_connect_timeout": 2, "socket_timeout": 10}
CELERY_TASK_PUBLISH_RETRY = False
CELERY_BEAT_SCHEDULE = {
    "sweep-the-outbox": {
        "task": "requests_app.tasks.sweep_outbox",
        "schedule": float(SWEEP_SECONDS),
        # A sweep that waited longer than its turn is stale: the next one does its work.
        "options": {"expires": SWEEP_SECONDS},
    },
    # Often, so that a beat that was down in the morning is made good; the first one does it all.
    "remind-of-what-is-due": {
        "task": "requests_app.tasks.remind",
        "schedule": float(30 * SWEEP_SECONDS),
        "options": {"expires": 30 * SWEEP_SECONDS},
    },
    "close-what-got-no-reply": {
        "task": "requests_app.tasks.sweep_clarifications",
        "schedule": 3600.0,
        "options": {"expires": 3600},
    },
    "scan-what-no-scanner-saw": {
        "task": "requests_app.tasks.scan_what_waits",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "read-the-words-of-files": {
        "task": "requests_app.tasks.read_what_waits",
        "schedule": 60.0,
        "options": {"expires": 60},
    },
    "ask-what-became-of-mail": {
        "task": "requests_app.tasks.ask_after_mail",
        "schedule": 600.0,
        "options": {"expires": 600},
    },
    "learn-the-words-of-texts": {
        "task": "requests_app.tasks.learn_words",
        "schedule": 300.0,
        "options": {"expires": 300},
    },
    "fetch-mail": {
        "task": "requests_app.tasks.fetch_mail",
        "schedule": float(IMAP_SECONDS),
        "options": {"expires": IMAP_SECONDS},
    },
}

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "frame-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
        "manifest-src": [SELF],
    }
}
X_FRAME_OPTIONS = "SAMEORIGIN"
SESSION_ENGINE = "foi_portal.sessions"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_AGE = 60 * 60 * 10
SESSION_COOKIE_SAMESITE = "Lax"
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
if not DEBUG:
    SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = True
    SECURE_SSL_REDIRECT = SITE_URL.startswith("https://")
    SECURE_REDIRECT_EXEMPT = [r"^healthz$"]
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")

DJANGO_STRUCTLOG_IP_LOGGING_ENABLED = False
LOGGING: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "plain": {
            "()": "foi_portal.logs.PlainWords",
            "format": "%(asctime)s %(levelname)s %(name)s %(message)s",
        }
    },
    "filters": {"addresses": {"()": "foi_portal.logs.AddressesHidden"}},
    "handlers": {
        "console": {
            "class": "logging.StreamHandler",
            "formatter": "plain",
            "filters": ["addresses"],
        }
    },
    "root": {"handlers": ["console"], "level": env("LOG_LEVEL")},
    # These tell each step of each letter.
    "loggers": {name: {"level": "WARNING"} for name in ("weasyprint", "fontTools", "pikepdf")},
}
