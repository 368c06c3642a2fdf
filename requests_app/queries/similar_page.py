"""Everything that is like a request, put together for the two pages that show it.

Both are pages of the FOI office alone: who asked what stands behind every line.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from requests_app.domain.publication_scheme import may_apply
from requests_app.domain.regime import Regime
from requests_app.domain.round_robin import is_same_text, sent_to_many
from requests_app.domain.similar_requests import Likeness
from requests_app.domain.workflow import ROWS, Action, State
from requests_app.models import Case, Message, MessageKind, Question, ReusedAnswer
from requests_app.queries.earlier_answers import EarlierAnswer, earlier_answers
from requests_app.queries.publications import Published, already_published
from requests_app.queries.reused_answers import standing_reuses
from requests_app.queries.similar_requests import MOST_QUESTIONS, NEAR, Similar, similar_requests

MOST_SIDE_BY_SIDE = 3
"""So many pairs of questions are shown of one request."""
AT_FIRST_LOOK = 5
"""So many questions are looked for, and so many requests shown, beside the first decision."""


@dataclass(frozen=True)
class Pair:
    """A question of ours beside one elsewhere, with the answer that was given there, if any."""

    likeness: Likeness
    answer: EarlierAnswer | None


@dataclass(frozen=True)
class SimilarRequest:
    """A request like ours, and what was answered to its questions."""

    similar: Similar
    pairs: tuple[Pair, ...]

    @property
    def case(self) -> Case:
        """The other request."""
        return self.similar.case


@dataclass(frozen=True)
class RoundRobin:
    """The same text from several people, or sent to several authorities (R13).

    `words` are those in the message that say so. `people` counts others than the applicant.
    """

    copies: tuple[Similar, ...]
    words: str

    @property
    def people(self) -> int:
        """How many others sent it to us."""
        return len({each.case.applicant_id for each in self.copies})

    @property
    def answered(self) -> tuple[Case, ...]:
        """Those that have their answer, which may serve for the others."""
        return tuple(each.case for each in self.copies if each.was_answered)


@dataclass(frozen=True)
class SimilarPage:
    """What is like a request. `reused` are the drafts that were taken over, by question.

    `provision` is what answers by saying where something is published.
    """

    questions: tuple[Question, ...]
    found: tuple[SimilarRequest, ...]
    round_robin: RoundRobin | None
    reused: tuple[ReusedAnswer, ...]
    published: tuple[Published, ...]
    provision: str
    may_use: bool


def similar_page(case: Case, today: date, *, most_questions: int = MOST_QUESTIONS) -> SimilarPage:
    """Read what is like `case`: the queries depend on its questions, not on what is found."""
    questions = tuple(case.questions.select_related("case"))
    by_key = {question.pk: question for question in questions}
    found = similar_requests(case, most_questions)
    beside: dict[int, Question] = {}
    for each in found:
        for likeness in _side_by_side(each):
            beside.setdefault(likeness.other_key, by_key[likeness.key])
    answers = earlier_answers(beside, today)
    return SimilarPage(
        questions=questions,
        found=tuple(SimilarRequest(each, _pairs(each, answers)) for each in found),
        round_robin=_round_robin(case, found, min(len(questions), most_questions)),
        reused=tuple(standing_reuses(case)),
        published=already_published(case, questions),
        provision=may_apply(Regime(case.regime)),
        may_use=State(case.state) in ROWS[Action.USE_EARLIER_ANSWER].start,
    )


def _pairs(each: Similar, answers: Mapping[int, EarlierAnswer]) -> tuple[Pair, ...]:
    return tuple(
        Pair(likeness, answers.get(likeness.other_key)) for likeness in _side_by_side(each)
    )


def _side_by_side(each: Similar) -> list[Likeness]:
    """Return the pairs that are shown, the most alike first: each question there once."""
    shown: dict[int, Likeness] = {}
    for likeness in each.likenesses:
        shown.setdefault(likeness.other_key, likeness)
    return list(shown.values())[:MOST_SIDE_BY_SIDE]


def _round_robin(case: Case, found: list[Similar], questions: int) -> RoundRobin | None:
    copies = tuple(
        each
        for each in found
        if not each.is_same_person
        and abs(each.case.received_on - case.received_on) <= NEAR
        and is_same_text(each.likenesses, questions)
    )
    words = sent_to_many(_message(case))
    return RoundRobin(copies, words) if copies or words else None


def _message(case: Case) -> str:
    texts = Message.objects.filter(case=case, kind=MessageKind.REQUEST).order_by("pk")
    return texts.values_list("text", flat=True).first() or ""
