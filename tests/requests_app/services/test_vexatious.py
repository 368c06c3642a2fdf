"""A refusal under s.14: one proposes, another decides; who may, when not, and nothing is left."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.outcomes import Outcome
from requests_app.domain.vexatious import Ground, Reasons
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Letter,
    Message,
    Note,
    OutboxItem,
    SignOff,
    User,
    VexatiousProposal,
)
from requests_app.queries.response_content import response_content
from requests_app.queries.vexatious_evidence import vexatious_evidence
from requests_app.services import drafting, responses, sign_off, vexatious
from requests_app.services.drafting import DraftedAnswer
from requests_app.services.vexatious import Proposed
from requests_app.tasks.decision_mail import WRITERS
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at

DAY = date(2026, 11, 11)
REASONS = Reasons(
    burden="The fourteenth request in two months.",
    motive="A settled complaint is reopened.",
    value="Little: it is all published.",
    distress="Two members of staff are accused in each.",
    conclusion="Out of all proportion.",
    interval="Nine days after our answer.",
)
PROPOSED = Proposed(Ground.VEXATIOUS, REASONS)


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(DAY), tick=False) as moved:
        yield moved


def propose(case: Case, cast: Cast, proposed: Proposed = PROPOSED) -> VexatiousProposal:
    return vexatious.propose(case.pk, proposed, actor=cast.foi_administrator, at=at(DAY))


def decide(row: VexatiousProposal, who: User, *, is_approved: bool = True) -> VexatiousProposal:
    return vexatious.decide(
        row.pk, is_approved=is_approved, reasons="I agree.", actor=who, at=at(DAY)
    )


def refuse(case: Case, cast: Cast, outcome: Outcome = Outcome.VEXATIOUS) -> None:
    """Write the same outcome under every question."""
    case.refresh_from_db()
    drafting.save_draft(
        case.pk, opening=case.draft.opening, closing="",
        answers=[DraftedAnswer(q.pk, outcome.value, "") for q in case.questions.all()],
        actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip


def send(case: Case, cast: Cast) -> SignOff:
    return sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=at(DAY))


def answered(make_case: CaseMaker, *, refused: bool = False) -> Case:
    """Return an earlier request of the same person, answered, or refused under s.14."""
    make_case.received_on = date(2026, 10, 5)
    case = make_case(State.DRAFTING)
    if refused:
        decide(propose(case, make_case.cast), make_case.cast.director_of_corporate_affairs)
        refuse(case, make_case.cast)
    row = send(case, make_case.cast)
    sign_off.approve(case.pk, actor=make_case.cast.director, at=at(DAY), digest_seen=row.digest)
    responses.issue(case.pk, actor=make_case.cast.foi_manager, at=at(DAY))
    make_case.received_on = date(2026, 11, 2)
    case.refresh_from_db()
    return case


def later(make_case: CaseMaker, earlier: Case) -> Case:
    """Return a request of the person who made the earlier one."""
    case = make_case(State.DRAFTING)
    Case.objects.filter(pk=case.pk).update(applicant=earlier.applicant)
    case.refresh_from_db()
    return case


def everything() -> tuple[object, ...]:
    return (
        list(VexatiousProposal.objects.values()), list(Case.objects.values()),
        AuditEvent.objects.count(), OutboxItem.objects.count(), Note.objects.count(),
    )  # fmt: skip


def test_one_proposes_another_decides_and_the_letter_can_be_signed(case: Case, cast: Cast) -> None:
    row = propose(case, cast)
    refuse(case, cast)
    with pytest.raises(RuleBroken, match=r"Section 14 is not decided for question 1, question 2"):
        send(case, cast)

    decide(row, cast.director_of_corporate_affairs)
    send(case, cast)

    words = str(response_content(case))
    assert "Section 14(1) of the Act does not oblige us" in words
    assert "It is not about you." in words
    row.refresh_from_db()
    assert row.decided_by == cast.director_of_corporate_affairs
    assert AuditEvent.objects.get(verb="decide_vexatious").detail["approved"] is True


def test_whoever_proposed_does_not_decide(case: Case, cast: Cast, settings: LazySettings) -> None:
    settings.VEXATIOUS_ROLES = ["foi_manager", "foi_administrator"]
    row = propose(case, cast)
    before = everything()
    with pytest.raises(PermissionDenied, match="Whoever proposed"):
        decide(row, cast.foi_administrator)
    assert everything() == before
    decide(row, cast.foi_manager)


def test_a_proposal_needs_somebody_else_to_decide(
    case: Case, cast: Cast, settings: LazySettings
) -> None:
    settings.VEXATIOUS_ROLES = ["foi_administrator"]
    with pytest.raises(RuleBroken, match="nobody else who may decide"):
        propose(case, cast)


def test_only_the_office_proposes_and_only_the_role_decides(case: Case, cast: Cast) -> None:
    row = propose(case, cast)
    before = everything()
    for name, user in cast.people.items():
        if name not in ("foi_manager", "foi_administrator"):
            with pytest.raises(PermissionDenied):
                vexatious.propose(case.pk, PROPOSED, actor=user, at=at(DAY))
            with pytest.raises(PermissionDenied):
                vexatious.take_back(case.pk, row.pk, actor=user, at=at(DAY))
        if name != "director_of_corporate_affairs":
            with pytest.raises(PermissionDenied):
                decide(row, user)
        if name != "foi_manager":
            with pytest.raises(PermissionDenied):
                vexatious.close_without_notice(case.pk, reason="No.", actor=user, at=at(DAY))
    assert everything() == before


@pytest.mark.parametrize(
    ("proposed", "said"),
    [
        (replace(PROPOSED, reasons=replace(REASONS, value="")), "value or serious purpose"),
        (
            replace(PROPOSED, reasons=replace(REASONS, motive="The applicant is vexatious.")),
            "never the person",
        ),
        (
            replace(PROPOSED, reasons=replace(REASONS, motive=f"{APPLICANT_NAME} is upset.")),
            "Take it out, then send",
        ),
        (replace(PROPOSED, ground=Ground.REPEATED), "Choose the earlier request"),
        (replace(PROPOSED, earlier_notice_id=10**6, why_no_notice="It did."), "Choose the earlier"),
    ],
)
def test_what_cannot_be_proposed_is_said_and_nothing_is_left(
    case: Case, cast: Cast, proposed: Proposed, said: str
) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match=said):
        propose(case, cast, proposed)
    assert everything() == before


def test_one_proposal_stands_at_a_time_and_can_be_taken_back(case: Case, cast: Cast) -> None:
    row = propose(case, cast)
    with pytest.raises(RuleBroken, match="stands already"):
        propose(case, cast)
    vexatious.take_back(case.pk, row.pk, actor=cast.foi_manager, at=at(DAY))
    with pytest.raises(StalePage):
        vexatious.take_back(case.pk, row.pk, actor=cast.foi_manager, at=at(DAY))
    with pytest.raises(StalePage, match="does not wait"):
        decide(row, cast.director_of_corporate_affairs)
    propose(case, cast)


def test_a_proposal_that_is_not_approved_refuses_nothing(case: Case, cast: Cast) -> None:
    row = propose(case, cast)
    with pytest.raises(RuleBroken, match="needs a reason"):
        vexatious.decide(
            row.pk, is_approved=True, reasons=" ",
            actor=cast.director_of_corporate_affairs, at=at(DAY),
        )  # fmt: skip
    decide(row, cast.director_of_corporate_affairs, is_approved=False)
    with pytest.raises(StalePage):
        decide(row, cast.director_of_corporate_affairs)
    refuse(case, cast)
    with pytest.raises(RuleBroken, match="Section 14 is not decided"):
        send(case, cast)


def test_the_ground_that_was_decided_is_the_ground_of_the_letter(case: Case, cast: Cast) -> None:
    decide(propose(case, cast), cast.director_of_corporate_affairs)
    refuse(case, cast, Outcome.REPEATED)
    with pytest.raises(RuleBroken, match="Section 14 is not decided"):
        send(case, cast)


def test_under_the_regulations_the_outcome_is_not_known(case: Case, cast: Cast) -> None:
    decide(propose(case, cast), cast.director_of_corporate_affairs)
    refuse(case, cast)
    Case.objects.filter(pk=case.pk).update(regime="eir")
    with pytest.raises(RuleBroken, match="which the law of this case does not know"):
        send(case, cast)


def test_a_repeated_request_names_the_one_that_was_answered(
    make_case: CaseMaker, cast: Cast
) -> None:
    earlier = answered(make_case)
    case = later(make_case, earlier)
    row = propose(case, cast, Proposed(Ground.REPEATED, REASONS, repeats_id=earlier.pk))
    decide(row, cast.director_of_corporate_affairs)
    refuse(case, cast, Outcome.REPEATED)
    send(case, cast)

    assert row.repeats == earlier
    assert (
        f"The earlier request is {earlier.reference}, which we answered on 11 November 2026."
        in str(response_content(case))
    )


def test_a_stranger_s_request_is_never_the_one_repeated(
    make_case: CaseMaker, cast: Cast, case: Case
) -> None:
    make_case.email = "somebody.else@example.org"
    earlier = answered(make_case)
    assert earlier.applicant_id != case.applicant_id
    with pytest.raises(RuleBroken, match="same person"):
        propose(case, cast, Proposed(Ground.REPEATED, REASONS, repeats_id=earlier.pk))


def test_no_notice_is_given_only_after_a_notice_for_an_earlier_request(
    make_case: CaseMaker, cast: Cast
) -> None:
    earlier = answered(make_case, refused=True)
    case = later(make_case, earlier)
    with pytest.raises(RuleBroken, match="unreasonable to expect another notice"):
        propose(case, cast, replace(PROPOSED, earlier_notice_id=earlier.pk))
    row = propose(
        case, cast,
        replace(PROPOSED, earlier_notice_id=earlier.pk, why_no_notice="The same, a week ago."),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="No approved decision"):
        vexatious.close_without_notice(
            case.pk, reason="Section 17(6).", actor=cast.foi_manager, at=at(DAY)
        )
    decide(row, cast.director_of_corporate_affairs)
    letters = Letter.objects.count()
    vexatious.close_without_notice(
        case.pk, reason="Section 17(6).", actor=cast.foi_manager, at=at(DAY)
    )

    case.refresh_from_db()
    assert (case.state, case.closed_on) == (State.CLOSED_WITHOUT_NOTICE, DAY)
    assert Letter.objects.count() == letters
    assert Case.objects.filter(pk=case.pk).exists()
    responses.bring_back(case.pk, reason="A mistake.", actor=cast.foi_manager, at=at(DAY))


def test_an_answered_request_is_no_notice(make_case: CaseMaker, cast: Cast) -> None:
    earlier = answered(make_case)
    case = later(make_case, earlier)
    with pytest.raises(RuleBroken, match="No notice under section 14 was given"):
        propose(
            case, cast,
            replace(PROPOSED, earlier_notice_id=earlier.pk, why_no_notice="It did."),
        )  # fmt: skip


def test_a_decision_with_a_notice_does_not_close_without_one(case: Case, cast: Cast) -> None:
    decide(propose(case, cast), cast.director_of_corporate_affairs)
    with pytest.raises(RuleBroken, match="No approved decision"):
        vexatious.close_without_notice(case.pk, reason="It is.", actor=cast.foi_manager, at=at(DAY))
    case.refresh_from_db()
    assert case.state == State.DRAFTING


def test_the_evidence_is_counted_and_kept_without_names(make_case: CaseMaker, cast: Cast) -> None:
    earlier = answered(make_case)
    case = later(make_case, earlier)
    seen = vexatious_evidence(case)
    row = propose(case, cast)

    assert [each.pk for each in seen.others] == [earlier.pk]
    assert seen.alike == {earlier.reference}
    assert row.evidence["count"] == 1
    assert row.evidence["requests"][0]["reference"] == earlier.reference
    assert row.evidence["requests"][0]["is_alike"] is True
    assert APPLICANT_NAME not in str(row.evidence)
    assert APPLICANT_EMAIL not in str(row.evidence)


def test_a_request_of_three_years_ago_is_no_evidence(make_case: CaseMaker) -> None:
    earlier = answered(make_case)
    case = later(make_case, earlier)
    Case.objects.filter(pk=earlier.pk).update(received_on=case.received_on - timedelta(days=731))
    assert vexatious_evidence(case).others == ()


def test_the_second_person_and_the_office_are_told_and_never_who_asked(
    case: Case, cast: Cast
) -> None:
    row = propose(case, cast)
    WRITERS["ask_about_vexatious"](row.pk, at(DAY))
    decide(row, cast.director_of_corporate_affairs)
    WRITERS["tell_office_of_vexatious"](row.pk, at(DAY))
    WRITERS["ask_about_vexatious"](row.pk, at(DAY))

    mails = list(Message.objects.filter(kind="internal", subject__contains="section 14(1)"))
    assert {mail.recipient for mail in mails} == {
        "director_of_corporate_affairs@trust.example", "foi_administrator@trust.example",
    }  # fmt: skip
    for mail in mails:
        assert APPLICANT_NAME not in mail.subject + mail.text


def test_an_old_page_is_told(case: Case, cast: Cast) -> None:
    with pytest.raises(StalePage):
        vexatious.propose(case.pk, PROPOSED, actor=cast.foi_manager, at=at(DAY), expected_version=0)
