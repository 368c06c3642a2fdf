"""What fits within the limit, in the applicant's order."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.priority_order import Ladder, Part, Rung, Scope, ladder

LIMIT = Decimal(450)
SCOPES = st.lists(
    st.builds(Scope, st.sampled_from(["all", "since 2016", "a quarter"]), st.decimals(0, 500)),
    min_size=1,
    max_size=4,
    unique_by=lambda scope: scope.name,
)
PARTS = st.lists(
    st.builds(Part, st.sampled_from("1234567"), SCOPES.map(tuple)),
    max_size=7,
    unique_by=lambda part: part.name,
)


def part(name: str, *costs: int) -> Part:
    return Part(name, tuple(Scope(f"{name}.{n}", Decimal(cost)) for n, cost in enumerate(costs)))


def names(found: Ladder) -> list[str]:
    return [rung.taken.name for rung in found.answered if rung.taken]


@given(PARTS)
def test_the_ladder_never_exceeds_the_limit(parts: list[Part]) -> None:
    found = ladder(parts, LIMIT)
    assert found.used == sum(rung.taken.cost for rung in found.rungs if rung.taken)
    assert found.used <= LIMIT
    assert found.used + found.headroom == LIMIT


@given(PARTS)
def test_the_ladder_never_jumps_a_question(parts: list[Part]) -> None:
    found = ladder(parts, LIMIT)
    assert [rung.part for rung in found.rungs] == parts
    taken = [rung.taken is not None for rung in found.rungs]
    assert taken == sorted(taken, reverse=True)


@given(PARTS)
def test_the_ladder_takes_the_widest_scope_that_fits_and_stops_only_where_none_does(
    parts: list[Part],
) -> None:
    found = ladder(parts, LIMIT)
    before = Decimal(0)
    for rung in found.answered:
        assert all(before + scope.cost > LIMIT for scope in rung.passed_over)
        before = rung.used
    if found.stops_at:
        assert all(found.used + scope.cost > LIMIT for scope in found.stops_at.scopes)


def test_the_2018_pattern_takes_a_fallback_and_stops_at_the_third() -> None:
    parts = [part("1", 100), part("2", 750, 300, 75), part("3", 225)]
    found = ladder(parts, LIMIT)
    assert (names(found), found.stops_at, found.used) == (["1.0", "2.1"], parts[2], Decimal(400))
    assert found.rungs[1].passed_over == parts[1].scopes[:1]
    assert found.rungs[2] == Rung(parts[2], None, Decimal(400))
    assert found.rungs[2].passed_over == parts[2].scopes


def test_a_cheap_question_after_the_stop_is_not_taken() -> None:
    found = ladder([part("1", 475), part("2", 25)], LIMIT)
    assert (found.answered, found.used, found.headroom) == ((), Decimal(0), LIMIT)
    assert found.stops_at == part("1", 475)


def test_exactly_the_limit_fits() -> None:
    found = ladder([part("1", 250), part("2", 200)], LIMIT)
    assert (names(found), found.stops_at, found.headroom) == (["1.0", "2.0"], None, Decimal(0))


def test_no_questions_leave_the_whole_limit() -> None:
    found = ladder([], LIMIT)
    assert (found.rungs, found.used, found.headroom, found.stops_at) == ((), 0, LIMIT, None)
