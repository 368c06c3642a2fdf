"""The answer takes shape: what departments returned, what the office wrote, which files go."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.conf import LazySettings

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.models import Answer, AuditEvent, Case, Commission, Document, Draft, User
from requests_app.services import commissioning, drafting
from requests_app.services.commissioning import Finding
from requests_app.services.drafting import DraftedAnswer
from tests.factories import CaseMaker, Cast, at, drafted, stored_file

HELD = {"held": "held"}
NOT_HELD = {"held": "not_held", "searches": (("Bed register", "closed", "nothing"),)}


def returned(
    case: Case, cast: Cast, *, ours: dict[str, object], theirs: dict[str, object]
) -> list[Commission]:
    """Ask two departments question 1, and have each return what it is given."""
    when, question = case.opened_at, case.questions.get(number="1")
    rows = commissioning.commission(
        case.pk, {cast.department: [question], cast.other_department: [question]},
        actor=cast.foi_manager, at=when,
    )  # fmt: skip
    for row, actor, what in (
        (rows[0], cast.department_manager, ours),
        (rows[1], cast.other_manager, theirs),
    ):
        finding = Finding(**{"question_return_id": row.returns.get().pk, "answer": "", **what})
        commissioning.save_findings(row.pk, [finding], actor=actor, at=when)
        if what["held"] != "more_searching":
            commissioning.return_searches(row.pk, actor=actor, at=when)
    return rows


def assembled(case: Case, actor: User) -> Answer | None:
    case.refresh_from_db()
    if case.state != State.DRAFTING:
        drafting.start_drafting(case.pk, actor=actor, at=case.opened_at)
    drafting.assemble(case.pk, actor=actor, at=case.opened_at)
    return Answer.objects.filter(question__case=case, question__number="1").first()


@pytest.mark.parametrize(
    ("ours", "theirs", "outcome", "text"),
    [
        ({**HELD, "answer": "Four."}, {**HELD, "answer": " Five. "}, "disclosed", "Four.\n\nFive."),
        ({**HELD, "answer": "Four."}, NOT_HELD, "disclosed", "Four."),
        (NOT_HELD, {**HELD, "answer": "Five."}, "disclosed", "Five."),
    ],
)
def test_a_department_that_holds_it_outweighs_one_that_does_not(
    make_case: CaseMaker, cast: Cast, ours: dict[str, object], theirs: dict[str, object],
    outcome: str, text: str,
) -> None:  # fmt: skip
    case = make_case(State.ACCEPTED)
    returned(case, cast, ours=ours, theirs=theirs)
    answer = assembled(case, cast.foi_manager)

    assert answer is not None
    assert (answer.outcome, answer.text, answer.drafted_by) == (outcome, text, cast.foi_manager)


def test_where_nobody_holds_it_the_letter_says_where_they_looked(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    theirs = {
        **NOT_HELD,
        "answer": "We counted no beds.",
        "searches": (("Ledger", "beds", "none"),),
    }
    returned(case, cast, ours=NOT_HELD, theirs=theirs)
    answer = assembled(case, cast.foi_manager)

    assert answer is not None
    assert answer.outcome == "not_held"
    for words in ("We counted no beds.", "Bed register", "Ledger"):
        assert words in answer.text


def test_a_department_that_is_still_searching_says_nothing_yet(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    returned(case, cast, ours={"held": "more_searching"}, theirs={**HELD, "answer": "Five."})
    answer = assembled(case, cast.foi_manager)

    assert answer is not None
    assert answer.text == "Five."


def test_questions_sent_back_as_somebody_elses_are_no_answer(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    row = Commission.objects.get()
    finding = Finding(row.returns.all()[0].pk, "held", "Typed before it was seen to be theirs.")
    commissioning.save_findings(row.pk, [finding], actor=cast.department_manager, at=case.opened_at)
    commissioning.decline_commission(
        row.pk, reason="Not ours.", actor=cast.department_manager, at=case.opened_at
    )

    assert assembled(case, cast.foi_manager) is None


def test_what_the_office_has_written_stays(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    office, when = cast.foi_administrator, at(make_case.received_on + timedelta(days=9))
    answers = drafted(case, "The office's own words.")
    drafting.save_draft(
        case.pk, opening="Ours.", closing="", answers=answers, actor=office, at=when
    )
    drafting.assemble(case.pk, actor=cast.foi_manager, at=when)

    assert set(Answer.objects.values_list("text", flat=True)) == {"The office's own words."}
    draft = Draft.objects.get()
    assert (draft.opening, draft.edited_by, draft.edited_at) == ("Ours.", office, when)


def test_the_letter_begins_with_the_day_of_receipt_and_no_name(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.DRAFTING)
    draft = Draft.objects.get(case=case)

    assert "2 November 2026" in draft.opening
    assert case.reference in draft.closing
    assert case.applicant.name not in draft.opening + draft.closing


def test_an_answer_to_a_question_that_is_gone_saves_nothing(
    make_case: CaseMaker, cast: Cast
) -> None:
    case, other = make_case(State.DRAFTING), make_case(State.DRAFTING)
    foreign = other.questions.all()[0]
    before = list(Answer.objects.values())
    with pytest.raises(RuleBroken, match="not part of this case any more"):
        drafting.save_draft(
            case.pk, opening="New.", closing="",
            answers=[*drafted(case, "New."), DraftedAnswer(foreign.pk, "disclosed", "New.")],
            actor=cast.foi_manager, at=case.opened_at,
        )  # fmt: skip

    assert list(Answer.objects.values()) == before
    assert not Draft.objects.filter(opening="New.").exists()


@pytest.fixture
def found(make_case: CaseMaker, cast: Cast) -> Document:
    """Return a file that a department found, on a case that is being drafted."""
    case = make_case(State.WITH_DEPARTMENTS)
    row, actor, when = Commission.objects.get(), cast.department_manager, case.opened_at
    document = commissioning.add_found_file(
        row.pk, row.returns.all()[0].pk, stored_file(), actor=actor, at=when
    )
    drafting.start_drafting(case.pk, actor=cast.foi_manager, at=when)
    return document


def test_a_departments_file_goes_only_when_it_is_chosen_and_can_be_held_back(
    found: Document, cast: Cast
) -> None:
    case_id, who = found.case_id, {"actor": cast.foi_manager, "at": found.uploaded_at}
    assert case_id is not None
    drafting.release_found_file(case_id, found.pk, **who)
    found.refresh_from_db()
    assert found.role == "release"

    drafting.hold_back_file(case_id, found.pk, **who)
    found.refresh_from_db()
    assert (found.role, found.removed_at) == ("found", None)


@pytest.mark.parametrize("act", [drafting.release_found_file, drafting.hold_back_file])
def test_a_second_click_on_a_file_is_told_that_it_moved(
    found: Document, cast: Cast, act: object
) -> None:
    case_id, who = found.case_id, {"actor": cast.foi_manager, "at": found.uploaded_at}
    assert case_id is not None
    drafting.release_found_file(case_id, found.pk, **who)
    if act is drafting.hold_back_file:
        drafting.hold_back_file(case_id, found.pk, **who)
    before = AuditEvent.objects.count()
    with pytest.raises(RuleBroken, match="moved or removed meanwhile"):
        act(case_id, found.pk, **who)  # type: ignore[operator]

    assert AuditEvent.objects.count() == before


def test_a_file_of_the_office_that_is_held_back_is_removed_and_kept(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.DRAFTING)
    who = {"actor": cast.foi_administrator, "at": case.opened_at}
    document = drafting.add_file(case.pk, stored_file(), **who)
    drafting.hold_back_file(case.pk, document.pk, **who)
    document.refresh_from_db()

    assert (document.role, document.removed_at) == ("release", case.opened_at)
    assert document.file.size == 14


def test_an_uploaded_name_never_reaches_the_disk(
    make_case: CaseMaker, cast: Cast, settings: LazySettings
) -> None:
    case = make_case(State.DRAFTING)
    document = drafting.add_file(
        case.pk, stored_file("../../etc/passwd.csv"), actor=cast.foi_manager, at=case.opened_at
    )

    assert document.name == "../../etc/passwd.csv"
    assert Path(document.file.path).name == f"{document.sha256}.bin"
    assert Path(document.file.path).is_relative_to(settings.MEDIA_ROOT)
    assert AuditEvent.objects.get(verb="add_file").detail == {
        "document": document.pk, "sha256": document.sha256,
    }  # fmt: skip


@pytest.mark.parametrize("state", [State.AWAITING_SIGN_OFF, State.READY, State.ANSWERED])
def test_a_letter_that_is_being_signed_is_not_changed(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)
    who = {"actor": cast.foi_manager, "at": case.opened_at}
    for act in (
        lambda: drafting.save_draft(case.pk, opening="", closing="", answers=[], **who),
        lambda: drafting.assemble(case.pk, **who),
        lambda: drafting.add_file(case.pk, stored_file(), **who),
    ):
        with pytest.raises(RuleBroken, match="not possible now"):
            act()

    assert not Document.objects.exists()
