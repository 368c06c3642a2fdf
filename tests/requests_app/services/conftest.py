"""What the tests of services share: several people acting in the same instant."""

from collections.abc import Callable
from threading import Barrier, Thread

import pytest
from django.db import connection

Act = Callable[[], object]
AtOnce = Callable[..., list[object]]


@pytest.fixture
def at_once(emptied_trail: None) -> AtOnce:
    """Return what runs acts side by side, each over its own connection to the database.

    What comes back is what each of them returned or raised, in the order they were given.
    """

    def run(*acts: Act) -> list[object]:
        start, ends = Barrier(len(acts)), dict[int, object]()

        def one(number: int, act: Act) -> None:
            start.wait(10)
            try:
                ends[number] = act()
            except Exception as problem:
                ends[number] = problem
            finally:
                connection.close()

        threads = [Thread(target=one, args=(number, act)) for number, act in enumerate(acts)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        return [ends[number] for number in range(len(acts))]

    return run
