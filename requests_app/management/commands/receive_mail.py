"""Takes one message from standard input or a file, as an MTA's pipe does."""

import argparse
import json
import sys
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import Error as DatabaseFailure
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.mail.parser import parse
from requests_app.services import mail_intake
from requests_app.services.mail_intake import TakenIn

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
        raw = self._read(options["file"])
        at = timezone.now()
        received_on: date | None = options["received"]
        if received_on and received_on > london_day(at):
            raise CommandError("--received is a day in the future.")
        try:
            # A mail server that calls again after a failure finds the bytes kept: they are
            # taken in now, on the day that it says.
            kept, _ = mail_intake.keep(raw, at=at)
            taken = mail_intake.take_in(kept, parse(raw), at=at, received_on=received_on)
        except (DatabaseFailure, ImproperlyConfigured, OSError) as problem:
            raise CommandError(
                "The database or the storage cannot be reached. Try again later.",
                returncode=TRY_AGAIN_LATER,
            ) from problem
        said = _as_data(taken)
        self.stdout.write(
            json.dumps(said, ensure_ascii=False) if options["json"] else _as_sentence(said)
        )

    def _read(self, name: str) -> bytes:
        if name == "-":
            return sys.stdin.buffer.read()
        try:
            return Path(name).read_bytes()
        except OSError as problem:
            raise CommandError(f"{name} cannot be read: {problem.strerror}.") from problem


def _as_data(taken: TakenIn) -> dict[str, Any]:
    documents = taken.message.documents.all() if taken.message else ()
    return {
        "message": taken.message.pk if taken.message else None,
        "what": taken.what,
        "case": taken.case.reference if taken.case else None,
        "reason": taken.reason,
        "warnings": list(taken.warnings),
        "attachments": [
            {"name": document.name, "size": document.size, "state": "unscanned"}
            for document in documents
        ],
    }


def _as_sentence(said: dict[str, Any]) -> str:
    where = f" {said['case']}." if said["case"] else ""
    return f"{said['what']}:{where} {said['reason']}"
