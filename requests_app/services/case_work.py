"""The small ordinary verbs: assign, note, tick off a step."""

from datetime import datetime
from hashlib import sha256

from requests_app.domain.errors import RuleBroken
from requests_app.domain.milestone_plan import StoppedBy
from requests_app.domain.workflow import Action
from requests_app.models import Case, LetterForm, Milestone, Note, TickedStep, User
from requests_app.permissions import is_foi_office
from requests_app.services.transitions import performing


def assign(case_id: int, owner: User, *, actor: User, at: datetime) -> Case:
    """Give a case to a member of the FOI office."""
    with performing(case_id, Action.ASSIGN, actor=actor, at=at) as step:
        if not is_foi_office(owner):
            raise RuleBroken(f"{owner} is not in the FOI office. Choose someone who is.")
        step.case.owner = owner
        step.detail["owner"] = owner.pk
    return step.case


def add_note(case_id: int, text: str, *, actor: User, at: datetime) -> Note:
    """Write a working note on a case."""
    with performing(case_id, Action.ADD_NOTE, actor=actor, at=at) as step:
        if not text.strip():
            raise RuleBroken("The note is empty. Write something, then save it.")
        note = Note.objects.create(case=step.case, author=actor, written_at=at, text=text.strip())
        step.detail |= {"note": note.pk, "note_sha256": sha256(note.text.encode()).hexdigest()}
    return note


def set_letter_form(case_id: int, form: LetterForm, *, actor: User, at: datetime) -> Case:
    """Set what the applicant needs in order to read our letters, here and on later requests.

    The trail says that it was set and not to what: that may tell of somebody's health.
    """
    with performing(case_id, Action.SET_LETTER_FORM, actor=actor, at=at) as step:
        step.case.applicant.letter_form = form.value
        step.case.applicant.save(update_fields=("letter_form",))
    return step.case


def tick_step(case_id: int, milestone_id: int, *, done: bool, actor: User, at: datetime) -> Case:
    """Note that a step which no other act ends is done, or is not done after all."""
    with performing(case_id, Action.TICK_STEP, actor=actor, at=at) as step:
        milestone = Milestone.objects.get(pk=milestone_id)
        if milestone.stopped_by != StoppedBy.TICKED:
            raise RuleBroken(f"“{milestone}” ends with the act itself and cannot be ticked off.")
        if done:
            TickedStep.objects.get_or_create(
                case=step.case,
                milestone=milestone,
                defaults={"ticked_at": at, "ticked_by": actor},
            )
        else:
            TickedStep.objects.filter(case=step.case, milestone=milestone).delete()
        step.detail |= {"step": milestone.key, "done": done}
    return step.case
