"""The search for similar requests among 100,000 past questions, beside a scan of them all."""

import random
from datetime import timedelta
from statistics import quantiles
from time import perf_counter

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import QuerySet

from bench.measuring import Table, beside, side_by_side
from bench.population import Population
from bench.sizes import Size
from requests_app.domain.similar_requests import Likeness, strongest, word_share
from requests_app.domain.workflow import State
from requests_app.models import Case, Question
from requests_app.queries.similar_requests import (
    MOST_FOUND,
    alike,
    candidates,
    groups_of,
    looked_through,
)

SCAN = "every question read and measured, no index"
SEARCH = "the search, by the words that tell most"
PAST = 100_000
CASES = 5_000
LONG_AGO = timedelta(days=400)
BATCH = 5_000
SEARCHES, TIMES = 100, 3
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
        "How many hopsital chaplains, of each faith, does the Trust emply and at what cost?",
        "Please state the number of chaplains the hospital employs, broken down by faith, and "
        "the cost of employing them.",
    ),
    "Copies of contracts with debt collection agencies pursuing overseas patients": (
        "Copies of contracts with debt collection agencies pursuing overseas patients",
        "COPIES OF CONTRACTS WITH DEBT COLLECTION AGENCIES PURSUING OVERSEAS PATIENTS.",
        "I would like the contracts agreed with agencies for the collection of debt from "
        "overseas patients.",
        "Any contract under which an agency pursues overseas patients for debt collection.",
    ),
    "How many patients waited longer than twelve hours on a trolley in A&E in 2024, by month?": (
        "How many patients waited longer than twelve hours on a trolley in A&E in 2024, by month?",
        "How many patients waited more than twelve hours on trolleys in A & E during 2024?",
        "For every month of 2024, the number of trolley waits in A&E of over twelve hours.",
    ),
    "Do agency nurses on the maternity wards get hospital meals, and at what cost?": (
        "Do agency nurses on the maternity wards get hospital meals, and at what cost?",
        "do agency nurses on maternity wards get hospital meals and at what cost",
        "What do the hospital meals of agency nurses cost the maternity wards?",
    ),
}
"""What is looked for, and the copies and paraphrases that should be shown. Each word of
the last stands in thousands of the other questions."""


def measure(size: Size, population: Population) -> Table:
    """Time both ways over the same rows; say how many of those planted were shown."""
    case = _plant(population)
    among = looked_through(case)
    text = next(iter(PLANTED))
    timings = side_by_side(
        {SCAN: lambda: _scanned(text), SEARCH: lambda: _found(text, among)},
        rounds=min(size.rounds, 10),
    )
    wanted = {(asked, other) for asked, several in PLANTED.items() for other in several}
    shown = {(asked, other) for asked in PLANTED for other in _shown(asked, among)}
    (groups,) = groups_of([text])
    plan = candidates(groups).explain()
    uses = "question_words" if plan.count("question_words") == len(groups) else "no index"
    middle, slow = _over_many(among)
    return Table(
        title=f"Similar requests among {PAST:,} past questions",
        yardstick="each question read and measured, without an index",
        rows=beside(
            SCAN,
            timings,
            aims={SEARCH: 0.02},
            notes={
                SEARCH: f"{len(shown & wanted)} of {len(wanted)} planted shown; the plan uses "
                f"{uses}; {SEARCHES} other questions: {middle:.0f} ms in the middle, "
                f"{slow:.0f} ms at the 95th percentile"
            },
        ),
    )


def _found(text: str, among: QuerySet[Question]) -> list[Question]:
    """Search as the page does: near in time, of the same person, or answered."""
    (groups,) = groups_of([text])
    return alike(text, groups, among)


def _shown(text: str, among: QuerySet[Question]) -> set[str]:
    """Return the questions that would stand on the page."""
    return {
        other.text
        for other in _found(text, among)
        if strongest(
            [Likeness("", text, "", other.text, other.trigrams, word_share(text, other.text))]  # type: ignore[attr-defined]
        )
    }


def _scanned(text: str) -> list[Question]:
    measured = Question.objects.annotate(trigrams=TrigramSimilarity("text", text))
    return list(measured.order_by("-trigrams", "pk")[:MOST_FOUND])


def _over_many(among: QuerySet[Question]) -> tuple[float, float]:
    """Return how long a search takes in the middle and at the 95th percentile, in ms.

    Each at its fastest of some, so that a busy moment of the machine is not taken for the search.
    """
    chance = random.Random(11)
    taken = []
    for text in [_invented(chance) for _ in range(SEARCHES)]:
        seconds = []
        for _ in range(TIMES):
            began = perf_counter()
            _found(text, among)
            seconds.append(perf_counter() - began)
        taken.append(1000 * min(seconds))
    every = quantiles(taken, n=20)
    return every[9], every[18]


def _plant(population: Population) -> Case:
    """Lay out the questions over many cases, the most of them answered; return a new one."""
    chance = random.Random(7)
    case = population.case(State.RECEIVED)
    population.grow_to(CASES)
    others = list(Case.objects.exclude(pk=case.pk).order_by("pk"))
    answered = [other.pk for number, other in enumerate(others) if number % 10]
    Case.objects.filter(pk__in=answered).update(
        state=State.ANSWERED, received_on=case.received_on - LONG_AGO
    )
    planted = [text for several in PLANTED.values() for text in several]
    texts = [*planted, *(_invented(chance) for _ in range(PAST))]
    rows = (
        Question(case=chance.choice(others), position=number, number=f"p{number}", text=text)
        for number, text in enumerate(texts, start=1_000)
    )
    Question.objects.bulk_create(rows, batch_size=BATCH)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE requests_app_question, requests_app_case")
    return case


def _invented(chance: random.Random) -> str:
    return (
        f"{chance.choice(ASKED)} {chance.choice(SUBJECTS)} {chance.choice(ABOUT)} between "
        f"{chance.randint(2005, 2020)} and {chance.randint(2021, 2026)}, "
        f"ward {chance.randint(1, 400)}?"
    )
