"""Statements that PostgreSQL plans once a connection, where planning takes longer than reading.

The plan alone is kept: the rows are read afresh each time, and PostgreSQL makes a new plan when a
table, an index or its statistics change.
"""

import hashlib
from functools import lru_cache
from typing import Any
from weakref import WeakKeyDictionary

from django.db import connection

_known: WeakKeyDictionary[object, set[str]] = WeakKeyDictionary()
"""Which statements a connection knows. One that was opened again knows none."""


def read_prepared(statement: str, types: str = "", *values: Any) -> list[tuple[Any, ...]]:
    """Return the rows of `statement`, in which $1, $2 and so on stand for `values`.

    `types` are the values' PostgreSQL types, divided by commas. A connection keeps every text that
    it was given: whatever changes from call to call is a value, and no part of the statement.
    """
    with connection.cursor() as cursor:
        # The cursor first: where the connection was lost it has opened another.
        raw = connection.connection
        known, name = _known.setdefault(raw, set()), _name(statement)
        if name not in known:
            raw.execute(
                f"PREPARE {name} ({types}) AS {statement}"
                if types
                else f"PREPARE {name} AS {statement}"
            )
            known.add(name)
        places = ", ".join(["%s"] * len(values))
        cursor.execute(f"EXECUTE {name} ({places})" if values else f"EXECUTE {name}", values)
        rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


@lru_cache(maxsize=256)
def _name(statement: str) -> str:
    return f"kept_{hashlib.sha256(statement.encode()).hexdigest()[:16]}"
