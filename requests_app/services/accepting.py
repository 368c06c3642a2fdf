"""Several plain requests accepted at once, each by itself: one that cannot be holds up no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.request_hints import hints
from requests_app.models import Case, Message, MessageKind, User
from requests_app.services import triage, undoing


@dataclass(frozen=True)
class Accepted:
    """Which cases were accepted, as they were before, and why the others were not."""

    before: tuple[Case, ...]
    refused: tuple[str, ...]


def accept_several(cases: Sequence[Case], *, actor: User, at: datetime) -> Accepted:
    """Accept each case under the Act, without press interest, with the questions as found.

    What may be something else (see `request_hints`) is left for a person to read first.
    """
    done, refused = [], []
    for case in cases:
        try:
            _accept(case, actor, at)
            done.append(case)
        except RuleBroken as refusal:
            refused.append(f"{case.reference}: {refusal}")
    return Accepted(tuple(done), tuple(refused))


def _accept(case: Case, actor: User, at: datetime) -> None:
    asked = Message.objects.filter(case=case, kind=MessageKind.REQUEST).order_by("pk").first()
    found = hints(asked.text if asked else "", name=case.applicant.name)
    if found:
        raise RuleBroken(f"Read it first. “{found[0].words}”: {found[0].reason}")
    triage.accept(
        case.pk,
        triage.Acceptance(Regime.FOIA, case.subject, has_press_interest=False),
        actor=actor,
        at=at,
        expected_version=case.version,
        hold=undoing.undo_for(),
    )
