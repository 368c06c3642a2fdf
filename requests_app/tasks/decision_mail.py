"""The mails about what others decide: that something waits, and what came of it.

Who asked is not read.
"""

from collections.abc import Callable
from datetime import datetime

from requests_app import permissions
from requests_app.domain.vexatious import Ground
from requests_app.letters.emails import DecisionRequest, DecisionTaken, NoReplyYet
from requests_app.models import (
    Consultation,
    ProposalState,
    PublicInterestTest,
    QualifiedOpinion,
    User,
    VexatiousProposal,
)
from requests_app.queries.authority import the_authority
from requests_app.tasks.case_mail import foi_managers
from requests_app.tasks.endings import NeedsAPerson
from requests_app.tasks.writing import page, to_colleagues

READ = ("claim__question__case", "asked_by")


def ask_qualified_person(opinion_id: int, at: datetime) -> None:
    """Tell the qualified person that a submission waits; one taken back is not sent."""
    row = QualifiedOpinion.objects.select_related(*READ).get(pk=opinion_id)
    if row.given_at is None and row.ended_at is None:
        about = f"your opinion on {row.claim.code}"
        _ask(row, about, list(permissions.qualified_people()), "opinion", at)


def ask_who_weighs(test_id: int, at: datetime) -> None:
    """Tell whoever decides the public interest that a claim waits."""
    row = PublicInterestTest.objects.select_related(*READ).get(pk=test_id)
    if row.decided_at is None and row.ended_at is None:
        about = f"your decision on the public interest of {row.claim.code}"
        _ask(row, about, list(permissions.who_weighs()), "weigh", at)


def tell_office_of_opinion(opinion_id: int, at: datetime) -> None:
    """Tell whoever asked what the qualified person's opinion is."""
    row = QualifiedOpinion.objects.select_related(*READ, "given_by").get(pk=opinion_id)
    result = "sent back" if row.ended_at else "engaged" if row.is_engaged else "not engaged"
    _tell(row, f"the opinion on {row.claim.code}", row.given_by, result, at)


def tell_office_of_weighing(test_id: int, at: datetime) -> None:
    """Tell whoever asked how the public interest was decided."""
    row = PublicInterestTest.objects.select_related(*READ, "decided_by").get(pk=test_id)
    result = "sent back" if row.ended_at else f"{row.balance} weighs more"
    _tell(row, f"the public interest of {row.claim.code}", row.decided_by, result, at)


def _ask(
    row: PublicInterestTest | QualifiedOpinion,
    about: str,
    people: list[User],
    name: str,
    at: datetime,
) -> None:
    if not people:
        raise NeedsAPerson("Nobody holds the role that decides this any more.")
    case = row.claim.question.case
    mail = DecisionRequest(
        reference=case.reference,
        subject=case.subject,
        about=about,
        asked_by=row.asked_by.full_name,
        due_on=case.due_on,
        link=page(name, row.pk),
        authority=the_authority(),
    )
    to_colleagues(case, mail, people, f"{name}:{row.pk}", at)


def _tell(
    row: PublicInterestTest | QualifiedOpinion,
    about: str,
    who: User | None,
    result: str,
    at: datetime,
) -> None:
    case = row.claim.question.case
    mail = DecisionTaken(
        reference=case.reference,
        subject=case.subject,
        about=about,
        decided_by=who.full_name if who else "",
        result=result,
        comment=row.comment,
        link=page("claim-change", case.reference, row.claim_id),
        authority=the_authority(),
    )
    office = [row.asked_by] if row.asked_by.is_active else foi_managers()
    kind = "weighed" if isinstance(row, PublicInterestTest) else "opined"
    to_colleagues(case, mail, office, f"{kind}:{row.pk}", at)


def ask_about_vexatious(proposal_id: int, at: datetime) -> None:
    """Tell whoever decides about s.14, but not who proposed it, that a proposal waits."""
    row = VexatiousProposal.objects.select_related("case", "proposed_by").get(pk=proposal_id)
    if row.state != ProposalState.WAITING:
        return
    people = list(permissions.who_decides_vexatious().exclude(pk=row.proposed_by_id))
    if not people:
        raise NeedsAPerson("Nobody else may decide about section 14 any more.")
    mail = DecisionRequest(
        reference=row.case.reference,
        subject=row.case.subject,
        about=f"your decision on {Ground(row.ground).cited}",
        asked_by=row.proposed_by.full_name,
        due_on=row.case.due_on,
        link=page("decide-vexatious", row.pk),
        authority=the_authority(),
    )
    to_colleagues(row.case, mail, people, f"section-14:{row.pk}", at)


def tell_office_of_vexatious(proposal_id: int, at: datetime) -> None:
    """Tell whoever proposed it what was decided."""
    row = VexatiousProposal.objects.select_related("case", "proposed_by", "decided_by").get(
        pk=proposal_id
    )
    mail = DecisionTaken(
        reference=row.case.reference,
        subject=row.case.subject,
        about=f"the proposal under {Ground(row.ground).cited}",
        decided_by=row.decided_by.full_name if row.decided_by else "",
        result=row.get_state_display().lower(),
        comment=row.decision_reasons,
        link=page("vexatious", row.case.reference),
        authority=the_authority(),
    )
    office = [row.proposed_by] if row.proposed_by.is_active else foi_managers()
    to_colleagues(row.case, mail, office, f"section-14-decided:{row.pk}", at)


def remind_of_consultation(consultation_id: int, at: datetime) -> None:
    """Remind whoever consulted somebody that no reply came; a closed case is left alone."""
    row = Consultation.objects.select_related("question__case", "asked_by").get(pk=consultation_id)
    case = row.question.case
    if not row.is_waiting or not case.is_open:
        return
    mail = NoReplyYet(
        reference=case.reference,
        subject=case.subject,
        question=row.question.number,
        reply_by=row.reply_by,
        due_on=case.due_on,
        link=page("consultations", case.reference),
        authority=the_authority(),
    )
    office = [row.asked_by] if row.asked_by.is_active else foi_managers()
    to_colleagues(case, mail, office, f"consultation:{row.pk}", at)


WRITERS: dict[str, Callable[[int, datetime], None]] = {
    writer.__name__: writer
    for writer in (
        ask_qualified_person,
        ask_who_weighs,
        tell_office_of_opinion,
        tell_office_of_weighing,
        ask_about_vexatious,
        tell_office_of_vexatious,
        remind_of_consultation,
    )
}
