"""The rules of the first look at a message, and what they would say of earlier ones."""

from dataclasses import dataclass

from requests_app.domain.triage_rules import PointsTo, Rule, hints
from requests_app.models import Direction, Message, MessageKind, TriageRule

LOOKED_BACK = 200
MOST_NAMED = 5


def as_value(row: TriageRule) -> Rule:
    """Return a stored rule as the domain knows it."""
    return Rule(row.key, row.name, PointsTo(row.points_to), row.phrases, row.reason)


def stored_rules() -> tuple[Rule, ...]:
    """Return the rules in use, in their order."""
    return tuple(as_value(row) for row in TriageRule.objects.filter(is_active=True))


@dataclass(frozen=True)
class Tried:
    """How many of the latest requests a rule would have spoken of, and the first of them."""

    looked_at: int
    count: int
    cases: tuple[str, ...]


def tried_on_latest(rule: Rule) -> Tried:
    """Hold a rule against the latest requests, the newest first. For the FOI office alone."""
    latest = list(
        Message.objects.filter(
            direction=Direction.INCOMING, kind=MessageKind.REQUEST, case__isnull=False
        )
        .order_by("-pk")
        .values_list("text", "case__reference")[:LOOKED_BACK]
    )
    seen = [reference for text, reference in latest if hints(text, [rule])]
    return Tried(len(latest), len(seen), tuple(seen[:MOST_NAMED]))
