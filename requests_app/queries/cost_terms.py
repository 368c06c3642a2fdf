"""The cost limit of this authority, as it stands in the database."""

from datetime import date

from django.conf import settings

from requests_app.domain.cost_terms import FIRST_TERMS, Authority, CostTerms, terms_on
from requests_app.models import CostTerm


def stored_terms(day: date) -> CostTerms:
    """Return the terms in force on `day`. Raises NoTerms before the first."""
    later = (
        CostTerms(row.since, row.limit, row.limit_part_1, row.rate, row.source)
        for row in CostTerm.objects.all()
    )
    return terms_on(day, (FIRST_TERMS, *later))


def our_kind() -> Authority:
    """Return which of the two limits is ours."""
    return Authority.PART_1 if settings.IS_PART_ONE_BODY else Authority.OTHER
