"""What a letter says to whoever wrote to the wrong place."""

from django.conf import settings

from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.letter_wording import in_full
from requests_app.models import Case, Redirection

CONTACTS = {
    TemplateKind.OWN_RECORDS: "records_email",
    TemplateKind.DECEASED_RECORDS: "records_email",
    TemplateKind.PRESS: "press_email",
    TemplateKind.COMPLAINT: "complaints_email",
    TemplateKind.BUSINESS_AS_USUAL: "foi_email",
}
"""The setting that says how to reach the team that deals with a message instead of us."""


def redirected_to(case: Case) -> tuple[TemplateKind, dict[str, str]]:
    """Return the letter that tells the applicant where their message went, and what fills it."""
    kind = TemplateKind(case.route)
    if kind is TemplateKind.OTHER_AUTHORITY:
        row = Redirection.objects.get(case=case)
        return kind, {
            "other_authority": row.authority,
            "other_contact": row.contact,
            "passed_on": in_full(row.passed_on) if row.passed_on else "",
        }
    return kind, {"team_contact": settings.AUTHORITY[CONTACTS[kind]]}
