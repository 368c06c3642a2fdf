"""Estimates are kept, raised, turned into an offer, and into a refusal."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from pypdf import PdfReader

from requests_app.domain.cost_activities import Activity
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.estimating import Line, Sample, Spread, Standing, sampled
from requests_app.domain.outcomes import Outcome
from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    AuditEvent,
    Case,
    Commission,
    CostTerm,
    Estimate,
    Letter,
    Message,
    MessageKind,
    OutboxItem,
    Question,
    TimeSpent,
    User,
)
from requests_app.queries.estimate_page import estimate_page, own_estimate
from requests_app.services import costs, drafting, sign_off
from requests_app.services.costs import NewEstimate
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast, at

DAY = date(2026, 11, 9)


def hours(number: str, activity: Activity = Activity.LOCATE) -> Line:
    return Line(activity, Spread(Decimal(number), Decimal(number), Decimal(number)))


def new(question: Question, *lines: Line, scope: int = 0) -> NewEstimate:
    return NewEstimate(question.pk, scope, lines or (hours("4"),), "Paper files, no index.")


Estimating = Callable[..., Estimate]


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    make_case.text = (
        "1. How many beds were closed?\n2. What did each closure cost?\n3. Who decided?\n"
    )
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def estimated(case: Case, cast: Cast) -> Estimating:
    """Return what estimates a question, by its number, for the department."""
    row = Commission.objects.get(case=case)

    def do(number: str, *lines: Line, scope: int = 0, who: User | None = None) -> Estimate:
        question = case.questions.get(number=number)
        return costs.estimate(
            row.pk,
            new(question, *lines, scope=scope),
            actor=who or cast.department_manager,
            at=at(DAY),
        )

    return do


def the_2018_pattern(case: Case, estimated: Estimating) -> None:
    case.questions.filter(number="2").update(narrower_scopes=["since 2016", "April to June 2018"])
    estimated("1", hours("4"))
    estimated("2", hours("30"))
    estimated("2", hours("12"), scope=1)
    estimated("2", hours("3"), scope=2)
    estimated("3", hours("9"))


def alerts() -> int:
    return OutboxItem.objects.filter(work="tell_office_of_estimate").count()


def test_an_estimate_keeps_its_figures_its_sample_and_its_method(
    case: Case, estimated: Estimating, cast: Cast
) -> None:
    sample = Sample(
        600, 20, "Every thirtieth.", Spread(Decimal("3"), Decimal("5"), Decimal("8.25"))
    )
    kept = estimated("2", sampled(Activity.EXTRACT, sample), hours("30", Activity.REDACT))
    line = kept.lines.get(activity="extract")
    assert (line.records, line.timed, line.chosen, line.hours_expected, line.minutes_high) == (
        600, 20, "Every thirtieth.", Decimal(50), Decimal("8.25")
    )  # fmt: skip
    assert (kept.basis, kept.made_by, kept.commission_id) == (
        "Paper files, no index.",
        cast.department_manager,
        Commission.objects.get(case=case).pk,
    )
    shown = estimate_page(case).questions[1].scopes[0].estimates[0]
    assert [each.activity for each in shown.counted] == [Activity.EXTRACT]
    assert [each.activity for each in shown.not_counted] == [Activity.REDACT]
    assert shown.counted[0].method == "20 of the 600 records were timed. Every thirtieth."
    event = AuditEvent.objects.filter(chain=case.reference, verb="estimate").get()
    assert (event.detail["question"], event.detail["hours"]) == ("2", "50.00")


def test_a_later_estimate_takes_the_place_of_the_first_which_is_kept(
    case: Case, estimated: Estimating
) -> None:
    first, second = estimated("1", hours("4")), estimated("1", hours("5"))
    first.refresh_from_db()
    assert (first.superseded_at, second.superseded_at) == (at(DAY), None)
    assert own_estimate(second.question, second.commission, 0) == second
    assert estimate_page(case).together.expected.cost == 125


def test_over_or_near_the_limit_the_foi_manager_hears_once_a_step(
    case: Case, estimated: Estimating, cast: Cast
) -> None:
    estimated("1", hours("16"))
    assert alerts() == 0
    estimated("1", hours("17"))
    estimated("1", hours("17.5"))
    assert alerts() == 1
    estimated("1", hours("18.01"))
    assert alerts() == 2
    estimated("2", hours("3"))
    assert alerts() == 2
    sweep_outbox()
    told = Message.objects.filter(case=case, kind=MessageKind.INTERNAL, subject__contains="limit")
    assert {message.recipient for message in told} == {cast.foi_manager.email}
    assert "Estates" in told[0].text


def test_questions_are_shown_apart_and_together(case: Case, estimated: Estimating) -> None:
    for number in "123":
        estimated(number, hours("7"))
    page = estimate_page(case)
    assert page.together.expected.cost == 525
    assert page.standing is Standing.OVER
    assert {
        each.scopes[0].reading.standing for each in page.questions if each.scopes[0].reading
    } == {Standing.WITHIN}


def test_the_ladder_takes_the_fallback_and_stops_at_the_third(
    case: Case, estimated: Estimating
) -> None:
    the_2018_pattern(case, estimated)
    page = estimate_page(case)
    assert page.ladder
    assert [rung.taken.name for rung in page.ladder.answered if rung.taken] == ["", "since 2016"]
    assert page.ladder.stops_at
    assert (page.ladder.stops_at.name, page.ladder.headroom) == ("3", 50)
    assert [(shown.begins_at, shown.length) for shown in page.rungs][1] == (
        Decimal("22.2"),
        Decimal("66.7"),
    )


def test_there_is_no_ladder_until_every_question_is_estimated(
    case: Case, estimated: Estimating
) -> None:
    estimated("1", hours("4"))
    page = estimate_page(case)
    assert (page.ladder, page.not_estimated) == (None, ("2", "3"))


def test_a_department_without_a_figure_for_the_narrower_scope_does_the_whole(
    case: Case, estimated: Estimating, cast: Cast
) -> None:
    the_2018_pattern(case, estimated)
    question = case.questions.get(number="2")
    costs.estimate_in_office(
        case.pk, new(question, hours("2")), actor=cast.foi_administrator, at=at(DAY)
    )
    page = estimate_page(case)
    assert page.ladder
    assert [scope.cost for scope in page.ladder.rungs[1].part.scopes] == [800, 350, 125]


def test_the_terms_are_those_of_the_day_of_receipt(case: Case, estimated: Estimating) -> None:
    later = {"limit_part_1": 500, "rate": 30, "source": "SI 2026/1"}
    CostTerm.objects.create(since=date(2026, 11, 2), limit=300, **later)
    CostTerm.objects.create(since=date(2026, 11, 3), limit=1, **later)
    estimated("1", hours("10"))
    page = estimate_page(case)
    assert (page.limit, page.together.expected.cost) == (300, 300)


def test_a_part_1_body_has_its_own_limit(case: Case, estimated: Estimating, settings: Any) -> None:
    settings.IS_PART_ONE_BODY = True
    estimated("1", hours("20"))
    assert (estimate_page(case).limit, estimate_page(case).standing) == (600, Standing.WITHIN)


def test_what_was_spent_stands_beside_what_was_expected(case: Case, estimated: Estimating) -> None:
    estimated("1", hours("4"))
    found = Commission.objects.get(case=case).returns.get(question__number="1")
    TimeSpent.objects.create(question_return=found, activity="locating", minutes=90)
    shown = estimate_page(case).questions[0]
    assert (shown.hours_spent, shown.cost_spent) == (Decimal("1.5"), Decimal("37.5"))


@pytest.mark.parametrize(
    ("lines", "basis", "words"),
    [
        ((), "Paper.", "at least one activity"),
        ((hours("4"),), "  ", "how the records are kept"),
        ((hours("-1"),), "Paper.", "not below 0"),
        ((hours("10001"),), "Paper.", "10,000 hours is the most"),
    ],
)
def test_what_cannot_be_meant_is_refused_and_leaves_nothing_behind(
    case: Case, cast: Cast, lines: tuple[Line, ...], basis: str, words: str
) -> None:
    row = Commission.objects.get(case=case)
    events = AuditEvent.objects.count()
    estimate = NewEstimate(case.questions.all()[0].pk, 0, lines, basis)
    with pytest.raises(RuleBroken, match=words):
        costs.estimate(row.pk, estimate, actor=cast.department_manager, at=at(DAY))
    assert (Estimate.objects.count(), AuditEvent.objects.count()) == (0, events)


def test_a_scope_or_a_question_that_is_not_there_is_refused(
    case: Case, estimated: Estimating, make_case: CaseMaker, cast: Cast
) -> None:
    with pytest.raises(RuleBroken, match="changed meanwhile"):
        estimated("1", scope=1)
    other = make_case(State.WITH_DEPARTMENTS)
    with pytest.raises(RuleBroken, match="not part of what you were asked"):
        costs.estimate(
            Commission.objects.get(case=case).pk,
            new(other.questions.all()[0]),
            actor=cast.department_manager,
            at=at(DAY),
        )
    with pytest.raises(RuleBroken, match="changed meanwhile"):
        costs.estimate_in_office(
            case.pk, new(other.questions.all()[0]), actor=cast.foi_manager, at=at(DAY)
        )
    assert Estimate.objects.count() == 0


def test_only_the_department_that_was_asked_estimates_its_questions(
    case: Case, estimated: Estimating, cast: Cast
) -> None:
    may = {"department_manager", "deputy_manager"}
    for name, who in cast.people.items():
        if name in may:
            assert estimated("1", who=who).made_by == who
            continue
        with pytest.raises(PermissionDenied):
            estimated("1", who=who)
    assert Estimate.objects.exclude(made_by__in=[cast.people[name] for name in may]).count() == 0


def test_after_the_return_the_estimate_stands(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    row = Commission.objects.get(case=case)
    with pytest.raises(RuleBroken, match="already sent to the FOI office"):
        costs.estimate(
            row.pk, new(case.questions.all()[0]), actor=cast.department_manager, at=at(DAY)
        )


def test_the_office_estimates_beside_the_departments(case: Case, cast: Cast) -> None:
    question = case.questions.all()[0]
    for name, who in cast.people.items():
        if name in {"foi_manager", "foi_administrator"}:
            costs.estimate_in_office(case.pk, new(question), actor=who, at=at(DAY))
            continue
        with pytest.raises(PermissionDenied):
            costs.estimate_in_office(case.pk, new(question), actor=who, at=at(DAY))
    assert Estimate.objects.filter(superseded_at=None).get().made_by == cast.foi_administrator


def test_an_offer_leaves_as_a_letter_and_the_clock_goes_on(case: Case, cast: Cast) -> None:
    due_on = case.due_on
    offer = costs.offer_narrowing(
        case.pk, "You could ask for less.", actor=cast.foi_manager, at=at(DAY)
    )
    sweep_outbox()
    case.refresh_from_db()
    letter = Letter.objects.get(pk=offer.letter_id)
    with letter.pdf.open("rb") as pdf:
        text = "\n".join(page.extract_text() for page in PdfReader(pdf).pages)
    message = Message.objects.get(case=case, kind=MessageKind.NOTICE)
    assert "You could ask for less." in text
    assert (letter.message, message.recipient) == (message, case.applicant.email)
    assert (case.due_on, case.state) == (due_on, State.WITH_DEPARTMENTS)


def test_an_empty_offer_or_one_from_an_old_page_is_refused(case: Case, cast: Cast) -> None:
    def offer(text: str, version: int) -> None:
        costs.offer_narrowing(
            case.pk, text, actor=cast.foi_manager, at=at(DAY), expected_version=version
        )

    with pytest.raises(RuleBroken, match="The offer is empty"):
        offer("  ", case.version)
    offer("Less.", case.version)
    with pytest.raises(StalePage):
        offer("Less.", case.version)
    assert Letter.objects.filter(case=case, kind="narrowing_offer").count() == 1


TOO_MUCH = (
    "We estimate that it would take 20 hours, at £25 an hour £500. The limit for us is £450 "
    "(Freedom of Information and Data Protection (Appropriate Limit and Fees) Regulations 2004). "
    "You could ask for less, such as one ward, and we will help you to narrow it."
)


def test_a_refusal_goes_into_the_letter_and_names_its_section(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.DRAFTING)
    question = case.questions.get(number="1")
    costs.draft_refusal(
        case.pk,
        {question.pk: TOO_MUCH},
        Outcome.TOO_COSTLY,
        actor=cast.foi_manager,
        at=at(DAY),
    )
    answer = Answer.objects.get(question=question)
    assert (answer.outcome, answer.text) == ("too_costly", TOO_MUCH)

    def send() -> None:
        sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=at(DAY))

    with pytest.raises(RuleBroken, match="There is no estimate for question 1"):
        send()
    costs.estimate_in_office(
        case.pk, new(question, hours("20")), actor=cast.foi_manager, at=at(DAY)
    )
    send()
    case.refresh_from_db()
    assert case.state == State.AWAITING_SIGN_OFF


@pytest.mark.parametrize(
    ("outcome", "which", "words"),
    [
        (Outcome.WITHHELD, "own", "section 12"),
        (Outcome.TOO_COSTLY, "none", "at least one question"),
        (Outcome.TOO_COSTLY, "other", "not part of this case"),
    ],
)
def test_a_refusal_of_nothing_or_of_another_case_is_refused(
    make_case: CaseMaker, cast: Cast, outcome: Outcome, which: str, words: str
) -> None:
    case, other = make_case(State.DRAFTING), make_case()
    chosen = {"own": case, "other": other}.get(which)
    pks = {chosen.questions.all()[0].pk: "Words."} if chosen else {}
    with pytest.raises(RuleBroken, match=words):
        costs.draft_refusal(case.pk, pks, outcome, actor=cast.foi_manager, at=at(DAY))
    assert not Answer.objects.filter(outcome="too_costly").exists()


def test_a_refusal_needs_a_letter_that_is_being_drafted(case: Case, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="not possible now"):
        costs.draft_refusal(
            case.pk,
            {case.questions.all()[0].pk: "Words."},
            Outcome.TOO_COSTLY,
            actor=cast.foi_manager,
            at=at(DAY),
        )


def test_drafting_keeps_a_refusal_that_stands(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    question = case.questions.get(number="1")
    costs.draft_refusal(
        case.pk, {question.pk: "No."}, Outcome.TOO_COSTLY, actor=cast.foi_manager, at=at(DAY)
    )
    drafting.assemble(case.pk, actor=cast.foi_manager, at=at(DAY))
    assert Answer.objects.get(question=question).outcome == "too_costly"
