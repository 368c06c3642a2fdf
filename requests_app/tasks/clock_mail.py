"""The notices of the clock are written: a mail where the answer goes by mail, else a letter."""

from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from requests_app.domain.clock_notices import (
    ClarificationWords,
    complexity_text,
    lapse_text,
    public_interest_text,
)
from requests_app.domain.letter_content import LetterKind, Right
from requests_app.domain.letter_wording import notice_letter, rights
from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.letters.catalogue import CATALOGUE
from requests_app.letters.emails import Notice
from requests_app.models import (
    Case,
    Clarification,
    Extension,
    Letter,
    Message,
    MessageKind,
    ReplyBy,
)
from requests_app.queries.authority import the_authority, the_regulator
from requests_app.services import clarification, extension, responses
from requests_app.tasks.writing import to_applicant

KINDS = {
    LetterKind.CLARIFICATION: MessageKind.CLARIFICATION,
    LetterKind.LAPSE: MessageKind.LAPSE,
    LetterKind.EXTENSION: MessageKind.EXTENSION,
}


def send_clarification(clarification_id: int, at: datetime) -> None:
    """Ask the applicant what they mean (R111)."""
    with transaction.atomic():
        row = Clarification.objects.select_for_update(of=("self",)).get(pk=clarification_id)
        if row.letter_id or row.message_id:
            return
        case = _case(row.case_id)
        text = ClarificationWords(
            regime=Regime(case.regime),
            received_on=case.received_on,
            unclear=row.unclear,
            why=row.why,
            help_offered=row.help_offered,
            close_after=row.close_after,
            contact=_contact(case),
        ).text()
        message, letter = _send(case, LetterKind.CLARIFICATION, text, str(row.pk), at)
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
        text = lapse_text(row.asked.on, row.close_after, _contact(case))
        _send(case, LetterKind.LAPSE, text, str(row.pk), at)


def send_extension(extension_id: int, at: datetime) -> None:
    """Tell the applicant that more time is taken, why, and until when (R117, R123)."""
    with transaction.atomic():
        row = Extension.objects.select_for_update(of=("self",)).get(pk=extension_id)
        if row.letter_id or row.message_id:
            return
        case = _case(row.case_id)
        until = row.entry.until
        assert until is not None
        authority = the_authority()
        if row.entry.provision.startswith("reg"):
            text = complexity_text(row.why, row.volume, until, _contact(case))
            given: tuple[Right, ...] = ()
        else:
            is_first = not Extension.objects.filter(case=case, pk__lt=row.pk).exists()
            provision = row.entry.provision.removeprefix("s.").removeprefix("section ")
            text = public_interest_text(
                provision, row.why, until, _contact(case), is_first=is_first
            )
            # The notice is one under s.17(1), and carries the rights of s.17(7).
            given = rights(Regime.FOIA, authority, the_regulator(), ())
        message, letter = _send(case, LetterKind.EXTENSION, text, str(row.pk), at, given)
        extension.note_sending(row, message=message, letter=letter)


def _case(case_id: int) -> Case:
    return Case.objects.select_related("applicant").get(pk=case_id)


def _contact(case: Case) -> str:
    authority = the_authority()
    phone = f" or call {authority.foi_phone}" if authority.foi_phone else ""
    if case.reply_by == ReplyBy.EMAIL:
        return f"Just reply to this message, and keep {case.reference} in the subject{phone}."
    address = ", ".join(authority.address_lines)
    return f"Write to {authority.foi_email} or to {address}{phone}. Please quote {case.reference}."


def _send(
    case: Case,
    kind: LetterKind,
    text: str,
    key: str,
    at: datetime,
    given: tuple[Right, ...] = (),
) -> tuple[Message | None, Letter | None]:
    authority = the_authority()
    if case.reply_by == ReplyBy.EMAIL:
        mail = Notice(
            reference=case.reference,
            title=CATALOGUE[kind].title,
            name=case.applicant.name,
            text=text,
            rights=given,
            authority=authority,
        )
        return to_applicant(case, mail, KINDS[kind], f"{kind.value}:{key}", at), None
    content = notice_letter(
        kind,
        reference=case.reference,
        subject=case.subject,
        regime=Regime(case.regime),
        received_on=case.received_on,
        authority=authority,
        regulator=the_regulator(),
        text=text,
        dated=london_day(at),
        gives_rights=bool(given),
    )
    return None, responses.print_letter(case, content, at=at)


WRITERS: dict[str, Callable[[int, datetime], None]] = {
    writer.__name__: writer
    for writer in (send_clarification, close_for_no_reply, tell_of_lapse, send_extension)
}
