"""The authority and its regulator, as the settings name them."""

from django.conf import settings

from requests_app.domain.letter_content import Authority, Regulator


def the_authority() -> Authority:
    """Return the public authority whose portal this is."""
    return Authority(
        name=settings.AUTHORITY["name"],
        address_lines=settings.AUTHORITY["address_lines"],
        foi_email=settings.AUTHORITY["foi_email"],
        foi_phone=settings.AUTHORITY["foi_phone"],
        website=settings.AUTHORITY["website"],
    )


def the_regulator() -> Regulator:
    """Return whoever hears complaints about the authority."""
    return Regulator(
        name=settings.REGULATOR["name"],
        address_lines=settings.REGULATOR["address_lines"],
        website=settings.REGULATOR["website"],
        phone=settings.REGULATOR["phone"],
    )
