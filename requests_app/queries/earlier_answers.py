"""What was answered to questions like ours, and what became of it. For the FOI office alone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from exemptions.domain.register import REGISTER
from requests_app.domain import earlier_answer
from requests_app.domain.earlier_answer import Asker
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.outcomes import Outcome
from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.workflow import State
from requests_app.models import (
    Answer,
    Applicant,
    Claim,
    Letter,
    PublicInterestTest,
    Question,
    QuestionFinding,
)
from requests_app.queries.complaints import fates_of

CITED = {row.code: row.cited for row in REGISTER}


@dataclass(frozen=True)
class RestedOn:
    """An exemption that an earlier answer rested on, and its fates in words, the earliest first."""

    code: str
    cited: str
    fates: tuple[str, ...]
    was_weighed: bool


@dataclass(frozen=True)
class Findings:
    """What a review made of an earlier answer, and the words it gave then."""

    finding: str
    now_given: str


@dataclass(frozen=True)
class EarlierAnswer:
    """The answer to a question like one of ours. `names` is what it tells of who asked then."""

    question: Question
    text: str
    outcome: str
    sent_on: date
    age: str
    warnings: tuple[str, ...]
    rested_on: tuple[RestedOn, ...]
    reviewed: tuple[Findings, ...]
    names: tuple[str, ...]

    @property
    def can_be_used(self) -> bool:
        """Whether there are words, and none that tell who asked."""
        return bool(self.text.strip()) and not self.names


def asker_of(applicant: Applicant) -> Asker:
    """Return an applicant as words could give them away."""
    return Asker(
        name=applicant.name,
        organisation=applicant.organisation,
        email=applicant.email,
        postal_address=applicant.postal_address,
        phone=applicant.phone,
    )


def answers_sent(questions: Sequence[int]) -> dict[int, tuple[Answer, date]]:
    """Return the answers to these questions that left in a letter, with the day they did.

    What is being written anew after a reopening is no answer.
    """
    rows = Answer.objects.filter(
        question__in=questions, question__case__state=State.ANSWERED
    ).select_related("question__case__applicant")
    answers = {row.question_id: row for row in rows}
    letters = Letter.objects.filter(
        case__in={row.question.case_id for row in answers.values()},
        kind=LetterKind.RESPONSE.value,
        withdrawn_at__isnull=True,
    )
    sent = dict(letters.order_by("pk").values_list("case_id", "dated"))
    return {
        key: (row, sent[row.question.case_id])
        for key, row in answers.items()
        if row.question.case_id in sent
    }


def earlier_answers(beside: Mapping[int, Question], today: date) -> dict[int, EarlierAnswer]:
    """Return the answers that were sent to questions elsewhere, by the key of the question.

    `beside` says for each which question of ours it is like. A fixed number of queries, however
    many there are.
    """
    sent = answers_sent(list(beside))
    claims, reviewed = _rested_on(list(sent)), _reviewed(list(sent))
    return {
        key: EarlierAnswer(
            question=row.question,
            text=row.text,
            outcome=Outcome(row.outcome).label if row.outcome else "",
            sent_on=day,
            age=earlier_answer.age_words(day, today),
            warnings=earlier_answer.warnings(
                beside[key].text,
                row.question.text,
                received_then=row.question.case.received_on,
                sent_on=day,
                today=today,
                months=settings.EARLIER_ANSWER_MONTHS,
                is_same_law=row.question.law == beside[key].law,
            ),
            rested_on=claims.get(key, ()),
            reviewed=reviewed.get(key, ()),
            names=earlier_answer.who_asked_in(row.text, asker_of(row.question.case.applicant)),
        )
        for key, (row, day) in sent.items()
    }


def _rested_on(questions: list[int]) -> dict[int, tuple[RestedOn, ...]]:
    rows = list(Claim.objects.filter(question__in=questions, taken_away_at__isnull=True))
    keys = [row.pk for row in rows]
    fates = fates_of(keys)
    weighed = set(
        PublicInterestTest.objects.filter(
            claim__in=keys, ended_at__isnull=True, decided_at__isnull=False
        ).values_list("claim_id", flat=True)
    )
    found: dict[int, tuple[RestedOn, ...]] = {}
    for row in rows:
        rested = RestedOn(
            row.code, CITED.get(row.code, row.code), fates.get(row.pk, ()), row.pk in weighed
        )
        found[row.question_id] = (*found.get(row.question_id, ()), rested)
    return found


def _reviewed(questions: list[int]) -> dict[int, tuple[Findings, ...]]:
    rows = QuestionFinding.objects.filter(
        question__in=questions, review__state=ReviewState.ANSWERED
    ).exclude(finding="")
    found: dict[int, tuple[Findings, ...]] = {}
    for row in rows.order_by("pk"):
        finding = Findings(row.get_finding_display(), row.now_given)
        found[row.question_id] = (*found.get(row.question_id, ()), finding)
    return found
