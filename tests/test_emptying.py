"""The test database is emptied although a running process gets in the way."""

from collections.abc import Callable

import pytest
from django.core.management.base import CommandError
from django.db import OperationalError, ProgrammingError

from tests import emptying


@pytest.fixture(autouse=True)
def no_pause(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptying, "PAUSE_SECONDS", 0)


def failing(times: int, why: Exception) -> tuple[list[int], Callable[[], None]]:
    tries: list[int] = []

    def empty() -> None:
        tries.append(1)
        if len(tries) <= times:
            raise CommandError("couldn't be flushed") from why

    return tries, empty


def test_a_deadlock_is_tried_again_until_the_other_is_done() -> None:
    tries, empty = failing(3, OperationalError("deadlock detected"))
    emptying.emptied_in_the_end(empty)
    assert len(tries) == 4


def test_a_lock_that_never_goes_is_a_failure() -> None:
    tries, empty = failing(99, OperationalError("lock timeout"))
    with pytest.raises(CommandError):
        emptying.emptied_in_the_end(empty)
    assert len(tries) == emptying.TRIES


def test_any_other_failure_is_told_at_once() -> None:
    tries, empty = failing(99, ProgrammingError("no such table"))
    with pytest.raises(CommandError):
        emptying.emptied_in_the_end(empty)
    assert len(tries) == 1
