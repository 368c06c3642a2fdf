"""When the costs of several requests are added up: FOIA s.12(4), Fees Regulations reg 5."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True)
class Link:
    """What joins some requests. All three tests of reg 5 have to be met."""

    is_same_person: bool
    is_in_concert: bool
    is_same_or_similar: bool
    is_within_window: bool

    @property
    def missing(self) -> tuple[str, ...]:
        """The tests that are not met, in words; none of them where costs may be added up."""
        tests = (
            (
                self.is_same_person or self.is_in_concert,
                "They come from different people who do not act together (reg 5(1)(b)).",
            ),
            (
                self.is_same_or_similar,
                "They do not ask for the same or similar information (reg 5(2)(a)).",
            ),
            (
                self.is_within_window,
                "They did not come within sixty consecutive working days (reg 5(2)(b)).",
            ),
        )
        return tuple(words for is_met, words in tests if not is_met)

    @property
    def aggregates(self) -> bool:
        """Whether each request is taken to cost as much as all together."""
        return not self.missing


def attributed_costs(own_costs: Sequence[Decimal], link: Link) -> tuple[Decimal, ...]:
    """Return what each request is taken to cost, in pounds: its own, or the sum of all."""
    if not link.aggregates:
        return tuple(own_costs)
    return (sum(own_costs, Decimal(0)),) * len(own_costs)
