"""The trail of a case as sentences, grouped by London day. Sentences are made when shown."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from requests_app.domain.london import london_day
from requests_app.domain.review_workflow import ReviewAct
from requests_app.domain.workflow import Action, State
from requests_app.models import AuditEvent, Case, Department, MessageKind, Milestone, Note, User

SENTENCES: dict[str, str] = {
    "open_case": "The request came in ({channel}), received on {received_on}.",
    Action.ACCEPT: "{who} accepted the request under the {regime}. Due on {due_on}.",
    Action.TAKE_BACK_ACCEPTANCE: (
        "{who} took the acceptance back. The acknowledgement had not left."
    ),
    Action.REDIRECT: "{who} passed the message on: {route}.",
    Action.ASK_FOR_MISSING: "{who} asked the applicant for what is missing.",
    Action.SUPPLY_MISSING: "{who} entered what was missing. Received on {received_on}.",
    Action.COMMISSION: "{who} sent questions {questions} to {departments}.",
    Action.SAVE_RETURN: "{who} saved work on the questions.",
    Action.RETURN_SEARCHES: "{who} sent the answers of {department}.",
    Action.DECLINE_COMMISSION: "{who} said that the questions are not for {department}.",
    Action.SEARCHES_BACK: "All departments have answered.",
    Action.START_DRAFTING: "{who} started the letter.",
    Action.DRAFT_ANSWER: "{who} edited the letter.",
    Action.USE_EARLIER_ANSWER: (
        "{who} took {source} over as a draft for question {question}. It is to be checked."
    ),
    Action.REMOVE_EARLIER_ANSWER: (
        "{who} removed the draft for question {question} that came from {source}."
    ),
    Action.SEND_FOR_SIGN_OFF: "{who} sent the letter for sign-off.",
    Action.RECALL: "{who} took the letter back to edit it.",
    Action.APPROVE: "{who} approved and signed the letter.",
    Action.RETURN_WITH_COMMENTS: "{who} returned the letter with comments.",
    Action.ISSUE: "{who} sent the answer. The clock stopped.",
    Action.WITHDRAW: "{who} recorded that an answer is no longer needed.",
    Action.REOPEN: "{who} reopened the case.",
    Action.BRING_BACK: "{who} brought the case back to the inbox.",
    Action.EDIT_REQUEST: "{who} edited the subject or the questions.",
    Action.ADD_FILE: "{who} changed the files beside the letter.",
    Action.CORRECT_RECEIPT: (
        "{who} corrected the day of receipt to {received_on}. "
        "Due {due_before} before, {due_after} now."
    ),
    Action.ESTIMATE: "{who} estimated question {question}: {hours} hours that count.",
    Action.ESTIMATE_IN_OFFICE: "{who} estimated question {question}: {hours} hours that count.",
    Action.OFFER_NARROWING: "{who} offered the applicant to narrow the request.",
    Action.ASK_CLARIFICATION: (
        "{who} asked the applicant what they mean. The clock stopped: due {due_before} before."
    ),
    Action.RECORD_CLARIFICATION: (
        "{who} recorded the applicant's reply of {received_on}. We work to {due_after}; "
        "by the statute {statutory_due_after}."
    ),
    Action.CLOSE_FOR_NO_REPLY: "The request lapsed: no reply came in time.",
    Action.REOPEN_BY_REPLY: (
        "{who} reopened the case by a late reply of {received_on}. We work to {due_after}; "
        "by the statute {statutory_due_after}."
    ),
    Action.EXTEND: (
        "{who} took more time under {provision}. Due {due_before} before, {due_after} now."
    ),
    Action.SWITCH_REGIME: (
        "{who} put the case under the {regime}. Due {due_before} before, {due_after} now."
    ),
    Action.SWITCH_QUESTION: (
        "{who} put question {question} under the {regime}. "
        "Due {due_before} before, {due_after} now."
    ),
    Action.TAKE_BACK_ENTRY: (
        "{who} took back an entry of the clock. Due {due_before} before, {due_after} now."
    ),
    "enter_day": (
        "{who} entered {day_on} as a bank holiday. Due {due_before} before, {due_after} now."
    ),
    "withdraw_day": (
        "{who} withdrew {day_on} from the calendar. Due {due_before} before, {due_after} now."
    ),
    "cover_year": "{who} let the calendar reach {year}. Due on {due_after}.",
    Action.GIVE_FEES_NOTICE: "{who} asked the applicant for £{amount}. Last day: {last_on}.",
    Action.RECORD_PAYMENT: "{who} recorded £{amount}, received on {received_on}.",
    Action.RECORD_CLEARING: "{who} recorded that a payment cleared on {cleared_on}.",
    Action.RECORD_DISHONOUR: "{who} recorded that the bank refused a payment.",
    Action.RECORD_REFUND: "{who} recorded that £{amount} was given back on {refunded_on}.",
    Action.CANCEL_FEES_NOTICE: "{who} cancelled the fee.",
    Action.LAPSE_UNPAID: "The fee was not paid in time, and the request ended.",
    Action.TAKE_UP_PAID: "{who} took the request up again: it was paid in time.",
    Action.REOPEN_PAID_LATE: (
        "{who} reopened the case by a payment that came late, on {received_on}. Due on {due_after}."
    ),
    Action.DECIDE_LINK: "{who} decided about the similar request {other}: {decision}.",
    Action.OPEN_LINKED: "{who} opened {new_case}, which follows this request.",
    Action.JOIN_MESSAGE: "{who} joined a message to the case.",
    Action.MOVE_MESSAGE: "{who} took a message off the case: it belongs to {to}.",
    Action.ASSIGN: "{who} gave the case to somebody.",
    Action.ADD_NOTE: "{who} wrote a note.",
    Action.SET_LETTER_FORM: "{who} set the form in which our letters are made.",
    Action.TICK_STEP: "{who} noted that “{step}” is {done}.",
    Action.CLAIM_EXEMPTION: "{who} claimed {code} on question {question}.",
    Action.TAKE_CLAIM_AWAY: "{who} took the claim of {code} on question {question} away.",
    Action.ASK_FOR_OPINION: "{who} asked for the qualified person's opinion on {code}.",
    Action.GIVE_OPINION: "{who}, the qualified person, gave an opinion on {code}: {engaged}.",
    Action.RETURN_OPINION: "{who} sent {code} back without an opinion.",
    Action.ASK_FOR_WEIGHING: "{who} asked for the public interest of {code} to be decided.",
    Action.WEIGH: "{who} decided the public interest of {code}: {balance}.",
    Action.RETURN_WEIGHING: "{who} sent {code} back undecided.",
    Action.RECORD_COMPLAINT: (
        "{who} recorded a complaint to the regulator of {received_on}. We respond by {respond_on}."
    ),
    Action.ANSWER_REGULATOR: "{who} recorded our response to the regulator of {answered_on}.",
    Action.RECORD_NOTICE: "{who} recorded a notice of the regulator: {notice_kind}.",
    Action.DO_REQUIRED_STEP: "{who} recorded that a required step was done on {done_on}.",
    Action.CLOSE_COMPLAINT: "{who} closed the complaint to the regulator.",
    Action.RECORD_APPEAL: "{who} recorded an appeal to the tribunal of {lodged_on}.",
    Action.RECORD_RULING: "{who} recorded the tribunal's ruling of {ruled_on}.",
    "ask_for_review": "A review was asked for on {asked_on}. Due on {due_on}.",
    ReviewAct.ACCEPT_LATE: "{who} took up a review that was asked for late.",
    ReviewAct.REFUSE_LATE: "{who} did not take up a review: it was asked for too late.",
    ReviewAct.APPOINT: "{who} gave the review to {person}.",
    ReviewAct.OVERRIDE: "{who} allowed {person} to review, who took part in the answer.",
    ReviewAct.EXTEND: "{who} took more time for the review, until {until_on}.",
    ReviewAct.SAVE_FINDINGS: "{who} wrote findings of the review.",
    ReviewAct.CHOOSE_FILE: "{who} changed the files that the review releases.",
    ReviewAct.SEND_FOR_SIGNATURE: "{who} sent the outcome of the review for signature.",
    ReviewAct.FINISH: "{who} finished the review.",
    ReviewAct.RECALL: "{who} gave the outcome back to the reviewer.",
    ReviewAct.SIGN: "{who} signed the outcome of the review.",
    ReviewAct.RETURN: "{who} returned the outcome of the review with comments.",
    ReviewAct.ISSUE: "{who} sent the outcome of the review.",
    ReviewAct.WITHDRAW: "{who} recorded that the review was withdrawn.",
    Action.CONSULT: "{who} consulted a third party on question {question}.",
    Action.RECORD_CONSULTED: "{who} recorded what a third party said on question {question}.",
    Action.TELL_CONSULTED: "{who} recorded what a third party was told on question {question}.",
    Action.PROPOSE_VEXATIOUS: "{who} proposed to refuse the request as {ground} (section 14).",
    Action.TAKE_PROPOSAL_BACK: "{who} took the proposal under section 14 back.",
    Action.DECIDE_VEXATIOUS: "{who} decided about section 14: {approved}.",
    Action.CLOSE_WITHOUT_NOTICE: "{who} closed the request without a further notice (s.17(6)).",
    Action.MERGE: "{who} merged the case into {into}: it is the same request.",
    Action.TAKE_IN_DUPLICATE: (
        "{who} merged {duplicate} into this case: it is the same request. Received on "
        "{received_on}. Due {due_before} before, {due_after} now."
    ),
    Action.BRING_BACK_MERGED: "{who} brought the case back as its own, apart from {into}.",
    Action.GIVE_BACK_DUPLICATE: (
        "{who} gave {duplicate} back: it is a case of its own again. "
        "Due {due_before} before, {due_after} now."
    ),
    Action.SPLIT: "{who} split the case: question {questions} is {new_case} now.",
    "open_by_split": (
        "{who} split this case off {origin}, with question {questions}. Received on "
        "{received_on}, by the same message. Due on {due_on}."
    ),
    Action.PUT_BACK: "{who} put the questions back on {into}, and the case ended there.",
    Action.TAKE_QUESTIONS_BACK: "{who} put question {questions} of {new_case} back on this case.",
    Action.WORK_TOGETHER: "{who} put the case together with {other}, to be worked on together.",
    Action.TAKE_APART: "{who} took the case and {other} apart.",
    "remind": "A reminder went to {person}: {step}, due on {due_on}.",
    "make_letter": "The letter was made into a PDF.",
    "write_message": "{kind}: written.",
    "send_message": "{kind}: handed to the mail server.",
    "fail_message": "{kind}: the mail server refused it.",
    "settle_message": "{who} noted that a mail in doubt arrived.",
    "send_again": "{who} had a mail sent again.",
    "receive_message": "{kind}: arrived.",
    "handle_message": "{who} dealt with a message.",
    "post_letter": "{who} posted the letter on {posted_on}.",
    "download_file": "{who} opened a file.",
    "ask_for_code": "The applicant asked for a code to follow the request.",
}


@dataclass(frozen=True)
class Entry:
    """One act as a sentence; `note` is what somebody wrote to it."""

    at: datetime
    sentence: str
    note: str = ""


@dataclass(frozen=True)
class Day:
    """The acts of one day."""

    day: date
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Names:
    """What the ids on the trail stand for."""

    departments: Mapping[int, str]
    people: Mapping[int, str]
    steps: Mapping[str, str]


def history(case: Case, *, with_notes: bool) -> list[Day]:
    """Return the trail of `case`, the latest day first."""
    events = list(AuditEvent.objects.filter(chain=case.reference).order_by("position"))
    told = {event.detail["person"] for event in events if "person" in event.detail}
    names = Names(
        departments=dict(Department.objects.values_list("pk", "name")),
        people=dict(User.objects.filter(pk__in=told).values_list("pk", "full_name")),
        steps=dict(Milestone.objects.values_list("key", "name")),
    )
    notes = dict(Note.objects.filter(case=case).values_list("pk", "text")) if with_notes else {}
    days: dict[date, list[Entry]] = {}
    for event in events:
        entry = Entry(event.at, _sentence(event, names), notes.get(event.detail.get("note"), ""))
        days.setdefault(london_day(event.at), []).append(entry)
    return [Day(day, tuple(reversed(days[day]))) for day in sorted(days, reverse=True)]


class _Words(dict[str, Any]):
    """Detail of an act; what an old act does not hold is left out of its sentence."""

    def __missing__(self, key: str) -> str:
        return "…"


def _sentence(event: AuditEvent, names: Names) -> str:
    template = SENTENCES.get(event.verb, "{who}: " + event.verb.replace("_", " ") + ".")
    detail = {key: _readable(key, value, names) for key, value in event.detail.items()}
    return template.format_map(_Words(detail, who=event.actor_name))


def _readable(key: str, value: Any, names: Names) -> str:
    if key == "departments":
        return ", ".join(names.departments.get(one, "a department") for one in value)
    if key == "department":
        return names.departments.get(value, "a department")
    if key == "person":
        return names.people.get(value, "a colleague")
    if key == "step":
        return names.steps.get(value, "a step")
    if key == "approved":
        return "it applies" if value else "it does not apply"
    if key == "engaged":
        return "it is engaged" if value else "it is not engaged"
    if key == "done":
        return "done" if value else "not done after all"
    if key == "questions":
        return ", ".join(dict.fromkeys(map(str, value)))
    if key in ("from", "to"):
        return State(value).label
    if key == "kind" and value in MessageKind.values:
        return MessageKind(value).label
    if key == "regime":
        return "Act" if value == "foia" else "Regulations"
    if key.endswith("_on") or key.startswith(("due_", "statutory_due_")):
        if not value:
            return "no date"
        try:
            day = date.fromisoformat(str(value))
        except ValueError:
            return str(value)
        return f"{day.day} {day:%B %Y}"
    return str(value).replace("_", " ")
