"""What an authority has published already, in the classes of the model publication scheme.

FOIA s.19 asks for a scheme, s.20 lets the regulator approve a model one. What is published under
it counts as reasonably accessible and is exempt under s.21; under the EIR reg 6(1)(b) says where
to find it instead of sending it.
"""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from requests_app.domain.regime import Regime

FEWEST = 2
ENOUGH = 0.6
"""So many words, and this share, of a title in a question or of a question in an entry."""


class SchemeClass(StrEnum):
    """The seven classes of the regulator's model publication scheme."""

    WHO_WE_ARE = "who_we_are"
    SPENDING = "spending"
    PRIORITIES = "priorities"
    DECISIONS = "decisions"
    POLICIES = "policies"
    REGISTERS = "registers"
    SERVICES = "services"

    @property
    def label(self) -> str:
        """Its name in the scheme."""
        return CLASS_NAMES[self]


CLASS_NAMES = {
    SchemeClass.WHO_WE_ARE: "Who we are and what we do",
    SchemeClass.SPENDING: "What we spend and how we spend it",
    SchemeClass.PRIORITIES: "What our priorities are and how we are doing",
    SchemeClass.DECISIONS: "How we make decisions",
    SchemeClass.POLICIES: "Our policies and procedures",
    SchemeClass.REGISTERS: "Lists and registers",
    SchemeClass.SERVICES: "The services we offer",
}


def likeness(asked: Collection[str], title: Collection[str], whole: Collection[str]) -> float:
    """Return how well an entry fits a question, 0 to 1; 0 where too little is in common.

    All three are sets of word stems. Most of a short title in a long question is a sign, and so is
    most of a short question in a long summary.
    """
    words, named = set(asked), set(title)
    in_title, in_whole = words & named, words & set(whole)
    shares = [
        len(common) / len(of)
        for common, of in ((in_title, named), (in_whole, words))
        if len(common) >= FEWEST
    ]
    best = max(shares, default=0.0)
    return best if best >= ENOUGH else 0.0


def where_to_find(title: str, where: str, published_on: date) -> str:
    """Return the words of an answer that says where to find what is published."""
    return (
        f"This is published as “{title.strip()}”. You can find it here: {where.strip()}\n\n"
        f"It was published on {published_on.day} {published_on:%B %Y}."
    )


def may_apply(regime: Regime) -> str:
    """Return the provision that answers by saying where to find it."""
    return "section 21" if regime is Regime.FOIA else "regulation 6(1)(b)"


def is_out_of_reach(where: str, *, is_by_post: bool) -> bool:
    """Whether somebody who writes by post is sent to a web page: s.21 asks what they can reach."""
    folded = where.casefold()
    return is_by_post and any(sign in folded for sign in ("http:", "https:", "www."))
