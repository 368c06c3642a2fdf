"""Which case a received mail belongs to: certain, a guess, or none."""

from dataclasses import dataclass

from requests_app.domain.incoming import IncomingMessage
from requests_app.domain.reference import find_references
from requests_app.models import Case, Direction, Message


@dataclass(frozen=True)
class Match:
    """`case` is certain enough to join; `suggested` waits for a person to confirm."""

    case: Case | None = None
    suggested: Case | None = None
    reason: str = ""
    same_id_before: bool = False


def match_to_case(parsed: IncomingMessage) -> Match:
    """Match by our reference, then by the thread, then guess by the sender (MAIL: threading)."""
    same_id = bool(parsed.message_id) and (
        Message.objects.filter(message_id=parsed.message_id, direction=Direction.INCOMING).exists()
    )
    by_reference = _by_reference(" ".join((parsed.subject, *parsed.recipients)))
    if by_reference:
        return Match(
            case=by_reference,
            reason=f"Its subject or address names {by_reference.reference}.",
            same_id_before=same_id,
        )
    thread = [name for name in (parsed.in_reply_to, *parsed.references) if name]
    parent = (
        Message.objects.filter(
            message_id__in=thread, direction=Direction.OUTGOING, case__isnull=False
        )
        .select_related("case")
        .order_by("pk")
        .last()
    )
    if parent:
        return Match(
            case=parent.case,
            reason="It replies to a message that we sent.",
            same_id_before=same_id,
        )
    mentioned = _by_reference(parsed.text)
    if mentioned:
        return Match(
            suggested=mentioned,
            reason=f"Its text mentions {mentioned.reference}.",
            same_id_before=same_id,
        )
    sender = parsed.reply_to or parsed.sender_address
    if sender and parsed.subject.lower().lstrip().startswith(("re:", "fwd:", "fw:", "aw:")):
        latest = Case.objects.filter(applicant__email__iexact=sender).order_by("-pk").first()
        if latest:
            return Match(
                suggested=latest,
                reason=f"The same sender asked {latest.reference}, and this looks like a reply.",
                same_id_before=same_id,
            )
    return Match(same_id_before=same_id)


def _by_reference(text: str) -> Case | None:
    found = find_references(text)
    return Case.objects.filter(reference__in=found).order_by("pk").first() if found else None
