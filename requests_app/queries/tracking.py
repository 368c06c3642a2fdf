"""The secret address under which an applicant follows a request."""

from django.conf import settings
from django.urls import reverse

from requests_app.domain.tracking_link import link_token
from requests_app.models import Case


def tracking_path(case: Case) -> str:
    """Return the path of the applicant's page of `case`, with its secret."""
    token = link_token(settings.SECRET_KEY, case.pk, case.link_version)
    return reverse("follow-link", args=[case.reference, token])
