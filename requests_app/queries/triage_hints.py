"""What a message looks like, for a person to decide."""

from requests_app.domain.request_hints import hints
from requests_app.models import Applicant, Case


def triage_hints(case: Case, applicant: Applicant, text: str) -> tuple[str, ...]:
    """Return suggestions, each a sentence with its reason. None of them decides anything."""
    found = []
    if applicant.is_published_at_once:
        found.append("It came through WhatDoTheyKnow: whatever we send is published at once.")
    found += [f"“{hint.words}”: {hint.reason}" for hint in hints(text, name=applicant.name)]
    if case.order_of_priority:
        found.append(f"They set an order of priority: “{case.order_of_priority}”")
    if case.preferred_form:
        found.append(f"They ask for a form: “{case.preferred_form}”")
    return tuple(found)
