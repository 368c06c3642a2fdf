"""Measures side by side and prints the tables of docs/performance.md.

`SIZE=full` builds the large data sets, `ONLY=intake` measures one subject. The
database is one of its own, dropped at the end.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator

import structlog
from django.conf import settings
from django.test.runner import DiscoverRunner
from django.test.utils import override_settings

from bench import board, clock, intake, letter, pages, recompute, reminders, search, similar
from bench.measuring import Table
from bench.population import Population
from bench.report import as_markdown, machine, missed
from bench.sizes import SIZES, Size


def tables(size: Size, only: str = "") -> Iterator[Table]:
    """Measure one subject after the other, or the one that is named."""
    subjects: dict[str, Callable[[Population], Iterable[Table]]] = {
        "clock": lambda _: (clock.measure(size),),
        "pages": lambda population: (pages.measure_pages(size, population),),
        "letter": lambda population: (letter.measure(size, population),),
        "recompute": lambda population: (recompute.measure(size, population),),
        "reminders": lambda population: (reminders.measure(size, population),),
        # What it plants would be copied with the case that it stands on.
        "similar": lambda population: (similar.measure(size, population),),
        "board": lambda population: board.measure(size, population),
        "search": lambda population: (search.measure(size, population),),
        "intake": lambda _: (intake.measure(size),),
    }
    population = Population()
    for name, measure in subjects.items():
        if only in ("", name):
            yield from measure(population)


def main() -> int:
    """Print each table as it is ready, and at the end which aims were missed."""
    name = os.environ.get("SIZE", "quick")
    if name not in SIZES:
        print(f"SIZE is {name}; it can be {' or '.join(SIZES)}.")
        return 2
    structlog.configure(wrapper_class=structlog.make_filtering_bound_logger(logging.ERROR))
    runner = DiscoverRunner(verbosity=0, interactive=False)
    databases = runner.setup_databases()
    done: list[Table] = []
    try:
        with tempfile.TemporaryDirectory() as folder, override_settings(**_settings(folder)):
            print(f"{machine()} Size: {name}.\n", flush=True)
            for table in tables(SIZES[name], os.environ.get("ONLY", "")):
                done.append(table)
                print(as_markdown(table), flush=True)
    finally:
        runner.teardown_databases(databases)
    if over := missed(done):
        print(f"Over its aim: {'; '.join(over)}.")
    return 0


def _settings(folder: str) -> dict[str, object]:
    """Return what differs from production: the host, the folder, and unhashed static names.

    Debugging is off, as it is there: it would keep the words of every query.
    """
    return {
        "DEBUG": False,
        "DEMO": False,
        "WHITENOISE_USE_FINDERS": False,
        "ALLOWED_HOSTS": ["testserver"],
        "ROOT_URLCONF": "bench.site",
        "MEDIA_ROOT": folder,
        "STATIC_ROOT": str(settings.BASE_DIR / "static"),
        "MAIL_FOLDER": folder,
        "SECURE_SSL_REDIRECT": False,
        "STORAGES": {
            **settings.STORAGES,
            "default": {
                "BACKEND": "django.core.files.storage.FileSystemStorage",
                "OPTIONS": {"location": folder},
            },
            "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
        },
    }


if __name__ == "__main__":
    sys.exit(main())
