"""The first decision: ours or not, complete or not, under which law."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Message, OutboxItem, Redirection, ReplyBy, Route
from requests_app.services import triage
from requests_app.services.triage import Acceptance, ApplicantDetails, QuestionText
from requests_app.tasks.outbox import WORK
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at

ELSEWHERE = sorted(set(Route) - {Route.FOI, Route.EIR, Route.OTHER_AUTHORITY})
COUNCIL = triage.OtherAuthority("Eastshire County Council", "foi@eastshire.example")


def accept(case: Case, cast: Cast, **changes: Any) -> Case:
    decision = Acceptance(
        **{"regime": Regime.FOIA, "subject": "Beds", "has_press_interest": False, **changes}
    )
    return triage.accept(case.pk, decision, actor=cast.foi_manager, at=case.opened_at)


def edit(case: Case, cast: Cast, *questions: QuestionText) -> Case:
    return triage.edit_request(
        case.pk, subject="Beds", context="In 2025.", questions=questions,
        actor=cast.foi_administrator, at=case.opened_at,
    )  # fmt: skip


def asked_for() -> list[tuple[str, int]]:
    return list(OutboxItem.objects.values_list("work", "subject_id"))


def test_accepting_sets_law_owner_and_press_and_has_it_acknowledged(case: Case, cast: Cast) -> None:
    accept(case, cast, regime=Regime.EIR, has_press_interest=True, context="In 2025.")
    case.refresh_from_db()

    assert (case.state, case.regime, case.route) == ("accepted", "eir", "eir")
    assert (case.has_press_interest, case.subject, case.context) == (True, "Beds", "In 2025.")
    assert case.owner == cast.foi_manager
    assert case.messages.get().handled_at == case.opened_at
    assert asked_for() == [("acknowledge", case.pk)]


def test_accepting_leaves_a_case_with_whoever_has_it(case: Case, cast: Cast) -> None:
    Case.objects.update(owner=cast.foi_administrator)
    accept(case, cast)

    assert Case.objects.get().owner == cast.foi_administrator


@pytest.mark.parametrize(
    ("name", "email", "regime", "said"),
    [
        ("", APPLICANT_EMAIL, Regime.FOIA, "a name"),
        ("A. N. Other", "", Regime.FOIA, "an address for the reply"),
        ("", "", Regime.FOIA, "a name or an address for the reply"),
        ("", "", Regime.EIR, None),
    ],
)
def test_the_act_asks_for_a_name_and_an_address_and_the_regulations_for_neither(
    case: Case, cast: Cast, name: str, email: str, regime: Regime, said: str | None
) -> None:
    applicant = case.applicant
    applicant.name, applicant.email = name, email
    applicant.save()
    if said is None:
        assert accept(case, cast, regime=regime).state == "accepted"
        return
    with pytest.raises(RuleBroken, match=f"does not give {said}, which the Act asks for"):
        accept(case, cast, regime=regime)
    assert asked_for() == []


@pytest.mark.parametrize("route", ELSEWHERE, ids=str)
def test_a_message_that_is_no_request_is_closed_and_its_sender_told_where_to_go(
    case: Case, cast: Cast, route: Route
) -> None:
    triage.redirect(case.pk, route, actor=cast.foi_administrator, at=case.opened_at)
    case.refresh_from_db()

    assert (case.state, case.route, case.closed_on) == ("redirected", route, case.received_on)
    assert asked_for() == [("redirect", case.pk)]


def test_a_sender_who_knows_already_is_not_told(case: Case, cast: Cast) -> None:
    triage.redirect(
        case.pk, Route.PRESS, actor=cast.foi_manager, at=case.opened_at, tell_applicant=False
    )

    assert asked_for() == []


def test_what_is_missing_is_asked_for_and_counts_from_the_day_it_came(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.INCOMPLETE)
    assert asked_for() == [("advise", case.pk)]
    supplied_on = make_case.received_on + timedelta(days=7)
    triage.supply_missing(
        case.pk,
        ApplicantDetails(APPLICANT_NAME, email=APPLICANT_EMAIL),
        supplied_on=supplied_on, actor=cast.foi_manager, at=at(supplied_on),
    )  # fmt: skip
    case.refresh_from_db()

    assert (case.state, case.received_on, case.due_on) == (
        "received", supplied_on, date(2026, 12, 8),
    )  # fmt: skip
    assert case.applicant.name == APPLICANT_NAME
    old, counter, new = case.clock_entries.order_by("pk")
    assert (counter.counters, new.on) == (old, supplied_on)
    assert "s.8" in new.reason


def test_a_request_is_never_complete_before_it_came(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.INCOMPLETE)
    before = AuditEvent.objects.count()
    with pytest.raises(RuleBroken, match="not complete before the day it came"):
        triage.supply_missing(
            case.pk,
            ApplicantDetails(APPLICANT_NAME, email=APPLICANT_EMAIL),
            supplied_on=case.received_on - timedelta(days=1),
            actor=cast.foi_manager, at=case.opened_at,
        )  # fmt: skip

    case.refresh_from_db()
    assert (case.state, case.applicant.name) == ("incomplete", "")
    assert AuditEvent.objects.count() == before


@pytest.mark.parametrize(
    ("wish", "email", "address", "reply_by"),
    [
        (ReplyBy.POST, APPLICANT_EMAIL, "1 Ivy Row", ReplyBy.POST),
        (ReplyBy.EMAIL, APPLICANT_EMAIL, "1 Ivy Row", ReplyBy.EMAIL),
        (ReplyBy.EMAIL, "", "1 Ivy Row", ReplyBy.POST),
        (ReplyBy.POST, APPLICANT_EMAIL, "", ReplyBy.EMAIL),
    ],
)
def test_the_answer_goes_where_it_was_wished_as_long_as_it_can(
    make_case: CaseMaker, cast: Cast, wish: ReplyBy, email: str, address: str, reply_by: ReplyBy
) -> None:
    case = make_case(State.INCOMPLETE)
    Case.objects.update(reply_by=wish)
    triage.supply_missing(
        case.pk, ApplicantDetails(APPLICANT_NAME, email=email, postal_address=address),
        supplied_on=case.received_on, actor=cast.foi_manager, at=case.opened_at,
    )  # fmt: skip

    assert Case.objects.get().reply_by == reply_by


def test_questions_are_rewritten_and_the_rows_that_stay_keep_their_key(
    case: Case, cast: Cast
) -> None:
    first = case.questions.get(number="1")
    edit(case, cast, QuestionText("1", "How many beds?"), QuestionText("3", "Why?"),
         QuestionText("3a", "Who said so?", "3"))  # fmt: skip

    assert [(q.number, q.text, q.parent_number) for q in case.questions.all()] == [
        ("1", "How many beds?", ""), ("3", "Why?", ""), ("3a", "Who said so?", "3"),
    ]  # fmt: skip
    assert case.questions.get(number="1").pk == first.pk
    case.refresh_from_db()
    assert (case.subject, case.context, case.version) == ("Beds", "In 2025.", 2)


def test_a_question_at_work_in_a_department_may_change_its_words_and_not_go(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    kept = [QuestionText(q.number, f"{q.text}!", q.parent_number) for q in case.questions.all()]
    edit(case, cast, *kept)
    with pytest.raises(RuleBroken, match=r"Question 2, 2a, 2b is with a department"):
        edit(case, cast, kept[0])

    assert [q.text[-1] for q in case.questions.all()] == ["!"] * 4


@pytest.mark.parametrize("state", [State.AWAITING_SIGN_OFF, State.READY, State.ANSWERED])
def test_a_request_before_a_director_or_answered_is_not_edited(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)
    with pytest.raises(RuleBroken, match="not possible now"):
        edit(case, cast, QuestionText("1", "Something else?"))


def test_a_request_that_another_authority_holds_is_answered_with_its_address(
    case: Case, cast: Cast
) -> None:
    triage.redirect(
        case.pk, Route.OTHER_AUTHORITY, actor=cast.foi_manager, at=case.opened_at, other=COUNCIL
    )
    WORK["redirect"](case.pk, case.opened_at)

    message = Message.objects.get(kind="redirect")
    text = " ".join(message.text.split())
    assert message.template == "other_authority/0"
    for words in (
        "We do not hold the information that you asked for.",
        "We believe that it is held by Eastshire County Council.",
        "foi@eastshire.example",
        "only with your permission",
        "internal review",
    ):
        assert words in text
    assert "As you agreed" not in text


def test_a_request_is_passed_on_only_as_agreed_and_says_when(case: Case, cast: Cast) -> None:
    passed_on = replace(COUNCIL, passed_on=case.received_on)
    triage.redirect(
        case.pk, Route.OTHER_AUTHORITY, actor=cast.foi_manager, at=case.opened_at, other=passed_on
    )
    WORK["redirect"](case.pk, case.opened_at)

    text = " ".join(Message.objects.get(kind="redirect").text.split())
    assert "As you agreed, we passed your request to them on Monday 2 November 2026." in text


@pytest.mark.parametrize(
    ("other", "said"),
    [
        (None, "Name the other authority"),
        (replace(COUNCIL, name=" "), "Name the other authority"),
        (replace(COUNCIL, contact=""), "say how to reach it"),
        (replace(COUNCIL, contact="in the town hall"), "address, number or mailbox"),
        (replace(COUNCIL, passed_on=date(2027, 1, 1)), "between the day it came and today"),
    ],
)
def test_a_redirection_that_would_not_say_what_it_has_to_is_not_made(
    case: Case, cast: Cast, other: triage.OtherAuthority | None, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        triage.redirect(
            case.pk, Route.OTHER_AUTHORITY, actor=cast.foi_manager, at=case.opened_at, other=other
        )
    case.refresh_from_db()
    assert (case.state, Redirection.objects.count(), OutboxItem.objects.count()) == (
        "received", 0, 0,
    )  # fmt: skip
