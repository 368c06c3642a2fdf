"""One message, two requests: the chosen questions become a case of their own, and back."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    ClockEntry,
    Message,
    Question,
    RawMail,
    Route,
    Splitting,
    UndoableAct,
)
from requests_app.queries.alarms import unaccounted_for
from requests_app.queries.case_page import case_page
from requests_app.queries.history import history
from requests_app.queries.request_message import request_message_id
from requests_app.services import clock_corrections, merging, splitting, triage, undoing
from requests_app.services.audit import broken_links
from requests_app.tasks.outbox import sweep_outbox
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.mail.building import mail
from tests.requests_app.services.conftest import AtOnce

DAY = date(2026, 11, 5)
NOW = at(DAY)


def numbers(case: Case) -> list[str]:
    return list(case.questions.values_list("number", flat=True))


def chosen(case: Case, *wanted: str) -> list[int]:
    return list(case.questions.filter(number__in=wanted).values_list("pk", flat=True))


def beds(case: Case) -> list[int]:
    return chosen(case, "1")


def standing() -> tuple[Any, ...]:
    models = (Case, Splitting, AuditEvent, ClockEntry)
    return (
        *(model.objects.count() for model in models),
        list(Question.objects.order_by("pk").values()),
    )


def sentences(case: Case) -> str:
    days = history(case, with_notes=False)
    return " ".join(entry.sentence for day in days for entry in day.entries)


def test_the_new_case_is_the_same_applicants_of_the_same_day(case: Case, cast: Cast) -> None:
    every = numbers(case)
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    new.refresh_from_db()

    assert (numbers(new), numbers(case)) == (["1"], every[1:])
    assert new.state == State.RECEIVED
    assert new.reference != case.reference
    assert (new.applicant, new.reply_by, new.channel) == (
        case.applicant, case.reply_by, case.channel,
    )  # fmt: skip
    assert (new.received_on, new.due_on, new.opened_at) == (
        case.received_on, case.due_on, case.opened_at,
    )  # fmt: skip
    asked = Message.objects.get(case=case)
    assert ClockEntry.objects.get(case=new).evidence == asked
    assert not unaccounted_for().exists()


def test_the_message_is_read_on_both_and_kept_once(cast: Cast) -> None:
    taken = receive(BytesIO(mail(b"1. How many beds?\n2. Which wards?\n")), at=NOW)
    case = taken.case
    assert case
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)

    for each in (case, new):
        assert case_page(each, DAY, for_office=True).messages == [taken.message]
        assert request_message_id(each) == "<one@example.org>"
    assert RawMail.objects.count() == 1


def test_it_is_acknowledged_by_itself_once_it_is_accepted(case: Case, cast: Cast) -> None:
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    triage.accept(
        new.pk,
        triage.Acceptance(Regime.FOIA, "Beds alone", has_press_interest=False),
        actor=cast.foi_manager,
        at=NOW,
    )
    sweep_outbox()

    told = Message.objects.get(kind="acknowledgement")
    assert told.case == new
    assert "Beds alone" in told.text


def test_the_other_half_may_be_something_else(case: Case, cast: Cast) -> None:
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    triage.redirect(new.pk, Route.OWN_RECORDS, actor=cast.foi_manager, at=NOW)

    case.refresh_from_db()
    assert case.state == State.RECEIVED


def test_both_trails_say_so(case: Case, cast: Cast) -> None:
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)

    assert f"Foi Manager split the case: question 1 is {new.reference} now." in sentences(case)
    assert f"Foi Manager split this case off {case.reference}, with question 1." in sentences(new)
    assert list(broken_links()) == []


def test_parts_go_with_the_question_they_belong_to(case: Case, cast: Cast) -> None:
    before = standing()
    for wanted in (["2"], ["2a"], ["2a", "2b"]):
        with pytest.raises(RuleBroken, match="parted from"):
            splitting.split(case.pk, chosen(case, *wanted), actor=cast.foi_manager, at=NOW)
    assert standing() == before

    new = splitting.split(case.pk, chosen(case, "2", "2a", "2b"), actor=cast.foi_manager, at=NOW)
    assert (numbers(case), numbers(new)) == (["1"], ["2", "2a", "2b"])


def test_something_is_chosen_and_something_stays(case: Case, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="Choose at least one question"):
        splitting.split(case.pk, [], actor=cast.foi_manager, at=NOW)
    with pytest.raises(RuleBroken, match="At least one question stays"):
        splitting.split(case.pk, chosen(case, *numbers(case)), actor=cast.foi_manager, at=NOW)


def test_questions_of_another_case_are_not_taken(make_case: CaseMaker, cast: Cast) -> None:
    case, other = make_case(), make_case()

    with pytest.raises(RuleBroken, match="Choose at least one question"):
        splitting.split(case.pk, beds(other), actor=cast.foi_manager, at=NOW)


@pytest.mark.parametrize("state", [State.WITH_DEPARTMENTS, State.DRAFTING], ids=str)
def test_what_is_worked_on_stays(make_case: CaseMaker, cast: Cast, state: State) -> None:
    case = make_case(state)
    before = standing()

    with pytest.raises(RuleBroken, match="Question 1 is being worked on already"):
        splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    assert standing() == before


def test_a_request_that_was_asked_about_as_a_whole_stays_one(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    make_case.ask(case)

    with pytest.raises(RuleBroken, match="it stays one case"):
        splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)


@pytest.mark.parametrize(
    "state", [State.INCOMPLETE, State.READY, State.ANSWERED, State.WITHDRAWN], ids=str
)
def test_elsewhere_nothing_is_split(make_case: CaseMaker, cast: Cast, state: State) -> None:
    case = make_case(state)

    with pytest.raises(RuleBroken, match="not possible now"):
        splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)


def test_a_question_under_the_other_law_takes_its_law_along(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    question = case.questions.get(number="1")
    clock_corrections.switch_question(
        case.pk, question.pk, reason="Waste.", actor=cast.foi_manager, at=NOW
    )
    new = splitting.split(case.pk, [question.pk], actor=cast.foi_manager, at=NOW)
    question = Question.objects.get(pk=question.pk)
    assert (new.regime, question.regime, question.law) == ("eir", "", "eir")

    splitting.put_back(new.pk, actor=cast.foi_manager, at=NOW)
    assert Question.objects.get(pk=question.pk).regime == "eir"


def test_under_two_laws_the_own_one_is_never_left_empty(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.ACCEPTED)
    for question in case.questions.exclude(number="1"):
        clock_corrections.switch_question(
            case.pk, question.pk, reason="Waste.", actor=cast.foi_manager, at=NOW
        )
    before = standing()

    with pytest.raises(RuleBroken, match="under its own law"):
        splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    assert standing() == before


def test_put_back_together_the_questions_are_where_they_were(case: Case, cast: Cast) -> None:
    before = list(case.questions.values())
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    splitting.put_back(new.pk, actor=cast.foi_administrator, at=NOW)
    new.refresh_from_db()

    assert list(case.questions.values()) == before
    assert (new.state, new.closed_on) == (State.MERGED, DAY)
    assert f"put question 1 of {new.reference} back on this case" in sentences(case)
    assert f"put the questions back on {case.reference}" in sentences(new)
    taken = receive(BytesIO(mail(b"News?", subject=f"Subject: Re: {new.reference}")), at=NOW)
    assert taken.case == case
    sweep_outbox()
    assert not Message.objects.filter(case=new, direction="out").exists()


def test_after_an_acknowledgement_the_applicant_is_told_of_it(case: Case, cast: Cast) -> None:
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    triage.accept(
        new.pk,
        triage.Acceptance(Regime.FOIA, "Beds", has_press_interest=False),
        actor=cast.foi_manager,
        at=NOW,
    )
    sweep_outbox()
    splitting.put_back(new.pk, actor=cast.foi_manager, at=NOW)
    sweep_outbox()

    told = Message.objects.filter(case=new, direction="out").latest("pk")
    assert told.subject == f"{new.reference}: we deal with it as {case.reference}"


def test_it_is_put_back_once_and_does_not_come_back_empty(case: Case, cast: Cast) -> None:
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    splitting.put_back(new.pk, actor=cast.foi_manager, at=NOW)

    with pytest.raises(RuleBroken, match="not split off another, or is back"):
        splitting.put_back(new.pk, actor=cast.foi_manager, at=NOW)
    with pytest.raises(RuleBroken, match="Split that case again"):
        merging.bring_back(new.pk, actor=cast.foi_manager, at=NOW)


def test_a_number_that_was_taken_since_is_said(case: Case, cast: Cast) -> None:
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    Question.objects.create(case=case, number="1", text="Another", position=1)

    with pytest.raises(RuleBroken, match="There is a question 1 on"):
        splitting.put_back(new.pk, actor=cast.foi_manager, at=NOW)
    assert numbers(new) == ["1"]


def test_within_the_minute_it_is_undone(case: Case, cast: Cast) -> None:
    before = list(case.questions.values())
    undoable = undoing.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)

    assert undoable.act == UndoableAct.SPLIT
    assert undoing.undo(undoable.pk, actor=cast.foi_manager, at=NOW) == (1, ())
    assert list(case.questions.values()) == before


def test_a_split_case_is_no_duplicate_of_anything(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case()
    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)

    with pytest.raises(RuleBroken, match="Put it back together"):
        merging.merge(new.pk, case.pk, actor=cast.foi_manager, at=NOW)


@pytest.mark.parametrize("who", ["department_manager", "director", "auditor", "communications"])
def test_nobody_else_splits_or_puts_back(case: Case, cast: Cast, who: str) -> None:
    before = standing()
    with pytest.raises(PermissionDenied):
        splitting.split(case.pk, beds(case), actor=cast.people[who], at=NOW)
    assert standing() == before

    new = splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW)
    before = standing()
    with pytest.raises(PermissionDenied):
        splitting.put_back(new.pk, actor=cast.people[who], at=NOW)
    assert standing() == before


def test_an_old_page_is_refused(case: Case, cast: Cast) -> None:
    with pytest.raises(StalePage):
        splitting.split(case.pk, beds(case), actor=cast.foi_manager, at=NOW, expected_version=9)


def test_two_clicks_at_once_give_one_new_case(
    at_once: AtOnce, make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case()
    ids = beds(case)

    def act() -> Case:
        return splitting.split(
            case.pk, ids, actor=cast.foi_manager, at=NOW, expected_version=case.version
        )

    ends = at_once(act, act)

    assert sum(isinstance(end, Case) for end in ends) == 1
    assert sum(isinstance(end, StalePage) for end in ends) == 1
    assert Case.objects.count() == 2
