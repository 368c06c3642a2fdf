"""Letters on the way to the answer: written down, made into a PDF, sent or printed."""

from datetime import datetime

from requests_app.domain.letter_content import LetterKind, digest, to_data
from requests_app.domain.letter_wording import notice_letter
from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.models import Case, Letter, User
from requests_app.queries.authority import the_authority, the_regulator
from requests_app.services import outbox


def give_notice(
    case: Case,
    kind: LetterKind,
    text: str,
    *,
    actor: User | None,
    at: datetime,
    gives_rights: bool = False,
) -> Letter:
    """Write a letter of a locked case, dated today; its PDF and its sending follow."""
    content = notice_letter(
        kind,
        reference=case.reference,
        subject=case.subject,
        regime=Regime(case.regime),
        received_on=case.received_on,
        authority=the_authority(),
        regulator=the_regulator(),
        text=text,
        dated=london_day(at),
        gives_rights=gives_rights,
    )
    letter = Letter.objects.create(
        case=case,
        kind=kind.value,
        content=to_data(content),
        digest=digest(content),
        dated=london_day(at),
        issued_by=actor,
        issued_at=at,
    )
    outbox.enqueue("make_letter", letter.pk, key=f"make-letter:{letter.pk}", at=at)
    return letter
