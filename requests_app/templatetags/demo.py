"""The people of the demonstration, for the sign-in page."""

from django import template
from django.conf import settings
from django.urls import reverse

from requests_app.queries.demo_people import demo_applicants as applicants_of_the_demo
from requests_app.queries.demo_people import demo_people as people_of_the_demo

register = template.Library()


@register.simple_tag
def demo_people() -> list[dict[str, str]]:
    """Return whom one may sign in as; nobody outside a demonstration."""
    if not settings.DEMO:
        return []
    return [
        {
            "name": row.person.full_name,
            "does": row.does,
            "url": reverse("demo-sign-in", args=[row.person.pk]),
        }
        for row in people_of_the_demo()
    ]


@register.simple_tag
def demo_applicants() -> list[dict[str, str]]:
    """Return requests that one may follow as their applicant; none outside a demonstration."""
    if not settings.DEMO:
        return []
    return [
        {
            "subject": row.case.subject,
            "stage": f"{row.case.reference}, {row.case.get_state_display().lower()}",
            "url": row.path,
        }
        for row in applicants_of_the_demo()
    ]
