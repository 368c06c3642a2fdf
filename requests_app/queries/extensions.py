"""What an extension says to the applicant."""

from requests_app.domain.clock_notices import Told, bulk, public_interest
from requests_app.models import Extension


def told_of(row: Extension) -> Told:
    """Return what fills the notice of more time: for bulk, or for the public interest."""
    until = row.entry.until
    assert until is not None
    if row.entry.provision.startswith("reg"):
        return bulk(row.why, row.volume, until)
    is_first = not Extension.objects.filter(case=row.case_id, pk__lt=row.pk).exists()
    return public_interest(row.entry.provision, row.why, until, is_first=is_first)
