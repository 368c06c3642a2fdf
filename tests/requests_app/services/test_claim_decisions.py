"""The public interest and the opinion under s.36: decided by who may, on what they read."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from exemptions.domain.public_interest import Balance
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.outcomes import Outcome
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Claim,
    Message,
    OutboxItem,
    PublicInterestTest,
    QualifiedOpinion,
    Role,
    User,
)
from requests_app.queries.response_content import response_content
from requests_app.services import claim_decisions, decisions
from requests_app.services.claim_decisions import Decision, GivenOpinion
from requests_app.services.decisions import ClaimDetails
from requests_app.tasks.decision_mail import WRITERS
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at, decide_claims
from tests.requests_app.services.test_decisions import NAMES, PRICES, answer, claim, send

DAY = date(2026, 11, 11)
ADVICE = ClaimDetails(
    code="s.36(2)(b)",
    limb="(2)(b)(i)",
    what="the advice to the board",
    why="It was given freely, before the decision was made.",
    likelihood="would",
    answers={"harm": "Advisers would water down what they write."},
    submission="The paper of 3 March, and both sides of the argument.",
    for_disclosure="Openness about how the decision came about",
    for_withholding="The board needs frank advice",
    balance_reasons="The decision itself is published.",
)
WITHHOLD = Decision("Openness", "The next tender", Balance.WITHHOLD, "The total is published.")


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(DAY), tick=False) as moved:
        yield moved


def rows() -> tuple[object, ...]:
    """Return everything that a decision could have written."""
    return (
        list(Claim.objects.values()),
        list(PublicInterestTest.objects.values()),
        list(QualifiedOpinion.objects.values()),
        OutboxItem.objects.count(),
        AuditEvent.objects.count(),
    )


def ask(case: Case, cast: Cast, details: ClaimDetails = PRICES) -> PublicInterestTest:
    row = claim(case, cast, details)
    return claim_decisions.ask_for_decision(case.pk, row.pk, actor=cast.foi_manager, at=at(DAY))


def ask_opinion(case: Case, cast: Cast) -> QualifiedOpinion:
    row = claim(case, cast, ADVICE)
    return claim_decisions.ask_for_opinion(case.pk, row.pk, actor=cast.foi_manager, at=at(DAY))


def test_the_director_decides_and_the_letter_prints_the_directors_words(
    case: Case, cast: Cast
) -> None:
    asked = ask(case, cast)
    claim_decisions.decide_public_interest(
        asked.pk, WITHHOLD, seal_seen=asked.seal,
        actor=cast.director_of_corporate_affairs, at=at(DAY),
    )  # fmt: skip
    answer(case, cast, "1", Outcome.WITHHELD)

    send(case, cast)

    words = str(response_content(case))
    assert "In favour of disclosure: openness." in words
    assert "how public money is spent" not in words
    asked.refresh_from_db()
    assert asked.decided_by == cast.director_of_corporate_affairs
    assert asked.decided_by_name == "Director Of Corporate Affairs"
    assert AuditEvent.objects.get(verb="weigh").detail["balance"] == "withhold"


def test_nobody_else_decides_and_nothing_is_left_behind(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    before = rows()
    for name, user in cast.people.items():
        if name == "director_of_corporate_affairs":
            continue
        with pytest.raises(PermissionDenied):
            claim_decisions.decide_public_interest(
                asked.pk, WITHHOLD, seal_seen=asked.seal, actor=user, at=at(DAY)
            )
        with pytest.raises(PermissionDenied):
            claim_decisions.return_weighing(asked.pk, comment="No.", actor=user, at=at(DAY))
    assert rows() == before


def test_which_roles_decide_is_a_setting(case: Case, cast: Cast, settings: LazySettings) -> None:
    settings.PUBLIC_INTEREST_ROLES = ["foi_manager"]
    asked = ask(case, cast)
    with pytest.raises(PermissionDenied):
        claim_decisions.decide_public_interest(
            asked.pk, WITHHOLD, seal_seen=asked.seal,
            actor=cast.director_of_corporate_affairs, at=at(DAY),
        )  # fmt: skip
    claim_decisions.decide_public_interest(
        asked.pk, WITHHOLD, seal_seen=asked.seal, actor=cast.foi_manager, at=at(DAY)
    )


def test_only_the_office_asks(case: Case, cast: Cast) -> None:
    row = claim(case, cast, PRICES)
    before = rows()
    for name, user in cast.people.items():
        if name in ("foi_manager", "foi_administrator"):
            continue
        for act in (claim_decisions.ask_for_decision, claim_decisions.ask_for_opinion):
            with pytest.raises(PermissionDenied):
                act(case.pk, row.pk, actor=user, at=at(DAY))
    assert rows() == before


def test_a_claim_is_finished_before_anybody_is_asked(case: Case, cast: Cast) -> None:
    row = claim(case, cast, replace(PRICES, why=""))
    names = claim(case, cast, NAMES)
    before = rows()
    for asked, said in ((row, r"Say why s\.43\(2\) applies"), (names, "is not weighed")):
        with pytest.raises(RuleBroken, match=said):
            claim_decisions.ask_for_decision(case.pk, asked.pk, actor=cast.foi_manager, at=at(DAY))
    with pytest.raises(RuleBroken, match="taken away meanwhile"):
        claim_decisions.ask_for_decision(case.pk, 0, actor=cast.foi_manager, at=at(DAY))
    assert rows() == before


def test_a_claim_that_is_not_ready_is_not_saved_by_asking(case: Case, cast: Cast) -> None:
    question = case.questions.get(number="1")
    with pytest.raises(RuleBroken, match="not ready to be decided"):
        claim_decisions.claim_and_ask(
            case.pk, question.pk, replace(PRICES, why=""), asks="decision",
            actor=cast.foi_manager, at=at(DAY),
        )  # fmt: skip
    assert not Claim.objects.exists()


def test_a_claim_changed_afterwards_has_to_be_decided_anew(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    decide_claims(case, cast, at(DAY))
    assert asked.claim.tests.filter(ended_at__isnull=True, decided_at__isnull=False).exists()
    decisions.claim_exemption(
        case.pk, asked.claim.question_id, replace(PRICES, what="the prices and the names"),
        claim_id=asked.claim_id, actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip
    answer(case, cast, "1", Outcome.WITHHELD)

    with pytest.raises(RuleBroken, match="The public interest is not decided yet"):
        send(case, cast)
    decide_claims(case, cast, at(DAY))
    send(case, cast)


def test_new_proposals_to_the_director_do_not_undo_the_decision(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    decide_claims(case, cast, at(DAY))
    decisions.claim_exemption(
        case.pk, asked.claim.question_id, replace(PRICES, for_disclosure="Another thought"),
        claim_id=asked.claim_id, actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip
    answer(case, cast, "1", Outcome.WITHHELD)
    send(case, cast)


def test_what_was_changed_after_it_was_sent_is_not_decided_unread(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    decisions.claim_exemption(
        case.pk, asked.claim.question_id, replace(PRICES, why="Another reason."),
        claim_id=asked.claim_id, actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip
    before = rows()
    for seal in (asked.seal, "", "x"):
        with pytest.raises(StalePage):
            claim_decisions.decide_public_interest(
                asked.pk, WITHHOLD, seal_seen=seal,
                actor=cast.director_of_corporate_affairs, at=at(DAY),
            )  # fmt: skip
    assert rows() == before


def test_the_same_click_again_finds_it_decided(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    director = cast.director_of_corporate_affairs

    def decide() -> None:
        claim_decisions.decide_public_interest(
            asked.pk, WITHHOLD, seal_seen=asked.seal, actor=director, at=at(DAY)
        )

    decide()
    before = rows()
    with pytest.raises(StalePage, match="Nobody waits"):
        decide()
    with pytest.raises(StalePage, match="Nobody waits"):
        claim_decisions.return_weighing(asked.pk, comment="No.", actor=director, at=at(DAY))
    assert rows() == before


def test_the_interest_in_disclosure_wins_and_the_letter_does_not_withhold(
    case: Case, cast: Cast
) -> None:
    asked = ask(case, cast)
    claim_decisions.decide_public_interest(
        asked.pk, replace(WITHHOLD, balance=Balance.DISCLOSE), seal_seen=asked.seal,
        actor=cast.director_of_corporate_affairs, at=at(DAY),
    )  # fmt: skip
    answer(case, cast, "1", Outcome.WITHHELD)

    with pytest.raises(RuleBroken, match="lies in disclosure: take the claim away"):
        send(case, cast)


@pytest.mark.parametrize("left_out", ["for_disclosure", "for_withholding", "reasons"])
def test_a_decision_says_both_sides_and_why(case: Case, cast: Cast, left_out: str) -> None:
    asked = ask(case, cast)
    half: Any = {left_out: " "}
    with pytest.raises(RuleBroken, match="what speaks for each side"):
        claim_decisions.decide_public_interest(
            asked.pk, replace(WITHHOLD, **half), seal_seen=asked.seal,
            actor=cast.director_of_corporate_affairs, at=at(DAY),
        )  # fmt: skip


def test_a_claim_sent_back_says_why_and_can_be_put_again(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    claim_decisions.return_weighing(
        asked.pk, comment="Whose interests are they?",
        actor=cast.director_of_corporate_affairs, at=at(DAY),
    )  # fmt: skip
    asked.refresh_from_db()
    assert (asked.comment, asked.ended_at) == ("Whose interests are they?", at(DAY))

    again = claim_decisions.ask_for_decision(
        case.pk, asked.claim_id, actor=cast.foi_manager, at=at(DAY)
    )
    assert again.pk != asked.pk
    with pytest.raises(RuleBroken, match="needs a reason"):
        claim_decisions.return_weighing(
            again.pk, comment=" ", actor=cast.director_of_corporate_affairs, at=at(DAY)
        )


def test_the_opinion_comes_from_the_qualified_person_before_any_weighing(
    case: Case, cast: Cast
) -> None:
    asked = ask_opinion(case, cast)
    with pytest.raises(RuleBroken, match="opinion of the qualified person comes first"):
        claim_decisions.ask_for_decision(
            case.pk, asked.claim_id, actor=cast.foi_manager, at=at(DAY)
        )
    given = GivenOpinion(True, "would", "They would water it down.")
    before = rows()
    for name, user in cast.people.items():
        if name != "qualified_person":
            with pytest.raises(PermissionDenied):
                claim_decisions.give_opinion(
                    asked.pk, given, seal_seen=asked.seal, actor=user, at=at(DAY)
                )
    assert rows() == before

    User.objects.filter(pk=cast.qualified_person.pk).update(job_title="Chief Executive")
    cast.qualified_person.refresh_from_db()
    claim_decisions.give_opinion(
        asked.pk, given, seal_seen=asked.seal, actor=cast.qualified_person, at=at(DAY)
    )
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)
    send(case, cast)

    asked.refresh_from_db()
    assert (asked.limb, asked.likelihood, asked.given_at) == ("(2)(b)(i)", "would", at(DAY))
    words = str(response_content(case))
    assert "The qualified person, Qualified Person, Chief Executive, gave a reasonable" in words
    assert "on 11 November 2026. They would water it down." in words


def test_no_refusal_under_section_36_without_the_opinion(case: Case, cast: Cast) -> None:
    claim(case, cast, ADVICE)
    answer(case, cast, "1", Outcome.WITHHELD)

    with pytest.raises(RuleBroken, match="has not given an opinion yet"):
        send(case, cast)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (GivenOpinion(False, "", "It is all published."), "does not find that section 36"),
        (GivenOpinion(True, "would be likely to", "Some would."), "have to say the same"),
    ],
)
def test_a_claim_cannot_say_more_than_the_opinion(
    case: Case, cast: Cast, given: GivenOpinion, said: str
) -> None:
    asked = ask_opinion(case, cast)
    claim_decisions.give_opinion(
        asked.pk, given, seal_seen=asked.seal, actor=cast.qualified_person, at=at(DAY)
    )
    answer(case, cast, "1", Outcome.WITHHELD)

    with pytest.raises(RuleBroken, match=said):
        send(case, cast)


def test_an_opinion_has_reasons_and_a_degree(case: Case, cast: Cast) -> None:
    asked = ask_opinion(case, cast)
    for given, said in (
        (GivenOpinion(True, "would", " "), "Write the reasons"),
        (GivenOpinion(True, "", "Because."), "would follow, or would be likely to"),
    ):
        with pytest.raises(RuleBroken, match=said):
            claim_decisions.give_opinion(
                asked.pk, given, seal_seen=asked.seal, actor=cast.qualified_person, at=at(DAY)
            )
    claim_decisions.return_opinion(
        asked.pk, comment="Show me the paper.", actor=cast.qualified_person, at=at(DAY)
    )
    with pytest.raises(StalePage):
        claim_decisions.return_opinion(
            asked.pk, comment="Again.", actor=cast.qualified_person, at=at(DAY)
        )


def test_an_opinion_is_asked_for_where_section_36_asks_for_one(case: Case, cast: Cast) -> None:
    for details, said in (
        (PRICES, "does not rest on an opinion"),
        (replace(ADVICE, is_statistical=True), "does not rest on an opinion"),
        (replace(ADVICE, submission=""), "what is put before the qualified person"),
    ):
        row = claim(case, cast, details)
        with pytest.raises(RuleBroken, match=said):
            claim_decisions.ask_for_opinion(case.pk, row.pk, actor=cast.foi_manager, at=at(DAY))


@pytest.mark.parametrize("role", [Role.QUALIFIED_PERSON, Role.DIRECTOR_OF_CORPORATE_AFFAIRS])
def test_where_nobody_may_decide_it_is_said(case: Case, cast: Cast, role: Role) -> None:
    User.objects.filter(role=role).update(is_active=False)
    act: Callable[[Case, Cast], object] = ask_opinion if role is Role.QUALIFIED_PERSON else ask
    with pytest.raises(RuleBroken, match="system administrator"):
        act(case, cast)


def test_those_who_decide_are_told_and_never_who_asked(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    opinion = ask_opinion(case, cast)
    WRITERS["ask_who_weighs"](asked.pk, at(DAY))
    WRITERS["ask_qualified_person"](opinion.pk, at(DAY))
    decide_claims(case, cast, at(DAY) + timedelta(minutes=1))
    for item in OutboxItem.objects.filter(work__startswith="tell_office_of_"):
        if item.work in WRITERS:
            WRITERS[item.work](item.subject_id, at(DAY))

    mails = Message.objects.filter(kind="internal", subject__contains="section") | (
        Message.objects.filter(kind="internal", subject__contains="s.")
    )
    sent = {(mail.recipient, mail.subject) for mail in mails}
    assert {to for to, _ in sent} == {
        "director_of_corporate_affairs@trust.example",
        "qualified_person@trust.example",
        "foi_manager@trust.example",
    }
    assert any("withhold weighs more" in subject for _, subject in sent)
    assert any("the opinion on s.36(2)(b): engaged" in subject for _, subject in sent)
    for mail in mails:
        assert APPLICANT_NAME not in mail.subject + mail.text
        assert APPLICANT_EMAIL not in mail.subject + mail.text


def test_decisions_are_made_while_drafting_only(case: Case, cast: Cast) -> None:
    asked = ask(case, cast)
    Case.objects.filter(pk=case.pk).update(state=State.AWAITING_SIGN_OFF)
    with pytest.raises(RuleBroken, match="not possible now"):
        claim_decisions.decide_public_interest(
            asked.pk, WITHHOLD, seal_seen=asked.seal,
            actor=cast.director_of_corporate_affairs, at=at(DAY),
        )  # fmt: skip
