"""Answers questions about the cost limit, fees and charges."""

import json
from typing import Any

from django.core.management.base import BaseCommand, CommandParser

from requests_app.domain.cost_questions import answer
from requests_app.management.questions_file import read_questions


class Command(BaseCommand):
    """`costs --json FILE`."""

    help = "Answer questions about costs and fees in JSON. Needs no database."
    # The questions are answered on a machine where nothing else is set up.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of the command-line contract."""
        parser.add_argument(
            "--json", metavar="FILE", required=True, help="questions; - is standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Answer every question of the file."""
        answers = [answer(question) for question in read_questions(options["json"])]
        self.stdout.write(json.dumps(answers, indent=1))
