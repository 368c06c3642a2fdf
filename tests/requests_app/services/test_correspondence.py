"""Messages: written once, handed over once, joined to where they belong."""

from datetime import datetime, timedelta
from io import BytesIO
from typing import Any

import pytest

from requests_app.domain.errors import RuleBroken
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Delivery,
    Document,
    Message,
    MessageKind,
    OutboxItem,
)
from requests_app.services import correspondence, mail_intake
from tests.factories import LONDON, CaseMaker, Cast
from tests.requests_app.services.conftest import AtOnce

NOW = datetime(2026, 11, 3, 9, tzinfo=LONDON)


def written(case: Case, key: str = "acknowledgement", **changes: Any) -> Message:
    return correspondence.write(
        **{
            "key": f"{case.reference}:{key}", "kind": MessageKind.ACKNOWLEDGEMENT, "case": case,
            "recipient": "q@example.org", "subject": "Received", "text": "Thank you.",
            "domain": "trust.example", "at": NOW, **changes,
        }
    )  # fmt: skip


def state(message: Message) -> tuple[bool, bool, bool]:
    delivery = Delivery.objects.get(message=message)
    return bool(delivery.handing_over_at), bool(delivery.sent_at), bool(delivery.failed_at)


def test_the_same_message_is_written_once_and_the_first_words_stay(case: Case) -> None:
    first, again = written(case), written(case, text="Other words.")

    assert again == first
    assert first.message_id == f"<{case.reference}.acknowledgement@trust.example>"
    assert Message.objects.get(direction="out").text == "Thank you."
    assert OutboxItem.objects.filter(work="deliver").count() == 1
    assert AuditEvent.objects.filter(verb="write_message").count() == 1


def test_a_message_written_at_once_by_two_workers_is_one(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    case = make_case()
    ends = at_once(*(lambda: written(case),) * 3)

    assert set(ends) == {Message.objects.get(direction="out")}
    assert Delivery.objects.count() == 1


def test_handing_over_begins_once_for_good(case: Case) -> None:
    message = written(case)

    assert correspondence.begin_handing_over(message, at=NOW)
    assert not correspondence.begin_handing_over(message, at=NOW)
    assert Delivery.objects.get().is_in_doubt
    correspondence.mark_sent(message, at=NOW)
    assert state(message) == (True, True, False)
    assert not correspondence.begin_handing_over(message, at=NOW)


def test_of_two_workers_at_once_one_hands_over(at_once: AtOnce, make_case: CaseMaker) -> None:
    message = written(make_case())
    ends = at_once(*(lambda: correspondence.begin_handing_over(message, at=NOW),) * 3)

    assert sorted(str(end) for end in ends) == ["False", "False", "True"]


@pytest.mark.parametrize(("for_good", "events"), [(False, 0), (True, 1)])
def test_a_certain_refusal_lets_it_be_tried_again_or_asks_a_person(
    case: Case, for_good: bool, events: int
) -> None:
    message = written(case)
    correspondence.begin_handing_over(message, at=NOW)
    correspondence.mark_refused(message, "x" * 400, at=NOW, for_good=for_good)

    assert state(message) == (False, False, for_good)
    assert Delivery.objects.get().problem == "x" * 300
    assert AuditEvent.objects.filter(verb="fail_message").count() == events
    assert correspondence.begin_handing_over(message, at=NOW)


@pytest.mark.parametrize(
    ("arrived", "verb", "due", "then"),
    [
        (True, "settle_message", 1, (True, True, False)),
        (False, "send_again", 2, (False, False, False)),
    ],
)
def test_a_doubt_is_settled_by_a_person_once(
    case: Case, cast: Cast, arrived: bool, verb: str, due: int, then: tuple[bool, ...]
) -> None:
    message = written(case)
    with pytest.raises(RuleBroken, match="not in doubt any more"):
        correspondence.settle_doubt(message.pk, arrived=arrived, actor=cast.foi_manager, at=NOW)
    correspondence.begin_handing_over(message, at=NOW)
    correspondence.settle_doubt(message.pk, arrived=arrived, actor=cast.foi_manager, at=NOW)

    assert state(message) == then
    assert OutboxItem.objects.filter(work="deliver").count() == due
    assert AuditEvent.objects.get(verb=verb).actor == cast.foi_manager
    with pytest.raises(RuleBroken, match="not in doubt any more"):
        correspondence.settle_doubt(message.pk, arrived=arrived, actor=cast.foi_manager, at=NOW)


@pytest.fixture
def waiting(case: Case) -> Message:
    message = Message.objects.create(
        direction="in", kind="needs_attention", sender="a@example.org", sender_name="A",
        subject="Beds", text="How many beds?", happened_at=NOW,
    )  # fmt: skip
    Document.objects.create(
        message=message, role="received", name="a.csv", sha256="0" * 64, size=1,
        media_type="text/csv", uploaded_at=NOW,
    )  # fmt: skip
    return message


def test_a_message_joined_brings_its_files_and_moves_no_case(
    waiting: Message, case: Case, cast: Cast
) -> None:
    correspondence.join(waiting.pk, case.pk, actor=cast.foi_administrator, at=NOW)
    version = case.version
    case.refresh_from_db()

    assert Document.objects.get().case == case
    assert (case.state, case.version) == ("received", version)


def test_a_closed_case_takes_messages_too(
    waiting: Message, make_case: CaseMaker, cast: Cast
) -> None:
    case = make_case(State.ANSWERED)
    correspondence.join(waiting.pk, case.pk, actor=cast.foi_manager, at=NOW)

    assert Message.objects.get(pk=waiting.pk).case == case


def test_a_message_finds_one_place(waiting: Message, case: Case, cast: Cast) -> None:
    who = {"actor": cast.foi_manager, "at": NOW}
    opened = mail_intake.open_from_message(waiting.pk, **who)
    acts = (
        lambda: correspondence.join(waiting.pk, case.pk, **who),
        lambda: correspondence.dismiss(waiting.pk, reason="No.", **who),
        lambda: mail_intake.open_from_message(waiting.pk, **who),
    )
    before = AuditEvent.objects.count()
    for act in acts:
        with pytest.raises(RuleBroken, match="already found a place"):
            act()

    waiting.refresh_from_db()
    assert (waiting.case, waiting.kind) == (opened, "request")
    assert opened.received_on == NOW.date()
    assert AuditEvent.objects.count() == before


def test_two_who_open_the_same_message_at_once_open_one_case(at_once: AtOnce, cast: Cast) -> None:
    message = Message.objects.create(
        direction="in", kind="needs_attention", sender="a@example.org", text="How many beds?",
        happened_at=NOW,
    )  # fmt: skip
    ends = at_once(
        *(lambda: mail_intake.open_from_message(message.pk, actor=cast.foi_manager, at=NOW),) * 2
    )

    assert sorted(type(end).__name__ for end in ends) == ["Case", "RuleBroken"]
    assert Case.objects.count() == 1


@pytest.mark.parametrize("reason", ["", " \n"])
def test_putting_a_message_aside_needs_a_reason(waiting: Message, cast: Cast, reason: str) -> None:
    with pytest.raises(RuleBroken, match="Say why"):
        correspondence.dismiss(waiting.pk, reason=reason, actor=cast.foi_manager, at=NOW)

    waiting.refresh_from_db()
    assert waiting.handled_at is None


def test_a_message_is_dealt_with_once(waiting: Message, case: Case, cast: Cast) -> None:
    correspondence.join(waiting.pk, case.pk, actor=cast.foi_manager, at=NOW)
    for days in (0, 1):
        correspondence.mark_handled(
            waiting.pk, actor=cast.foi_manager, at=NOW + timedelta(days=days)
        )
    waiting.refresh_from_db()

    assert waiting.handled_at == NOW
    assert AuditEvent.objects.filter(verb="handle_message").count() == 1


def test_the_same_bytes_at_once_become_one_mail(at_once: AtOnce, cast: Cast) -> None:
    raw = b"From: A <a@example.org>\r\nSubject: Beds\r\n\r\nHow many beds?\r\n"
    ends = at_once(*(lambda: mail_intake.keep(BytesIO(raw), at=NOW),) * 3)

    assert len({kept.pk for kept, _ in ends}) == 1  # type: ignore[misc]
    assert sum(is_new for _, is_new in ends) == 1  # type: ignore[misc]
