"""Exemptions that exclude each other on the same information."""

from datetime import date

import pytest

from exemptions.domain.claims_together import not_together
from exemptions.domain.register import provision

TODAY = date(2026, 11, 25)


@pytest.mark.parametrize(
    ("codes", "count"),
    [
        (["s.30(1)", "s.31(1)"], 1),
        (["s.30(2)", "s.31(1)"], 1),
        (["s.23", "s.24"], 1),
        (["s.43(2)", "s.40(2)(3A)", "s.41(1)"], 0),
        (["s.31(1)"], 0),
        ([], 0),
    ],
)
def test_what_cannot_stand_together_is_told(codes: list[str], count: int) -> None:
    assert len(not_together([provision(code, TODAY) for code in codes])) == count
