"""Templates are published in versions, and only those whose letters the law accepts."""

from datetime import date

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.letter_kinds import TemplateKind
from requests_app.domain.outcomes import Outcome
from requests_app.domain.standard_letters import STANDARD
from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Draft, Letter, Message, TemplateVersion, User
from requests_app.queries.letter_words import standing_template
from requests_app.services import drafting, letter_templates
from requests_app.services.drafting import DraftedAnswer
from requests_app.tasks.outbox import WORK
from tests.factories import CaseMaker, Cast, at

DAY = date(2026, 11, 9)
ACKNOWLEDGEMENT = TemplateKind.ACKNOWLEDGEMENT
WARMER = STANDARD[ACKNOWLEDGEMENT].replace("Thank you for your request", "Thank you for writing")


def publish(
    actor: User,
    text: str = WARMER,
    kind: TemplateKind = ACKNOWLEDGEMENT,
    *,
    after: int = 0,
    why: str = "Warmer.",
    tried_on: Case | None = None,
) -> TemplateVersion:
    return letter_templates.publish(
        kind, text, why=why, after=after, actor=actor, at=at(DAY), tried_on=tried_on
    )


def test_a_new_version_makes_the_next_letter_and_each_keeps_its_own(
    make_case: CaseMaker, cast: Cast
) -> None:
    before, after = make_case(State.ACCEPTED), make_case(State.ACCEPTED)
    WORK["acknowledge"](before.pk, at(DAY))
    publish(cast.foi_manager)
    WORK["acknowledge"](after.pk, at(DAY))

    first, second = Message.objects.filter(kind="acknowledgement").order_by("pk")
    assert (first.template, second.template) == ("acknowledgement/0", "acknowledgement/1")
    assert "Thank you for your request" in first.text
    assert "Thank you for writing" in second.text
    event = AuditEvent.objects.get(verb="publish_template")
    assert (event.actor, event.detail["template"]) == (cast.foi_manager, "acknowledgement/1")
    assert "writing" not in str(event.detail)


def test_a_letter_on_paper_keeps_its_version_too(make_case: CaseMaker, cast: Cast) -> None:
    make_case.email, make_case.postal_address = "", "1 High Street"
    case = make_case(State.ACCEPTED)
    publish(cast.foi_manager)
    for _ in range(2):
        WORK["acknowledge"](case.pk, at(DAY))

    letter = Letter.objects.get(case=case)
    assert letter.template == "acknowledgement/1"
    assert "by post, at the address you gave us" in letter.content["opening"]


def test_only_the_foi_manager_publishes(cast: Cast) -> None:
    for name, who in cast.people.items():
        if name != "foi_manager":
            with pytest.raises(PermissionDenied):
                publish(who)
    assert not TemplateVersion.objects.exists()
    assert not AuditEvent.objects.filter(verb="publish_template").exists()


@pytest.mark.parametrize(
    ("kind", "text", "said"),
    [
        (ACKNOWLEDGEMENT, "Hello {{ name }}", "Line 1: There is no place called “name”"),
        (ACKNOWLEDGEMENT, "Hello\n{% for x in y %}\n{% endfor %}", "Line 2: .*has no loops"),
        (ACKNOWLEDGEMENT, "Hello {% if due_on %}", "is not ended"),
        (ACKNOWLEDGEMENT, "{% include 'file:///etc/passwd' %}", "cannot fetch anything"),
        (ACKNOWLEDGEMENT, WARMER.replace("{{ due_on }}", "and by"), "Give the date by which"),
        (
            TemplateKind.REFUSAL,
            STANDARD[TemplateKind.REFUSAL].replace("{{ rights }}", ""),
            r"s17\(7\)\(a\).*s17\(7\)\(b\)",
        ),
        (
            TemplateKind.REFUSAL,
            STANDARD[TemplateKind.REFUSAL].replace("{{ answers }}", ""),
            "no place for them",
        ),
        (
            TemplateKind.REFUSAL,
            STANDARD[TemplateKind.REFUSAL].replace(
                "{{ answers }}", "It is exempt under section 10 of the DPA 1998.\n\n{{ answers }}"
            ),
            "repealed on 25 May 2018",
        ),
        (ACKNOWLEDGEMENT, STANDARD[ACKNOWLEDGEMENT], "the words that stand already"),
    ],
)
def test_a_template_that_will_not_do_is_refused_and_the_old_one_stays(
    cast: Cast, kind: TemplateKind, text: str, said: str
) -> None:
    with pytest.raises(RuleBroken, match=said):
        publish(cast.foi_manager, text, kind)

    assert not TemplateVersion.objects.exists()
    assert standing_template(kind).text == STANDARD[kind]


def test_a_version_needs_a_reason(cast: Cast) -> None:
    with pytest.raises(RuleBroken, match="what you changed"):
        publish(cast.foi_manager, why=" ")


def test_two_who_publish_at_once_do_not_overwrite_each_other(cast: Cast) -> None:
    publish(cast.foi_manager)
    with pytest.raises(StalePage, match="published version 1"):
        publish(cast.foi_manager, WARMER.replace("writing", "asking"))
    assert TemplateVersion.objects.count() == 1
    assert publish(cast.foi_manager, STANDARD[ACKNOWLEDGEMENT], after=1).number == 2


def test_faults_that_a_case_had_before_are_not_the_new_words_fault(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.DRAFTING)
    answer(case, cast, Outcome.WITHHELD, "No.")
    kind = TemplateKind.REFUSAL
    kinder = STANDARD[kind].replace("We are sorry that", "We are truly sorry that")

    assert publish(cast.foi_manager, kinder, kind, tried_on=case).number == 1


def answer(case: Case, cast: Cast, outcome: Outcome, text: str) -> None:
    draft = Draft.objects.get(case=case)
    drafting.save_draft(
        case.pk,
        opening=draft.opening,
        closing=draft.closing,
        answers=[
            DraftedAnswer(question.pk, outcome.value, text) for question in case.questions.all()
        ],
        actor=cast.foi_manager,
        at=at(DAY),
    )


def test_paragraphs_that_nobody_changed_follow_what_is_answered(
    make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.DRAFTING)
    assert Draft.objects.get(case=case).template == "disclosure/0"
    answer(case, cast, Outcome.WITHHELD, "No.")
    draft = Draft.objects.get(case=case)
    assert draft.template == "refusal/0"
    assert "We are sorry that this answer will disappoint you." in draft.opening


def test_paragraphs_that_somebody_changed_stay(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.DRAFTING)
    Draft.objects.filter(case=case).update(opening="In our own words.")
    answer(case, cast, Outcome.WITHHELD, "No.")
    draft = Draft.objects.get(case=case)
    assert (draft.opening, draft.template) == ("In our own words.", "disclosure/0")


def test_the_answer_that_leaves_keeps_the_version(make_case: CaseMaker, cast: Cast) -> None:
    kind = TemplateKind.DISCLOSURE
    publish(cast.foi_manager, STANDARD[kind].replace("set out below", "repeated below"), kind)
    case = make_case(State.ANSWERED)
    letter = Letter.objects.get(case=case, kind="response")
    assert letter.template == "disclosure/1"
    assert "repeated below" in letter.content["opening"]


def test_a_template_from_other_days_is_not_used_in_silence(
    make_case: CaseMaker, cast: Cast
) -> None:
    TemplateVersion.objects.create(
        kind="fees_notice", number=1, text="Pay {{ a_place_that_went }}", why="x",
        published_by=cast.foi_manager, published_at=at(DAY),
    )  # fmt: skip
    with pytest.raises(RuleBroken, match="“Fees notice” cannot be used any more"):
        standing_template(TemplateKind.FEES_NOTICE).read()
