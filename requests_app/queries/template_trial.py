"""A template tried out: on a made-up letter of its kind, and on a real case. Nothing is stored."""

from collections.abc import Sequence
from dataclasses import dataclass

from exemptions.domain.notice import Finding, Severity
from requests_app.domain.letter_check import notice_kind
from requests_app.domain.letter_composing import About, advice_on_letter, composed, contact_on_paper
from requests_app.domain.letter_content import LetterContent
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_samples import DAY, SAMPLES
from requests_app.domain.letter_template import LetterTemplate
from requests_app.domain.letter_wording import in_full
from requests_app.models import Case, Clarification, Extension, Review
from requests_app.queries.authority import the_authority, the_regulator
from requests_app.queries.extensions import told_of
from requests_app.queries.letter_words import about
from requests_app.queries.response_content import answers_alone
from requests_app.queries.review_content import outcome_parts

MADE_UP = "FOI-2026-00000"


@dataclass(frozen=True)
class Trial:
    """The letter that a template makes, what the check says of it, and what in it is made up."""

    content: LetterContent
    advice: tuple[Finding, ...]
    is_made_up: bool

    @property
    def faults(self) -> tuple[Finding, ...]:
        """Return what keeps the letter from leaving."""
        return tuple(each for each in self.advice if each.severity is not Severity.ADVICE)


def tried_on_sample(kind: TemplateKind, template: LetterTemplate) -> Trial:
    """Try a template on a letter with everything in it: what it lacks is the template's fault."""
    sample, authority = SAMPLES[kind], the_authority()
    facts = About(
        reference=MADE_UP,
        subject="A made-up request",
        regime=sample.regime,
        received_on=DAY,
        authority=authority,
        regulator=the_regulator(),
        contact=contact_on_paper(authority, MADE_UP),
    )
    content = composed(kind, template, facts, sample.own, dated=DAY, questions=sample.questions)
    return Trial(content, advice_on_letter(kind, content), is_made_up=True)


def tried_on_case(kind: TemplateKind, template: LetterTemplate, case: Case) -> Trial:
    """Try a template on a case, with made-up words for what the case does not have (yet)."""
    if kind is TemplateKind.REVIEW_OUTCOME and (
        review := Review.objects.filter(case=case, reviewer__isnull=False).last()
    ):
        return _tried_on_review(template, review)
    sample = SAMPLES[kind]
    known = _known(kind, case)
    answers = answers_alone(case)
    is_real = (
        KINDS[kind].has_answers
        and notice_kind(answers).value == kind.value
        and any(question.outcome for question in answers.questions)
    )
    content = composed(
        kind,
        template,
        about(case, in_mail=False),
        {**sample.own, **known},
        dated=DAY if not is_real else None,
        questions=answers.questions if is_real else sample.questions,
        context=answers.context if is_real else "",
        enclosures=answers.enclosures if is_real else (),
    )
    is_made_up = not is_real if KINDS[kind].has_answers else not set(sample.own) <= set(known)
    return Trial(content, advice_on_letter(kind, content), is_made_up=is_made_up)


def _tried_on_review(template: LetterTemplate, review: Review) -> Trial:
    kind, parts = TemplateKind.REVIEW_OUTCOME, outcome_parts(review)
    content = composed(
        kind, template, about(review.case, in_mail=False), parts.own, dated=None,
        questions=parts.questions, enclosures=parts.enclosures,
    )  # fmt: skip
    return Trial(content, advice_on_letter(kind, content), is_made_up=False)


def made_worse(new: Sequence[Finding], old: Sequence[Finding]) -> tuple[Finding, ...]:
    """Return the faults that a new template brings to a case, beside those it had before."""
    before = {(each.rule, each.message) for each in old}
    return tuple(each for each in new if (each.rule, each.message) not in before)


def _known(kind: TemplateKind, case: Case) -> dict[str, str]:
    """Return what the case itself can put into the places of a letter."""
    if kind is TemplateKind.ACKNOWLEDGEMENT and case.due_on:
        return {"due_on": in_full(case.due_on), "tracking_link": "", "by_post": ""}
    if kind in (TemplateKind.CLARIFICATION, TemplateKind.LAPSE):
        asked = Clarification.objects.filter(case=case).select_related("asked").last()
        if asked:
            return {
                "unclear": asked.unclear,
                "why": asked.why,
                "help_offered": asked.help_offered,
                "asked_on": in_full(asked.asked.on),
                "close_after": in_full(asked.close_after),
            }
    if kind in (TemplateKind.PIT_EXTENSION, TemplateKind.EIR_EXTENSION):
        row = Extension.objects.filter(case=case).select_related("entry").last()
        told = told_of(row) if row else None
        if told and told.kind is kind:
            return told.own
    return {}
