"""Letters on the way to the answer: written, held to their kind, made into a PDF, sent."""

from collections.abc import Collection, Mapping
from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_composing import faults_of_letter
from requests_app.domain.letter_content import LetterContent, digest, to_data
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.london import london_day
from requests_app.models import Case, Letter, User
from requests_app.queries.letter_words import goes_by_mail, written
from requests_app.services import outbox


def hold_to_its_kind(
    kind: TemplateKind, content: LetterContent, *, aside: Collection[str] = ()
) -> None:
    """Refuse a letter that lacks what the law or our policy asks of its kind (RULES K).

    Raises `RuleBroken` with every sentence that says what to add. `aside` are rules that do not
    bind this letter.
    """
    found = faults_of_letter(kind, content, aside=aside)
    if found:
        said = " ".join(dict.fromkeys(finding.message for finding in found))
        raise RuleBroken(f"“{KINDS[kind].label}” cannot leave like this. {said}")


def hold_notice(case: Case, kind: TemplateKind, own: Mapping[str, str], *, at: datetime) -> None:
    """Refuse an act whose letter, which is written later, would lack something."""
    made = written(case, kind, own, in_mail=goes_by_mail(case), dated=london_day(at))
    hold_to_its_kind(kind, made.content)


def give_notice(
    case: Case,
    kind: TemplateKind,
    own: Mapping[str, str],
    *,
    actor: User | None,
    at: datetime,
    aside: Collection[str] = (),
) -> Letter:
    """Write a letter of a locked case, dated today; its PDF and its sending follow."""
    made = written(case, kind, own, in_mail=False, dated=london_day(at))
    hold_to_its_kind(kind, made.content, aside=aside)
    letter = Letter.objects.create(
        case=case,
        kind=made.content.kind.value,
        content=to_data(made.content),
        digest=digest(made.content),
        template=made.template,
        dated=london_day(at),
        issued_by=actor,
        issued_at=at,
    )
    outbox.enqueue("make_letter", letter.pk, key=f"make-letter:{letter.pk}", at=at)
    return letter
