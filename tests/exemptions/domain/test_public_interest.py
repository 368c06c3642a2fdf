"""Which exemptions give time to weigh the public interest."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from exemptions.domain.public_interest import Balance, Weighing, may_extend


@pytest.mark.parametrize(
    "cited",
    [
        "s.22", "s.22A", "s.24", "s.26", "s.27(2)", "s.28", "s.29", "s.30(1)", "s.31(1)(a)",
        "s.33", "s.35", "s.36(2)(c)", "s.37(1)(ac)", "s.37(1)(ad)", "s.37(1)(b)", "s.38", "s.39",
        "s.40(2) second condition", "s.40(2) third condition", "s.40(3B)", "s.40(4A)",
        "s.40(5B)(b)", "s.42", "s.43", "s.43(1)", "section 43(2)", "S43(2)",
    ],
)  # fmt: skip
def test_a_qualified_exemption_gives_time(cited: str) -> None:
    assert may_extend(cited) is True


@pytest.mark.parametrize(
    "cited",
    [
        "s.21", "s.23", "s.23(5)", "s.32", "s.34", "s.37(1)(a)", "s.37(1)(aa)", "s.37(1)(ab)",
        "s.40", "s.40(1)", "s.40(2)", "s.40(2) first condition", "s.40(3A)", "s.40(5A)",
        "s.40(5B)(a)", "s.41", "s.44", "s.44(1)(a)",
    ],
)  # fmt: skip
def test_an_absolute_exemption_gives_none(cited: str) -> None:
    assert may_extend(cited) is False


@pytest.mark.parametrize("cited", ["s.12", "s.12(2)", "s.14(1)", "s.14(2)", "s.9", "s.8", "s.1"])
def test_a_refusal_without_an_exemption_gives_no_time(cited: str) -> None:
    assert may_extend(cited) is False


@pytest.mark.parametrize(
    ("cited", "message"),
    [
        ("s.99", "Section 99 is not an exemption"),
        ("s.25", "Section 25 is not an exemption"),
        ("s.37", "Say which paragraph"),
        ("public interest", "not a provision"),
        ("", "not a provision"),
    ],
)
def test_what_is_not_an_exemption_is_refused(cited: str, message: str) -> None:
    with pytest.raises(ValueError, match=message):
        may_extend(cited)


WEIGHED = Weighing(
    for_disclosure="How public money is spent.",
    for_withholding="The next tender.",
    balance=Balance.WITHHOLD,
    reasons="The tender is open until May.",
    decided_on=date(2026, 11, 20),
)


def test_a_whole_weighing_lacks_nothing() -> None:
    assert WEIGHED.shortcomings() == ()


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"for_disclosure": " "}, "Write what speaks for disclosure."),
        ({"for_withholding": ""}, "Write what speaks for withholding."),
        ({"reasons": ""}, "Write why one side weighs more than the other."),
        ({"balance": None}, "Say on which side the public interest lies."),
        (
            {"balance": Balance.DISCLOSE},
            "The public interest lies in disclosure: take the claim away and release it.",
        ),
        (
            {"decided_on": None},
            "The person who decides the public interest has not decided yet.",
        ),
    ],
)
def test_a_weighing_says_what_it_lacks(change: dict[str, Any], said: str) -> None:
    assert replace(WEIGHED, **change).shortcomings() == (said,)
