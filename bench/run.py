"""Measures side by side and prints the tables of docs/performance.md.

`SIZE=full` builds the large data sets. The database is one of its own, dropped at the end.
"""

import logging
import os
import sys
import tempfile
from collections.abc import Iterator

import structlog
from django.conf import settings
from django.test.runner import DiscoverRunner
from django.test.utils import override_settings

from bench import board, clock, letter, pages, recompute, reminders, similar
from bench.measuring import Table
from bench.population import Population
from bench.report import as_markdown, machine, missed
from bench.sizes import SIZES, Size


def tables(size: Size) -> Iterator[Table]:
    """Measure one subject after the other."""
    yield clock.measure(size)
    population = Population()
    yield pages.measure_pages(size, population)
    yield letter.measure(size, population)
    yield recompute.measure(size, population)
    yield reminders.measure(size, population)
    # What it plants would be copied with the case that it stands on.
    yield similar.measure(size, population)
    yield from board.measure(size, population)


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
            for table in tables(SIZES[name]):
                done.append(table)
                print(as_markdown(table), flush=True)
    finally:
        runner.teardown_databases(databases)
    if over := missed(done):
        print(f"Over its aim: {'; '.join(over)}.")
    return 0


def _settings(folder: str) -> dict[str, object]:
    """Return what differs from production: the host, the folder, and unhashed static names."""
    return {
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
