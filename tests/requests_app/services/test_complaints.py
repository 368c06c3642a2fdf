"""The regulator and the tribunal: recorded by whom, when not, and what it does to exemptions."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.regulator import NoticeKind, Party, StepWords
from requests_app.domain.review_findings import Finding
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import (
    Appeal,
    AuditEvent,
    Case,
    ClaimVerdict,
    Complaint,
    Message,
    RegulatorNotice,
    RequiredStep,
    User,
)
from requests_app.queries.complaints import fates_of, regulator_days
from requests_app.queries.earlier_claims import earlier_claims
from requests_app.queries.review_report import exemption_fates, review_numbers
from requests_app.queries.story import story
from requests_app.services import complaints, review_reminders
from requests_app.services.complaints import Complained, Noticed, Ruling
from requests_app.tasks.review_mail import remind_of_regulator
from tests.factories import APPLICANT_NAME, Cast, at
from tests.reviewing import ReviewMaker

TODAY = date(2027, 3, 1)
COMPLAINED = Complained("IC-4711", date(2027, 1, 4), date(2027, 1, 25), "The price.")


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(TODAY), tick=False) as moved:
        yield moved


@pytest.fixture
def case(make_review: ReviewMaker) -> Case:
    """Return a case whose review upheld one exemption and overturned another."""
    return make_review(ReviewState.ANSWERED).case


def complain(case: Case, actor: User) -> Complaint:
    return complaints.record_complaint(case.pk, COMPLAINED, actor=actor, at=at(TODAY))


def decide(case: Case, complaint: Complaint, actor: User) -> RegulatorNotice:
    names = case.questions.get(number="2").claims.get(code="s.40(2)(3A)")
    return complaints.record_notice(
        complaint.pk,
        Noticed(
            NoticeKind.DECISION,
            "IC-4711-D",
            date(2027, 2, 8),
            date(2027, 3, 15),
            (StepWords("Give the names.", date(2027, 3, 15)),),
            Finding.VARIED,
            "Grades were not enough.",
            {names.pk: Finding.OVERTURNED},
        ),
        actor=actor,
        at=at(TODAY),
    )


def test_from_the_complaint_to_the_tribunal(case: Case, cast: Cast) -> None:
    office = cast.foi_administrator
    complaint = complain(case, office)
    complaints.record_response(complaint.pk, date(2027, 1, 20), actor=office, at=at(TODAY))
    notice = decide(case, complaint, office)
    appeal = complaints.record_appeal(
        notice.pk, Party.AUTHORITY, date(2027, 2, 20), actor=office, at=at(TODAY)
    )
    with pytest.raises(RuleBroken, match=r"Give the names.*before the tribunal"):
        complaints.close_complaint(
            complaint.pk, reason="Over.", actor=cast.foi_manager, at=at(TODAY)
        )
    names = case.questions.get(number="2").claims.get(code="s.40(2)(3A)")
    complaints.record_ruling(
        appeal.pk,
        Ruling(date(2027, 2, 26), Finding.UPHELD, "", {names.pk: Finding.UPHELD}),
        actor=office,
        at=at(TODAY),
    )
    step = RequiredStep.objects.get()
    complaints.record_step_done(step.pk, TODAY, actor=office, at=at(TODAY))
    complaints.close_complaint(complaint.pk, reason="Over.", actor=cast.foi_manager, at=at(TODAY))

    told = [(chapter.label, chapter.note) for chapter in story(case)]
    assert [label for label, _ in told] == [
        "Asked", "Answered", "Review asked for", "Review", "Complaint to the regulator",
        "We answered the regulator", "Decision notice (s.50)", "Appeal to the tribunal",
        "The tribunal ruled", "Complaint closed",
    ]  # fmt: skip
    assert ("Review", "varied") in told
    assert ("Decision notice (s.50)", "IC-4711-D varied") in told
    assert fates_of([names.pk]) == {
        names.pk: (
            "upheld at review",
            "overturned by the regulator (IC-4711-D)",
            "upheld at the tribunal",
        )
    }
    assert APPLICANT_NAME not in str(list(AuditEvent.objects.values_list("detail", flat=True)))


Act = Callable[["Stage", User], object]


class Stage:
    """A complaint with everything that can be acted on."""

    def __init__(self, case: Case, cast: Cast) -> None:
        self.case = case
        self.complaint = complain(case, cast.foi_manager)
        self.notice = decide(case, self.complaint, cast.foi_manager)
        self.step = RequiredStep.objects.get()
        self.appeal = complaints.record_appeal(
            self.notice.pk, Party.APPLICANT, date(2027, 2, 20), actor=cast.foi_manager,
            at=at(TODAY),
        )  # fmt: skip


ACTS: dict[str, Act] = {
    "complaint": lambda stage, who: complaints.record_complaint(
        stage.case.pk, replace(COMPLAINED, number="IC-2"), actor=who, at=at(TODAY)
    ),
    "response": lambda stage, who: complaints.record_response(
        stage.complaint.pk, TODAY, actor=who, at=at(TODAY)
    ),
    "notice": lambda stage, who: decide(stage.case, stage.complaint, who),
    "step": lambda stage, who: complaints.record_step_done(
        stage.step.pk, TODAY, actor=who, at=at(TODAY)
    ),
    "appeal": lambda stage, who: complaints.record_appeal(
        stage.notice.pk, Party.AUTHORITY, date(2027, 2, 20), actor=who, at=at(TODAY)
    ),
    "ruling": lambda stage, who: complaints.record_ruling(
        stage.appeal.pk, Ruling(TODAY, Finding.UPHELD), actor=who, at=at(TODAY)
    ),
    "closing": lambda stage, who: complaints.close_complaint(
        stage.complaint.pk, reason="Over.", actor=who, at=at(TODAY)
    ),
}
TABLES = (Complaint, RegulatorNotice, RequiredStep, Appeal, ClaimVerdict, AuditEvent)


def test_nobody_else_records_anything(case: Case, cast: Cast) -> None:
    stage = Stage(case, cast)
    before = [list(table.objects.values()) for table in TABLES]
    for name, act in ACTS.items():
        allowed = {"foi_manager"} if name == "closing" else {"foi_manager", "foi_administrator"}
        for who, person in cast.people.items():
            if who in allowed:
                continue
            with pytest.raises(PermissionDenied):
                act(stage, person)
    assert [list(table.objects.values()) for table in TABLES] == before


def test_twice_is_refused_and_a_closed_complaint_is_closed(case: Case, cast: Cast) -> None:
    stage, who = Stage(case, cast), cast.foi_manager
    with pytest.raises(RuleBroken, match="recorded already"):
        complain(case, who)
    for name in ("response", "step", "ruling"):
        ACTS[name](stage, who)
        with pytest.raises(RuleBroken, match="already"):
            ACTS[name](stage, who)
    ACTS["closing"](stage, who)
    for name in ("closing", "notice", "appeal"):
        with pytest.raises(RuleBroken, match="is closed"):
            ACTS[name](stage, who)


def test_impossible_days_are_refused(case: Case, cast: Cast) -> None:
    stage, who = Stage(case, cast), cast.foi_manager
    for day in (date(2027, 1, 3), date(2027, 3, 2)):
        with pytest.raises(RuleBroken, match="between"):
            complaints.record_response(stage.complaint.pk, day, actor=who, at=at(TODAY))
        with pytest.raises(RuleBroken, match="between"):
            complaints.record_step_done(stage.step.pk, day, actor=who, at=at(TODAY))
        with pytest.raises(RuleBroken, match="between"):
            complaints.record_ruling(
                stage.appeal.pk, Ruling(day, Finding.UPHELD), actor=who, at=at(TODAY)
            )
    with pytest.raises(RuleBroken, match="Choose what the decision notice makes"):
        complaints.record_notice(
            stage.complaint.pk,
            Noticed(NoticeKind.DECISION, "N", date(2027, 2, 8)),
            actor=who,
            at=at(TODAY),
        )
    with pytest.raises(RuleBroken, match="not part of the case"):
        complaints.record_notice(
            stage.complaint.pk,
            Noticed(
                NoticeKind.DECISION, "N", date(2027, 2, 8), finding=Finding.UPHELD,
                verdicts={999_999: Finding.UPHELD},
            ),
            actor=who,
            at=at(TODAY),
        )  # fmt: skip
    assert not RegulatorNotice.objects.filter(number="N").exists()


def test_what_is_owed_stands_in_the_calendar_until_it_is_done(case: Case, cast: Cast) -> None:
    who = cast.foi_manager
    complaint = complain(case, who)
    assert [(day.day, day.what) for day in regulator_days(TODAY)] == [
        (date(2027, 1, 25), "The response to the regulator")
    ]
    complaints.record_response(complaint.pk, TODAY, actor=who, at=at(TODAY))
    decide(case, complaint, who)
    owed = [(day.day, day.is_ours) for day in regulator_days(TODAY)]
    assert owed == [(date(2027, 3, 8), False), (date(2027, 3, 15), True)]
    complaints.record_step_done(RequiredStep.objects.get().pk, TODAY, actor=who, at=at(TODAY))
    assert [day.is_ours for day in regulator_days(TODAY)] == [False]
    assert regulator_days(date(2027, 3, 9)) == []


def test_the_office_is_reminded_and_those_above_once_it_is_late(case: Case, cast: Cast) -> None:
    complain(case, cast.foi_manager)
    due = date(2027, 1, 25)
    assert review_reminders.make_round(at=at(due)) == 1
    heard = []
    for day in (due, date(2027, 2, 1)):
        remind_of_regulator(case.pk, at(day))
        remind_of_regulator(case.pk, at(day))
        mails = Message.objects.filter(kind="internal", subject__contains="regulator")
        heard.append(sorted(mail.recipient.partition("@")[0] for mail in mails))
        assert not [mail for mail in mails if APPLICANT_NAME in mail.text]
        mails.delete()
    assert heard == [["foi_manager"], ["director_of_corporate_affairs", "foi_manager"]]


def test_earlier_decisions_tell_what_became_of_them(
    case: Case, make_review: ReviewMaker, cast: Cast
) -> None:
    other = make_review.answered()
    (found,) = earlier_claims("s.43(2)", other)
    assert found.row.question.case == case
    assert found.fates == ("overturned at review",)
    (untested,) = earlier_claims("s.43(2)", case)
    assert untested.fates == ()


def test_the_numbers_count_what_was_found(case: Case, make_review: ReviewMaker, cast: Cast) -> None:
    make_review(ReviewState.UNDER_WAY)
    decide(case, complain(case, cast.foi_manager), cast.foi_manager)
    numbers = review_numbers(date(2026, 11, 1))
    assert (numbers.asked, numbers.open, numbers.answered, numbers.in_time) == (2, 1, 1, 1)
    assert (numbers.upheld, numbers.varied, numbers.overturned) == (0, 1, 0)
    assert numbers.complaints == 1
    fates = {each.code: (each.upheld, each.varied, each.overturned)
             for each in exemption_fates(TODAY)}  # fmt: skip
    assert fates == {"s.40(2)(3A)": (1, 0, 1), "s.43(2)": (0, 0, 1)}
