"""The only writer of the trail."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from requests_app.domain.audit_chain import seal
from requests_app.models import AuditChain, AuditEvent, User

SYSTEM = "FOI Portal"
APPLICANT = "The applicant"


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
    head = _locked_head(chain)
    name = actor.full_name if actor else actor_name
    head.length += 1
    sealed = seal(
        chain=chain,
        position=head.length,
        at=at,
        actor_id=actor.pk if actor else None,
        actor_name=name,
        verb=verb,
        detail=detail,
        previous_hash=head.last_hash,
    )
    event = AuditEvent.objects.create(
        chain=chain,
        position=head.length,
        at=at,
        actor=actor,
        actor_name=name,
        verb=verb,
        detail=detail,
        previous_hash=head.last_hash,
        hash=sealed,
    )
    head.last_hash = sealed
    head.save()
    return event


def _locked_head(chain: str) -> AuditChain:
    """Return the head of a chain, locked: two acts at once queue here and fork nothing."""
    heads = AuditChain.objects.select_for_update()
    head = heads.filter(name=chain).first()
    if head is None:
        # Where another begins the chain at this moment, this waits until that one has ended.
        AuditChain.objects.bulk_create([AuditChain(name=chain)], ignore_conflicts=True)
        head = heads.get(name=chain)
    return head


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
