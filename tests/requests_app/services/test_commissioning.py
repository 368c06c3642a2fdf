"""Questions go to departments and come back: limits, blindness, and everybody's own part."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.workflow import State
from requests_app.models import (
    Activity,
    AuditEvent,
    Case,
    Commission,
    Document,
    OutboxItem,
    Question,
    Search,
    TimeSpent,
    User,
)
from requests_app.services import commissioning
from requests_app.services.commissioning import Finding
from tests.factories import CaseMaker, Cast, at, stored_file

HELD = {"held": "held", "answer": "Twelve."}
NOT_HELD = {"held": "not_held", "answer": ""}
SEARCHED = (("Bed register", "closed", "nothing"),)


def send(case: Case, cast: Cast, day: date, *numbers: str) -> Commission:
    questions = case.questions.filter(number__in=numbers or ("1",))
    (row,) = commissioning.commission(
        case.pk, {cast.department: list(questions)}, actor=cast.foi_manager, at=at(day)
    )
    return row


def findings(row: Commission, **what: Any) -> Sequence[Finding]:
    return [Finding(question_return_id=found.pk, **what) for found in row.returns.all()]


def save(row: Commission, actor: User, day: date, **what: Any) -> Commission:
    return commissioning.save_findings(row.pk, findings(row, **what), actor=actor, at=at(day))


@pytest.mark.parametrize(
    ("sent_on", "estimate_by", "answer_by"),
    [
        # Received on Monday 2 November 2026. Case day 7 is the 11th, case day 12 the 18th.
        (date(2026, 11, 2), date(2026, 11, 9), date(2026, 11, 16)),
        (date(2026, 11, 3), date(2026, 11, 10), date(2026, 11, 17)),
        (date(2026, 11, 4), date(2026, 11, 11), date(2026, 11, 18)),
        (date(2026, 11, 6), date(2026, 11, 11), date(2026, 11, 18)),
        # A department that is asked too late for these days gets its full days.
        (date(2026, 11, 11), date(2026, 11, 18), date(2026, 11, 18)),
        (date(2026, 11, 20), date(2026, 11, 27), date(2026, 12, 7)),
    ],
)
def test_limits_run_from_the_departments_own_receipt_and_are_capped(
    make_case: CaseMaker, cast: Cast, sent_on: date, estimate_by: date, answer_by: date
) -> None:
    row = send(make_case(State.ACCEPTED), cast, sent_on)

    assert (row.received_on, row.estimate_due_on, row.answer_due_on) == (
        sent_on, estimate_by, answer_by,
    )  # fmt: skip


def test_sending_moves_the_case_and_has_the_department_told(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    row = send(case, cast, case.received_on, "1", "2")
    case.refresh_from_db()

    assert case.state == "with_departments"
    assert [found.question.number for found in row.returns.all()] == ["1", "2"]
    assert OutboxItem.objects.filter(work="tell_department", subject_id=row.pk).count() == 1
    detail = AuditEvent.objects.get(verb="commission").detail
    assert (detail["departments"], detail["questions"]) == ([cast.department.pk], ["1", "2"])


def test_several_departments_share_a_case(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.ACCEPTED)
    one, two = case.questions.get(number="1"), case.questions.get(number="2")
    rows = commissioning.commission(
        case.pk, {cast.department: [one, two], cast.other_department: [two]},
        actor=cast.foi_manager, at=case.opened_at,
    )  # fmt: skip

    assert [row.returns.count() for row in rows] == [2, 1]


def test_a_department_at_work_gets_more_questions_and_keeps_its_limits(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    first = send(case, cast, case.received_on, "1")
    again = send(case, cast, case.received_on + timedelta(days=3), "1", "2")

    assert again.pk == first.pk
    assert again.answer_due_on == first.answer_due_on
    assert again.returns.count() == 2
    assert OutboxItem.objects.filter(work="tell_department").count() == 2


def test_a_department_that_has_returned_is_asked_anew(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    row = send(case, cast, case.received_on + timedelta(days=9))

    assert row.is_open
    assert case.commissions.count() == 2
    case.refresh_from_db()
    assert case.state == "with_departments"


@pytest.mark.parametrize("chosen", [{}, "a department without questions"])
def test_somebody_has_to_be_asked_something(
    make_case: CaseMaker, cast: Cast, chosen: object
) -> None:
    case = make_case(State.ACCEPTED)
    asked: dict[Any, list[Question]] = {cast.department: []} if chosen else {}
    with pytest.raises(RuleBroken, match="Choose a department"):
        commissioning.commission(case.pk, asked, actor=cast.foi_manager, at=case.opened_at)

    assert not Commission.objects.exists()


@pytest.mark.parametrize("where", ["subject", "context", "question"])
def test_nothing_is_sent_that_names_the_applicant(
    make_case: CaseMaker, cast: Cast, where: str
) -> None:
    case = make_case(State.ACCEPTED)
    words = f"What {case.applicant.name} asked before"
    if where == "question":
        case.questions.filter(number="1").update(text=words)
    else:
        Case.objects.update(**{where: words})
    with pytest.raises(RuleBroken, match="question 1" if where == "question" else f"the {where}"):
        send(case, cast, case.received_on)

    assert not Commission.objects.exists()
    assert not OutboxItem.objects.filter(work="tell_department").exists()


@pytest.fixture
def row(make_case: CaseMaker) -> Commission:
    make_case(State.WITH_DEPARTMENTS)
    return Commission.objects.select_related("case").get()


def test_the_first_look_is_noted_once(row: Commission, cast: Cast) -> None:
    day = row.received_on
    for offset in (0, 1):
        commissioning.open_commission(
            row.pk, actor=cast.department_manager, at=at(day + timedelta(days=offset))
        )
    row.refresh_from_db()

    assert row.opened_at == at(day)


def test_findings_are_saved_whole_and_in_place_of_the_ones_before(
    row: Commission, cast: Cast
) -> None:
    day = row.received_on
    times = {Activity.LOCATING: 90, Activity.EXTRACTING: 0}
    save(row, cast.department_manager, day, **HELD, searches=SEARCHED * 2, minutes=times)
    save(row, cast.deputy_manager, day, **NOT_HELD, searches=SEARCHED, minutes=times)

    for found in row.returns.all():
        assert (found.held, found.answer, found.saved_by) == ("not_held", "", cast.deputy_manager)
        assert [(s.place, s.terms, s.result) for s in found.searches.all()] == list(SEARCHED)
        assert [(t.activity, t.minutes) for t in found.times.all()] == [("locating", 90)]
    assert Search.objects.count() == TimeSpent.objects.count() == 4
    row.refresh_from_db()
    assert row.is_open


@pytest.mark.parametrize(
    "name", ["director", "other_manager", "foi_manager", "auditor", "system_administrator"]
)
def test_nobody_else_answers_for_a_department(row: Commission, cast: Cast, name: str) -> None:
    who, day = cast.people[name], row.received_on
    document = stored_file()
    acts = (
        lambda: save(row, who, day, **HELD),
        lambda: commissioning.return_searches(row.pk, actor=who, at=at(day)),
        lambda: commissioning.decline_commission(row.pk, reason="No.", actor=who, at=at(day)),
        lambda: commissioning.add_found_file(
            row.pk, row.returns.all()[0].pk, document, actor=who, at=at(day)
        ),
        lambda: commissioning.remove_found_file(row.pk, 1, actor=who, at=at(day)),
    )
    before = AuditEvent.objects.count()
    for act in acts:
        with pytest.raises(PermissionDenied):
            act()

    row.refresh_from_db()
    assert row.is_open
    assert not row.returns.exclude(held="").exists()
    assert not Document.objects.exists()
    assert AuditEvent.objects.count() == before


def test_a_question_of_another_department_is_not_answered_here(row: Commission, cast: Cast) -> None:
    other = Commission.objects.create(
        case=row.case, department=cast.other_department, sent_at=row.sent_at,
        received_on=row.received_on, estimate_due_on=row.estimate_due_on,
        answer_due_on=row.answer_due_on,
    )  # fmt: skip
    foreign = other.returns.create(question=row.case.questions.all()[0])
    with pytest.raises(RuleBroken, match="not part of what you were asked"):
        commissioning.save_findings(
            row.pk, [Finding(foreign.pk, **HELD)],
            actor=cast.department_manager, at=at(row.received_on),
        )  # fmt: skip

    foreign.refresh_from_db()
    assert foreign.held == ""


def test_a_page_older_than_a_colleagues_answers_does_not_replace_them(
    row: Commission, cast: Cast
) -> None:
    day = row.received_on
    opened = at(day, 9)
    save(row, cast.deputy_manager, day, **HELD)
    with pytest.raises(StalePage, match="Deputy Manager saved answers here"):
        commissioning.save_findings(
            row.pk, findings(row, **NOT_HELD),
            actor=cast.department_manager, at=at(day, 11), page_opened_at=opened,
        )  # fmt: skip

    assert {found.held for found in row.returns.all()} == {"held"}


def test_ones_own_earlier_answers_are_no_surprise(row: Commission, cast: Cast) -> None:
    day = row.received_on
    save(row, cast.department_manager, day, **HELD)
    commissioning.save_findings(
        row.pk, findings(row, **NOT_HELD),
        actor=cast.department_manager, at=at(day, 11), page_opened_at=at(day, 9),
    )  # fmt: skip

    assert {found.held for found in row.returns.all()} == {"not_held"}


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"held": "", "answer": ""}, "Question 1, 2, 2a, 2b: say whether you hold it"),
        ({"held": "held", "answer": "  "}, "Question 1, 2, 2a, 2b: say whether you hold it"),
        ({"held": "more_searching", "answer": "Soon."}, "say whether you hold it"),
        ({"held": "not_held", "answer": ""}, "say where you looked"),
    ],
)
def test_a_return_that_lacks_something_is_refused_by_name_and_kept(
    row: Commission, cast: Cast, what: dict[str, str], said: str
) -> None:
    save(row, cast.department_manager, row.received_on, **what)
    with pytest.raises(RuleBroken, match=said):
        commissioning.return_searches(row.pk, actor=cast.department_manager, at=at(row.received_on))

    row.refresh_from_db()
    assert row.is_open
    assert {found.held for found in row.returns.all()} == {what["held"]}


def test_an_answer_to_a_question_covers_its_lettered_parts(row: Commission, cast: Cast) -> None:
    whole = row.returns.filter(question__parent_number="")
    manager, when = cast.department_manager, at(row.received_on)
    commissioning.save_findings(
        row.pk, [Finding(found.pk, **HELD) for found in whole], actor=manager, at=when
    )
    commissioning.return_searches(row.pk, actor=manager, at=when)

    row.refresh_from_db()
    assert (row.returned_at, row.returned_by) == (when, manager)
    assert Case.objects.get().state == "drafting"


def test_the_case_moves_on_with_the_last_return_and_not_before(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ACCEPTED)
    one, two = case.questions.filter(number__in=("1", "2"))
    when = case.opened_at
    ours, theirs = commissioning.commission(
        case.pk, {cast.department: [one], cast.other_department: [two]},
        actor=cast.foi_manager, at=when,
    )  # fmt: skip
    save(ours, cast.department_manager, case.received_on, **HELD)
    commissioning.return_searches(ours.pk, actor=cast.department_manager, at=when)
    assert Case.objects.get().state == "with_departments"

    commissioning.decline_commission(
        theirs.pk, reason="Not ours.", actor=cast.other_manager, at=when
    )
    theirs.refresh_from_db()
    assert Case.objects.get().state == "drafting"
    assert (theirs.is_declined, theirs.declined_reason) == (True, "Not ours.")


@pytest.mark.parametrize("reason", ["", "  "])
def test_sending_questions_back_needs_a_reason(row: Commission, cast: Cast, reason: str) -> None:
    with pytest.raises(RuleBroken, match="needs a reason"):
        commissioning.decline_commission(
            row.pk, reason=reason, actor=cast.department_manager, at=at(row.received_on)
        )

    row.refresh_from_db()
    assert row.is_open


def test_what_was_sent_is_not_changed_any_more(row: Commission, cast: Cast) -> None:
    manager, when = cast.department_manager, at(row.received_on)
    save(row, manager, row.received_on, **HELD)
    file = commissioning.add_found_file(
        row.pk, row.returns.all()[0].pk, stored_file(), actor=manager, at=when
    )
    commissioning.return_searches(row.pk, actor=manager, at=when)
    for act in (
        lambda: save(row, manager, row.received_on, **NOT_HELD),
        lambda: commissioning.return_searches(row.pk, actor=manager, at=when),
        lambda: commissioning.decline_commission(row.pk, reason="No.", actor=manager, at=when),
        lambda: commissioning.remove_found_file(row.pk, file.pk, actor=manager, at=when),
    ):
        with pytest.raises(RuleBroken, match="already sent to the FOI office"):
            act()

    assert {found.held for found in row.returns.all()} == {"held"}


def test_a_file_sent_by_two_clicks_is_kept_once_and_a_removed_one_stays_on_record(
    row: Commission, cast: Cast
) -> None:
    manager, when, question = cast.department_manager, at(row.received_on), row.returns.all()[0].pk
    first, again = (
        commissioning.add_found_file(row.pk, question, stored_file(), actor=manager, at=when)
        for _ in range(2)
    )
    assert first == again
    commissioning.remove_found_file(row.pk, first.pk, actor=manager, at=when)
    with pytest.raises(RuleBroken, match="already removed"):
        commissioning.remove_found_file(row.pk, first.pk, actor=manager, at=when)

    first.refresh_from_db()
    assert first.removed_at == when
    with first.file.open("rb") as kept:
        assert kept.read() == b"ward,beds\nA,4\n"
