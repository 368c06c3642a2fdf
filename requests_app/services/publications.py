"""The list of what is published already: added to, changed, withdrawn from."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from requests_app import permissions
from requests_app.domain.earlier_answer import who_asked_in
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.london import london_day
from requests_app.domain.publication_scheme import SchemeClass
from requests_app.domain.workflow import State
from requests_app.models import Case, Publication, User
from requests_app.queries.earlier_answers import asker_of
from requests_app.services import audit

TRAIL = "publications"


@dataclass(frozen=True)
class Entry:
    """What is published, where it is found, in which class, since when, and of which case."""

    title: str
    summary: str
    where: str
    scheme_class: SchemeClass
    published_on: date
    case: Case | None = None


@transaction.atomic
def add(entry: Entry, *, actor: User, at: datetime) -> Publication:
    """Put something that is published on the list. The same twice is refused."""
    _refuse(entry, actor, at)
    row, is_new = Publication.objects.get_or_create(
        title=entry.title,
        published_on=entry.published_on,
        withdrawn_at=None,
        defaults={**_values(entry), "entered_by": actor, "entered_at": at},
    )
    if not is_new:
        raise RuleBroken(_STANDS.format(entry.title))
    audit.record(TRAIL, "add_publication", actor=actor, at=at, publication=row.pk)
    return row


_STANDS = "“{}” of that day stands on the list already. Nothing was done twice."


def _values(entry: Entry) -> dict[str, object]:
    return {**vars(entry), "scheme_class": entry.scheme_class.value}


@transaction.atomic
def change(
    publication_id: int, entry: Entry, *, actor: User, at: datetime, expected_version: int
) -> Publication:
    """Make an entry what `entry` says."""
    _refuse(entry, actor, at)
    row = _fresh(publication_id, expected_version)
    twin = Publication.objects.filter(
        title=entry.title, published_on=entry.published_on, withdrawn_at__isnull=True
    ).exclude(pk=row.pk)
    if twin.exists():
        raise RuleBroken(_STANDS.format(entry.title))
    wanted = _values(entry)
    changed = sorted(name for name, value in wanted.items() if getattr(row, name) != value)
    if not changed:
        return row
    for name in changed:
        setattr(row, name, wanted[name])
    row.version += 1
    row.save()
    audit.record(
        TRAIL, "change_publication", actor=actor, at=at, publication=row.pk, changed=changed
    )
    return row


@transaction.atomic
def withdraw(
    publication_id: int, *, reason: str, actor: User, at: datetime, expected_version: int
) -> Publication:
    """Offer an entry no more: what it spoke of is not published any longer, or is out of date."""
    _office_only(actor)
    row = _fresh(publication_id, expected_version)
    if not reason.strip():
        raise RuleBroken("Write why it is withdrawn, then try again.")
    row.withdrawn_at, row.withdrawn_reason = at, reason.strip()
    row.version += 1
    row.save()
    audit.record(TRAIL, "withdraw_publication", actor=actor, at=at, publication=row.pk)
    return row


def _fresh(publication_id: int, expected_version: int) -> Publication:
    row = Publication.objects.select_for_update().get(pk=publication_id)
    if row.withdrawn_at:
        raise RuleBroken("This entry was withdrawn already. Nothing was done.")
    if row.version != expected_version:
        raise StalePage(
            "Someone changed this entry after you opened the page. Nothing was done. "
            "Look at it again, then decide."
        )
    return row


def _office_only(actor: User) -> None:
    if not permissions.is_foi_office(actor):
        raise PermissionDenied("The FOI office keeps the list of what is published.")


def _refuse(entry: Entry, actor: User, at: datetime) -> None:
    _office_only(actor)
    if entry.published_on > london_day(at):
        raise RuleBroken("That day has not come yet. Enter what is published, not what will be.")
    if entry.case is None:
        return
    if entry.case.state != State.ANSWERED:
        raise RuleBroken(f"{entry.case.reference} is not answered, so it cannot be published.")
    words = "\n".join((entry.title, entry.summary, entry.where))
    if told := who_asked_in(words, asker_of(entry.case.applicant)):
        raise RuleBroken(
            f"It tells who asked ({' and '.join(told)}). A disclosure log names nobody: take it "
            "out, then save."
        )
