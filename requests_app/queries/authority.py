"""The authority as the settings name it, and its regulator as it is called on a day."""

from datetime import date

from django.conf import settings
from django.utils import timezone

from requests_app.domain.letter_content import Authority, Regulator
from requests_app.domain.london import london_day
from requests_app.models import RegulatorDetails


def the_authority() -> Authority:
    """Return the public authority whose portal this is."""
    return Authority(
        name=settings.AUTHORITY["name"],
        address_lines=settings.AUTHORITY["address_lines"],
        foi_email=settings.AUTHORITY["foi_email"],
        foi_phone=settings.AUTHORITY["foi_phone"],
        website=settings.AUTHORITY["website"],
    )


def the_regulator(on: date | None = None) -> Regulator:
    """Return whoever hears complaints about the authority, as it is called on a day, or today.

    The settings name it until the FOI manager enters it.
    """
    day = on or london_day(timezone.now())
    row = RegulatorDetails.objects.filter(from_day__lte=day).last()
    if row is not None:
        return Regulator(row.name, tuple(row.address.splitlines()), row.website, row.phone)
    return Regulator(
        name=settings.REGULATOR["name"],
        address_lines=settings.REGULATOR["address_lines"],
        website=settings.REGULATOR["website"],
        phone=settings.REGULATOR["phone"],
    )
