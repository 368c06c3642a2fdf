"""Several plain requests accepted at once, each by itself: one that cannot be holds up no other."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.triage_rules import Rule, hints, name_hint
from requests_app.models import Case, User
from requests_app.queries.request_message import request_messages
from requests_app.queries.triage_rules import stored_rules
from requests_app.services import triage, undoing


@dataclass(frozen=True)
class Accepted:
    """Which cases were accepted, as they were before, and why the others were not."""

    before: tuple[Case, ...]
    refused: tuple[str, ...]


def accept_several(cases: Sequence[Case], *, actor: User, at: datetime) -> Accepted:
    """Accept each case under the Act, without press interest, with the questions as found.

    What may be something else (see `triage_rules`) is left for a person to read first.
    """
    rules = stored_rules()
    done, refused = [], []
    for case in cases:
        try:
            _accept(case, rules, actor, at)
            done.append(case)
        except RuleBroken as refusal:
            refused.append(f"{case.reference}: {refusal}")
    return Accepted(tuple(done), tuple(refused))


def _accept(case: Case, rules: Sequence[Rule], actor: User, at: datetime) -> None:
    asked = request_messages(case).first()
    doubt = name_hint(case.applicant.name)
    found = [*hints(asked.text if asked else "", rules), *([doubt] if doubt else [])]
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
