"""The plain-text mails: one frozen value and one template for each kind.

Those for colleagues have no field for the applicant, so that none can slip in.
"""

from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import ClassVar

from django.template import Context, Engine

from requests_app.domain.letter_content import Authority, EnclosedFile, Right


class MissingPart(StrEnum):
    """What a request must have before it counts (FOIA s.8(1)(b) and (c))."""

    NAME = "name"
    ADDRESS = "address"
    DESCRIPTION = "description"


@dataclass(frozen=True)
class EmailText:
    """A subject of one line and a body of plain text."""

    subject: str
    body: str


@dataclass(frozen=True, kw_only=True)
class MissingPartsAdvice:
    """To the applicant: what the request still lacks, and help to complete it (R3)."""

    template: ClassVar[str] = "advice_missing_parts"
    reference: str
    name: str
    missing: tuple[MissingPart, ...]
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class UnderOneReference:
    """To the applicant: two of their requests go on under one reference, or `apart` after all.

    `due_on` is the last day for the answer to the request that the `tracking_link` follows; None
    while there is none. The link may be empty where it would be published.
    """

    template: ClassVar[str] = "under_one_reference"
    reference: str
    kept: str
    name: str
    apart: bool
    due_on: date | None
    tracking_link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class ResponseCover:
    """To the applicant: the mail that carries the letter and its files.

    `further_mails` is how many carry the rest of them. What is `too_large` for any mail can be
    fetched by the `tracking_link`, which may be empty where it would be published. `also` are
    the references of duplicates that it answers as well. The outcome of a review is carried the
    same way.
    """

    template: ClassVar[str] = "response_cover"
    reference: str
    subject: str
    name: str
    enclosures: tuple[EnclosedFile, ...]
    further_mails: int
    too_large: tuple[EnclosedFile, ...]
    tracking_link: str
    is_of_review: bool
    also: tuple[str, ...]
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class FurtherFiles:
    """To the applicant: files of the answer that the first mail had no room for."""

    template: ClassVar[str] = "further_files"
    reference: str
    number: int
    count: int
    name: str
    enclosures: tuple[EnclosedFile, ...]
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class NoticeCover:
    """To the applicant: the mail that carries a letter on the way to the answer."""

    template: ClassVar[str] = "notice_cover"
    reference: str
    about: str
    subject: str
    name: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class EstimateAlert:
    """To the FOI office: an estimate that is over or near the limit."""

    template: ClassVar[str] = "estimate_alert"
    reference: str
    subject: str
    department: str
    standing: str
    cost: str
    limit: str
    due_on: date | None
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class Notice:
    """To the applicant: a notice in the words of its letter, under its title."""

    template: ClassVar[str] = "notice"
    reference: str
    title: str
    name: str
    text: str
    rights: tuple[Right, ...]
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class FeeReminder:
    """To the applicant: a fee is still to be paid, and the last day comes near."""

    template: ClassVar[str] = "fee_reminder"
    reference: str
    subject: str
    name: str
    word: str
    owed: str
    last_day: date
    ways: tuple[str, ...]
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class LateMoney:
    """To the FOI office: money came that nothing is owed for any more."""

    template: ClassVar[str] = "late_money"
    reference: str
    subject: str
    amount: str
    received_on: date
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class AccessCode:
    """To the applicant: a code that opens their request's page."""

    template: ClassVar[str] = "access_code"
    reference: str
    code: str
    minutes_valid: int
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class ReviewRequest:
    """To a colleague: an answer to look at again, or an outcome that waits for a signature."""

    template: ClassVar[str] = "review_request"
    reference: str
    subject: str
    asked_by: str
    is_to_sign: bool
    due_on: date
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class ReviewReminder:
    """To a colleague: a day after the answer that comes near or is over. `days` are working days,
    negative once it is late; `held_by` says whose it is, to everybody else.
    """

    template: ClassVar[str] = "review_reminder"
    reference: str
    subject: str
    name: str
    step: str
    due_on: date
    days: int
    held_by: str
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class CommissionNotice:
    """To a department: questions to search for, and two days to keep."""

    template: ClassVar[str] = "commission_notice"
    reference: str
    subject: str
    department: str
    question_count: int
    estimate_due_on: date
    answer_due_on: date
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class SignOffRequest:
    """To a director: a letter that waits for their signature."""

    template: ClassVar[str] = "sign_off_request"
    reference: str
    subject: str
    asked_by: str
    note: str
    due_on: date | None
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class SignOffDecision:
    """To the FOI office: what the director decided."""

    template: ClassVar[str] = "approval_or_return_notice"
    reference: str
    subject: str
    decided_by: str
    is_approved: bool
    comment: str
    due_on: date | None
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class DecisionRequest:
    """To whoever decides about a claim: something waits. `about` says what, without the reasons."""

    template: ClassVar[str] = "decision_request"
    reference: str
    subject: str
    about: str
    asked_by: str
    due_on: date | None
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class DecisionTaken:
    """To the FOI office: what was decided about a claim, or that it was sent back."""

    template: ClassVar[str] = "decision_taken"
    reference: str
    subject: str
    about: str
    decided_by: str
    result: str
    comment: str
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class NoReplyYet:
    """To the FOI office: a third party did not reply in time. Whose name it is, the page says."""

    template: ClassVar[str] = "no_reply_yet"
    reference: str
    subject: str
    question: str
    reply_by: date
    due_on: date | None
    link: str
    authority: Authority


@dataclass(frozen=True, kw_only=True)
class DigestLine:
    """One step of one case, as the morning's mail says it.

    `subject` may be empty: it is said only once nobody can be known by it. `owed_by` is there
    where somebody else has to do it, `for_whom` where the reader stands in for somebody.
    """

    reference: str
    subject: str
    step: str
    wording: str
    due_on: date
    days_late: int
    answer_due_on: date | None
    link: str
    owed_by: str = ""
    for_whom: str = ""


@dataclass(frozen=True, kw_only=True)
class MorningDigest:
    """To a colleague: all that is to be called to mind on a working morning, in one mail."""

    template: ClassVar[str] = "morning_digest"
    name: str
    overdue: tuple[DigestLine, ...]
    today: tuple[DigestLine, ...]
    coming: tuple[DigestLine, ...]
    others: tuple[DigestLine, ...]
    calendar_link: str
    authority: Authority

    @property
    def count(self) -> int:
        """How many lines there are."""
        return len(self.overdue) + len(self.today) + len(self.coming) + len(self.others)


@dataclass(frozen=True, kw_only=True)
class MovedLine:
    """A case and its due date before and after; None while its clock waits."""

    reference: str
    subject: str
    before: date | None
    after: date | None


@dataclass(frozen=True, kw_only=True)
class MovedDates:
    """To a member of the FOI office: a change of the calendar moved dates of their cases."""

    template: ClassVar[str] = "moved_dates"
    day: date
    name: str
    is_withdrawal: bool
    source: str
    lines: tuple[MovedLine, ...]
    link: str
    authority: Authority


Email = (
    MissingPartsAdvice
    | UnderOneReference
    | ResponseCover
    | FurtherFiles
    | NoticeCover
    | EstimateAlert
    | FeeReminder
    | LateMoney
    | Notice
    | AccessCode
    | MovedDates
    | ReviewRequest
    | ReviewReminder
    | CommissionNotice
    | SignOffRequest
    | SignOffDecision
    | DecisionRequest
    | DecisionTaken
    | NoReplyYet
    | MorningDigest
)


def email_text(email: Email) -> EmailText:
    """Return the mail's words. The template's first paragraph is the subject."""
    template = Engine.get_default().get_template(f"emails/{email.template}.txt")
    words = {field.name: getattr(email, field.name) for field in fields(email)}
    words["email"] = email
    text = template.render(Context(words, autoescape=False))
    head, _, body = text.partition("\n\n")
    return EmailText(subject=" ".join(head.split()), body=_tidied(body))


def _tidied(body: str) -> str:
    """Close the gaps that unused parts of a template leave, and end with one line feed."""
    paragraphs = (part.strip("\n") for part in body.replace("\r\n", "\n").split("\n\n"))
    return "\n\n".join(part for part in paragraphs if part.strip()) + "\n"
