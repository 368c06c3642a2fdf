"""Emptying the test database while the product's own processes may still be at work on it."""

import time
from collections.abc import Callable

from django.core.management.base import CommandError
from django.db import OperationalError

TRIES = 5
PAUSE_SECONDS = 0.5


def emptied_in_the_end(empty: Callable[[], None]) -> None:
    """Empty the database; where a running process is in the way, let it finish and try again.

    TRUNCATE locks every table in one go, and a worker in the middle of a transaction may hold
    one of them and want another: PostgreSQL then ends one of the two. Any other failure, and
    the last one, is the caller's to see.

    Raises:
        CommandError: it could not be emptied.

    """
    for _ in range(TRIES - 1):
        try:
            return empty()
        except CommandError as failure:
            if not isinstance(failure.__cause__, OperationalError):
                raise
            time.sleep(PAUSE_SECONDS)
    return empty()
