"""An earlier answer is put into a draft, to be checked, and taken out again."""

from collections.abc import Collection
from datetime import date, datetime
from hashlib import sha256

from requests_app.domain.earlier_answer import who_asked_in
from requests_app.domain.errors import RuleBroken
from requests_app.domain.publication_scheme import where_to_find
from requests_app.domain.workflow import Action
from requests_app.models import Answer, Case, Publication, Question, ReusedAnswer, User
from requests_app.queries.earlier_answers import answers_sent, asker_of
from requests_app.queries.reused_answers import standing_reuses
from requests_app.services.transitions import performing

OUR_LIST = "what we have published"
"""Where words came from that say where something is published."""


def use(
    case_id: int,
    question_id: int,
    source_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> ReusedAnswer:
    """Put the words of an earlier answer into the draft of a question that has none yet.

    Its outcome and its exemptions are not taken over: each request is decided on its own
    circumstances. Words that tell who asked, then or now, are not copied at all.
    """
    with performing(
        case_id,
        Action.USE_EARLIER_ANSWER,
        actor=actor,
        at=at,
        expected_version=expected_version,
    ) as step:
        question = _own_question(step.case, question_id)
        earlier, given_on = _sent(step.case, source_id)
        source = earlier.question
        _refuse_names(earlier, step.case)
        _refuse_overwriting(question, earlier.text)
        row = _put(question, earlier.text, actor, at)
        row.source, row.came_from, row.given_on = source, source.case.reference, given_on
        row.save()
        step.detail |= {
            "question": question.number,
            "source": row.came_from,
            "reused": row.pk,
            "sha256": row.seal,
        }
    return row


def use_publication(
    case_id: int,
    question_id: int,
    publication_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> ReusedAnswer:
    """Put where something is published into the draft of a question that has no words yet.

    Whether s.21 (or reg 6(1)(b)) applies is decided by the outcome, which is not chosen here.
    """
    with performing(
        case_id,
        Action.USE_EARLIER_ANSWER,
        actor=actor,
        at=at,
        expected_version=expected_version,
    ) as step:
        question = _own_question(step.case, question_id)
        published = Publication.objects.filter(pk=publication_id, withdrawn_at__isnull=True).first()
        if published is None:
            raise RuleBroken("This is not published any more. Look at the list again.")
        words = where_to_find(published.title, published.where, published.published_on)
        if who_asked_in(words, asker_of(step.case.applicant)):
            raise RuleBroken(
                "The entry names who asks now, so nothing was copied. Write the answer without "
                "that."
            )
        _refuse_overwriting(question, words)
        row = _put(question, words, actor, at)
        row.publication, row.came_from = published, OUR_LIST
        row.given_on = published.published_on
        row.save()
        step.detail |= {
            "question": question.number,
            "source": OUR_LIST,
            "publication": published.pk,
            "reused": row.pk,
            "sha256": row.seal,
        }
    return row


def _own_question(case: Case, question_id: int) -> Question:
    question = case.questions.filter(pk=question_id).first()
    if question is None:
        raise RuleBroken("The question is not part of this case any more. Look at it again.")
    return question


def _sent(case: Case, source_id: int) -> tuple[Answer, date]:
    found = answers_sent([source_id]).get(source_id)
    if found is None or found[0].question.case_id == case.pk:
        raise RuleBroken("There is no answer of another case that was sent and still stands.")
    if not found[0].text.strip():
        raise RuleBroken("The earlier answer has no words of its own to take over.")
    return found


def _refuse_names(earlier: Answer, case: Case) -> None:
    """Nothing of an earlier applicant, and nothing of this one, gets into a draft."""
    source = earlier.question.case
    for told in (
        who_asked_in(earlier.text, asker_of(source.applicant)),
        who_asked_in(earlier.text, asker_of(case.applicant)),
    ):
        if told:
            raise RuleBroken(
                f"The answer of {source.reference} tells who asked ({' and '.join(told)}), so "
                "nothing was copied. Write the answer without that."
            )


def _refuse_overwriting(question: Question, words: str) -> None:
    answer = Answer.objects.filter(question=question).first()
    if answer is None or not answer.text.strip():
        return
    standing = ReusedAnswer.objects.filter(question=question, ended_at__isnull=True).first()
    if standing and standing.seal == _seal(words) == _seal(answer.text):
        raise RuleBroken(
            f"This answer stands in the draft of question {question.number} already. Nothing was "
            "done twice."
        )
    raise RuleBroken(
        f"There are words in the draft of question {question.number} already, and nothing was "
        "overwritten. Empty that field in the letter first if you want the earlier answer instead."
    )


def _put(question: Question, text: str, actor: User, at: datetime) -> ReusedAnswer:
    """Write the words into the draft. An outcome that was chosen stays, none is chosen here."""
    words = text.strip()
    ReusedAnswer.objects.filter(question=question, ended_at__isnull=True).update(ended_at=at)
    Answer.objects.update_or_create(
        question=question, defaults={"text": words, "drafted_by": actor, "drafted_at": at}
    )
    return ReusedAnswer(question=question, seal=_seal(words), used_by=actor, used_at=at)


def _seal(text: str) -> str:
    return sha256(text.strip().encode()).hexdigest()


def remove(
    case_id: int,
    reused_id: int,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> ReusedAnswer:
    """Take words out of a draft as they were taken over. What somebody has changed stays."""
    with performing(
        case_id,
        Action.REMOVE_EARLIER_ANSWER,
        actor=actor,
        at=at,
        expected_version=expected_version,
    ) as step:
        row = standing_reuses(step.case).filter(pk=reused_id).first()
        if row is None:
            raise RuleBroken("This draft was removed already. Nothing more was done.")
        answer = Answer.objects.get(question=row.question)
        if _seal(answer.text) != row.seal:
            raise RuleBroken(
                f"The words of question {row.question.number} were changed since they were taken "
                "over, so they stay. Empty the field yourself and save the letter."
            )
        answer.text, answer.drafted_by, answer.drafted_at = "", actor, at
        answer.save()
        row.ended_at = at
        row.save()
        step.detail |= {
            "question": row.question.number,
            "source": row.came_from,
            "reused": row.pk,
        }
    return row


def settle(case: Case, checked: Collection[int], *, actor: User, at: datetime) -> list[str]:
    """Note which of the drafts taken over a person has checked; return their questions' numbers.

    `checked` are keys of questions. Where the field was emptied, what was taken over is ended.
    Called by whatever saves the letter, inside its act.
    """
    written = dict(Answer.objects.filter(question__case=case).values_list("question_id", "text"))
    numbers = []
    for row in standing_reuses(case):
        if not written.get(row.question_id, "").strip():
            row.ended_at = at
        elif row.question_id in checked and row.checked_at is None:
            row.checked_by, row.checked_at = actor, at
            numbers.append(row.question.number)
        else:
            continue
        row.save()
    return numbers
