"""Reads the questions that other programs put to the commands."""

import json
import sys
from pathlib import Path
from typing import NoReturn

from django.core.management.base import CommandError

from requests_app.domain.question_inputs import BadQuestion, questions_in


def read_questions(name: str) -> list[object]:
    """Return the questions of a JSON file, or of standard input for "-".

    Raises CommandError, in one sentence, where there are none to read.
    """
    try:
        raw = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
        return questions_in(json.loads(raw, parse_constant=_refuse))
    except OSError as problem:
        raise CommandError(f"{name} cannot be read: {problem.strerror}.") from problem
    except BadQuestion as problem:
        raise CommandError(f"{name} holds no questions. {problem}") from problem
    except (ValueError, RecursionError) as problem:
        raise CommandError(f"{name} is not valid JSON: {problem}.") from problem


def _refuse(constant: str) -> NoReturn:
    raise ValueError(f"{constant} is not a JSON number")
