"""Which case a received mail belongs to: certain, a guess, or none."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.conf import settings
from django.db.models import QuerySet

from requests_app.domain.case_subject import case_subject
from requests_app.domain.incoming import IncomingMessage
from requests_app.domain.reference import exact_references, find_references, likely_references
from requests_app.domain.workflow import State
from requests_app.models import Case, Direction, Message
from requests_app.queries.prepared import read_prepared
from requests_app.queries.related_cases import those_that_stay

ANSWERS = re.compile(r"\s*(?:(?:re|fwd?|aw|antw|sv|tr)\s*(?:\[\d+\])?\s*:\s*)+", re.IGNORECASE)
MOST_TEXT = 20_000


@dataclass(frozen=True)
class Match:
    """`cases` are certain enough to join; `suggested` waits for a person to confirm."""

    cases: tuple[Case, ...] = ()
    suggested: Case | None = None
    reason: str = ""
    same_id_before: bool = False
    about: Message | None = None

    @property
    def case(self) -> Case | None:
        """The case it belongs to; the first where it was sent to several."""
        return self.cases[0] if self.cases else None


SEEN_BEFORE = """
    SELECT
        EXISTS (SELECT FROM requests_app_message WHERE raw_id = $1),
        $2 <> '' AND EXISTS (
            SELECT FROM requests_app_message WHERE message_id = $2 AND direction = 'in'
        ),
        $3 <> '' AND EXISTS (SELECT FROM requests_app_applicant WHERE upper(email) = upper($3))
"""


class SeenBefore(NamedTuple):
    """What was seen of a mail before it came: its very bytes, its identifier, its sender."""

    these_bytes: bool
    this_id: bool
    this_sender: bool


def seen_before(parsed: IncomingMessage, raw_id: int) -> SeenBefore:
    """Look once for all that decides whether anything more is looked for."""
    types = "bigint, text, text"
    ((*seen,),) = read_prepared(SEEN_BEFORE, types, raw_id, parsed.message_id, parsed.answer_to)
    return SeenBefore(*seen)


def match_to_case(parsed: IncomingMessage, seen: SeenBefore, *, today: date) -> Match:
    """Match by our reference, then by the thread, then guess by the sender (MAIL: threading)."""
    about = _about(parsed)
    cases, reason = _certain(parsed, about)
    if cases:
        cases, reason = _past_mergings(cases, reason)
        return Match(tuple(cases), None, reason, seen.this_id, about)
    suggested, reason = _guess(parsed, seen, today)
    if suggested:
        (suggested,), reason = _past_mergings([suggested], reason)
    return Match((), suggested, reason, seen.this_id, about)


def _past_mergings(cases: list[Case], reason: str) -> tuple[list[Case], str]:
    """Return the cases in which merged ones are dealt with, and say so."""
    kept = those_that_stay(cases)
    ended = [case.reference for case in cases if case not in kept]
    if not ended:
        return kept, reason
    was = "was" if len(ended) == 1 else "were"
    return kept, f"{reason} {', '.join(ended)} {was} merged into {kept[0].reference}."


def _about(parsed: IncomingMessage) -> Message | None:
    """Return the message that a report speaks of: by its identifier, else by who did not get it."""
    if not parsed.report.about and not parsed.report.recipients:
        return None
    sent = Message.objects.filter(direction=Direction.OUTGOING, case__isnull=False)
    sent = sent.select_related("case").order_by("pk")
    by_id = sent.filter(message_id__in=parsed.report.about).last() if parsed.report.about else None
    if by_id or not parsed.report.recipients:
        return by_id
    return sent.filter(recipient__in=parsed.report.recipients).last()


def _certain(parsed: IncomingMessage, about: Message | None) -> tuple[list[Case], str]:
    if about and about.case and about.message_id in parsed.report.about:
        return [about.case], "It speaks of a message that we sent."
    named = _named_in(exact_references(" ".join((parsed.subject, *parsed.recipients))))
    if named:
        names = ", ".join(case.reference for case in named)
        return named, f"Its subject or address names {names}."
    thread = [name for name in (parsed.in_reply_to, *parsed.references) if name]
    parent = (
        Message.objects.filter(message_id__in=thread, case__isnull=False)
        .select_related("case")
        # A message that we sent says more than one that came in.
        .order_by("-direction", "-pk")
        .first()
        if thread
        else None
    )
    if parent and parent.case:
        if parent.direction == Direction.OUTGOING:
            return [parent.case], "It replies to a message that we sent."
        return [parent.case], "It goes on from an earlier message."
    if parsed.is_whatdotheyknow:
        # One alias is one request, for ever.
        known = _asked_by(parsed.answer_to).last()
        if known:
            return [known], "It came from the alias of this request at WhatDoTheyKnow."
    return [], ""


def _guess(parsed: IncomingMessage, seen: SeenBefore, today: date) -> tuple[Case | None, str]:
    sender = parsed.answer_to
    head = " ".join((parsed.subject, *parsed.recipients))
    prefix = settings.REFERENCE_PREFIX
    nearly = _likeliest(likely_references(head, prefix=prefix, this_year=today.year), sender)
    if nearly:
        return nearly, f"Its subject or address may mean {nearly.reference}, mistyped."
    named = _named_in(exact_references(parsed.text[:MOST_TEXT]))
    if named:
        return named[0], f"Its text mentions {named[0].reference}."
    is_answer = bool(ANSWERS.match(parsed.subject))
    subject = case_subject(ANSWERS.sub("", parsed.subject, count=1), "")
    if seen.this_sender:
        theirs = _asked_by(sender)
        # The same subject alone says nothing: many people name every request alike.
        same = theirs.filter(subject__iexact=subject).first() if is_answer else None
        if same:
            return same, f"The same sender asked {same.reference} under this subject."
        waiting = theirs.filter(state=State.INCOMPLETE).first()
        if waiting:
            return waiting, f"We asked this sender to complete {waiting.reference}."
        latest = theirs.first() if is_answer else None
        if latest:
            return latest, (
                f"The same sender asked {latest.reference}, and this looks like a reply."
            )
    if is_answer and len(subject) > 8:
        same = Case.objects.filter(subject__iexact=subject).order_by("-pk").first()
        if same:
            return same, f"It answers under the subject of {same.reference}, from another address."
    written = find_references(parsed.text[:MOST_TEXT])
    mentioned = _likeliest(tuple(one for one in written if one.startswith(prefix)), sender)
    if mentioned:
        return mentioned, f"Its text may mean {mentioned.reference}, mistyped."
    return None, ""


def _asked_by(address: str) -> QuerySet[Case]:
    return Case.objects.filter(applicant__email__iexact=address).order_by("-pk")


def _named_in(references: Iterable[str]) -> list[Case]:
    """Return the cases of these references, in the order in which they were named."""
    order = {reference: place for place, reference in enumerate(references)}
    found = Case.objects.filter(reference__in=list(order)) if order else ()
    return sorted(found, key=lambda case: order[case.reference])


def _likeliest(references: tuple[str, ...], sender: str) -> Case | None:
    """Return the sender's own case among these, else the likeliest."""
    if not references:
        return None
    named = _named_in(references)
    own = _asked_by(sender).filter(pk__in=[case.pk for case in named]).first()
    return own or next(iter(named), None)
