"""One household and one browser for all walks of a file; each walk has its own tables."""

import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from django.contrib.auth.hashers import make_password
from playwright.sync_api import Browser, sync_playwright

from requests_app.models import User
from tests.e2e.household import Household, Sink
from tests.e2e.visitor import PASSWORD, Visitor
from tests.factories import Cast, end_the_mornings_round, make_cast

CHROMIUM = "/usr/bin/chromium"
QUIET = (
    "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip

NewVisitor = Callable[..., Visitor]


@contextmanager
def opened(*parts: str, **settings: str) -> Iterator[Household]:
    """Open these parts of the product, so set, beside a mail server; close them all again."""
    sink = Sink()
    sink.start()
    # A socket's path must be short.
    with tempfile.TemporaryDirectory(prefix="foi-", dir="/tmp") as name:
        whole = Household(Path(name), sink, settings=settings)
        starts = {
            "redis": whole.start_redis,
            "web": whole.start_web,
            "worker": whole.start_worker,
            "beat": whole.start_beat,
        }
        try:
            for part in parts:
                starts[part]()
            yield whole
        finally:
            whole.stop()
            sink.stop()


@pytest.fixture(scope="module")
def house(django_db_setup: None) -> Iterator[Household]:
    """Open the whole product."""
    with opened("redis", "web", "worker", "beat") as whole:
        yield whole


@pytest.fixture
def staff(house: Household, emptied_trail: None) -> Cast:
    """Return the cast, who all know one password."""
    house.sink.received.clear()
    end_the_mornings_round()
    cast = make_cast()
    User.objects.update(password=make_password(PASSWORD))
    return cast


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Open a real Chromium."""
    with pytest.MonkeyPatch.context() as patch, sync_playwright() as playwright:
        # Playwright keeps an event loop in this thread, and Django would see it as async code.
        patch.setenv("DJANGO_ALLOW_ASYNC_UNSAFE", "true")
        chromium = playwright.chromium.launch(executable_path=CHROMIUM, args=list(QUIET))
        yield chromium
        chromium.close()


@pytest.fixture
def new_visitor(browser: Browser, house: Household) -> Iterator[NewVisitor]:
    """Return the maker of people at a browser."""
    everybody: list[Visitor] = []

    def visitor(**wishes: object) -> Visitor:
        somebody = Visitor(browser, house.site, **wishes)  # type: ignore[arg-type]
        everybody.append(somebody)
        return somebody

    yield visitor
    for somebody in everybody:
        somebody.leaves()
