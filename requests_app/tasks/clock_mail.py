"""The notices of the clock are written: a mail where the answer goes by mail, else a letter."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from requests_app.domain import clock_notices
from requests_app.domain.letter_content import LetterKind
from requests_app.models import Case, Clarification, Extension, Letter, MessageKind
from requests_app.queries.extensions import told_of
from requests_app.services import clarification, extension
from requests_app.tasks.writing import letter_to_applicant


def send_clarification(clarification_id: int, at: datetime) -> None:
    """Ask the applicant what they mean (R111)."""
    with transaction.atomic():
        row = Clarification.objects.select_for_update(of=("self",)).get(pk=clarification_id)
        if row.letter_id or row.message_id:
            return
        told = clock_notices.clarification(row.unclear, row.why, row.help_offered, row.close_after)
        message, letter = letter_to_applicant(
            _case(row.case_id),
            told.kind,
            told.own,
            MessageKind.CLARIFICATION,
            f"clarification:{row.pk}",
            at,
        )
        clarification.note_sending(row, message=message, letter=letter)


def close_for_no_reply(clarification_id: int, at: datetime) -> None:
    """Let a request lapse whose applicant did not reply in time."""
    clarification.close_for_no_reply(clarification_id, at=at)


def tell_of_lapse(clarification_id: int, at: datetime) -> None:
    """Tell the applicant that the request was closed, and how it is opened again."""
    with transaction.atomic():
        row = Clarification.objects.select_for_update(of=("self",)).get(pk=clarification_id)
        case = _case(row.case_id)
        printed = Letter.objects.filter(case=case, kind=LetterKind.LAPSE.value)
        if row.closed_at is None or printed.filter(issued_at__gte=row.closed_at).exists():
            return
        told = clock_notices.lapse(row.asked.on, row.close_after)
        letter_to_applicant(case, told.kind, told.own, MessageKind.LAPSE, f"lapse:{row.pk}", at)


def send_extension(extension_id: int, at: datetime) -> None:
    """Tell the applicant that more time is taken, why, and until when (R117, R123)."""
    with transaction.atomic():
        row = Extension.objects.select_for_update(of=("self",)).get(pk=extension_id)
        if row.letter_id or row.message_id:
            return
        told = told_of(row)
        message, letter = letter_to_applicant(
            _case(row.case_id),
            told.kind,
            told.own,
            MessageKind.EXTENSION,
            f"extension:{row.pk}",
            at,
        )
        extension.note_sending(row, message=message, letter=letter)


def _case(case_id: int) -> Case:
    return Case.objects.select_related("applicant").get(pk=case_id)


WRITERS: dict[str, Callable[[int, datetime], None]] = {
    writer.__name__: writer
    for writer in (send_clarification, close_for_no_reply, tell_of_lapse, send_extension)
}
