"""What a message looks like, for a person to decide."""

from requests_app.domain.cited_law import unknown_citations
from requests_app.domain.triage_rules import hints, name_hint
from requests_app.models import Applicant, Case
from requests_app.queries.triage_rules import stored_rules

MANY_QUESTIONS = 15


def triage_hints(case: Case, applicant: Applicant, text: str) -> tuple[str, ...]:
    """Return suggestions, each a sentence with its reason. None of them decides anything."""
    found = []
    if applicant.is_published_at_once:
        found.append("It came through WhatDoTheyKnow: whatever we send is published at once.")
    found += [f"“{hint.words}”: {hint.reason}" for hint in hints(text, stored_rules())]
    if doubt := name_hint(applicant.name):
        found.append(f"“{doubt.words}”: {doubt.reason}")
    found += [
        f"“{cited}” is no law. Nothing follows from that: answer what was meant."
        for cited in unknown_citations(text)
    ]
    count = case.questions.count()
    if count >= MANY_QUESTIONS:
        found.append(
            f"It asks {count} questions. Have the hours estimated early: together they may pass "
            "the appropriate limit (s.12), and then the applicant is helped to narrow them (s.16)."
        )
    if case.order_of_priority:
        found.append(f"They set an order of priority: “{case.order_of_priority}”")
    if case.preferred_form:
        found.append(f"They ask for a form: “{case.preferred_form}”")
    return tuple(found)
