"""The pages that people open every day, beside a view that answers "ok"."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext, override_settings
from django.urls import reverse

from bench.measuring import Table, beside, side_by_side
from bench.population import Population
from bench.site import BARE, PLAIN_LIST
from bench.sizes import Size
from requests_app.domain.workflow import State
from requests_app.models import Commission, SignOff, User
from requests_app.queries.tracking import tracking_path

PLAIN_MIDDLEWARE = [
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
]
YARDSTICK = "a bare Django view"


@dataclass(frozen=True)
class Page:
    """One page, its address, and who opens it; nobody means an applicant without an account."""

    name: str
    path: str
    who: User | None


def measure_pages(size: Size, population: Population) -> Table:
    """Time each page of a case."""
    return timed("Pages", _pages_of_a_case(population), size.rounds)


def _pages_of_a_case(population: Population) -> list[Page]:
    cast = population.cast
    drafting = population.case(State.DRAFTING)
    received = population.case(State.RECEIVED)
    commission = Commission.objects.get(case=population.case(State.WITH_DEPARTMENTS))
    pending = SignOff.objects.get(case=population.case(State.AWAITING_SIGN_OFF))
    return [
        Page("case page", reverse("case", args=[drafting.reference]), cast.foi_manager),
        Page("triage", reverse("triage", args=[received.reference]), cast.foi_manager),
        Page("department's task", reverse("task", args=[commission.pk]), cast.department_manager),
        Page("sign-off", reverse("sign-off", args=[pending.pk]), cast.director),
        Page("applicant's status", tracking_path(drafting), None),
    ]


def timed(
    title: str,
    pages: list[Page],
    rounds: int,
    *,
    aims: Mapping[str, float] | None = None,
    more: Mapping[str, Callable[[], object]] | None = None,
) -> Table:
    """Time pages, and what else is opened, in turn with a bare view; count the queries of each."""
    opened = {**(more or {}), **{page.name: _opener(page) for page in pages}}
    notes = {}
    for name, opening in opened.items():
        opening()
        with CaptureQueriesContext(connection) as queries:
            opening()
        notes[name] = f"{len(queries)} queries"
    timings = side_by_side({YARDSTICK: _bare_opener(), **opened}, rounds=rounds, calls=3)
    return Table(
        title=title, yardstick=YARDSTICK, rows=beside(YARDSTICK, timings, notes=notes, aims=aims)
    )


def _opener(page: Page) -> Callable[[], object]:
    client = Client()
    if page.who:
        client.force_login(page.who, backend=settings.AUTHENTICATION_BACKENDS[1])

    def opening() -> object:
        answer = client.get(page.path)
        assert answer.status_code == 200, f"{page.name}: {answer.status_code}"
        return answer

    return opening


def plain_list_opener(who: User) -> Callable[[], object]:
    """Open a plain list of Django's administration, with the middleware that it asks for alone."""
    client = Client()
    client.force_login(who, backend=settings.AUTHENTICATION_BACKENDS[1])
    with override_settings(MIDDLEWARE=PLAIN_MIDDLEWARE):
        assert client.get(PLAIN_LIST).status_code == 200
    return lambda: client.get(PLAIN_LIST)


def _bare_opener() -> Callable[[], object]:
    client = Client()
    with override_settings(MIDDLEWARE=[]):
        # The client keeps the middleware it has met first: none.
        client.get(BARE)
    return lambda: client.get(BARE)
