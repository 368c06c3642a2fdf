"""The mails of a case are written: what to say from the rows, to whom, once."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings

from requests_app.domain.fee_quote import Provision
from requests_app.domain.fee_wording import word_for
from requests_app.domain.letter_content import LetterKind
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_wording import in_full
from requests_app.domain.mail_parts import shared_out
from requests_app.domain.money import pounds
from requests_app.letters import emails
from requests_app.letters.catalogue import CATALOGUE
from requests_app.models import (
    MANAGER_SEATS,
    AccessCode,
    Case,
    Commission,
    Document,
    Estimate,
    FeeNotice,
    Letter,
    Merging,
    MessageKind,
    Payment,
    Role,
    SignOff,
    SignOffOutcome,
    User,
)
from requests_app.queries.authority import the_authority
from requests_app.queries.estimate_page import OURS, estimate_page
from requests_app.queries.fee_account import account_of, how_to_pay
from requests_app.queries.redirections import redirected_to
from requests_app.queries.related_cases import duplicates_of
from requests_app.queries.response_content import enclosed_files
from requests_app.queries.tracking import tracking_path
from requests_app.services import tracking
from requests_app.tasks.endings import NeedsAPerson
from requests_app.tasks.writing import letter_to_applicant, page, to_applicant, to_colleagues


def acknowledge(case_id: int, at: datetime) -> None:
    """Tell the applicant that the request is here and by when it is answered (R110)."""
    case = _case(case_id)
    if case.due_on is None:
        raise NeedsAPerson("The case has no due date, so it cannot be acknowledged.")
    if not case.applicant.email and _is_printed(case, TemplateKind.ACKNOWLEDGEMENT):
        return
    letter_to_applicant(
        case,
        TemplateKind.ACKNOWLEDGEMENT,
        {
            "due_on": in_full(case.due_on),
            "tracking_link": _tracking_link(case),
            "by_post": "" if case.applicant.email else "yes",
        },
        MessageKind.ACKNOWLEDGEMENT,
        "acknowledgement",
        at,
        in_mail=bool(case.applicant.email),
    )


def _is_printed(case: Case, kind: TemplateKind) -> bool:
    """Whether a letter on paper of this kind is there: mails are told apart by their key."""
    return Letter.objects.filter(
        case=case, kind=KINDS[kind].letter.value, template__startswith=f"{kind.value}/"
    ).exists()


def advise(case_id: int, at: datetime) -> None:
    """Tell the applicant what the request still lacks (s.8, s.16)."""
    case = _case(case_id)
    missing = []
    if not case.applicant.name:
        missing.append(emails.MissingPart.NAME)
    if not case.applicant.has_address:
        missing.append(emails.MissingPart.ADDRESS)
    if not case.questions.exists():
        missing.append(emails.MissingPart.DESCRIPTION)
    mail = emails.MissingPartsAdvice(
        reference=case.reference,
        name=case.applicant.name,
        missing=tuple(missing),
        authority=the_authority(),
    )
    to_applicant(case, mail, MessageKind.ADVICE, f"advice:{case.version}", at)


def redirect(case_id: int, at: datetime) -> None:
    """Tell the applicant who deals with the message instead (R6, R7, R9, R121)."""
    case = _case(case_id)
    kind, own = redirected_to(case)
    if not case.applicant.email and _is_printed(case, kind):
        return
    letter_to_applicant(
        case,
        kind,
        own,
        MessageKind.REDIRECT,
        f"redirect:{case.version}",
        at,
        in_mail=bool(case.applicant.email),
    )


def tell_of_merging(merging_id: int, at: datetime) -> None:
    """Tell the applicant under which of two references we go on."""
    row = _merging(merging_id)
    if row.ended_at is None:
        _tell_of_references(row, row.into, at)


def tell_of_parting(merging_id: int, at: datetime) -> None:
    """Tell the applicant that we go on under each of two references after all."""
    _tell_of_references(_merging(merging_id), None, at)


def _merging(merging_id: int) -> Merging:
    return Merging.objects.select_related("case__applicant", "into__applicant").get(pk=merging_id)


def _tell_of_references(row: Merging, kept: Case | None, at: datetime) -> None:
    followed = kept or row.case
    mail = emails.UnderOneReference(
        reference=row.case.reference,
        kept=row.into.reference,
        name=row.case.applicant.name,
        apart=kept is None,
        due_on=followed.due_on if followed.is_open else None,
        tracking_link=_tracking_link(followed),
        authority=the_authority(),
    )
    key = f"{'merging' if kept else 'parting'}:{row.pk}"
    to_applicant(row.case, mail, MessageKind.NOTICE, key, at)


def send_letter(letter_id: int, at: datetime) -> None:
    """Write the mails that carry a letter and its files: as many as the mail servers want."""
    letter = Letter.objects.select_related("case__applicant").get(pk=letter_id)
    case, files = letter.case, list(letter.enclosures.order_by("pk"))
    shares = shared_out(
        [file.size for file in files], limit=settings.MAIL_LIMIT, letter=letter.pdf.size
    )
    too_large = [files[place] for place in shares.too_large]
    cover = emails.ResponseCover(
        reference=case.reference,
        subject=case.subject,
        name=case.applicant.name,
        enclosures=enclosed_files(files[place] for place in shares.mails[0]),
        further_mails=len(shares.mails) - 1,
        too_large=enclosed_files(too_large),
        tracking_link=_tracking_link(case) if too_large else "",
        is_of_review=letter.kind == LetterKind.REVIEW_OUTCOME,
        also=_also_asked_as(case),
        authority=the_authority(),
    )
    kind = MessageKind.REVIEW if cover.is_of_review else MessageKind.RESPONSE
    note = _sent_otherwise(too_large) if too_large else ""
    key = f"letter:{letter.pk}"
    first, *further = [[files[place] for place in share] for share in shares.mails]
    to_applicant(case, cover, kind, key, at, letter=letter, enclosures=first, note=note)
    for number, share in enumerate(further, start=2):
        mail = emails.FurtherFiles(
            reference=case.reference,
            number=number,
            count=len(shares.mails),
            name=case.applicant.name,
            enclosures=enclosed_files(share),
            authority=the_authority(),
        )
        to_applicant(case, mail, kind, f"{key}:{number}", at, enclosures=share)


def _also_asked_as(case: Case) -> tuple[str, ...]:
    """Return the references of its duplicates; questions that came back to it are its own."""
    asked = duplicates_of(case).filter(case__split_from__isnull=True)
    return tuple(asked.values_list("case__reference", flat=True))


def _sent_otherwise(files: list[Document]) -> str:
    """Return what the office has to do about files that no mail could carry."""
    names = ", ".join(f"“{file.name}”" for file in files)
    return (
        f"Too large for a mail, so the applicant was told how to get it: {names}. "
        "See that it reaches them."
    )


def _tracking_link(case: Case) -> str:
    """Return the secret address of the applicant's page, or "" where everybody would read it."""
    # What goes to a public site is read by everybody: no secret may stand in it.
    if case.applicant.is_published_at_once:
        return ""
    return f"{settings.SITE_URL}{tracking_path(case)}"


def send_notice(letter_id: int, at: datetime) -> None:
    """Write the covering mail that carries a letter on the way to the answer."""
    letter = Letter.objects.select_related("case__applicant").get(pk=letter_id)
    case = letter.case
    mail = emails.NoticeCover(
        reference=case.reference,
        about=CATALOGUE[LetterKind(letter.kind)].title.lower(),
        subject=case.subject,
        name=case.applicant.name,
        authority=the_authority(),
    )
    to_applicant(case, mail, MessageKind.NOTICE, f"letter:{letter.pk}", at, letter=letter)


def tell_office_of_estimate(estimate_id: int, at: datetime) -> None:
    """Tell the FOI managers of an estimate that is over or near the limit."""
    row = Estimate.objects.select_related("case", "commission__department").get(pk=estimate_id)
    page_now = estimate_page(row.case)
    mail = emails.EstimateAlert(
        reference=row.case.reference,
        subject=row.case.subject,
        department=row.commission.department.name if row.commission else OURS,
        standing=page_now.standing.label,
        cost=pounds(page_now.together.expected.cost),
        limit=pounds(page_now.limit),
        due_on=row.case.due_on,
        link=page("estimate", row.case.reference),
        authority=the_authority(),
    )
    to_colleagues(row.case, mail, foi_managers(), f"estimate:{row.pk}", at)


def remind_of_fee(notice_id: int, at: datetime) -> None:
    """Remind the applicant of a fee whose last day comes near; one that is paid is left alone."""
    notice = FeeNotice.objects.select_related("case__applicant").get(pk=notice_id)
    case = notice.case
    if not notice.is_waiting or notice.last_day is None or not case.is_open:
        return
    mail = emails.FeeReminder(
        reference=case.reference,
        subject=case.subject,
        name=case.applicant.name,
        word=word_for(Provision(notice.provision)),
        owed=pounds(account_of(notice).owed),
        last_day=notice.last_day,
        ways=how_to_pay(),
        authority=the_authority(),
    )
    to_applicant(case, mail, MessageKind.NOTICE, f"fee-reminder:{notice.pk}", at)


def tell_office_of_late_money(payment_id: int, at: datetime) -> None:
    """Tell the FOI managers of money over which somebody has to decide."""
    payment = Payment.objects.select_related("notice__case").get(pk=payment_id)
    case = payment.notice.case
    mail = emails.LateMoney(
        reference=case.reference,
        subject=case.subject,
        amount=pounds(payment.amount),
        received_on=payment.received_on,
        link=page("fees", case.reference),
        authority=the_authority(),
    )
    to_colleagues(case, mail, foi_managers(), f"late-money:{payment.pk}", at)


def send_access_code(code_id: int, at: datetime) -> None:
    """Write the mail with the code; one that is too late is not sent."""
    code = AccessCode.objects.select_related("case__applicant").get(pk=code_id)
    if code.expires_at <= at:
        return
    mail = emails.AccessCode(
        reference=code.case.reference,
        code=tracking.code_of(code.pk),
        minutes_valid=int(tracking.CODE_LIFE.total_seconds() // 60),
        authority=the_authority(),
    )
    to_applicant(code.case, mail, MessageKind.ACCESS_CODE, f"code:{code.pk}", at)


def tell_department(commission_id: int, at: datetime) -> None:
    """Tell a department's managers which questions are theirs, and by when."""
    row = Commission.objects.select_related("case", "department").get(pk=commission_id)
    mail = emails.CommissionNotice(
        reference=row.case.reference,
        subject=row.case.subject,
        department=row.department.name,
        question_count=row.returns.count(),
        estimate_due_on=row.estimate_due_on,
        answer_due_on=row.answer_due_on,
        link=page("task", row.pk),
        authority=the_authority(),
    )
    managers = User.objects.filter(
        seats__department=row.department, seats__seat__in=MANAGER_SEATS, is_active=True
    ).distinct()
    if not managers:
        raise NeedsAPerson(f"{row.department.name} has nobody who could be told.")
    to_colleagues(row.case, mail, managers, f"commission:{row.pk}:{row.returns.count()}", at)


def ask_for_signature(sign_off_id: int, at: datetime) -> None:
    """Tell a director that a letter waits; a sign-off that was taken back is not sent."""
    row = SignOff.objects.select_related("case", "signatory", "asked_by").get(pk=sign_off_id)
    if row.outcome != SignOffOutcome.PENDING:
        return
    mail = emails.SignOffRequest(
        reference=row.case.reference,
        subject=row.case.subject,
        asked_by=row.asked_by.full_name,
        note=row.note,
        due_on=row.case.due_on,
        link=page("sign-off", row.pk),
        authority=the_authority(),
    )
    to_colleagues(row.case, mail, [row.signatory], f"sign-off:{row.pk}", at)


def tell_office_of_decision(sign_off_id: int, at: datetime) -> None:
    """Tell whoever asked for the signature what the director decided."""
    row = SignOff.objects.select_related("case", "asked_by", "decided_by").get(pk=sign_off_id)
    mail = emails.SignOffDecision(
        reference=row.case.reference,
        subject=row.case.subject,
        decided_by=row.decided_by.full_name if row.decided_by else "",
        is_approved=row.outcome != SignOffOutcome.RETURNED,
        comment=row.comment,
        due_on=row.case.due_on,
        link=page("letter", row.case.reference),
        authority=the_authority(),
    )
    office = [row.asked_by] if row.asked_by.is_active else foi_managers()
    to_colleagues(row.case, mail, office, f"decision:{row.pk}", at)


def foi_managers() -> list[User]:
    """Return the FOI managers who may sign in."""
    return list(User.objects.filter(role=Role.FOI_MANAGER, is_active=True))


def _case(case_id: int) -> Case:
    return Case.objects.select_related("applicant").get(pk=case_id)


WRITERS: dict[str, Callable[[int, datetime], None]] = {
    writer.__name__: writer
    for writer in (
        acknowledge,
        advise,
        redirect,
        tell_of_merging,
        tell_of_parting,
        send_letter,
        send_notice,
        tell_office_of_estimate,
        remind_of_fee,
        tell_office_of_late_money,
        send_access_code,
        tell_department,
        ask_for_signature,
        tell_office_of_decision,
    )
}
