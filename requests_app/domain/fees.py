"""What an applicant may be asked to pay. Never more than it really costs.

Under FOIA within the limit: the cost of telling and handing over, and no staff time (s.9, Fees
Regulations reg 6). Over the limit, where the authority answers all the same: its own counted
hours and handing over, staff time included (s.13, reg 7). Under the EIR: a reasonable amount
(reg 8). The authority's own tariff may only lower these.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from requests_app.domain.cost_limit import Assessment
from requests_app.domain.money import NOTHING, at_most


@dataclass(frozen=True)
class Outlay:
    """Something that handing the information over takes: `expense` in pounds, hours of staff."""

    what: str
    expense: Decimal = NOTHING
    hours: Decimal = NOTHING

    def cost(self, rate: Decimal) -> Decimal:
        """Return what it costs in pounds, staff time included."""
        return self.expense + self.hours * rate


def most_under_s9(outlays: Iterable[Outlay], *, is_adjustment: bool = False) -> Decimal:
    """Return the most that may be asked for within the limit: expenses only (reg 6(2), (4)).

    `is_adjustment`: the form is a reasonable adjustment, never paid for by the person
    (Equality Act 2010 s.20(7)).
    """
    if is_adjustment:
        return NOTHING
    return at_most(sum((each.expense for each in outlays), NOTHING))


def is_over_limit(own: Assessment, siblings: Decimal = NOTHING) -> bool:
    """Whether s.13 applies: alone, or with the `siblings` it is added up with, in pounds."""
    return own.cost + siblings > own.limit


def most_under_s13(
    own: Assessment,
    outlays: Iterable[Outlay],
    *,
    siblings: Decimal = NOTHING,
    is_adjustment: bool = False,
) -> Decimal:
    """Return the most that may be asked for over the limit, where it is answered by choice.

    All the counted hours of this request, not only those past the limit (reg 7(2)); none of
    those of its `siblings` (reg 7(3)); handing over with its staff time (reg 7(4), (5)).
    """
    if not is_over_limit(own, siblings):
        return NOTHING
    handing_over = sum((each.cost(own.rate) for each in outlays), NOTHING)
    return at_most(own.cost + (NOTHING if is_adjustment else handing_over))


@dataclass(frozen=True)
class Tariff:
    """What the authority has published that it charges: pounds a sheet, and at most."""

    sheet: Decimal
    ceiling: Decimal
    source: str


TARIFF = Tariff(
    sheet=Decimal("0.10"), ceiling=Decimal("250.00"), source="the authority's policy, 5.5"
)


def charge_for_paper(
    sheets_per_copy: int,
    additional_copies: int,
    *,
    tariff: Tariff = TARIFF,
    actual_cost: Decimal | None = None,
    for_carer: bool = False,
    is_adjustment: bool = False,
) -> Decimal:
    """Return the charge for paper: the first copy is free, a carer's too.

    `actual_cost` in pounds, where it is known, caps it (Fees Regulations reg 6(2)).
    """
    if for_carer or is_adjustment:
        return NOTHING
    charge = min(sheets_per_copy * additional_copies * tariff.sheet, tariff.ceiling)
    return at_most(charge if actual_cost is None else min(charge, actual_cost))


def charge_for_other_medium(actual_cost: Decimal, *, is_adjustment: bool = False) -> Decimal:
    """Return the charge for a disc, a photograph and the like: what it costs (reg 6(2))."""
    return NOTHING if is_adjustment else at_most(actual_cost)


class EirItem(StrEnum):
    """Something that supplying environmental information takes."""

    DETERMINE_HELD = "determine_held"
    LOCATE = "locate"
    RETRIEVE = "retrieve"
    EXTRACT = "extract"
    COMPILE = "compile"
    CONVERT_FORMAT = "convert_format"
    COPY = "copy"
    PRINT = "print"
    SCAN = "scan"
    POST = "post"
    MEDIUM = "medium"
    INSPECT_IN_SITU = "inspect_in_situ"
    PUBLIC_REGISTER = "public_register"
    DATABASE = "database"
    OVERHEADS = "overheads"
    REDACT = "redact"
    CONSIDER_EXCEPTIONS = "consider_exceptions"
    PUBLIC_INTEREST_TEST = "public_interest_test"
    LEGAL_ADVICE = "legal_advice"


HANDING_OVER = frozenset(
    {
        EirItem.CONVERT_FORMAT,
        EirItem.COPY,
        EirItem.PRINT,
        EirItem.SCAN,
        EirItem.POST,
        EirItem.MEDIUM,
    }
)
SUPPLYING = HANDING_OVER | {
    EirItem.DETERMINE_HELD,
    EirItem.LOCATE,
    EirItem.RETRIEVE,
    EirItem.EXTRACT,
    EirItem.COMPILE,
}
"""What a charge may cover: looking at it in place and public registers are free (reg 8(2)), and
the upkeep of a database and general overheads are not supplying (C-71/14)."""


@dataclass(frozen=True)
class EirWork:
    """Hours and expense in pounds of one item."""

    item: EirItem
    hours: Decimal = NOTHING
    expense: Decimal = NOTHING


def most_under_eir(
    work: Sequence[EirWork],
    rate: Decimal,
    *,
    is_schedule_published: bool = True,
    is_adjustment: bool = False,
) -> Decimal:
    """Return the most that a charge may be before asking whether it is reasonable (reg 8(3)).

    Without a published schedule of charges there is none (reg 8(8)).
    """
    if not is_schedule_published:
        return NOTHING
    chargeable = SUPPLYING - HANDING_OVER if is_adjustment else SUPPLYING
    return at_most(
        sum(
            (each.hours * rate + each.expense for each in work if each.item in chargeable),
            NOTHING,
        )
    )
