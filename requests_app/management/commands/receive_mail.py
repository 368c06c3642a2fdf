"""Takes one message from standard input or a file, as an MTA's pipe does."""

import argparse
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseFailure
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.services.mail_intake import TakenIn
from requests_app.tasks.received_mail import receive

TRY_AGAIN_LATER = 75
"""EX_TEMPFAIL: the mail server keeps the message and calls again."""


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not a day like 2026-11-24") from None


class Command(BaseCommand):
    """`receive_mail [--json] [--received DAY] [FILE]`."""

    help = "Take in one e-mail message; nothing is ever dropped."

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of the command-line contract."""
        parser.add_argument("file", nargs="?", default="-", help="a message; - is standard input")
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")
        parser.add_argument(
            "--received", type=_day, help="the day it was received, for a message entered late"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Keep the bytes, understand them, and say what became of them."""
        at = timezone.now()
        received_on: date | None = options["received"]
        if received_on and received_on > london_day(at):
            raise CommandError("--received is a day in the future.")
        try:
            with _opened(options["file"]) as raw:
                taken = receive(raw, at=at, received_on=received_on)
        except (DatabaseFailure, ImproperlyConfigured, OSError) as problem:
            raise CommandError(
                "The database or the storage cannot be reached. Try again later.",
                returncode=TRY_AGAIN_LATER,
            ) from problem
        said = _as_data(taken)
        self.stdout.write(
            json.dumps(said, ensure_ascii=False) if options["json"] else _as_sentence(said)
        )


@contextmanager
def _opened(name: str) -> Iterator[BinaryIO]:
    if name == "-":
        yield sys.stdin.buffer
        return
    try:
        file = Path(name).open("rb")  # noqa: SIM115 - closed below, once it is open
    except OSError as problem:
        raise CommandError(f"{name} cannot be read: {problem.strerror}.") from problem
    with file:
        yield file


def _as_data(taken: TakenIn) -> dict[str, Any]:
    documents = taken.message.documents.all() if taken.message else ()
    return {
        "message": taken.message.pk if taken.message else None,
        "what": taken.what,
        "case": taken.case.reference if taken.case else None,
        "reason": taken.reason,
        "warnings": list(taken.warnings),
        "attachments": [
            {"name": document.name, "size": document.size, "state": document.safety}
            for document in documents
        ],
    }


def _as_sentence(said: dict[str, Any]) -> str:
    where = f" {said['case']}." if said["case"] else ""
    return f"{said['what']}:{where} {said['reason']}"
