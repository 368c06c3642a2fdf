"""The regulator's name and address are entered, from a day on."""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.models import RegulatorDetails, User
from requests_app.services import audit

CHAIN = "the regulator"


@dataclass(frozen=True)
class Details:
    """Name and address as letters print them, from a day on."""

    from_day: date
    name: str
    address: str
    website: str = ""
    phone: str = ""


@transaction.atomic
def enter(details: Details, *, actor: User, at: datetime) -> RegulatorDetails:
    """Enter the regulator from a day on; a wrong entry is replaced by one for the same day.

    Letters that have left stay as they are. One that was signed before and changes by this has
    to be signed again.
    """
    if not permissions.can_change_regulator(actor):
        raise PermissionDenied("The regulator's details: not for this person.")
    if not details.name.strip() or not details.address.strip():
        raise RuleBroken("Write the regulator's name and its address.")
    row = RegulatorDetails.objects.create(
        from_day=details.from_day,
        name=details.name.strip(),
        address="\n".join(line.strip() for line in details.address.splitlines() if line.strip()),
        website=details.website.strip(),
        phone=details.phone.strip(),
        entered_by=actor,
        entered_at=at,
    )
    audit.record(
        CHAIN, "enter_regulator", actor=actor, at=at, regulator=row.pk,
        from_on=details.from_day.isoformat(),
    )  # fmt: skip
    return row
