"""Which questions are covered, when an answer to a question covers its lettered parts."""

from collections.abc import Collection, Iterable
from typing import Protocol


class Numbered(Protocol):
    """A question that knows its number ("2a") and its parent's ("2", or "")."""

    @property
    def number(self) -> str:
        """Its number in the request, such as 2a."""
        ...

    @property
    def parent_number(self) -> str:
        """The number of the question it is a part of, or "" for none."""
        ...


def uncovered(questions: Iterable[Numbered], answered: Collection[str]) -> tuple[str, ...]:
    """Return the numbers that neither an answer of their own nor a relative's covers.

    An answer to question 2 covers 2a, 2b …; answers to all of 2a, 2b … cover question 2.
    """
    every = list(questions)
    parts: dict[str, list[str]] = {}
    for question in every:
        if question.parent_number:
            parts.setdefault(question.parent_number, []).append(question.number)

    def is_covered(question: Numbered) -> bool:
        own_parts = parts.get(question.number, [])
        return (
            question.number in answered
            or question.parent_number in answered
            or bool(own_parts and all(part in answered for part in own_parts))
        )

    return tuple(question.number for question in every if not is_covered(question))
