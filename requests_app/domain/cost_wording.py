"""What we tell an applicant about costs: the narrowing offer, and a refusal over the limit."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from requests_app.domain.cost_limit import Assessment
from requests_app.domain.money import pounds
from requests_app.domain.priority_order import Ladder, Rung, Scope
from requests_app.domain.regime import Regime

AS_ASKED = "as you asked it"


def hours(cost: Decimal, rate: Decimal) -> str:
    """Return a cost as the hours it buys: 12.5 hours."""
    number = (cost / rate).quantize(Decimal("0.01"))
    text = f"{number:,f}".rstrip("0").rstrip(".")
    return f"{text} {'hour' if number == 1 else 'hours'}"


def rung_words(rung: Rung, ladder: Ladder, rate: Decimal) -> str:
    """Return one rung of the ladder in a sentence."""
    name = f"Question {rung.part.name}"
    if rung.taken is not None:
        passed = (
            f" ({', '.join(_scope(scope) for scope in rung.passed_over)} would not fit)"
            if rung.passed_over
            else ""
        )
        return (
            f"{name}, {_scope(rung.taken)}{passed}: {hours(rung.taken.cost, rate)}. "
            f"{hours(rung.used, rate)} of {hours(ladder.limit, rate)} are used."
        )
    if rung.part == ladder.stops_at:
        least = min(scope.cost for scope in rung.part.scopes)
        return (
            f"{name} needs {hours(least, rate)} at the least, and "
            f"{hours(ladder.headroom, rate)} are left. It stops here."
        )
    return f"{name} comes after the stop, so it is not reached."


def narrowing_offer(ladder: Ladder, rate: Decimal) -> str:
    """Return the offer to narrow a request, for the officer to edit (FOIA s.16)."""
    fits = [
        f"- question {rung.part.name}, {_scope(rung.taken)}" for rung in ladder.rungs if rung.taken
    ]
    rest = [f"- question {rung.part.name}" for rung in ladder.rungs if not rung.taken]
    parts = [
        "We have worked out how long it would take to find what you asked for. The law lets us "
        f"stop at {pounds(ladder.limit)}, which is {hours(ladder.limit, rate)} of work, and your "
        "whole request would take longer. We would like to help you to get what matters most "
        "to you."
    ]
    if fits:
        parts += ["Within the limit we can give you:", "\n".join(fits)]
    if rest:
        parts += ["Within the same limit we cannot also give you:", "\n".join(rest)]
    parts += [
        "You could ask for less of it. What often helps:",
        "- a shorter period, such as the last full year\n"
        "- one site or one ward instead of all\n"
        "- a sample of the records instead of every one",
        "Please tell us what you would like. Until we hear from you we go on as the law asks, "
        "and the days go on counting.",
    ]
    return "\n\n".join(parts)


@dataclass(frozen=True)
class RefusedPart:
    """A question that costs too much, and the sentences that show why."""

    name: str
    arithmetic: tuple[str, ...]


def refusal_words(
    part: RefusedPart, assessed: Assessment, regime: Regime, *, used_before: Decimal = Decimal(0)
) -> str:
    """Return the answer to a question that would take the work over the limit (s.17(5), s.16).

    `used_before` is what the questions that are answered take of the limit, in pounds.
    """
    shown = "\n".join(f"- {line}" for line in part.arithmetic)
    return "\n\n".join(
        [
            _reached(assessed, regime, used_before),
            *_limit_sentences(assessed, regime),
            *(("This is how we worked it out:", shown) if shown else ()),
            "You could ask for less: a shorter period, one site, or a sample of the records. "
            "Tell us what would help you most, and we will say whether it can be done within "
            "the limit. A narrower request is a new one, with its own 20 working days.",
        ]
    )


def _reached(assessed: Assessment, regime: Regime, used_before: Decimal) -> str:
    """Return what it comes to: with what is answered beside it, where that uses the limit up."""
    alone = hours(assessed.cost, assessed.rate)
    if not used_before or regime is Regime.EIR:
        return (
            f"We estimate that it would take {alone}, at {pounds(assessed.rate)} an hour "
            f"{pounds(assessed.cost)}."
        )
    together = used_before + assessed.cost
    return (
        f"We estimate that this and what we answer would take {hours(together, assessed.rate)} "
        f"together, at {pounds(assessed.rate)} an hour {pounds(together)}: "
        f"{hours(used_before, assessed.rate)} for your other questions that we answer, and "
        f"{alone} for this one."
    )


def _limit_sentences(assessed: Assessment, regime: Regime) -> Iterable[str]:
    if regime is Regime.EIR:
        return
    yield (
        f"The limit for us is {pounds(assessed.limit)}, or "
        f"{hours(assessed.limit, assessed.rate)} (Freedom of Information and Data Protection "
        f"(Appropriate Limit and Fees) Regulations 2004)."
    )


def refused_rungs(ladder: Ladder) -> Sequence[Rung]:
    """Return the rungs from where the ladder stops."""
    return tuple(rung for rung in ladder.rungs if rung.taken is None)


def _scope(scope: Scope) -> str:
    return scope.name or AS_ASKED
