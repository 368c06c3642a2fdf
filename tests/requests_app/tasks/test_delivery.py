"""What keeps two machines from answering each other for ever."""

from collections.abc import Callable
from email.message import EmailMessage
from typing import Any

import pytest
from django.conf import LazySettings

from requests_app.domain.workflow import State
from requests_app.models import Message, MessageKind, OutboxItem
from requests_app.tasks import delivery
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker


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
    ) -> None:
        before_handover()
        self.sent.append((envelope_from, message))


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
