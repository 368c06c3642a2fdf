"""The search for similar requests among many past ones, beside a scan of them all."""

import random
from collections.abc import Callable

from django.db import connection, transaction

from bench.measuring import Table, beside, side_by_side
from bench.population import Population
from bench.sizes import Size
from requests_app.domain.workflow import State
from requests_app.models import Question
from requests_app.queries.similar_requests import MOST_FOUND, alike

SCAN = "every question read and measured, no index"
SEARCH = "the search, by its two indexes"
BATCH = 5_000
SUBJECTS = (
    "hospital beds", "agency nurses", "car parking", "clinical waste", "maternity wards",
    "security contracts", "translation services", "missed appointments", "energy bills",
    "operating theatres", "ambulance waits", "consultant vacancies", "hospital meals",
)  # fmt: skip
ASKED = ("How many", "What was the total cost of", "Which suppliers provided", "List all")
ABOUT = (
    "were recorded at each site", "were paid for by the Trust", "were reported to the board",
    "were cancelled at short notice", "were reviewed by an external company",
)  # fmt: skip
PLANTED = {
    "How many hospital chaplains of each faith does the Trust employ and at what cost?": (
        "How many hospital chaplains of each faith does the Trust employ and at what cost?",
        "how many hospital chaplains of each faith does the trust employ, and at what cost",
        "Please state the number of chaplains the hospital employs, broken down by faith, and "
        "the cost of employing them.",
    ),
    "Copies of contracts with debt collection agencies pursuing overseas patients": (
        "Copies of contracts with debt collection agencies pursuing overseas patients",
        "I would like the contracts agreed with agencies for the collection of debt from "
        "overseas patients.",
        "Any contract under which an agency pursues overseas patients for debt collection.",
    ),
}
"""What is looked for, and the copies and paraphrases that should be found."""


def measure(size: Size, population: Population) -> Table:
    """Time both ways over the same rows; say how many of those planted were found."""
    _plant(population, size.open_cases)
    text = next(iter(PLANTED))
    timings = side_by_side(
        {SCAN: _without_indexes(lambda: _found(text)), SEARCH: lambda: _found(text)},
        rounds=min(size.rounds, 10),
    )
    wanted = [planted for several in PLANTED.values() for planted in several]
    found = {other for asked in PLANTED for other in _found(asked)}
    plan = alike(text).explain()
    uses = " and ".join(name for name in ("question_trigrams", "question_words") if name in plan)
    return Table(
        title=f"Similar requests among {size.open_cases:,} past questions",
        yardstick="each question read and measured, without an index",
        rows=beside(
            SCAN,
            timings,
            notes={
                SEARCH: f"{len(found & set(wanted))} of {len(wanted)} planted found; "
                f"the plan uses {uses or 'no index'}"
            },
        ),
    )


def _found(text: str) -> list[str]:
    return [question.text for question in alike(text)[:MOST_FOUND]]


def _without_indexes(act: Callable[[], object]) -> Callable[[], object]:
    def scanned() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SET LOCAL enable_bitmapscan = off")
            cursor.execute("SET LOCAL enable_indexscan = off")
            act()

    return scanned


def _plant(population: Population, count: int) -> None:
    chance = random.Random(7)
    case = population.case(State.RECEIVED)
    planted = [text for several in PLANTED.values() for text in several]
    texts = [*planted, *(_invented(chance) for _ in range(count))]
    rows = (
        Question(case=case, position=number, number=f"p{number}", text=text)
        for number, text in enumerate(texts, start=1_000)
    )
    Question.objects.bulk_create(rows, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE requests_app_question")


def _invented(chance: random.Random) -> str:
    return (
        f"{chance.choice(ASKED)} {chance.choice(SUBJECTS)} {chance.choice(ABOUT)} between "
        f"{chance.randint(2005, 2020)} and {chance.randint(2021, 2026)}, "
        f"ward {chance.randint(1, 400)}?"
    )
