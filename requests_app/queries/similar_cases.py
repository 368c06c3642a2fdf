"""Earlier cases like this one: for re-using an answer, and for seeing a request repeated."""

from dataclasses import dataclass
from datetime import date

from django.contrib.postgres.search import TrigramSimilarity

from requests_app.domain.workflow import State
from requests_app.models import Case

MOST_SHOWN = 5
SHORTEST = 6


@dataclass(frozen=True)
class SimilarCase:
    """An earlier case. One by the same applicant may be repeated (s.14(2)): a person judges."""

    reference: str
    subject: str
    received_on: date
    closed_on: date | None
    state: str
    is_same_applicant: bool


def similar_cases(case: Case) -> list[SimilarCase]:
    """Return the earlier cases whose subject is most like that of `case`, the likest first.

    One query, by the index over the letters of subjects.
    """
    if len(case.subject.strip()) < SHORTEST:
        return []
    found = (
        Case.objects.exclude(pk=case.pk)
        .exclude(state=State.MERGED)
        .filter(subject__trigram_similar=case.subject, received_on__lte=case.received_on)
        .annotate(likeness=TrigramSimilarity("subject", case.subject))
        .order_by("-likeness", "-pk")
        .only("reference", "subject", "received_on", "closed_on", "state", "applicant")[:MOST_SHOWN]
    )
    return [
        SimilarCase(
            reference=one.reference,
            subject=one.subject,
            received_on=one.received_on,
            closed_on=one.closed_on,
            state=State(one.state).label,
            is_same_applicant=one.applicant_id == case.applicant_id,
        )
        for one in found
    ]
