"""An earlier answer becomes a draft: never finished, never over other words, never naming."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.outcomes import Outcome
from requests_app.domain.workflow import State
from requests_app.models import Answer, AuditEvent, Case, Question, ReusedAnswer
from requests_app.queries.case_facts import took_part
from requests_app.queries.involvement import DRAFTED, involvement
from requests_app.services import drafting, responses, reused_answers, sign_off
from requests_app.services.drafting import DraftedAnswer
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce

THEN, NOW = date(2026, 9, 1), at(date(2026, 11, 10))
Using = Callable[..., ReusedAnswer]


@pytest.fixture
def earlier(make_case: CaseMaker) -> Case:
    """Return a case of somebody else that was answered two months ago."""
    make_case.received_on, make_case.email = THEN, "someone.else@example.org"
    case = make_case(State.ANSWERED)
    make_case.received_on, make_case.email = date(2026, 11, 2), "q.ravenscroft@example.org"
    return case


@pytest.fixture
def case(earlier: Case, make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


def first(case: Case) -> Question:
    return case.questions.get(number="1")


@pytest.fixture
def use(case: Case, earlier: Case, cast: Cast) -> Using:
    def use(**changes: Any) -> ReusedAnswer:
        source = changes.pop("source", first(earlier))
        question = changes.pop("question", first(case))
        return reused_answers.use(
            changes.pop("case", case).pk, question.pk, source.pk,
            **{"actor": cast.foi_administrator, "at": NOW, **changes},
        )  # fmt: skip

    return use


def text_of(case: Case) -> str:
    return Answer.objects.get(question=first(case)).text


def test_the_words_alone_are_taken_over_and_marked_with_where_they_came_from(
    case: Case, earlier: Case, cast: Cast, use: Using
) -> None:
    row = use()

    answer = Answer.objects.get(question=first(case))
    assert (answer.text, answer.outcome) == ("The answer to 1.", "")
    assert answer.drafted_by == cast.foi_administrator
    assert (row.came_from, row.source, row.given_on) == (
        earlier.reference, first(earlier), THEN + timedelta(days=11),
    )  # fmt: skip
    assert (row.checked_at, row.ended_at) == (None, None)
    event = AuditEvent.objects.get(chain=case.reference, verb="use_earlier_answer")
    assert event.detail == {
        "question": "1", "source": earlier.reference, "reused": row.pk, "sha256": row.seal,
    }  # fmt: skip


def test_exemptions_are_not_taken_over(make_case: CaseMaker, make_review: Any, cast: Cast) -> None:
    refused = make_review.answered()
    make_case.received_on, make_case.email = date(2026, 11, 20), "someone.else@example.org"
    case = make_case(State.DRAFTING)
    second = case.questions.get(number="2")
    Answer.objects.filter(question=second).update(text="", outcome="")

    reused_answers.use(
        case.pk, second.pk, refused.questions.get(number="2").pk, actor=cast.foi_manager,
        at=at(date(2026, 11, 26)),
    )  # fmt: skip

    answer = Answer.objects.get(question=second)
    assert (answer.text, answer.outcome) == ("The total is £41,200.", "")
    assert not second.claims.exists()


@pytest.mark.parametrize("who", ["foi_manager", "foi_administrator"])
def test_the_office_may(case: Case, cast: Cast, use: Using, who: str) -> None:
    assert use(actor=cast.people[who]).used_by == cast.people[who]


def test_nobody_else_may_and_nothing_is_left_behind(case: Case, cast: Cast, use: Using) -> None:
    for name, who in cast.people.items():
        if name not in {"foi_manager", "foi_administrator"}:
            with pytest.raises(PermissionDenied):
                use(actor=who)

    assert not ReusedAnswer.objects.exists()
    assert not Answer.objects.filter(question__case=case).exists()
    assert not AuditEvent.objects.filter(verb="use_earlier_answer").exists()


POSSIBLE = {State.ACCEPTED, State.WITH_DEPARTMENTS, State.DRAFTING}


@pytest.mark.parametrize("state", [state for state in State if state not in POSSIBLE])
def test_it_needs_a_request_that_is_accepted_and_not_signed_for(
    earlier: Case, make_case: CaseMaker, use: Using, state: State
) -> None:
    other = make_case(state)

    with pytest.raises(RuleBroken, match="is not possible now"):
        use(case=other, question=first(other))

    assert not ReusedAnswer.objects.exists()


def test_words_that_stand_there_are_never_overwritten(
    make_case: CaseMaker, earlier: Case, cast: Cast, use: Using
) -> None:
    drafted = make_case(State.DRAFTING)

    with pytest.raises(RuleBroken, match="There are words in the draft of question 1 already"):
        use(case=drafted, question=first(drafted))

    assert text_of(drafted) == "The answer to 1."
    assert not ReusedAnswer.objects.exists()


def test_the_same_twice_is_said_and_done_once(case: Case, use: Using) -> None:
    use()
    with pytest.raises(RuleBroken, match="stands in the draft of question 1 already"):
        use()

    assert ReusedAnswer.objects.count() == 1


def test_a_page_that_is_old_does_nothing(case: Case, use: Using) -> None:
    use(expected_version=case.version)
    with pytest.raises(StalePage):
        use(expected_version=case.version)

    assert ReusedAnswer.objects.count() == 1


@pytest.mark.parametrize(
    "words",
    ["As Ms Ravenscroft knows, 12.", "We told someone.else@example.org: 12.", "Ravenscroft: 12"],
)
def test_an_answer_that_tells_who_asked_is_not_copied(
    case: Case, earlier: Case, use: Using, words: str
) -> None:
    Answer.objects.filter(question=first(earlier)).update(text=words)

    with pytest.raises(RuleBroken, match=r"tells who asked \(their name or e-mail address\)"):
        use()

    assert not Answer.objects.filter(question__case=case).exists()


def test_an_answer_that_names_the_one_who_asks_now_is_not_copied(
    case: Case, earlier: Case, use: Using
) -> None:
    """They may be the subject of what somebody else asked about."""
    earlier.applicant.name, case.applicant.name = "Ann Example", "Bo Palisade"
    earlier.applicant.save()
    case.applicant.save()
    Answer.objects.filter(question=first(earlier)).update(text="The contract of Bo Palisade.")

    with pytest.raises(RuleBroken, match="tells who asked"):
        use()


def test_only_what_was_sent_and_stands_can_be_taken_over(
    case: Case, earlier: Case, make_case: CaseMaker, cast: Cast, use: Using
) -> None:
    drafted = make_case(State.READY)
    for source in (first(drafted), first(case)):
        with pytest.raises(RuleBroken, match="no answer of another case that was sent"):
            use(source=source)
    with pytest.raises(RuleBroken, match="not part of this case"):
        use(question=first(drafted))
    responses.reopen(earlier.pk, reason="A mistake.", actor=cast.foi_manager, at=NOW)
    with pytest.raises(RuleBroken, match="no answer of another case that was sent"):
        use()
    assert not ReusedAnswer.objects.exists()


def test_an_answer_without_words_is_no_draft(earlier: Case, use: Using) -> None:
    Answer.objects.filter(question=first(earlier)).update(text=" ")
    with pytest.raises(RuleBroken, match="no words of its own"):
        use()


def test_a_draft_that_nobody_has_changed_can_be_removed(case: Case, cast: Cast, use: Using) -> None:
    row = use()
    reused_answers.remove(case.pk, row.pk, actor=cast.foi_manager, at=NOW)
    row.refresh_from_db()

    assert (text_of(case), row.ended_at) == ("", NOW)
    event = AuditEvent.objects.get(chain=case.reference, verb="remove_earlier_answer")
    assert (event.detail["question"], event.detail["source"]) == ("1", row.came_from)
    with pytest.raises(RuleBroken, match="removed already"):
        reused_answers.remove(case.pk, row.pk, actor=cast.foi_manager, at=NOW)
    assert use().pk != row.pk


def test_nobody_else_may_remove_it(case: Case, cast: Cast, use: Using) -> None:
    row = use()
    for name, who in cast.people.items():
        if name not in {"foi_manager", "foi_administrator"}:
            with pytest.raises(PermissionDenied):
                reused_answers.remove(case.pk, row.pk, actor=who, at=NOW)
    assert text_of(case) == "The answer to 1."


def test_what_somebody_wrote_into_it_is_not_removed(case: Case, cast: Cast, use: Using) -> None:
    row = use()
    Answer.objects.filter(question=first(case)).update(text="The answer to 1, and more.")

    with pytest.raises(RuleBroken, match="were changed since"):
        reused_answers.remove(case.pk, row.pk, actor=cast.foi_manager, at=NOW)

    row.refresh_from_db()
    assert (text_of(case), row.ended_at) == ("The answer to 1, and more.", None)


@pytest.fixture
def drafting_case(case: Case, cast: Cast, use: Using) -> Case:
    """Return the case with its letter begun, one answer taken over."""
    use()
    drafting.start_drafting(case.pk, actor=cast.foi_manager, at=NOW)
    drafting.assemble(case.pk, actor=cast.foi_manager, at=NOW)
    case.refresh_from_db()
    return case


def save(case: Case, cast: Cast, text: str = "The answer to 1.", *, checked: bool) -> None:
    drafting.save_draft(
        case.pk,
        opening=case.draft.opening,
        closing=case.draft.closing,
        answers=[
            DraftedAnswer(question.pk, Outcome.DISCLOSED.value, text)
            for question in case.questions.all()
        ],
        actor=cast.foi_administrator,
        at=NOW,
        checked=[first(case).pk] if checked else [],
    )


def test_no_letter_is_signed_for_before_it_is_checked(drafting_case: Case, cast: Cast) -> None:
    case = drafting_case
    save(case, cast, checked=False)
    with pytest.raises(RuleBroken, match=r"Not checked yet: question 1 \(from FOI-"):
        sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=NOW)
    save(case, cast, checked=True)
    row = ReusedAnswer.objects.get()
    assert (row.checked_by, row.checked_at) == (cast.foi_administrator, NOW)
    sign_off.send_for_sign_off(case.pk, cast.director, actor=cast.foi_manager, at=NOW)
    case.refresh_from_db()
    assert case.state == State.AWAITING_SIGN_OFF
    last = AuditEvent.objects.filter(chain=case.reference, verb="draft_answer").last()
    assert last is not None
    assert last.detail == {"checked": ["1"]}


def test_once_the_field_is_emptied_nothing_was_taken_over(drafting_case: Case, cast: Cast) -> None:
    save(drafting_case, cast, text="", checked=True)

    row = ReusedAnswer.objects.get()
    assert (row.ended_at, row.checked_at) == (NOW, None)


def test_the_letter_is_made_up_around_it(drafting_case: Case) -> None:
    assert text_of(drafting_case) == "The answer to 1."


def test_whoever_takes_an_answer_over_took_part_in_it(case: Case, cast: Cast, use: Using) -> None:
    use()

    assert took_part(case, cast.foi_administrator)
    assert involvement(case, [cast.foi_administrator])[cast.foi_administrator.pk] == (DRAFTED,)


def test_two_clicks_at_once_take_it_over_once(at_once: AtOnce, case: Case, use: Using) -> None:
    results = at_once(use, use)

    assert sorted(type(result).__name__ for result in results) == ["ReusedAnswer", "RuleBroken"]
    assert ReusedAnswer.objects.count() == 1
