"""One message held two requests: some of the questions become a case of their own, and back."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from requests_app.domain.case_subject import case_subject
from requests_app.domain.errors import RuleBroken
from requests_app.domain.merging import UNDECIDED
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import Action, State
from requests_app.models import Case, Message, MessageKind, Question, Splitting, User
from requests_app.queries.merging import ties_of
from requests_app.queries.splitting import at_work, parts_left_behind
from requests_app.services import audit, clock, outbox
from requests_app.services.intake import next_reference
from requests_app.services.merging import end_in, lock_in_order
from requests_app.services.transitions import performing


@transaction.atomic
def split(
    case_id: int,
    question_ids: Collection[int],
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Case:
    """Give the chosen questions a case of their own, which waits in the inbox to be decided.

    It has the same applicant and was received by the same message on the same day, so its clock
    runs from the same day 0. The message is read on both. It is acknowledged by itself, under its
    own reference, once it is accepted.
    """
    with performing(
        case_id, Action.SPLIT, actor=actor, at=at, expected_version=expected_version
    ) as step:
        origin, every = step.case, list(step.case.questions.all())
        chosen = [question for question in every if question.pk in set(question_ids)]
        _refuse(origin, every, chosen)
        new = _open(origin, chosen, actor, at)
        _move(chosen, new)
        _keep_its_law(origin)
        clock.refresh(origin)
        Splitting.objects.create(case=new, origin=origin, made_at=at, made_by=actor)
        numbers = [question.number for question in chosen]
        step.detail |= {"new_case": new.reference, "questions": numbers}
        audit.record(
            new.reference,
            "open_by_split",
            actor=actor,
            at=at,
            origin=origin.reference,
            questions=numbers,
            received_on=new.received_on.isoformat(),
            due_on=new.due_on.isoformat() if new.due_on else "",
        )
    return new


def _refuse(origin: Case, every: list[Question], chosen: list[Question]) -> None:
    if not chosen:
        raise RuleBroken("Choose at least one question for the new case.")
    if len(chosen) == len(every):
        raise RuleBroken(
            "At least one question stays here. Choose only those of the other request."
        )
    left = parts_left_behind(every, chosen)
    if left:
        raise RuleBroken(
            f"Question {', '.join(left)} would be parted from the question it belongs to. Choose "
            "both or none."
        )
    busy = at_work(chosen)
    if busy:
        raise RuleBroken(
            f"Question {', '.join(busy)} is being worked on already: a department, an answer, an "
            "estimate or a claim hangs on it. It stays on this case."
        )
    ties = ties_of(origin)
    if ties:
        raise RuleBroken(
            "Something was sent to the applicant, or decided, on the whole request, so it stays "
            "one case."
        )


def _open(origin: Case, chosen: list[Question], actor: User, at: datetime) -> Case:
    received = clock.standing_entry(origin, EntryKind.RECEIVED)
    laws = {question.law for question in chosen}
    new = Case(
        reference=next_reference(origin.received_on.year),
        subject=case_subject("", chosen[0].text) or origin.subject,
        regime=laws.pop() if len(laws) == 1 else origin.regime,
        channel=origin.channel,
        applicant=origin.applicant,
        reply_by=origin.reply_by,
        owner=origin.owner,
        context=origin.context,
        order_of_priority=origin.order_of_priority,
        preferred_form=origin.preferred_form,
        opened_at=origin.opened_at,
    )
    clock.date_from_receipt(new, origin.received_on)
    new.save()
    clock.take_in(
        new,
        origin.received_on,
        actor=actor,
        at=at,
        evidence=received.evidence if received else None,
        reason=f"It came in one message with {origin.reference}.",
    )
    for message in Message.objects.filter(case=origin, kind=MessageKind.REQUEST):
        message.other_cases.add(new)
    return new


def _move(questions: list[Question], to: Case) -> None:
    """Move questions to another case, each under the law that it is under."""
    for question in questions:
        law = question.law
        question.case, question.regime = to, "" if law == to.regime else law
        question.save(update_fields=("case", "regime"))


def _keep_its_law(origin: Case) -> None:
    if origin.questions.exists() and not origin.questions.filter(regime="").exists():
        raise RuleBroken(
            f"No question would be left on {origin.reference} under its own law. Put the whole "
            "case under the other law first."
        )


@transaction.atomic
def put_back(
    case_id: int, *, actor: User, at: datetime, expected_version: int | None = None
) -> Case:
    """Put the questions of a split back on the case they came from; return that one.

    The new case ends there, as a duplicate does. Its reference stays known: mail that names it
    reaches the other. Nothing may have been sent on it but its acknowledgement.
    """
    row = Splitting.objects.filter(case=case_id, ended_at__isnull=True).first()
    if row is None:
        raise RuleBroken("This case was not split off another, or is back together with it.")
    lock_in_order(case_id, row.origin_id)
    with performing(
        case_id, Action.PUT_BACK, actor=actor, at=at, expected_version=expected_version
    ) as step:
        with performing(row.origin_id, Action.TAKE_QUESTIONS_BACK, actor=actor, at=at) as taking:
            questions = list(step.case.questions.all())
            _refuse_to_put_back(step.case, taking.case, questions)
            _move(questions, taking.case)
            clock.refresh(taking.case)
            numbers = [question.number for question in questions]
            taking.detail |= {"new_case": step.case.reference, "questions": numbers}
        Splitting.objects.filter(pk=row.pk).update(ended_at=at)
        ending = end_in(step.case, taking.case, actor=actor, at=at)
        if not ending.acknowledgement_held and State(step.case.state) not in UNDECIDED:
            outbox.enqueue("tell_of_merging", ending.pk, key=f"tell-of-merging:{ending.pk}", at=at)
        step.detail["into"] = taking.case.reference
    return taking.case


def _refuse_to_put_back(case: Case, origin: Case, questions: list[Question]) -> None:
    if at_work(questions) or ties_of(case):
        raise RuleBroken(
            "This case is being worked on, or something was sent on it, so it stays a case of its "
            "own."
        )
    known = set(origin.questions.values_list("number", flat=True))
    twice = [question.number for question in questions if question.number in known]
    if twice:
        raise RuleBroken(
            f"There is a question {', '.join(twice)} on {origin.reference} already. Give it "
            "another number there first."
        )
