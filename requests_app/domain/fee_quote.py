"""How a fee or charge is worked out, line by line, and the most that may be asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from requests_app.domain import fees
from requests_app.domain.cost_limit import Assessment
from requests_app.domain.errors import RuleBroken
from requests_app.domain.fees import EirItem, EirWork, Outlay, Tariff
from requests_app.domain.money import NOTHING, at_most, pounds
from requests_app.domain.regime import Regime


class Provision(StrEnum):
    """What a fee rests on. The values are stored."""

    S9 = "s9"
    S13 = "s13"
    EIR = "eir"

    @property
    def label(self) -> str:
        """Its name in words."""
        return {
            Provision.S9: "Section 9: within the cost limit",
            Provision.S13: "Section 13: over the cost limit, answered by choice",
            Provision.EIR: "Regulation 8: environmental information",
        }[self]

    @property
    def regime(self) -> Regime:
        """The law it belongs to."""
        return Regime.EIR if self is Provision.EIR else Regime.FOIA

    @property
    def stops_the_clock(self) -> bool:
        """Whether days are disregarded while it is unpaid: not under s.13."""
        return self is not Provision.S13


@dataclass(frozen=True)
class Paper:
    """Copies on paper: the first is free. `actual_cost` in pounds, where it is known."""

    sheets_per_copy: int
    additional_copies: int
    actual_cost: Decimal | None = None
    for_carer: bool = False


@dataclass(frozen=True)
class QuoteLine:
    """One line of the sum, with how it was worked out."""

    words: str
    amount: Decimal


@dataclass(frozen=True)
class Quote:
    """The whole sum in pounds, and the lines it adds up to."""

    provision: Provision
    lines: tuple[QuoteLine, ...]

    @property
    def total(self) -> Decimal:
        """The most that may be asked for."""
        return sum((line.amount for line in self.lines), NOTHING)


def quote(
    provision: Provision,
    *,
    own: Assessment,
    outlays: Sequence[Outlay] = (),
    paper: Paper | None = None,
    is_adjustment: bool = False,
    siblings: Decimal = NOTHING,
    tariff: Tariff = fees.TARIFF,
) -> Quote:
    """Work a fee out. Raises RuleBroken where the provision allows none.

    `own` is the estimate of this request alone, `siblings` in pounds what those cost that it is
    added up with: they open s.13 and are not paid for (reg 7(3)). What is a reasonable adjustment
    is never paid for (Equality Act 2010 s.20(7)).
    """
    is_over = fees.is_over_limit(own, siblings)
    if provision is Provision.S13 and not is_over:
        raise RuleBroken(
            f"The estimate is {pounds(own.cost)}, within the limit of {pounds(own.limit)}. "
            "Section 13 is for what costs more; use section 9."
        )
    if provision is Provision.S9 and is_over:
        raise RuleBroken(
            f"The estimate is {pounds(own.cost)}, over the limit of {pounds(own.limit)}. "
            "Use section 13, or refuse under section 12."
        )
    lines = [*_searching(provision, own), *_paper(paper, tariff, is_adjustment)]
    lines += [_outlay(each, provision, own.rate, is_adjustment) for each in outlays]
    return Quote(provision, tuple(line for line in lines if line.amount))


def _searching(provision: Provision, own: Assessment) -> list[QuoteLine]:
    if provision is Provision.S9:
        return []
    words = (
        f"Finding and taking out the information, at {pounds(own.rate)} for each hour: "
        f"{pounds(own.cost)}"
    )
    return [QuoteLine(words, at_most(own.cost))]


def _paper(paper: Paper | None, tariff: Tariff, is_adjustment: bool) -> list[QuoteLine]:
    if paper is None:
        return []
    charge = fees.charge_for_paper(
        paper.sheets_per_copy,
        paper.additional_copies,
        tariff=tariff,
        actual_cost=paper.actual_cost,
        for_carer=paper.for_carer,
        is_adjustment=is_adjustment,
    )
    pence = int(tariff.sheet * 100)
    copies = "copy" if paper.additional_copies == 1 else "copies"
    words = (
        f"Paper: {paper.sheets_per_copy:,} sheets × {paper.additional_copies:,} further "
        f"{copies} × {pence}p, the first copy being free"
        f"{_less_than_the_tariff(paper, tariff)}: {pounds(charge)}"
    )
    return [QuoteLine(words, charge)]


def _less_than_the_tariff(paper: Paper, tariff: Tariff) -> str:
    """Return why the sum is not what sheets and price make, or "" where it is."""
    full = paper.sheets_per_copy * paper.additional_copies * tariff.sheet
    most = min(full, tariff.ceiling)
    if paper.actual_cost is not None and paper.actual_cost < most:
        return f", but no more than the {pounds(paper.actual_cost)} that it costs us"
    return f", but no more than {pounds(tariff.ceiling)} in all" if most < full else ""


def _outlay(outlay: Outlay, provision: Provision, rate: Decimal, is_adjustment: bool) -> QuoteLine:
    if provision is Provision.S9:
        amount = fees.most_under_s9([outlay], is_adjustment=is_adjustment)
    elif provision is Provision.S13:
        amount = NOTHING if is_adjustment else at_most(outlay.cost(rate))
    else:
        work = [EirWork(EirItem.MEDIUM, outlay.hours, outlay.expense)]
        amount = fees.most_under_eir(work, rate, is_adjustment=is_adjustment)
    return QuoteLine(f"{outlay.what}: {pounds(amount)}", amount)
