"""Holds a letter against what the law requires of its kind."""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from exemptions.domain.notice import NoticeCheck, NoticeKind
from exemptions.domain.notice_check import check_notice
from requests_app.disclosure.letter_words import Unreadable, letter_words

LARGEST = 25 * 1024 * 1024


class Command(BaseCommand):
    """`check_notice --kind KIND [--json] FILE`."""

    help = "Say what a letter lacks, or says wrongly, for a notice of its kind."
    # A letter is checked on a machine where nothing else is set up.
    requires_system_checks = ()

    def add_arguments(self, parser: CommandParser) -> None:
        """Declare the arguments of the command-line contract."""
        parser.add_argument(
            "--kind", required=True, choices=[kind.value for kind in NoticeKind],
            help="what the letter is meant to be",
        )  # fmt: skip
        parser.add_argument("--json", action="store_true", help="answer with one JSON document")
        parser.add_argument(
            "file", help="a letter: txt, md, html, docx or pdf; - is standard input"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        """Read the letter, check it, print the findings."""
        name = options["file"]
        try:
            content = sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()
            if len(content) > LARGEST:
                raise CommandError(f"{name} is larger than any letter: over 25 MB.")
            words = letter_words(content, name)
        except OSError as problem:
            raise CommandError(f"{name} cannot be read: {problem.strerror}.") from problem
        except Unreadable as problem:
            raise CommandError(f"{name}: {problem}") from problem
        check = check_notice(NoticeKind(options["kind"]), words)
        if options["json"]:
            self.stdout.write(json.dumps(check.to_data(), indent=1, ensure_ascii=False))
        else:
            self._say(check)

    def _say(self, check: NoticeCheck) -> None:
        state = "complete" if check.complete else "not complete"
        self.stdout.write(f"{check.kind.label}: {state}.")
        for finding in check.findings:
            self.stdout.write(f"{finding.severity.value:>8}  {finding.rule}  {finding.message}")
            self.stdout.write(f"{'':>10}{finding.where}")
        for reference in check.citations:
            known = "" if reference.known else " (not in force, or no such provision)"
            self.stdout.write(f"   cites  {reference.act.name} {reference.written}{known}")
