"""Consulting somebody whom the information concerns (s.45 Code, part 3; FOIA s.65, EIR reg 17).

Good practice for third parties, and never a veto; a duty towards the Secretary of State for old
public records. Neither stops the clock: s.10 has no such ground.
"""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from exemptions.domain.historical_end import consults_minister, is_historical
from exemptions.domain.provision import Provision, Standing


@dataclass(frozen=True)
class ClaimOnRecord:
    """A claim with what s.65 asks: which item it lies on, how old that is, whether it is weighed.

    Claims on the same `item` are grounds for the same information.
    """

    question: str
    item: tuple[int, int | None, str]
    provision: Provision
    record_year: int | None


def minister_not_consulted(
    claims: Iterable[ClaimOnRecord], consulted_on: Collection[str], on: date
) -> tuple[str, ...]:
    """Return where the Secretary of State has still to be consulted before the refusal.

    `consulted_on` are the questions about which that was done and came to an end. Only for a
    historical record that is refused on qualified exemptions alone.
    """
    items: dict[tuple[int, int | None, str], list[ClaimOnRecord]] = {}
    for claim in claims:
        items.setdefault(claim.item, []).append(claim)
    asked: list[str] = []
    for grounds in items.values():
        years = [claim.record_year for claim in grounds if claim.record_year]
        is_old = bool(years) and is_historical(max(years), on)
        all_weighed = all(claim.provision.standing is not Standing.ABSOLUTE for claim in grounds)
        if consults_minister(is_historical=is_old, every_ground_is_qualified=all_weighed):
            asked += [claim.question for claim in grounds if claim.question not in consulted_on]
    return tuple(
        f"Question {number}: the record is a historical one and is refused on qualified "
        "exemptions alone. Consult the Secretary of State first and record the reply (section "
        "65, regulation 17)."
        for number in dict.fromkeys(asked)
    )


def words_to_third_party(question: str, what: str, reply_by: date, authority: str) -> str:
    """Return what may be written to a third party, to be changed. Who asked is not in it."""
    what = what.strip() or "information that concerns you"
    return (
        f"{authority} has been asked for information, in these words:\n\n{question.strip()}\n\n"
        f"We hold {what}. Before we decide, we would like to know what you think. Would "
        "disclosure harm you? If so, please say how, and what shows it: we need your own "
        "evidence.\n\n"
        f"Please reply by {reply_by:%A} {reply_by.day} {reply_by:%B %Y}. The law gives us a fixed "
        "time to answer, which does not stop while we wait for you. We will consider what you "
        "say. The decision is ours, and we will tell you what it is."
    )
