"""Polls the mailbox once."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import Error as DatabaseFailure

from requests_app.mail.mailbox import MailboxAddress, MailboxAway
from requests_app.tasks.mailbox import poll


class Command(BaseCommand):
    """`fetch_mail`."""

    help = "One poll of the IMAP mailbox. A message is marked there only once it is safe here."

    def handle(self, *args: Any, **options: Any) -> None:
        """Take in what waits, and say how much that was."""
        if not settings.IMAP["host"]:
            raise CommandError("IMAP_HOST is not set: there is no mailbox to poll.")
        try:
            taken = poll(MailboxAddress(**settings.IMAP))
        except MailboxAway as problem:
            raise CommandError(str(problem)) from problem
        except (DatabaseFailure, OSError) as problem:
            raise CommandError(
                "The database or the storage cannot be reached. What is left comes next time."
            ) from problem
        self.stdout.write(f"{taken} message{'' if taken == 1 else 's'} taken in.")
