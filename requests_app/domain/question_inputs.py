"""The inputs of one question, read strictly: a wrong type is a sentence, never a guess."""

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MONEY = re.compile(r"\d+(\.\d{1,2})?", re.ASCII)
MOST_POUNDS = 10_000_000
"""More than any request could cost."""


class BadQuestion(ValueError):
    """A question that cannot be understood. The message says which input, and why."""


def as_object(value: object, what: str) -> Mapping[str, Any]:
    """Return a JSON object, or raise BadQuestion."""
    if not isinstance(value, dict):
        raise BadQuestion(f"“{what}” has to be a JSON object.")
    return value


def questions_in(document: object) -> list[object]:
    """Return the questions of a document: a list, or an object whose `cases` is that list.

    Raises BadQuestion for anything else.
    """
    cases = document.get("cases") if isinstance(document, dict) else document
    if not isinstance(cases, list):
        raise BadQuestion("There has to be a JSON list of cases, or an object with “cases”.")
    return cases


class Inputs:
    """A JSON object whose members are asked for by name and type."""

    def __init__(self, values: object, what: str = "inputs") -> None:
        self._values = as_object(values, what)

    def _get(self, name: str) -> object:
        if name not in self._values:
            raise BadQuestion(f"“{name}” is missing.")
        return self._values[name]

    def has(self, name: str) -> bool:
        """Whether there is anything by that name; null is nothing."""
        return self._values.get(name) is not None

    def day(self, name: str) -> date:
        """Return a day written like 2026-11-24."""
        text = self._get(name)
        try:
            # fromisoformat alone would also read 20261124 and 2026-W48-2.
            if isinstance(text, str) and _DAY.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        raise BadQuestion(f"“{name}” has to be a day like 2026-11-24.")

    def day_or_none(self, name: str) -> date | None:
        """Return a day, or None for null or for nothing."""
        return self.day(name) if self.has(name) else None

    def flag(self, name: str, *, default: bool = False) -> bool:
        """Return true or false; the default for nothing."""
        value = self._values.get(name, default)
        if not isinstance(value, bool):
            raise BadQuestion(f"“{name}” has to be true or false.")
        return value

    def whole_number(self, name: str) -> int:
        """Return a whole number."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadQuestion(f"“{name}” has to be a whole number.")
        return value

    def count(self, name: str, *, least: int = 0, most: int) -> int:
        """Return a whole number within its bounds."""
        value = self.whole_number(name)
        if not least <= value <= most:
            raise BadQuestion(f"“{name}” has to be from {least} to {most:,}.")
        return value

    def number(self, name: str, *, most: int) -> Decimal:
        """Return a number from 0 to `most`, exactly as it was written."""
        value = self._get(name)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise BadQuestion(f"“{name}” has to be a number.")
        if not 0 <= value <= most:
            raise BadQuestion(f"“{name}” has to be from 0 to {most:,}.")
        # By way of its shortest text: 18.04 is 18.04, not the binary fraction nearest to it.
        return Decimal(str(value))

    def money(self, name: str) -> Decimal:
        """Return an amount in pounds and whole pence, written like "12.50" or 12.5."""
        value = self._get(name)
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if not (is_number or isinstance(value, str)) or not _MONEY.fullmatch(str(value)):
            raise BadQuestion(f"“{name}” has to be an amount like 12.50, and not below 0.")
        amount = Decimal(str(value))
        if amount > MOST_POUNDS:
            raise BadQuestion(f"“{name}” has to be from 0 to {MOST_POUNDS:,}.")
        return amount

    def text(self, name: str) -> str:
        """Return a text."""
        value = self._get(name)
        if not isinstance(value, str):
            raise BadQuestion(f"“{name}” has to be a text.")
        return value

    def choice(self, name: str, *choices: str, default: str) -> str:
        """Return one of the choices; the default for nothing."""
        value = self._values.get(name, default)
        if value not in choices:
            raise BadQuestion(f"“{name}” has to be {' or '.join(choices)}.")
        return str(value)

    def objects(self, name: str, *, most: int | None = None) -> tuple["Inputs", ...]:
        """Return a list of objects; empty for nothing."""
        values = self._list(self._values.get(name, []), name)
        if most is not None and len(values) > most:
            raise BadQuestion(f"“{name}” has more than {most:,} entries.")
        return tuple(Inputs(each, f"each of {name}") for each in values)

    def texts(self, name: str) -> tuple[str, ...]:
        """Return a list of texts."""
        values = self._list(self._get(name), name)
        if not all(isinstance(each, str) for each in values):
            raise BadQuestion(f"“{name}” has to be a list of texts.")
        return tuple(values)

    @staticmethod
    def _list(value: object, name: str) -> list[Any]:
        if not isinstance(value, list):
            raise BadQuestion(f"“{name}” has to be a list.")
        return value
