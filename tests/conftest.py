"""What the tests stand on: real PostgreSQL, files in a throwaway folder, a known cast."""

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.db import connection
from django.test import TransactionTestCase

from requests_app.models import CalendarYear, Case, Milestone
from tests.emptying import emptied_in_the_end
from tests.factories import CaseMaker, Cast, make_cast
from tests.reviewing import ReviewMaker


@pytest.fixture(autouse=True, scope="session")
def database_is_emptied_in_the_end() -> Iterator[None]:
    """Empty the tables after a test although a worker of the house may be in the way."""
    empty = TransactionTestCase._fixture_teardown  # type: ignore[attr-defined]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            TransactionTestCase,
            "_fixture_teardown",
            lambda test: emptied_in_the_end(lambda: empty(test)),
        )
        yield


@pytest.fixture(autouse=True)
def throwaway_files(settings: LazySettings, tmp_path: Path) -> None:
    """Keep every stored file and every mail of a test in its own folder, and hold no mail back."""
    settings.UNDO_SECONDS = 0
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.MAIL_FOLDER = str(tmp_path / "mail")
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": settings.MEDIA_ROOT},
        },
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def cast(db: None) -> Cast:
    """Return one person for each part, and two departments."""
    return make_cast()


@pytest.fixture
def make_case(cast: Cast) -> CaseMaker:
    """Return the maker of cases in any state."""
    return CaseMaker(cast)


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    """Return a case that has just come in."""
    return make_case()


@pytest.fixture
def make_review(make_case: CaseMaker) -> ReviewMaker:
    """Return the maker of reviews in any state."""
    return ReviewMaker(make_case)


@pytest.fixture
def emptied_trail(transactional_db: None) -> Iterator[None]:
    """Let the test database be emptied afterwards: the trail itself refuses TRUNCATE.

    A test before this one may have emptied the calendar and the steps too; they are laid out
    again.
    """
    if not CalendarYear.objects.exists():
        import_module("requests_app.migrations.0003_calendar").seed(apps, None)
    if not Milestone.objects.exists():
        import_module("requests_app.migrations.0007_milestones").seed(apps, None)
    yield
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE requests_app_auditevent DISABLE TRIGGER trail_table_stays")
