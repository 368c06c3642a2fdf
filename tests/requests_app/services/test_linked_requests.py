"""Similar requests are found with their evidence; the manager decides; a refined one follows."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.db import connection
from django.test import Client

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.fee_quote import Provision
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, LinkDecision, Question, RequestLink, User
from requests_app.queries.estimate_page import estimate_page
from requests_app.queries.similar_requests import (
    Similar,
    alike,
    candidates,
    groups_of,
    similar_requests,
)
from requests_app.services import costs, fees, linked_requests
from requests_app.services.fees import NewFee
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.test_costs import hours, new

FIRST_DAY = date(2026, 9, 1)
BEDS = "1. How many hospital beds were closed in 2025, and at which site?\n"
PARAPHRASE = "1. Please provide the number of hospital beds that closed at each site in 2025.\n"
WINDOWS = "1. Which company cleans the windows of the laundry?\n"
NOW = at(date(2026, 11, 10))
AsPerson = Callable[[User], Client]


def made(
    make_case: CaseMaker,
    text: str,
    received_on: date = date(2026, 11, 2),
    state: State = State.WITH_DEPARTMENTS,
    email: str = "",
) -> Case:
    make_case.text, make_case.received_on = text, received_on
    make_case.email = email or "q.ravenscroft@example.org"
    return make_case(state)


@pytest.fixture
def earlier(make_case: CaseMaker) -> Case:
    return made(make_case, PARAPHRASE, FIRST_DAY, State.ANSWERED)


@pytest.fixture
def case(earlier: Case, make_case: CaseMaker) -> Case:
    return made(make_case, BEDS)


def only(case: Case) -> Similar:
    (found,) = similar_requests(case)
    return found


def decide(case: Case, other: Case, decision: LinkDecision, who: User, **more: Any) -> RequestLink:
    asked = {"is_in_concert": False, "reason": "The same beds.", **more}
    return linked_requests.decide_link(case.pk, other.pk, decision, actor=who, at=NOW, **asked)


def test_a_paraphrase_and_a_copy_are_found_with_their_evidence(
    case: Case, earlier: Case, make_case: CaseMaker
) -> None:
    made(make_case, WINDOWS)
    found = only(case)
    assert (found.case, found.is_same_person, found.was_answered) == (earlier, True, True)
    assert found.likenesses[0].shared == ("2025", "beds", "closed", "hospital", "site")
    assert (found.timing.is_within_window, found.timing.working_days) == (True, 45)
    copy = made(make_case, BEDS, email="someone.else@example.org")
    first, second = similar_requests(copy)
    assert (first.case, first.likenesses[0].is_copy, first.is_same_person) == (case, True, False)
    assert second.case == earlier


def test_what_lies_outside_the_window_is_found_for_the_same_person_alone(
    make_case: CaseMaker,
) -> None:
    long_ago = date(2026, 2, 2)
    same = made(make_case, BEDS, long_ago, State.ANSWERED)
    made(make_case, BEDS, long_ago, email="someone.else@example.org")
    found = only(made(make_case, BEDS))
    assert (found.case, found.timing.is_within_window) == (same, False)


def test_what_others_were_answered_long_ago_is_found_where_it_is_much_alike(
    make_case: CaseMaker,
) -> None:
    long_ago, other = date(2026, 2, 2), "someone.else@example.org"
    answered = made(make_case, PARAPHRASE, long_ago, State.ANSWERED, other)
    little = "1. How many hospital windows were closed by the company at night?\n"
    made(make_case, little, long_ago, State.ANSWERED, other)
    near = made(make_case, little, date(2026, 10, 1), State.ANSWERED, other)
    found = {each.case: each.score for each in similar_requests(made(make_case, BEDS))}
    assert set(found) == {answered, near}
    assert found[near] < 0.5 <= found[answered]


def test_a_request_that_came_after_the_deadline_is_marked(case: Case, make_case: CaseMaker) -> None:
    later = made(make_case, BEDS, date(2026, 12, 2))
    found = {each.case: each.timing.came_after_deadline for each in similar_requests(case)}
    assert found[later] is True


def crowd(case: Case, text: str, count: int = 2000) -> None:
    """Lay many other questions beside those of a case, and let PostgreSQL count their words."""
    Question.objects.bulk_create(
        Question(case=case, position=n, number=f"x{n}", text=text.format(n))
        for n in range(10, 10 + count)
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE requests_app_question")


def test_the_search_goes_by_the_index(case: Case) -> None:
    crowd(case, "Wholly other matter number {0}")
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL enable_seqscan = off")
    (groups,) = groups_of([BEDS])
    plan = candidates(groups).explain()
    assert plan.count("Bitmap Index Scan on question_words") == len(groups)


def test_words_that_stand_everywhere_are_looked_for_together(
    case: Case, earlier: Case, make_case: CaseMaker
) -> None:
    """Each word of the question is common by itself; all of them stand in one question alone."""
    apart = made(make_case, WINDOWS, date(2026, 11, 2))
    for n, words in enumerate(("hospital beds {0}", "beds closed {0}", "closed hospital {0}")):
        Question.objects.bulk_create(
            Question(case=apart, position=n, number=f"{n}x{m}", text=words.format(m))
            for m in range(700)
        )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE requests_app_question")
    (groups,) = groups_of(["Hospital beds closed"])
    assert [set(group.words) for group in groups] == [{"bed", "close", "hospit"}]
    assert earlier in [one.case for one in similar_requests(case)]


def test_odd_words_break_no_search(case: Case, make_case: CaseMaker) -> None:
    odd = "O'Brien's \\ 'a' & (b) | !c :* https://example.org/x?y=1 café ½ 🙂 2025-26 \u2019"
    made(make_case, f"1. {odd}\n", state=State.RECEIVED)
    similar_requests(made(make_case, f"1. {odd}\n", state=State.RECEIVED))
    assert alike("", (), Question.objects.all()) == []
    assert groups_of(["?", "of the"]) == [(), ()]


def test_costs_that_are_added_up_count_for_each_and_open_section_13(
    case: Case, make_case: CaseMaker, cast: Cast
) -> None:
    other = made(make_case, BEDS)
    for one in (case, other):
        costs.estimate_in_office(
            one.pk, new(one.questions.all()[0], hours("12")), actor=cast.foi_manager, at=NOW
        )
    assert estimate_page(case).standing.value == "within"
    decide(case, other, LinkDecision.ADDED_UP, cast.foi_manager)
    for one in (case, other):
        page = estimate_page(one)
        assert (page.attributed, page.standing.value) == (600, "over")
    fee = fees.quote_for(case, NewFee(Provision.S13))
    assert fee.total == 300


def test_the_reason_stays_and_a_later_decision_takes_its_place(
    case: Case, earlier: Case, cast: Cast
) -> None:
    first = decide(case, earlier, LinkDecision.REPEATED, cast.foi_manager)
    second = decide(case, earlier, LinkDecision.APART, cast.foi_manager, reason="Another year.")
    first.refresh_from_db()
    assert (first.superseded_at, first.reason) == (NOW, "The same beds.")
    assert only(case).decision == second
    verbs = AuditEvent.objects.filter(chain=case.reference, verb="decide_link")
    assert [event.detail["decision"] for event in verbs] == ["repeated", "apart"]


def test_only_the_manager_decides_with_a_reason_and_on_a_fresh_page(
    case: Case, earlier: Case, cast: Cast
) -> None:
    for name, who in cast.people.items():
        if name != "foi_manager":
            with pytest.raises(PermissionDenied):
                decide(case, earlier, LinkDecision.APART, who)
    with pytest.raises(RuleBroken, match="needs a reason"):
        decide(case, earlier, LinkDecision.APART, cast.foi_manager, reason="  ")
    with pytest.raises(StalePage):
        decide(case, earlier, LinkDecision.APART, cast.foi_manager, expected_version=99)
    assert RequestLink.objects.count() == 0


def test_costs_are_added_up_only_where_the_regulations_allow(
    case: Case, make_case: CaseMaker, cast: Cast
) -> None:
    def add(other: Case, **more: Any) -> RequestLink:
        return decide(case, other, LinkDecision.ADDED_UP, cast.foi_manager, **more)

    stranger = made(make_case, BEDS, email="someone.else@example.org")
    with pytest.raises(RuleBroken, match="do not act together"):
        add(stranger)
    long_ago = made(make_case, BEDS, date(2026, 2, 2))
    with pytest.raises(RuleBroken, match="sixty consecutive working days"):
        add(long_ago)
    too_late = made(make_case, BEDS, date(2026, 12, 2))
    with pytest.raises(RuleBroken, match="after the last day to answer"):
        add(too_late)
    with pytest.raises(RuleBroken, match="beside itself"):
        add(case)
    environmental = made(make_case, BEDS)
    Case.objects.filter(pk=environmental.pk).update(regime=Regime.EIR.value)
    with pytest.raises(RuleBroken, match="Only requests under the Act"):
        add(environmental)
    assert RequestLink.objects.count() == 0
    add(stranger, is_in_concert=True)
    assert RequestLink.objects.get().is_in_concert


def test_a_request_repeats_only_an_answered_one_of_the_same_person(
    case: Case, make_case: CaseMaker, cast: Cast
) -> None:
    unanswered = made(make_case, BEDS, FIRST_DAY + timedelta(days=1))
    with pytest.raises(RuleBroken, match="earlier one was answered"):
        decide(case, unanswered, LinkDecision.REPEATED, cast.foi_manager)
    stranger = made(make_case, BEDS, FIRST_DAY, State.ANSWERED, "someone.else@example.org")
    with pytest.raises(RuleBroken, match="same person"):
        decide(case, stranger, LinkDecision.REPEATED, cast.foi_manager)


def test_a_refined_request_is_a_new_case_with_its_own_clock_linked_to_the_first(
    earlier: Case, cast: Cast
) -> None:
    opened = linked_requests.open_linked(
        earlier.pk,
        text="1. How many beds were closed in May 2025?",
        subject="Beds in May",
        received_on=date(2026, 11, 9),
        actor=cast.foi_administrator,
        at=NOW,
    )
    assert (opened.follows, opened.applicant, opened.state) == (
        earlier,
        earlier.applicant,
        State.RECEIVED,
    )
    assert (opened.received_on, opened.due_on) == (date(2026, 11, 9), date(2026, 12, 8))
    earlier.refresh_from_db()
    assert earlier.state == State.ANSWERED


@pytest.mark.parametrize(
    ("text", "received_on", "words"),
    [
        (" ", date(2026, 11, 9), "Write what is asked for now"),
        ("1. Beds?", date(2026, 11, 11), "between the first request and today"),
        ("1. Beds?", date(2026, 8, 31), "between the first request and today"),
    ],
)
def test_a_refined_request_that_cannot_be_is_refused(
    earlier: Case, cast: Cast, text: str, received_on: date, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        linked_requests.open_linked(
            earlier.pk,
            text=text,
            subject="Beds",
            received_on=received_on,
            actor=cast.foi_manager,
            at=NOW,
        )
    assert Case.objects.count() == 1
