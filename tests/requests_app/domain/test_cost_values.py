"""What the cost rules hand about are values: nobody can change one after the fact."""

from dataclasses import is_dataclass
from types import ModuleType

import pytest

from requests_app.domain import (
    aggregation,
    cost_limit,
    cost_terms,
    estimating,
    fee_account,
    fee_quote,
    fees,
    priority_order,
)


@pytest.mark.parametrize(
    "module",
    [
        aggregation,
        cost_limit,
        cost_terms,
        estimating,
        fee_account,
        fee_quote,
        fees,
        priority_order,
    ],
)
def test_a_value_is_frozen(module: ModuleType) -> None:
    kinds = [kind for kind in vars(module).values() if isinstance(kind, type)]
    values = [kind for kind in kinds if is_dataclass(kind)]
    assert values
    assert [kind for kind in values if not kind.__dataclass_params__.frozen] == []  # type: ignore[attr-defined]
