"""The estimates of a case: what counts, what does not, and what fits. Who asked is not read."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_limit import counted_cost
from requests_app.domain.cost_terms import CostTerms
from requests_app.domain.cost_wording import rung_words
from requests_app.domain.estimating import (
    Line,
    Reading,
    Sample,
    Spread,
    Standing,
    arithmetic,
    method,
    read,
)
from requests_app.domain.priority_order import Ladder, Part, Rung, Scope, ladder
from requests_app.models import Case, Commission, Estimate, EstimateLine, Question
from requests_app.queries.cost_terms import our_kind, stored_terms
from requests_app.queries.similar_requests import added_up_with

OURS = "FOI office"


@dataclass(frozen=True)
class ShownLine:
    """One line of an estimate with its arithmetic in words."""

    activity: Activity
    arithmetic: str
    method: str


@dataclass(frozen=True)
class ShownEstimate:
    """One department's estimate of one scope: what counts, and apart from it what does not."""

    row: Estimate
    department: str
    reading: Reading
    counted: tuple[ShownLine, ...]
    not_counted: tuple[ShownLine, ...]


@dataclass(frozen=True)
class ShownScope:
    """One scope of a question with the estimates of all departments."""

    number: int
    text: str
    estimates: tuple[ShownEstimate, ...]
    reading: Reading | None


@dataclass(frozen=True)
class ShownQuestion:
    """A question: its scopes, and the hours spent on it so far beside those expected."""

    question: Question
    scopes: tuple[ShownScope, ...]
    hours_spent: Decimal
    cost_spent: Decimal


@dataclass(frozen=True)
class ShownRung:
    """One rung of the ladder, with its place on a line of 100 that is the limit."""

    rung: Rung
    words: str
    begins_at: Decimal
    length: Decimal
    needs: Decimal


@dataclass(frozen=True)
class AddedUp:
    """A request whose costs the manager has added to this one's."""

    reference: str
    cost: Decimal


@dataclass(frozen=True)
class EstimatePage:
    """The page. `together` are all questions as they were asked, as if they were one request.

    `not_estimated` are the questions that nobody has estimated yet; without them the ladder
    says nothing.
    """

    terms: CostTerms
    limit: Decimal
    questions: tuple[ShownQuestion, ...]
    together: Reading
    standing: Standing
    not_estimated: tuple[str, ...]
    ladder: Ladder | None
    rungs: tuple[ShownRung, ...]
    added_up: tuple[AddedUp, ...] = ()

    @property
    def attributed(self) -> Decimal:
        """What the request is taken to cost with those it is added up with (s.12(4))."""
        return self.together.expected.cost + self.siblings

    @property
    def siblings(self) -> Decimal:
        """What the requests that it is added up with cost by themselves."""
        return sum((other.cost for other in self.added_up), Decimal(0))

    @property
    def missing_words(self) -> str:
        """The questions that nobody has estimated, for a sentence."""
        return f"{', '.join(self.not_estimated)}."

    @property
    def has_estimates(self) -> bool:
        """Whether anything was estimated at all."""
        return any(scope.estimates for shown in self.questions for scope in shown.scopes)


def line_of(row: EstimateLine) -> Line:
    """Return a stored line as the rules know it."""
    sample = None
    if row.records is not None and row.timed is not None and row.minutes_expected is not None:
        assert row.minutes_low is not None
        assert row.minutes_high is not None
        sample = Sample(
            row.records,
            row.timed,
            row.chosen,
            Spread(row.minutes_low, row.minutes_expected, row.minutes_high),
        )
    hours = Spread(row.hours_low, row.hours_expected, row.hours_high)
    return Line(Activity(row.activity), hours, row.persons, row.expense, sample)


def standing_estimates(case: Case) -> list[Estimate]:
    """Return the estimates of `case` that nothing has superseded, with their lines."""
    return list(
        Estimate.objects.filter(case=case, superseded_at__isnull=True)
        .select_related("commission__department", "made_by", "question")
        .prefetch_related("lines")
    )


def own_estimate(question: Question, commission: Commission | None, scope: int) -> Estimate | None:
    """Return the estimate that stands for one department's work on one scope."""
    return (
        Estimate.objects.filter(
            question=question, commission=commission, scope=scope, superseded_at__isnull=True
        )
        .prefetch_related("lines")
        .first()
    )


def estimate_page(case: Case) -> EstimatePage:
    """Read everything the page shows, in a fixed number of queries."""
    terms, kind = stored_terms(case.received_on), our_kind()
    questions = list(case.questions.prefetch_related("returns__times"))
    estimates = standing_estimates(case)
    shown = tuple(
        _question(question, [row for row in estimates if row.question_id == question.pk], terms)
        for question in questions
    )
    as_asked = [each.scopes[0].estimates for each in shown if each.scopes[0].estimates]
    readings = [each.scopes[0].reading for each in shown if each.scopes[0].reading]
    together = read(
        [line_of(line) for rows in as_asked for row in rows for line in row.row.lines.all()],
        terms,
        kind,
    )
    limit = together.expected.limit
    missing = _not_estimated(shown)
    found = (
        None if missing or not readings else ladder(_parts(shown, terms), together.expected.limit)
    )
    added_up = tuple(
        AddedUp(other.reference, _whole_cost(other, terms)) for other in added_up_with(case)
    )
    standings = [together.standing, *(each.standing for each in readings if each)]
    if together.expected.cost + sum(other.cost for other in added_up) > limit:
        standings.append(Standing.OVER)
    return EstimatePage(
        terms=terms,
        limit=limit,
        questions=shown,
        together=together,
        standing=_worst(standings),
        added_up=added_up,
        not_estimated=missing,
        ladder=found,
        rungs=_rungs(found, terms) if found else (),
    )


def _whole_cost(case: Case, terms: CostTerms) -> Decimal:
    """Return what all questions of another case cost as they were asked."""
    rows = EstimateLine.objects.filter(
        estimate__case=case, estimate__scope=0, estimate__superseded_at__isnull=True
    )
    return counted_cost([line_of(row).expected for row in rows], terms.rate)


def _question(question: Question, rows: list[Estimate], terms: CostTerms) -> ShownQuestion:
    minutes = sum(time.minutes for found in question.returns.all() for time in found.times.all())
    spent = Decimal(minutes) / 60
    return ShownQuestion(
        question=question,
        scopes=tuple(
            _scope(number, text, [row for row in rows if row.scope == number], terms)
            for number, text in enumerate(["", *question.narrower_scopes])
        ),
        hours_spent=spent,
        cost_spent=spent * terms.rate,
    )


def _scope(number: int, text: str, rows: list[Estimate], terms: CostTerms) -> ShownScope:
    lines = [line_of(line) for row in rows for line in row.lines.all()]
    return ShownScope(
        number=number,
        text=text,
        estimates=tuple(_estimate(row, terms) for row in rows),
        reading=read(lines, terms, our_kind()) if rows else None,
    )


def _estimate(row: Estimate, terms: CostTerms) -> ShownEstimate:
    lines = [line_of(line) for line in row.lines.all()]
    shown = [
        ShownLine(
            line.activity, arithmetic(line, terms.rate), method(line.sample) if line.sample else ""
        )
        for line in lines
    ]
    return ShownEstimate(
        row=row,
        department=row.commission.department.name if row.commission else OURS,
        reading=read(lines, terms, our_kind()),
        counted=tuple(line for line in shown if line.activity.counts),
        not_counted=tuple(line for line in shown if not line.activity.counts),
    )


def _not_estimated(shown: Iterable[ShownQuestion]) -> tuple[str, ...]:
    """Return the questions without an estimate of their own, their parent's or their parts'."""
    shown = tuple(shown)
    known = {each.question.number for each in shown if each.scopes[0].reading}
    parents = {each.question.parent_number for each in shown if each.question.number in known}
    return tuple(
        each.question.number
        for each in shown
        if each.question.number not in known | parents and each.question.parent_number not in known
    )


def _parts(shown: Iterable[ShownQuestion], terms: CostTerms) -> list[Part]:
    return [
        Part(
            each.question.number,
            tuple(
                Scope(scope.text, _cost_of(each, scope, terms))
                for scope in each.scopes
                if scope.reading
            ),
        )
        for each in shown
        if each.scopes[0].reading
    ]


def _cost_of(question: ShownQuestion, scope: ShownScope, terms: CostTerms) -> Decimal:
    """Return what a scope costs; a department that gave no figure for it does the whole."""
    rows = {row.department: row for row in question.scopes[0].estimates}
    rows |= {row.department: row for row in scope.estimates}
    work = [line_of(line).expected for row in rows.values() for line in row.row.lines.all()]
    return counted_cost(work, terms.rate)


def _rungs(found: Ladder, terms: CostTerms) -> tuple[ShownRung, ...]:
    shown = []
    for rung in found.rungs:
        cost = rung.taken.cost if rung.taken else Decimal(0)
        least = min(scope.cost for scope in rung.part.scopes)
        shown.append(
            ShownRung(
                rung=rung,
                words=rung_words(rung, found, terms.rate),
                begins_at=_share(rung.used - cost, found.limit),
                length=_share(cost, found.limit),
                needs=Decimal(0) if rung.taken else min(_share(least, found.limit), Decimal(100)),
            )
        )
    return tuple(shown)


def _share(cost: Decimal, limit: Decimal) -> Decimal:
    return (cost / limit * 100).quantize(Decimal("0.1"))


def _worst(standings: Iterable[Standing]) -> Standing:
    return max(standings, key=list(Standing).index)
