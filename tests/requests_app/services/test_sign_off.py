"""A director signs one exact letter; whatever changes it voids the signature."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.letter_content import digest
from requests_app.domain.outcomes import Outcome
from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    AuditEvent,
    Case,
    Commission,
    DepartmentSeat,
    Document,
    Draft,
    Letter,
    Note,
    OutboxItem,
    Question,
    Role,
    Seat,
    SignOff,
    User,
)
from requests_app.queries.response_content import response_content
from requests_app.services import commissioning, drafting, responses, sign_off
from requests_app.services.commissioning import Finding
from tests.factories import CaseMaker, Cast, at, drafted, stored_file

LATER = timedelta(days=10)


def send(case: Case, signatory: User, actor: User) -> SignOff:
    return sign_off.send_for_sign_off(
        case.pk, signatory, actor=actor, at=case.opened_at + LATER, note=" Read this. "
    )


def approve(row: SignOff, actor: User, seen: str | None = None) -> SignOff:
    return sign_off.approve(
        row.case_id, actor=actor, at=row.asked_at, digest_seen=seen or row.digest, comment=" Good. "
    )


@pytest.fixture
def pending(make_case: CaseMaker) -> SignOff:
    make_case(State.AWAITING_SIGN_OFF)
    return SignOff.objects.select_related("case").get()


def test_the_letter_goes_to_a_director_under_its_seal(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    row = send(case, cast.director, cast.foi_manager)
    case.refresh_from_db()

    assert case.state == "awaiting_sign_off"
    assert row.digest == digest(response_content(case))
    assert (row.note, row.asked_by) == ("Read this.", cast.foi_manager)
    assert OutboxItem.objects.filter(work="ask_for_signature", subject_id=row.pk).exists()
    assert AuditEvent.objects.get(verb="send_for_sign_off").detail["digest"] == row.digest


@pytest.mark.parametrize(
    "name",
    ["department_manager", "deputy_director", "foi_administrator", "auditor", "communications"],
)
def test_only_directors_are_asked(make_case: CaseMaker, cast: Cast, name: str) -> None:
    case = make_case(State.DRAFTING)
    with pytest.raises(RuleBroken, match="cannot sign answers"):
        send(case, cast.people[name], cast.foi_manager)

    assert not SignOff.objects.exists()


def test_the_corporate_director_may_be_asked(make_case: CaseMaker, cast: Cast) -> None:
    row = send(make_case(State.DRAFTING), cast.director_of_corporate_affairs, cast.foi_manager)

    assert approve(row, cast.director_of_corporate_affairs).outcome == "approved"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda: Draft.objects.all().delete(), "letter"),
        (lambda: Answer.objects.update(outcome=""), "question 1, question 2"),
        (lambda: Answer.objects.update(text=""), "question 1, question 2"),
        (lambda: Commission.objects.update(returned_at=None), "Estates"),
        (lambda: Question.objects.update(text="What Quintessa Ravenscroft asked"), "question 1"),
    ],
)
def test_a_letter_that_lacks_something_is_not_sent_to_sign(
    make_case: CaseMaker, cast: Cast, spoil: Callable[[], object], said: str
) -> None:
    case = make_case(State.DRAFTING)
    spoil()
    with pytest.raises(RuleBroken, match=said):
        send(case, cast.director, cast.foi_manager)

    case.refresh_from_db()
    assert (case.state, SignOff.objects.count()) == ("drafting", 0)


def test_an_approval_holds_the_digest_and_tells_the_office(pending: SignOff, cast: Cast) -> None:
    approve(pending, cast.director)
    pending.refresh_from_db()

    assert (pending.outcome, pending.decided_by, pending.comment) == (
        "approved", cast.director, "Good.",
    )  # fmt: skip
    assert Case.objects.get().state == "ready"
    assert OutboxItem.objects.filter(work="tell_office_of_decision").count() == 1
    assert AuditEvent.objects.get(verb="approve").detail["digest"] == pending.digest


def test_a_deputy_signs_for_the_director(pending: SignOff, cast: Cast) -> None:
    assert approve(pending, cast.deputy_director).decided_by == cast.deputy_director


@pytest.mark.parametrize(
    "name", ["other_director", "foi_manager", "department_manager", "auditor", "superuser"]
)
def test_nobody_else_signs_or_returns(pending: SignOff, cast: Cast, name: str) -> None:
    who, before = cast.people[name], AuditEvent.objects.count()
    with pytest.raises(PermissionDenied):
        approve(pending, who)
    with pytest.raises(PermissionDenied):
        sign_off.return_with_comments(
            pending.case_id, actor=who, at=pending.asked_at, comment="No."
        )

    pending.refresh_from_db()
    assert (pending.outcome, AuditEvent.objects.count()) == ("pending", before)


def seat(cast: Cast, who: User) -> None:
    """Make somebody the deputy of the director who is asked: they could sign by that."""
    DepartmentSeat.objects.get_or_create(
        department=cast.department, user=who, seat=Seat.DEPUTY_DIRECTOR
    )


def drafts(case: Case, cast: Cast) -> User:
    drafting.save_draft(
        case.pk, opening="Ours.", closing="", answers=drafted(case),
        actor=cast.foi_administrator, at=case.opened_at,
    )  # fmt: skip
    # Somebody else saves the letter after them, so that no row names them any more.
    drafting.save_draft(
        case.pk, opening="Ours.", closing="", answers=drafted(case),
        actor=cast.foi_manager, at=case.opened_at,
    )  # fmt: skip
    return cast.foi_administrator


def adds_a_file(case: Case, cast: Cast) -> User:
    drafting.add_file(case.pk, stored_file(), actor=cast.foi_administrator, at=case.opened_at)
    return cast.foi_administrator


def asks(case: Case, cast: Cast) -> User:
    return cast.foi_manager


def searched(case: Case, cast: Cast) -> User:
    """Return the manager whose department returned the answers."""
    return cast.department_manager


def searched_and_was_overwritten(case: Case, cast: Cast) -> User:
    """Have the deputy search, and the manager save and send after them."""
    commissioning.commission(
        case.pk, {cast.department: list(case.questions.all())},
        actor=cast.foi_manager, at=case.opened_at,
    )  # fmt: skip
    row = Commission.objects.get(returned_at=None)
    findings = [Finding(found.pk, "held", "Twelve.") for found in row.returns.all()]
    for actor in (cast.deputy_manager, cast.department_manager):
        commissioning.save_findings(row.pk, findings, actor=actor, at=case.opened_at)
    commissioning.return_searches(row.pk, actor=cast.department_manager, at=case.opened_at)
    return cast.deputy_manager


@pytest.mark.parametrize(
    "part", [drafts, adds_a_file, asks, searched, searched_and_was_overwritten]
)
def test_nobody_signs_what_they_drafted_asked_for_or_searched(
    make_case: CaseMaker, cast: Cast, part: Callable[[Case, Cast], User]
) -> None:
    case = make_case(State.DRAFTING)
    who = part(case, cast)
    seat(cast, who)
    row = send(case, cast.director, cast.foi_manager)
    with pytest.raises(RuleBroken, match="You worked on this answer"):
        approve(row, who)

    row.refresh_from_db()
    assert row.outcome == "pending"
    assert approve(row, cast.director).outcome == "approved"


def test_a_director_who_worked_on_the_answer_is_not_asked_at_all(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.DRAFTING)
    DepartmentSeat.objects.create(
        department=cast.other_department, user=cast.department_manager, seat=Seat.DIRECTOR
    )
    with pytest.raises(RuleBroken, match="Department Manager worked on this answer"):
        send(case, cast.department_manager, cast.foi_manager)


def test_whoever_asks_is_never_the_one_who_signs(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    seat(cast, cast.foi_manager)
    DepartmentSeat.objects.create(
        department=cast.other_department, user=cast.foi_manager, seat=Seat.DIRECTOR
    )
    with pytest.raises(RuleBroken, match="You cannot sign what you drafted"):
        send(case, cast.foi_manager, cast.foi_manager)


CHANGES: dict[str, Callable[[Case], object]] = {
    "the words of an answer": lambda case: Answer.objects.filter(
        question=case.questions.all()[0]
    ).update(text="Thirteen."),
    "an outcome": lambda case: Answer.objects.filter(question=case.questions.all()[0]).update(
        outcome=Outcome.NOT_HELD
    ),
    "the opening": lambda case: Draft.objects.update(opening="Dear all,"),
    "the closing": lambda case: Draft.objects.update(closing="Bye."),
    "a question": lambda case: case.questions.filter(number="2a").update(text="in time"),
    "the subject": lambda case: Case.objects.update(subject="Beds"),
    "the context": lambda case: Case.objects.update(context="Since 2020."),
    "the law": lambda case: Case.objects.update(regime="eir"),
    "another file": lambda case: drafting.store_document(
        stored_file("b.csv"), case=case, role="release", actor=None, at=case.opened_at  # type: ignore[arg-type]
    ),
    "a file held back": lambda case: Document.objects.update(role="found"),
    "a file removed": lambda case: Document.objects.update(removed_at=case.opened_at),
    "the bytes of a file": lambda case: Document.objects.update(sha256="1" * 64),
    "the name of a file": lambda case: Document.objects.update(name="wards.csv"),
}  # fmt: skip


@pytest.mark.parametrize("what", CHANGES)
def test_any_change_after_it_was_sent_or_signed_stops_the_letter(
    make_case: CaseMaker, cast: Cast, what: str
) -> None:
    case = make_case(State.DRAFTING)
    drafting.add_file(case.pk, stored_file(), actor=cast.foi_manager, at=case.opened_at)
    row = send(case, cast.director, cast.foi_manager)
    case.refresh_from_db()
    CHANGES[what](case)
    with pytest.raises(RuleBroken, match="changed after it was sent for sign-off"):
        approve(row, cast.director)

    row.refresh_from_db()
    assert row.outcome == "pending"

    # Undo and sign; change again: what is signed does not leave.
    SignOff.objects.update(digest=digest(response_content(Case.objects.get())))
    row.refresh_from_db()
    approve(row, cast.director)
    Draft.objects.update(opening="Something else.")
    with pytest.raises(RuleBroken, match="changed after it was signed"):
        responses.issue(case.pk, actor=cast.foi_manager, at=row.asked_at)
    assert not Letter.objects.exists()


def test_a_page_with_another_letter_on_it_signs_nothing(pending: SignOff, cast: Cast) -> None:
    with pytest.raises(StalePage, match="Read the new one, then decide"):
        approve(pending, cast.director, seen="0" * 64)
    with pytest.raises(StalePage, match="Read the new one, then decide"):
        sign_off.return_with_comments(
            pending.case_id, actor=cast.director, at=pending.asked_at, comment="No.",
            digest_seen="0" * 64,
        )  # fmt: skip

    pending.refresh_from_db()
    assert pending.outcome == "pending"


def test_a_returned_letter_is_back_with_the_office_with_what_has_to_change(
    pending: SignOff, cast: Cast
) -> None:
    sign_off.return_with_comments(
        pending.case_id, actor=cast.director, at=pending.asked_at, comment="Say which wards."
    )
    pending.refresh_from_db()

    assert (pending.outcome, pending.comment) == ("returned", "Say which wards.")
    assert Case.objects.get().state == "drafting"
    assert Note.objects.get().text == "Say which wards."
    assert OutboxItem.objects.filter(work="tell_office_of_decision").exists()


def test_a_return_without_a_word_is_refused(pending: SignOff, cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"):
        sign_off.return_with_comments(
            pending.case_id, actor=cast.director, at=pending.asked_at, comment=" "
        )

    pending.refresh_from_db()
    assert pending.outcome == "pending"


@pytest.mark.parametrize("state", [State.AWAITING_SIGN_OFF, State.READY])
def test_taking_the_letter_back_voids_what_was_asked_or_signed(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    case = make_case(state)
    sign_off.recall(case.pk, actor=cast.foi_administrator, at=case.opened_at)

    assert SignOff.objects.get().outcome == "void"
    assert AuditEvent.objects.get(verb="recall").detail["voided"] == 1
    again = send(case, cast.director, cast.foi_manager)
    assert SignOff.objects.filter(outcome="pending").get() == again


def test_a_director_who_has_left_signs_nothing(pending: SignOff, cast: Cast) -> None:
    cast.director.is_active = False
    cast.director.save()
    with pytest.raises(PermissionDenied):
        approve(pending, cast.director)


def test_a_corporate_director_of_another_day_is_found_by_role_alone(
    make_case: CaseMaker, cast: Cast
) -> None:
    other = User.objects.create_user(
        "dca2@trust.example", full_name="Dca", role=Role.DIRECTOR_OF_CORPORATE_AFFAIRS
    )
    row: Any = send(make_case(State.DRAFTING), other, cast.foi_manager)
    with pytest.raises(PermissionDenied):
        approve(row, cast.director_of_corporate_affairs)


def test_time_is_the_moment_of_the_decision(pending: SignOff, cast: Cast) -> None:
    moment = at(pending.asked_at.date() + timedelta(days=2))
    row = sign_off.approve(
        pending.case_id, actor=cast.director, at=moment, digest_seen=pending.digest
    )

    assert row.decided_at == moment
