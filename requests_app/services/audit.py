"""The only writer of the trail."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import connection, transaction

from requests_app.domain.audit_chain import seal
from requests_app.models import AuditChain, AuditEvent, User

SYSTEM = "FOI Portal"
APPLICANT = "The applicant"


# Both lock the head: two acts at once queue here and fork nothing. Where another begins the chain
# at this moment, the first waits until that one has ended.
HEAD = """
    INSERT INTO requests_app_auditchain AS head (name, length, last_hash) VALUES (%s, 0, '')
    ON CONFLICT (name) DO UPDATE SET length = head.length
    RETURNING length, last_hash
"""
LINK = """
    WITH head AS (
        UPDATE requests_app_auditchain SET length = %(position)s, last_hash = %(hash)s
        WHERE name = %(chain)s
    )
    INSERT INTO requests_app_auditevent (
        chain, position, at, actor_id, actor_name, verb, detail, previous_hash, hash
    ) VALUES (
        %(chain)s, %(position)s, %(at)s, %(actor_id)s, %(actor_name)s, %(verb)s, %(detail)s::jsonb,
        %(previous_hash)s, %(hash)s
    ) RETURNING id
"""


@transaction.atomic(savepoint=False)
def record(
    chain: str,
    verb: str,
    *,
    actor: User | None,
    at: datetime,
    actor_name: str = SYSTEM,
    **detail: object,
) -> AuditEvent:
    """Append one act to `chain`, inside the caller's transaction where there is one.

    `detail` holds ids, days and hashes; never an applicant's name, address or words.
    `actor_name` stands where no member of staff acted.
    """
    with connection.cursor() as cursor:
        cursor.execute(HEAD, [chain])
        length, last_hash = cursor.fetchone()
        event: dict[str, Any] = {
            "chain": chain,
            "position": length + 1,
            "at": at,
            "actor_id": actor.pk if actor else None,
            "actor_name": actor.full_name if actor else actor_name,
            "verb": verb,
            "previous_hash": last_hash,
        }
        sealed = seal(**event, detail=detail)
        cursor.execute(LINK, {**event, "detail": json.dumps(detail), "hash": sealed})
        (number,) = cursor.fetchone()
    return AuditEvent(pk=number, **event, detail=detail, hash=sealed)


@dataclass(frozen=True)
class BrokenLink:
    """Where a chain stops holding, and what is wrong there."""

    chain: str
    position: int
    problem: str


def _seal_of(event: AuditEvent) -> str:
    detail: Mapping[str, object] = event.detail
    return seal(
        chain=event.chain,
        position=event.position,
        at=event.at,
        actor_id=event.actor_id,
        actor_name=event.actor_name,
        verb=event.verb,
        detail=detail,
        previous_hash=event.previous_hash,
    )


def broken_links() -> Iterator[BrokenLink]:
    """Walk every chain; yield the first fault of each one that does not hold."""
    heads = {head.name: head for head in AuditChain.objects.all()}
    previous: AuditEvent | None = None
    faulty: set[str] = set()
    lengths: dict[str, tuple[int, str]] = {}
    for event in AuditEvent.objects.order_by("chain", "position").iterator():
        if previous is None or previous.chain != event.chain:
            previous = None
        if event.chain in faulty:
            continue
        expected = previous.position + 1 if previous else 1
        before = previous.hash if previous else ""
        problem = ""
        if event.position != expected:
            problem = f"act {expected} is missing"
        elif event.previous_hash != before:
            problem = "it does not follow from the act before it"
        elif event.hash != _seal_of(event):
            problem = "it was changed after it was sealed"
        if problem:
            faulty.add(event.chain)
            yield BrokenLink(event.chain, event.position, problem)
        lengths[event.chain] = (event.position, event.hash)
        previous = event
    for name in sorted(heads.keys() | lengths.keys()):
        if name in faulty:
            continue
        head = heads.get(name)
        length, last = lengths.get(name, (0, ""))
        if head is None or (head.length, head.last_hash) != (length, last):
            yield BrokenLink(name, length + 1, "acts are missing at the end")
