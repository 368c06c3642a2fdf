"""Every address of the site, as everybody: who may, who may not, and nothing left behind.

The table below is told apart from the code on purpose. An address that is not in it fails the
test, so that nobody adds a page without saying who it is for.
"""

from collections.abc import Iterator, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from email.message import EmailMessage
from itertools import product
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.conf import LazySettings
from django.core.cache import cache
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from exemptions.domain.register import in_force
from requests_app.domain.regulator import NoticeKind, Party, StepWords
from requests_app.domain.review_workflow import ReviewState
from requests_app.domain.workflow import State
from requests_app.models import (
    Absence,
    CardPayment,
    Claim,
    Commission,
    Consultation,
    Document,
    FeeNotice,
    Letter,
    Message,
    MessageKind,
    Milestone,
    NonWorkingDay,
    Payment,
    Publication,
    PublicInterestTest,
    QualifiedOpinion,
    RawMail,
    ReusedAnswer,
    SavedView,
    SignOff,
    TriageRule,
    UndoableAct,
    User,
    VexatiousProposal,
)
from requests_app.queries.tracking import tracking_path
from requests_app.services import (
    calendar_feed,
    clarification,
    commissioning,
    complaints,
    correspondence,
    drafting,
    responses,
    sign_off,
    undoing,
)
from tests.factories import CaseMaker, Cast, at, stored_file
from tests.reviewing import ReviewMaker

STRANGER = "nobody"
OFFICE = frozenset({"foi_manager", "foi_administrator"})
READERS = OFFICE | {"director_of_corporate_affairs", "auditor"}
MANAGER = frozenset({"foi_manager"})
MANAGERS = frozenset({"department_manager", "deputy_manager"})
DEPARTMENT = MANAGERS | {"director", "deputy_director"}
WEIGHS = frozenset({"director_of_corporate_affairs"})
QUALIFIED = frozenset({"qualified_person"})
SIGNATORIES = frozenset({"director", "deputy_director"})
STAFF = frozenset(name for name, kind in Cast.__annotations__.items() if kind in (User, "User"))
EVERYBODY = STAFF | {STRANGER}
REVIEWER = frozenset({"deputy_director"})
REVIEW_SIGNATORY = frozenset({"other_director"})
CORPORATE = frozenset({"director_of_corporate_affairs"})
NOBODY: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Access:
    """Who may ask for a page, and who may send something to it."""

    get: frozenset[str] = NOBODY
    post: frozenset[str] = NOBODY


READ = {
    **dict.fromkeys(("healthz", "home", "accessibility", "privacy", "look"), EVERYBODY),
    **dict.fromkeys(
        ("follow-link", "follow-letter", "follow-file", "follow-review", "follow-review-file"),
        EVERYBODY,
    ),
    # Its secret was made for one payment.
    "card-return": EVERYBODY,
    # The secret in the address is the key.
    "calendar-feed": EVERYBODY,
    # It shows what this visitor has just sent: without that there is no page.
    "request-sent": NOBODY,
    "request-check": EVERYBODY,
    **dict.fromkeys(("demo-mail", "demo-mail-one", "demo-mail-file"), EVERYBODY),
    **dict.fromkeys(("fees", "similar"), OFFICE),
    **dict.fromkeys(("inbox", "keys"), READERS | {"communications"}),
    **dict.fromkeys(
        ("case", "history", "letter-pdf", "reports", "settings", "working-days", "estimate"),
        READERS,
    ),
    **dict.fromkeys(
        (
            "message",
            "message-original",
            "message-file",
            "letter-preview",
            "case-file",
            "letter-address",
            "milestones",
            "letter-templates",
            "publications",
        ),
        OFFICE,
    ),
    **dict.fromkeys(
        (
            "tasks",
            "sign-offs",
            "decisions",
            "falls-due",
            "register",
            "provision",
            "reviews",
            "search",
        ),
        STAFF,
    ),
    **dict.fromkeys(
        ("review", "review-answer", "review-outcome", "review-file"),
        READERS | REVIEWER | REVIEW_SIGNATORY,
    ),
    "complaints": READERS,
    "task-file": DEPARTMENT,
    "decision-file": WEIGHS | QUALIFIED,
    "case-record": MANAGER,
    **dict.fromkeys(("sign-off", "sign-off-letter", "sign-off-file"), SIGNATORIES),
}
SEND = {
    **dict.fromkeys(("request-send", "demo-sign-in"), EVERYBODY),
    **dict.fromkeys(
        (
            "inbox-assign", "message-join", "message-open", "message-dismiss", "message-handled",
            "message-settle", "ask-for-missing", "assign", "add-note", "tick-step", "letter-begin",
            "letter-form",
            "letter-send", "letter-recall", "letter-issue", "letter-file-add",
            "letter-file-choose", "letter-posted", "message-take-out",
            "claim-take-away", "vexatious-take-back", "message-move", "message-restore",
            "message-scan", "inbox-accept",
            "message-take-off", "payment-in-time", "use-earlier-answer", "remove-earlier-answer",
            "take-apart",
            "use-publication", "publication-withdraw",
        ),
        OFFICE,
    ),
    # Its signature is the key; without one it is refused.
    "govuk-pay": NOBODY,
    "task-decline": MANAGERS,
    "weigh-return": WEIGHS,
    "opinion-return": QUALIFIED,
    **dict.fromkeys(("review-file-add", "review-file-choose", "review-send-on"), REVIEWER),
    **dict.fromkeys(("review-sign", "review-return"), REVIEW_SIGNATORY),
    "review-issue": MANAGER,
    "letter-template-pdf": MANAGER,
    "absence-end": frozenset({"auditor"}),
    # Only whoever did it takes it back.
    "undo": MANAGER,
    "also-open": OFFICE,
    **dict.fromkeys(("view-rename", "view-delete"), frozenset({"auditor"})),
    **dict.fromkeys(("calendar-feed-make", "calendar-feed-end"), STAFF),
    **dict.fromkeys(("sign-off-approve", "sign-off-return"), SIGNATORIES),
}  # fmt: skip
BOTH = {
    **dict.fromkeys(
        ("make-request", "request-way", "request-address", "follow", "follow-code", "pay",
         "follow-ask"),
        Access(EVERYBODY, EVERYBODY),
    ),
    **dict.fromkeys(
        ("new-case", "triage", "commission", "withdraw", "reopen", "bring-back",
         "correct-receipt", "supply", "edit-request", "letter", "ask-clarification",
         "record-reply", "more-time", "switch-regime", "switch-question", "take-back-entry",
         "case-estimate",
         "offer-narrowing", "refuse-for-cost", "claim", "claim-change", "ask-for-fee",
         "cancel-fee", "record-payment", "record-refund", "payment-cleared", "payment-refused",
         "decide-link", "open-linked", "refund-card", "reopen-paid-late",
         "vexatious", "close-without-notice", "consultations",
         "merge", "own-case", "split", "put-back", "together",
         "consulted-reply", "consulted-told"),
        Access(OFFICE, OFFICE),
    ),
    **dict.fromkeys(
        ("milestone", "milestone-new", "enter-day", "withdraw-day", "cover-year", "guidance",
         "triage-rule", "triage-rule-new"),
        Access(MANAGER, MANAGER),
    ),
    **dict.fromkeys(("publication", "publication-new"), Access(OFFICE, OFFICE)),
    "review-new": Access(OFFICE, OFFICE),
    "regulator": Access(READERS, MANAGER),
    **dict.fromkeys(
        ("complaint-new", "complaint-answered", "complaint-notice", "required-step", "appeal-new",
         "appeal-ruling"),
        Access(OFFICE, OFFICE),
    ),
    "complaint-close": Access(MANAGER, MANAGER),
    **dict.fromkeys(
        ("review-late", "review-appoint", "review-extend", "review-recall", "review-withdraw"),
        Access(MANAGER, MANAGER),
    ),
    "review-override": Access(CORPORATE, CORPORATE),
    "review-findings": Access(REVIEWER, REVIEWER),
    "triage-rules": Access(OFFICE, OFFICE),
    "letter-template": Access(OFFICE, MANAGER),
    "task": Access(DEPARTMENT, MANAGERS),
    "weigh": Access(WEIGHS, WEIGHS),
    "decide-vexatious": Access(WEIGHS, WEIGHS),
    "opinion": Access(QUALIFIED, QUALIFIED),
    "task-estimate": Access(MANAGERS, MANAGERS),
    "absence": Access(STAFF, STAFF),
    "saved-views": Access(READERS | {"communications"}, READERS | {"communications"}),
}  # fmt: skip
ACCESS: dict[str, Access] = {
    **{name: Access(get=who) for name, who in READ.items()},
    **{name: Access(post=who) for name, who in SEND.items()},
    **BOTH,
}
OTHERS = {"accounts/": "the sign-in library", "administration/": "people and departments"}
"""Rooms with a door of their own, tested below as a whole."""


def addresses(resolver: URLResolver | None = None, before: str = "") -> Iterator[tuple[str, str]]:
    """Yield the pattern and the name of every address of the site."""
    for one in (resolver or get_resolver()).url_patterns:
        if isinstance(one, URLPattern):
            yield before + str(one.pattern), one.name or ""
        else:
            yield from addresses(one, before + str(one.pattern))


def ours() -> list[str]:
    return [name for pattern, name in addresses() if not pattern.startswith(tuple(OTHERS))]


def test_every_address_has_a_name_and_stands_in_the_table() -> None:
    assert sorted(ours()) == sorted(ACCESS)


@dataclass
class World:
    """Something behind every address."""

    arguments: dict[str, Sequence[object]]

    def address(self, name: str) -> str:
        return reverse(name, args=self.arguments.get(name, []))


@pytest.fixture
def world(
    make_case: CaseMaker, make_review: ReviewMaker, cast: Cast, settings: LazySettings
) -> World:
    """Return cases at the stages that the addresses are about."""
    cache.clear()
    settings.DEMO = True
    # Nobody listens there, so nothing is asked.
    nowhere = "http://127.0.0.1:1"
    settings.GOVUK_PAY = {"key": "k", "secret": "s", "url": nowhere, "pages": nowhere}
    office, when = cast.foi_manager, at(make_case.received_on + timedelta(days=12))
    new, asked = make_case(State.RECEIVED), make_case(State.WITH_DEPARTMENTS)
    task = Commission.objects.get(case=asked)
    found = commissioning.add_found_file(
        task.pk, task.returns.all()[0].pk, stored_file("found.csv"),
        actor=cast.department_manager, at=when,
    )  # fmt: skip
    drafted = make_case(State.DRAFTING)
    file = drafting.add_file(drafted.pk, stored_file(), actor=office, at=when)
    signing = make_case(State.DRAFTING)
    enclosed = drafting.add_file(signing.pk, stored_file(), actor=office, at=when)
    pending = sign_off.send_for_sign_off(signing.pk, cast.director, actor=office, at=when)
    answered = _answered(make_case, cast)
    message = Message.objects.create(
        direction="in", kind="needs_attention", sender="a@example.org", text="?", happened_at=when
    )
    kept = RawMail.objects.create(sha256="1" * 64, size=1, arrived_at=when, file=file.file.name)
    Message.objects.filter(pk=message.pk).update(raw=kept)
    attached, inner = (
        Document.objects.create(
            message=message, role="received", name=f"a.{kind}", sha256="0" * 64, size=1,
            media_type=kind, uploaded_at=when, file=file.file.name,
        )
        for kind in ("text/csv", "message/rfc822")
    )  # fmt: skip
    puzzling = make_case(State.ACCEPTED)
    asked_back = clarification.ask(
        puzzling.pk,
        clarification.Wording("Which beds?", "Two kinds.", "Call us.", date(2999, 1, 1)),
        actor=office,
        at=when,
    )
    claim = Claim.objects.create(
        question=drafted.questions.all()[0], document=file, code="s.43(2)", made_by=office,
        made_at=when,
    )  # fmt: skip
    asks = {"claim": claim, "seal": "", "asked_by": office, "asked_at": when}
    weighing = PublicInterestTest.objects.create(**asks)
    opinion = QualifiedOpinion.objects.create(**asks, submission="The minutes.")
    proposal = VexatiousProposal.objects.create(
        case=drafted, ground="vexatious", conclusion="As a whole.", proposed_by=office,
        proposed_at=when,
    )  # fmt: skip
    consulted = Consultation.objects.create(
        question=claim.question, party="Palisade", asked_in="What would it do?",
        asked_on=when.date(), reply_by=when.date(), asked_by=office, recorded_at=when,
    )  # fmt: skip
    reused = ReusedAnswer.objects.create(
        question=claim.question, came_from=answered.reference, given_on=when.date(), seal="0" * 64,
        used_by=office, used_at=when,
    )  # fmt: skip
    published = Publication.objects.create(
        title="Bed register", where="On our website.", scheme_class="registers",
        published_on=when.date(), entered_by=office, entered_at=when,
    )  # fmt: skip
    secret_calendar = calendar_feed.make(actor=cast.auditor, at=when)
    holiday = NonWorkingDay.objects.all()[0]
    away = Absence.objects.create(person=cast.auditor, first_day=when.date(), noted_at=when)
    view = SavedView.objects.create(person=cast.auditor, name="Mine", query="tab=new")
    undoable = undoing.remember(UndoableAct.ASSIGN, [], actor=office, at=when)
    mail = Path(settings.MAIL_FOLDER)
    mail.mkdir(parents=True, exist_ok=True)
    (mail / "one.eml").write_bytes(_demo_mail())
    letter = Letter.objects.get(case=answered)
    enclosure = letter.enclosures.get()
    fee = FeeNotice.objects.create(
        case=answered, provision="s9", amount=Decimal("12.40"), lines=[], given_on=when.date(),
        letter=letter, made_by=office, made_at=when,
    )  # fmt: skip
    money = Payment.objects.create(
        notice=fee, amount=Decimal("1.00"), method="cheque", received_on=when.date(),
        recorded_by=office, recorded_at=when,
    )  # fmt: skip
    card = CardPayment.objects.create(
        notice=fee, amount=fee.amount, provider_id="hu20", return_token="t" * 43,
        status="success", begun_at=when, finished_at=when,
    )  # fmt: skip
    complaint = complaints.record_complaint(
        answered.pk,
        complaints.Complained("IC-1", when.date(), when.date() + timedelta(days=20)),
        actor=office, at=when,
    )  # fmt: skip
    notice = complaints.record_notice(
        complaint.pk,
        complaints.Noticed(
            NoticeKind.INFORMATION, "IC-1-N", when.date(), when.date() + timedelta(days=30),
            (StepWords("Give the file.", when.date() + timedelta(days=30)),),
        ),
        actor=office, at=when,
    )  # fmt: skip
    appeal = complaints.record_appeal(
        notice.pk, Party.AUTHORITY, when.date(), actor=office, at=when
    )
    review = make_review(ReviewState.AWAITING_SIGNATURE)
    reviewed = make_review(ReviewState.ANSWERED)
    of_reviewed = tuple(tracking_path(reviewed.case).split("/")[2:4])
    secret = tuple(tracking_path(answered).split("/")[2:4])
    on_case = {
        **dict.fromkeys(
            ("case", "case-record", "history", "triage", "ask-for-missing", "withdraw", "supply",
             "correct-receipt", "edit-request", "assign", "add-note", "commission", "reopen",
             "bring-back", "letter-form", "merge", "own-case", "split", "put-back", "together"),
            (new.reference,),
        ),
        **dict.fromkeys(
            ("letter", "letter-begin", "letter-preview", "letter-send", "letter-recall",
             "letter-issue", "letter-file-add"),
            (drafted.reference,),
        ),
    }  # fmt: skip
    return World(
        {
            **on_case,
            **dict.fromkeys(
                ("ask-clarification", "record-reply", "more-time", "switch-regime"),
                (puzzling.reference,),
            ),
            "switch-question": [puzzling.reference, puzzling.questions.all()[0].pk],
            "take-back-entry": [puzzling.reference, asked_back.asked_id],
            **dict.fromkeys(
                ("estimate", "offer-narrowing", "refuse-for-cost"), (drafted.reference,)
            ),
            "case-estimate": [drafted.reference, claim.question_id, 0],
            "task-estimate": [task.pk, task.returns.all()[0].question_id, 0],
            "claim": [drafted.reference, claim.question_id],
            **dict.fromkeys(("claim-change", "claim-take-away"), (drafted.reference, claim.pk)),
            **dict.fromkeys(("provision", "guidance"), (in_force(when.date())[0].slug,)),
            **dict.fromkeys(("weigh", "weigh-return"), (weighing.pk,)),
            "decide-vexatious": [proposal.pk],
            "consultations": [drafted.reference],
            **dict.fromkeys(
                ("consulted-reply", "consulted-told"), (drafted.reference, consulted.pk)
            ),
            **dict.fromkeys(("vexatious", "close-without-notice"), (drafted.reference,)),
            "vexatious-take-back": [drafted.reference, proposal.pk],
            **dict.fromkeys(("opinion", "opinion-return"), (opinion.pk,)),
            "decision-file": [claim.pk],
            "calendar-feed": [secret_calendar],
            "withdraw-day": [holiday.day.isoformat()],
            "cover-year": [2029],
            **dict.fromkeys(("letter-template", "letter-template-pdf"), ("disclosure",)),
            "message-original": [message.pk],
            "message-take-out": [message.pk, inner.pk],
            **dict.fromkeys(
                ("ask-for-fee", "fees", "similar", "open-linked"), (drafted.reference,)
            ),
            "use-earlier-answer": [drafted.reference, answered.questions.all()[0].pk],
            "remove-earlier-answer": [drafted.reference, reused.pk],
            "use-publication": [drafted.reference, published.pk],
            **dict.fromkeys(("publication", "publication-withdraw"), (published.pk,)),
            "decide-link": [drafted.reference, answered.pk],
            "take-apart": [drafted.reference, answered.pk],
            **dict.fromkeys(
                ("cancel-fee", "record-payment", "record-refund"), (answered.reference, fee.pk)
            ),
            **dict.fromkeys(
                ("payment-cleared", "payment-refused", "payment-in-time", "reopen-paid-late"),
                (answered.reference, money.pk),
            ),
            **dict.fromkeys(
                ("message-move", "message-restore", "message-take-off", "message-scan"),
                (message.pk,),
            ),
            **dict.fromkeys(
                [name for name in ours() if name.startswith("review-")] + ["review"],
                (review.pk,),
            ),
            "review-new": [answered.reference],
            **dict.fromkeys(("complaints", "complaint-new"), (answered.reference,)),
            **dict.fromkeys(
                ("complaint-answered", "complaint-notice", "complaint-close"),
                (answered.reference, complaint.pk),
            ),
            "required-step": [answered.reference, notice.steps.get().pk],
            "appeal-new": [answered.reference, notice.pk],
            "appeal-ruling": [answered.reference, appeal.pk],
            "review-file": [review.pk, review.released.get().pk],
            "review-file-choose": [review.pk, review.released.get().pk, "hold"],
            "letter-file-choose": [drafted.reference, file.pk, "hold"],
            "case-file": [drafted.reference, file.pk],
            **dict.fromkeys(
                ("letter-pdf", "letter-address", "letter-posted"), (answered.reference, letter.pk)
            ),
            **dict.fromkeys(
                ("message", "message-join", "message-open", "message-dismiss", "message-handled"),
                (message.pk,),
            ),
            "milestone": [Milestone.objects.all()[0].pk],
            "triage-rule": [TriageRule.objects.all()[0].pk],
            "tick-step": [new.reference, Milestone.objects.all()[0].pk],
            "absence-end": [away.pk],
            "undo": [undoable.pk],
            "also-open": ["case", new.pk],
            **dict.fromkeys(("view-rename", "view-delete"), (view.pk,)),
            "message-settle": [message.pk, "arrived"],
            "message-file": [message.pk, attached.pk],
            **dict.fromkeys(("task", "task-decline"), (task.pk,)),
            "task-file": [task.pk, found.pk],
            **dict.fromkeys(
                ("sign-off", "sign-off-approve", "sign-off-return", "sign-off-letter"),
                (pending.pk,),
            ),
            "sign-off-file": [pending.pk, enclosed.pk],
            **dict.fromkeys(("follow-link", "follow-letter", "pay", "follow-ask"), secret),
            "card-return": [card.return_token],
            "refund-card": [answered.reference, card.pk],
            "follow-review": of_reviewed,
            "follow-review-file": [*of_reviewed, reviewed.released.get().pk],
            "follow-file": [*secret, enclosure.pk],
            "demo-sign-in": [cast.auditor.pk],
            "demo-mail-one": ["one"],
            "demo-mail-file": ["one", 0],
        }
    )


def _demo_mail() -> bytes:
    mail = EmailMessage()
    mail["From"], mail["To"], mail["Subject"] = "foi@trust.example", "a@example.org", "Beds"
    mail.set_content("Twelve.")
    mail.add_attachment(b"A,4", maintype="text", subtype="csv", filename="a.csv")
    return mail.as_bytes()


def _answered(make_case: CaseMaker, cast: Cast) -> Any:
    """Return a case that was answered by a mail which has left, with a file."""
    case = make_case(State.DRAFTING)
    office, when = cast.foi_manager, at(make_case.received_on + timedelta(days=10))
    drafting.add_file(case.pk, stored_file(), actor=office, at=when)
    row = sign_off.send_for_sign_off(case.pk, cast.director, actor=office, at=when)
    sign_off.approve(case.pk, actor=cast.director, at=when, digest_seen=row.digest)
    letter = responses.issue(case.pk, actor=office, at=when)
    responses.store_pdfs(letter.pk, sent=b"%PDF-1.7", kept=b"%PDF-1.7", at=when)
    letter.refresh_from_db()
    message = correspondence.write(
        key="x", kind=MessageKind.RESPONSE, case=case, recipient="q@example.org",
        subject="Answer", text="Here.", domain="trust.example", at=when, letter=letter,
    )  # fmt: skip
    correspondence.mark_sent(message, at=when)
    SignOff.objects.filter(pk=row.pk).update(signatory=cast.other_director)
    return case


def stored() -> dict[str, list[dict[str, Any]]]:
    """Return every row of ours, but for the moment at which somebody signed in."""
    return {
        model.__name__: [
            {name: value for name, value in row.items() if name != "last_login"}
            for row in model._default_manager.order_by("pk").values()
        ]
        for app in ("requests_app", "exemptions")
        for model in apps.get_app_config(app).get_models()
    }


def browser(cast: Cast, who: str) -> Client:
    client = Client(raise_request_exception=True)
    if who != STRANGER:
        client.force_login(
            cast.people[who], backend="allauth.account.auth_backends.AuthenticationBackend"
        )
    return client


def is_sent_to_sign_in(response: Any) -> bool:
    return response.status_code == 302 and response["Location"].startswith("/accounts/login/")


def is_refused(response: Any, who: str) -> bool:
    if who == STRANGER:
        return is_sent_to_sign_in(response) or response.status_code in (403, 404, 405)
    return response.status_code in (403, 404, 405)


@pytest.mark.parametrize("fourth", range(4))
def test_every_address_opens_to_those_it_is_for_and_to_nobody_else(
    world: World, cast: Cast, fourth: int
) -> None:
    people = sorted(EVERYBODY)[fourth::4]
    # Each visit begins from the same signed-in browser: signing in is the slow part of it.
    signed_in = {who: browser(cast, who).cookies for who in people}
    before, wrong = stored(), []
    for who, name, method in product(people, ACCESS, ("get", "post")):
        client = Client()
        client.cookies = deepcopy(signed_in[who])
        visit = getattr(client, method)
        if who in getattr(ACCESS[name], method):
            with transaction.atomic():
                response = visit(world.address(name))
                b"".join(response) if response.streaming else None
                transaction.set_rollback(True)
            is_right = response.status_code in (200, 302, 409, 422, 503)
            # What came in cannot be settled as if it had gone out.
            is_right = is_right or (name == "message-settle" and response.status_code == 404)
            is_right = is_right and not is_sent_to_sign_in(response)
        else:
            response = visit(world.address(name))
            is_right = is_refused(response, who)
        if not is_right:
            wrong.append((who, method, name, response.status_code))

    assert wrong == []
    assert stored() == before


def test_the_pages_are_really_there(world: World, cast: Cast) -> None:
    """A table of refusals proves nothing if the address itself is wrong."""
    for name, access in ACCESS.items():
        for who in sorted(access.get)[:1]:
            response = browser(cast, who).get(world.address(name))
            assert response.status_code in (200, 302, 503), (name, response.status_code)


def test_the_administration_opens_to_system_administrators_alone(cast: Cast) -> None:
    before = stored()
    pages = [
        "index", "requests_app_user_changelist", "requests_app_user_add",
        "requests_app_department_changelist", "login",
    ]  # fmt: skip
    for who in EVERYBODY - {"system_administrator"}:
        client = browser(cast, who)
        for name, method in product(pages, ("get", "post")):
            response = getattr(client, method)(reverse(f"admin:{name}"))
            assert response.status_code in (302, 403), (who, name, method)
            if response.status_code == 302:
                assert "/login/" in response["Location"], (who, name)

    assert stored() == before


@pytest.mark.parametrize("who", [STRANGER, "department_manager", "system_administrator"])
def test_the_sign_in_library_opens_no_account_to_anybody(cast: Cast, who: str) -> None:
    before = User.objects.count()
    client = browser(cast, who)
    for name in ("account_signup", "socialaccount_signup"):
        address = reverse(name)
        for response in (
            client.get(address),
            client.post(address, {"email": "new@example.org", "password1": "A-long-pass-phrase"}),
        ):
            assert response.status_code in (200, 302), name
            assert b'name="password1"' not in response.content

    assert User.objects.count() == before


@pytest.mark.parametrize("name", ["account_email", "account_change_password", "mfa_index"])
def test_ones_own_account_needs_somebody_signed_in(db: None, name: str) -> None:
    assert is_sent_to_sign_in(Client().get(reverse(name)))
