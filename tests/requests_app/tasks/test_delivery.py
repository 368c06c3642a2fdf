"""What keeps two machines from answering each other for ever."""

import random
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from email.message import EmailMessage
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings

from requests_app.domain.workflow import State
from requests_app.models import Case, Message, MessageKind, OutboxItem
from requests_app.queries.tracking import tracking_path
from requests_app.queries.waiting_mail import needing_attention
from requests_app.services import drafting
from requests_app.tasks import delivery
from requests_app.tasks.outbox import sweep_outbox
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, at, stored_file
from tests.requests_app.mail.building import mail

LATER = date(2026, 11, 10)


class Watched:
    """A way out for mail that notes what it is given."""

    def __init__(self) -> None:
        self.sent: list[tuple[str, EmailMessage]] = []

    def deliver(
        self,
        message: EmailMessage,
        *,
        envelope_from: str,
        envelope_to: str,
        before_handover: Callable[[], None],
    ) -> bool:
        before_handover()
        self.sent.append((envelope_from, message))
        return False


@pytest.fixture
def watched(monkeypatch: pytest.MonkeyPatch) -> Watched:
    way_out = Watched()
    monkeypatch.setattr(delivery, "the_transport", lambda: way_out)
    return way_out


@pytest.mark.parametrize(("null", "path"), [(True, ""), (False, "foi@harrowdene.example")])
def test_an_acknowledgement_has_no_return_path_and_says_that_a_machine_wrote_it(
    make_case: CaseMaker, watched: Watched, settings: LazySettings, null: bool, path: str
) -> None:
    settings.NULL_RETURN_PATH = null
    make_case(State.ACCEPTED)

    sweep_outbox()

    ((envelope_from, message),) = watched.sent
    assert envelope_from == path
    assert message["Auto-Submitted"] == "auto-generated"


def test_a_letter_keeps_its_return_path(make_case: CaseMaker, watched: Watched) -> None:
    make_case(State.ANSWERED)

    sweep_outbox()

    paths = {
        Message.objects.get(message_id=message["Message-ID"]).kind: path
        for path, message in watched.sent
    }
    assert paths[MessageKind.RESPONSE] == "foi@harrowdene.example"


def test_a_case_is_acknowledged_once(make_case: CaseMaker, watched: Watched) -> None:
    case = make_case(State.ACCEPTED)
    sweep_outbox()
    OutboxItem.objects.filter(work="acknowledge").update(done_at=None, key="again")

    sweep_outbox()

    assert Message.objects.filter(case=case, kind=MessageKind.ACKNOWLEDGEMENT).count() == 1
    assert len(watched.sent) == 1


def test_beyond_the_days_share_a_person_writes(
    make_case: CaseMaker, watched: Watched, settings: LazySettings
) -> None:
    settings.AUTOMATIC_MAILS_A_DAY = 2
    for _ in range(3):
        make_case(State.ACCEPTED)

    sweep_outbox()

    given_up: Any = OutboxItem.objects.get(given_up_at__isnull=False)
    assert len(watched.sent) == 2
    assert given_up.work == "acknowledge"
    assert given_up.problem.startswith("2 mails went to this address within a day")


MB = 1024 * 1024


def answered_with(make_case: CaseMaker, sizes: dict[str, int]) -> Case:
    """Answer a case with files of these names and sizes."""
    case = make_case(State.DRAFTING)
    for name, size in sizes.items():
        content = random.Random(name).randbytes(size)
        file = replace(stored_file(name, content), media_type="application/pdf")
        drafting.add_file(case.pk, file, actor=make_case.cast.foi_manager, at=at(LATER))
    make_case._send_for_sign_off(case)
    make_case._approve(case)
    make_case._issue(case)
    return case


def letters_sent(watched: Watched) -> list[EmailMessage]:
    return [one for _, one in watched.sent if ".letter." in one["Message-ID"]]


def names_in(message: EmailMessage) -> list[str | None]:
    return [part.get_filename() for part in message.iter_attachments()]


def test_files_that_are_too_much_for_one_mail_go_in_several(
    make_case: CaseMaker, watched: Watched, settings: LazySettings
) -> None:
    settings.MAIL_LIMIT = 2 * MB
    case = answered_with(make_case, {"a.pdf": MB, "b.pdf": MB, "c.pdf": 1000})

    sweep_outbox()

    first, second = letters_sent(watched)
    assert names_in(first) == [f"{case.reference}.pdf", "a.pdf"]
    assert names_in(second) == ["b.pdf", "c.pdf"]
    assert all(len(one.as_bytes()) <= 2 * MB for one in (first, second))
    assert "follow in 1 further message" in first.get_body().get_content()  # type: ignore[union-attr]
    assert second["Subject"] == f"{case.reference}: files of our answer, message 2 of 2"
    assert second["In-Reply-To"] == first["In-Reply-To"]
    kept = Message.objects.filter(case=case, kind=MessageKind.RESPONSE)
    assert [list(one.enclosures.values_list("name", flat=True)) for one in kept] == [
        ["a.pdf"], ["b.pdf", "c.pdf"],
    ]  # fmt: skip
    assert all(one.handled_at for one in kept)


def test_sending_again_makes_no_further_mail(
    make_case: CaseMaker, watched: Watched, settings: LazySettings
) -> None:
    settings.MAIL_LIMIT = 2 * MB
    answered_with(make_case, {"a.pdf": MB, "b.pdf": MB})
    sweep_outbox()
    OutboxItem.objects.filter(work="send_letter").update(done_at=None, key="again")

    sweep_outbox()

    assert len(letters_sent(watched)) == 2


def test_a_file_that_no_mail_carries_is_fetched_and_left_to_a_person(
    make_case: CaseMaker, watched: Watched, settings: LazySettings
) -> None:
    settings.MAIL_LIMIT = 2 * MB
    case = answered_with(make_case, {"film.pdf": 3 * MB, "b.pdf": 1000})

    sweep_outbox()

    (sent,) = letters_sent(watched)
    words = sent.get_body().get_content()  # type: ignore[union-attr]
    assert names_in(sent) == [f"{case.reference}.pdf", "b.pdf"]
    assert "film.pdf (3.0" in words
    assert tracking_path(case) in words.replace("=\n", "")
    message = Message.objects.get(case=case, kind=MessageKind.RESPONSE)
    assert message.note.startswith("Too large for a mail")
    assert message in needing_attention()


def test_a_secret_link_is_never_published(
    make_case: CaseMaker, watched: Watched, settings: LazySettings
) -> None:
    settings.MAIL_LIMIT = 2 * MB
    make_case.email = "request-123456-abcdef12@whatdotheyknow.com"
    case = answered_with(make_case, {"film.pdf": 3 * MB})

    sweep_outbox()

    (sent,) = letters_sent(watched)
    words = sent.get_body().get_content()  # type: ignore[union-attr]
    assert "tell us which way suits you" in words
    assert "/follow/" not in words
    assert case.reference in words


@pytest.mark.parametrize("pattern", ["", "foi+{reference}@harrowdene.example"])
def test_answers_go_to_an_address_that_names_the_case(
    make_case: CaseMaker, watched: Watched, settings: LazySettings, pattern: str
) -> None:
    settings.REPLY_ADDRESS = pattern
    case = make_case(State.WITH_DEPARTMENTS)

    sweep_outbox()

    to_applicant = [one["Reply-To"] for _, one in watched.sent if "q.ravenscroft" in one["To"]]
    to_colleagues = [one["Reply-To"] for _, one in watched.sent if "q.ravenscroft" not in one["To"]]
    named = f"foi+{case.reference}@harrowdene.example" if pattern else None
    assert set(to_applicant) == {named}
    assert set(to_colleagues) == {None}


def test_an_answer_to_that_address_finds_its_case(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    raw = mail(
        b"Thank you.", subject="Subject: Thanks",
        to=f"To: foi+{case.reference.lower()}@harrowdene.example",
    )  # fmt: skip

    taken = receive(BytesIO(raw), at=at(LATER))

    assert taken.message is not None
    assert taken.message.case == case
