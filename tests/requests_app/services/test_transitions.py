"""One writer of state: all of an act or nothing of it, and one result of two clicks at once."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import Action, State
from requests_app.models import (
    AuditEvent,
    Case,
    Commission,
    Letter,
    Note,
    OutboxItem,
    Question,
    QuestionReturn,
    Route,
    SignOff,
)
from requests_app.services import commissioning, intake, responses, sign_off, triage
from requests_app.services.transitions import performing
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce


def left_behind(case: Case) -> tuple[Any, ...]:
    """Return everything that an act on `case` could have written."""
    return (
        Case.objects.values().get(pk=case.pk),
        list(Question.objects.filter(case=case).values()),
        list(SignOff.objects.filter(case=case).values()),
        Letter.objects.count(),
        Note.objects.count(),
        Commission.objects.count(),
        QuestionReturn.objects.count(),
        OutboxItem.objects.count(),
        AuditEvent.objects.count(),
    )


def acceptance(case: Case, **changes: Any) -> triage.Acceptance:
    return triage.Acceptance(
        **{"regime": Regime.FOIA, "subject": case.subject, "has_press_interest": False, **changes}
    )


def test_an_act_moves_the_case_counts_a_version_and_stands_on_the_trail(
    case: Case, cast: Cast
) -> None:
    with performing(
        case.pk, Action.ACCEPT, actor=cast.foi_manager, at=case.opened_at, expected_version=1
    ) as step:
        step.detail["seen"] = 1

    case.refresh_from_db()
    assert (case.state, case.version) == ("accepted", 2)
    event = AuditEvent.objects.get(verb="accept")
    assert event.detail == {"from": "received", "to": "accepted", "seen": 1}


def test_a_quiet_act_makes_nobodys_page_stale(case: Case, cast: Cast) -> None:
    with performing(case.pk, Action.ADD_NOTE, actor=cast.foi_manager, at=case.opened_at):
        pass

    case.refresh_from_db()
    assert case.version == 1


def test_a_mistake_in_the_middle_leaves_nothing_behind(case: Case, cast: Cast) -> None:
    before = left_behind(case)

    def half_an_act() -> None:
        with performing(case.pk, Action.ACCEPT, actor=cast.foi_manager, at=case.opened_at) as step:
            step.case.subject = "Changed"
            step.case.save()
            case.questions.all().delete()
            Note.objects.create(case=case, written_at=case.opened_at, text="Half done")
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        half_an_act()

    assert left_behind(case) == before


def test_a_guard_that_objects_at_the_end_undoes_what_was_written(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.RECEIVED)
    before = left_behind(case)
    with pytest.raises(RuleBroken, match="There is no question yet"):
        triage.accept(
            case.pk, acceptance(case, subject="Changed", questions=()),
            actor=cast.foi_manager, at=case.opened_at,
        )  # fmt: skip

    assert left_behind(case) == before


def test_guards_look_at_what_the_act_itself_has_written(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.ACCEPTED)
    question = case.questions.get(number="1")
    question.text = f"What does {case.applicant.name} owe you?"
    question.save()
    before = left_behind(case)
    with pytest.raises(RuleBroken, match="question 1"):
        commissioning.commission(
            case.pk, {cast.department: [question]}, actor=cast.foi_manager, at=case.opened_at
        )

    assert left_behind(case) == before


@pytest.mark.parametrize("words", ["", "   \n"])
def test_an_act_that_needs_a_reason_is_refused_without_one(
    case: Case, cast: Cast, words: str
) -> None:
    before = left_behind(case)
    with pytest.raises(RuleBroken, match="“Record a withdrawal” needs a reason"):
        responses.withdraw(case.pk, reason=words, actor=cast.foi_manager, at=case.opened_at)

    assert left_behind(case) == before


def test_a_reason_stands_in_a_note_that_the_trail_points_to(case: Case, cast: Cast) -> None:
    responses.withdraw(
        case.pk, reason=" Found it online. ", actor=cast.foi_manager, at=case.opened_at
    )
    note = Note.objects.get()

    assert note.text == "Found it online."
    assert AuditEvent.objects.get(verb="withdraw").detail["note"] == note.pk


def stale_acts(case: Case, cast: Cast) -> list[Callable[[], object]]:
    """Return every act of the inbox with the version of an older page."""
    who: dict[str, Any] = {
        "actor": cast.foi_manager, "at": case.opened_at, "expected_version": case.version,
    }  # fmt: skip
    return [
        lambda: triage.accept(case.pk, acceptance(case, subject="Mine"), **who),
        lambda: triage.redirect(case.pk, Route.PRESS, **who),
        lambda: triage.ask_for_missing(case.pk, **who),
        lambda: triage.edit_request(case.pk, subject="Mine", context="", questions=(), **who),
        lambda: responses.withdraw(case.pk, reason="No longer needed.", **who),
    ]


@pytest.mark.parametrize("number", range(5))
def test_a_stale_page_is_told_what_happened_and_does_nothing(
    case: Case, cast: Cast, number: int
) -> None:
    act = stale_acts(case, cast)[number]
    triage.edit_request(
        case.pk, subject="A colleague's words", context="",
        questions=tuple(triage.QuestionText(q.number, q.text) for q in case.questions.all()),
        actor=cast.foi_administrator, at=case.opened_at, expected_version=case.version,
    )  # fmt: skip
    before = left_behind(case)
    with pytest.raises(StalePage, match="after you opened the page"):
        act()

    assert left_behind(case) == before


@pytest.mark.parametrize("state", [State.AWAITING_SIGN_OFF, State.READY])
def test_the_same_click_again_finds_it_done(make_case: CaseMaker, cast: Cast, state: State) -> None:
    case = make_case(state)
    version = case.version
    sign_off.recall(case.pk, actor=cast.foi_manager, at=case.opened_at, expected_version=version)
    before = left_behind(case)
    with pytest.raises(RuleBroken, match="Someone may have moved it on"):
        sign_off.recall(
            case.pk, actor=cast.foi_manager, at=case.opened_at, expected_version=version
        )

    assert left_behind(case) == before


def one_result(ends: list[object]) -> RuleBroken:
    """Return the refusal of two ends, of which the other is a result."""
    refusals = [end for end in ends if isinstance(end, Exception)]
    assert len(refusals) == 1, ends
    assert isinstance(refusals[0], RuleBroken), ends
    return refusals[0]


def test_two_decisions_at_once_give_one_result_and_one_clear_message(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    case, cast = make_case(), make_case.cast
    refusal = one_result(
        at_once(
            lambda: triage.accept(
                case.pk, acceptance(case),
                actor=cast.foi_manager, at=case.opened_at, expected_version=1,
            ),
            lambda: triage.redirect(
                case.pk, Route.PRESS,
                actor=cast.foi_administrator, at=case.opened_at, expected_version=1,
            ),
        )
    )  # fmt: skip

    assert "Someone may have moved it on" in str(refusal)
    case.refresh_from_db()
    assert (case.version, OutboxItem.objects.count()) == (2, 1)
    assert case.state in ("accepted", "redirected")
    assert AuditEvent.objects.exclude(verb="open_case").count() == 1


def test_two_edits_at_once_keep_one_and_tell_the_other(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    case, cast = make_case(), make_case.cast
    kept = tuple(triage.QuestionText(q.number, q.text) for q in case.questions.all())

    def edit(subject: str) -> Callable[[], object]:
        return lambda: triage.edit_request(
            case.pk, subject=subject, context="", questions=kept,
            actor=cast.foi_manager, at=case.opened_at, expected_version=1,
        )  # fmt: skip

    refusal = one_result(at_once(edit("One"), edit("Two")))

    assert isinstance(refusal, StalePage)
    case.refresh_from_db()
    assert (case.subject in ("One", "Two"), case.version) == (True, 2)


def test_an_approval_and_a_recall_at_once_give_one_of_the_two(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    case, cast = make_case(State.AWAITING_SIGN_OFF), make_case.cast
    pending = case.sign_offs.get()
    when = at(make_case.received_on + timedelta(days=10))
    ends = at_once(
        lambda: sign_off.approve(case.pk, actor=cast.director, at=when, digest_seen=pending.digest),
        lambda: sign_off.recall(
            case.pk, actor=cast.foi_manager, at=when, expected_version=case.version
        ),
    )

    one_result(ends)
    case.refresh_from_db()
    pending.refresh_from_db()
    assert (case.state, pending.outcome) in (("ready", "approved"), ("drafting", "void"))


def test_an_answer_sent_twice_at_once_leaves_once(at_once: AtOnce, make_case: CaseMaker) -> None:
    case, cast = make_case(State.READY), make_case.cast
    when = at(make_case.received_on + timedelta(days=11))
    one_result(at_once(*(lambda: responses.issue(case.pk, actor=cast.foi_manager, at=when),) * 2))

    assert Letter.objects.count() == 1
    assert OutboxItem.objects.filter(work="make_letter").count() == 1
    assert case.clock_entries.filter(kind="answered").count() == 1


def test_two_departments_that_return_at_once_move_the_case_on_once(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    case, cast = make_case(State.ACCEPTED), make_case.cast
    when = at(make_case.received_on + timedelta(days=1))
    commissioning.commission(
        case.pk,
        {
            cast.department: [case.questions.get(number="1")],
            cast.other_department: [case.questions.get(number="2")],
        },
        actor=cast.foi_manager,
        at=when,
    )
    managers = {cast.department: cast.department_manager, cast.other_department: cast.other_manager}
    rows = list(Commission.objects.all())
    for row in rows:
        finding = commissioning.Finding(row.returns.get().pk, "held", "Twelve.")
        commissioning.save_findings(row.pk, [finding], actor=managers[row.department], at=when)
    ends = at_once(
        *(
            lambda row=row: commissioning.return_searches(
                row.pk, actor=managers[row.department], at=when
            )
            for row in rows
        )
    )

    assert all(isinstance(end, Commission) for end in ends), ends
    case.refresh_from_db()
    assert case.state == "drafting"
    assert AuditEvent.objects.filter(verb="searches_back").count() == 1


def test_requests_at_once_get_references_of_their_own(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    make_case.email = ""
    request = intake.NewRequest(
        channel=intake.Channel.FORM, received_on=make_case.received_on, text="How many beds?"
    )
    when = at(make_case.received_on)
    ends = at_once(*(lambda: intake.open_case(request, actor=None, at=when),) * 4)

    assert sorted(str(end) for end in ends) == [f"FOI-2026-0000{n}" for n in range(1, 5)]
