"""Owners are told which of their due dates a change of the calendar moved: one mail each."""

from collections import defaultdict
from datetime import datetime

from requests_app.letters.emails import MovedDates, MovedLine, email_text
from requests_app.models import CalendarChange, MessageKind, MovedDate, Role, User
from requests_app.queries.authority import the_authority
from requests_app.services import correspondence
from requests_app.tasks.writing import our_domain, page


def tell_of_moved_dates(change_id: int, at: datetime) -> None:
    """Write one mail to each owner, and to the FOI managers of cases that nobody owns."""
    change = CalendarChange.objects.get(pk=change_id)
    for person, rows in _by_person(change).items():
        mail = MovedDates(
            day=change.day,
            name=change.name,
            is_withdrawal=change.is_withdrawal,
            source=change.source,
            lines=tuple(
                MovedLine(
                    reference=row.case.reference,
                    subject=row.case.subject,
                    before=row.due_before,
                    after=row.due_after,
                )
                for row in rows
            ),
            link=page("working-days"),
            authority=the_authority(),
        )
        text = email_text(mail)
        correspondence.write(
            key=f"moved-dates:{change.pk}:{person.pk}",
            kind=MessageKind.INTERNAL,
            case=None,
            recipient=person.email,
            subject=text.subject,
            text=text.body,
            domain=our_domain(),
            at=at,
        )


def _by_person(change: CalendarChange) -> dict[User, list[MovedDate]]:
    managers = list(User.objects.filter(role=Role.FOI_MANAGER, is_active=True))
    told: dict[User, list[MovedDate]] = defaultdict(list)
    for row in change.moved.select_related("case", "owner").order_by("case__reference"):
        owned = row.owner is not None and row.owner.is_active
        for person in [row.owner] if owned and row.owner else managers:
            told[person].append(row)
    return told
