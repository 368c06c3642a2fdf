"""The inputs of one question, read strictly: a wrong type is a sentence, never a guess."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


class BadQuestion(ValueError):
    """A question that cannot be understood. The message says which input, and why."""


def as_object(value: object, what: str) -> Mapping[str, Any]:
    """Return a JSON object, or raise BadQuestion."""
    if not isinstance(value, dict):
        raise BadQuestion(f"“{what}” has to be a JSON object.")
    return value


class Inputs:
    """A JSON object whose members are asked for by name and type."""

    def __init__(self, values: object, what: str = "inputs") -> None:
        self._values = as_object(values, what)

    def _get(self, name: str) -> object:
        if name not in self._values:
            raise BadQuestion(f"“{name}” is missing.")
        return self._values[name]

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
        return None if self._values.get(name) is None else self.day(name)

    def flag(self, name: str) -> bool:
        """Return true or false; false for nothing."""
        value = self._values.get(name, False)
        if not isinstance(value, bool):
            raise BadQuestion(f"“{name}” has to be true or false.")
        return value

    def whole_number(self, name: str) -> int:
        """Return a whole number."""
        value = self._get(name)
        if not isinstance(value, int) or isinstance(value, bool):
            raise BadQuestion(f"“{name}” has to be a whole number.")
        return value

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

    def objects(self, name: str) -> tuple["Inputs", ...]:
        """Return a list of objects; empty for nothing."""
        values = self._list(self._values.get(name, []), name)
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
