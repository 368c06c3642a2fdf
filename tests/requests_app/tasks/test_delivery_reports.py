"""What GOV.UK Notify says became of a mail, and what a person gets to see of it."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.test import Client
from django.utils import timezone

from requests_app.domain.delivery_reports import Fate
from requests_app.domain.workflow import State
from requests_app.mail.notify import NotifyDoesNotAnswer, NotifyTransport
from requests_app.models import AuditEvent, Case, Delivery, Message, MessageKind
from requests_app.queries.waiting_mail import needing_attention
from requests_app.services import correspondence
from requests_app.tasks import delivery, delivery_reports
from requests_app.tasks.outbox import sweep_outbox
from tests.factories import CaseMaker, Cast

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


@dataclass(frozen=True)
class Carrier(NotifyTransport):
    """Takes every mail, and says of each what the test wants."""

    fates: dict[str, Fate] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    is_away: list[bool] = field(default_factory=list)

    def deliver(
        self,
        message: EmailMessage,
        *,
        envelope_from: str,
        envelope_to: str,
        before_handover: Callable[[], None],
    ) -> bool:
        before_handover()
        return True

    def fate_of(self, message_id: str) -> Fate:
        self.asked.append(message_id)
        if self.is_away:
            raise NotifyDoesNotAnswer("GOV.UK Notify cannot be reached.")
        return self.fates.get(message_id, Fate.ON_ITS_WAY)


@pytest.fixture
def carrier(monkeypatch: pytest.MonkeyPatch) -> Carrier:
    way = Carrier("", "", "", otherwise=None)  # type: ignore[arg-type]
    for module in (delivery, delivery_reports):
        monkeypatch.setattr(module, "the_transport", lambda: way)
    return way


@pytest.fixture
def sent(make_case: CaseMaker, carrier: Carrier) -> Message:
    """Return an acknowledgement that Notify has taken."""
    case = make_case(State.ACCEPTED)
    sweep_outbox()
    message = case.messages.get(kind=MessageKind.ACKNOWLEDGEMENT)
    assert message.delivery.is_to_be_asked_after
    return message


def is_to_be_asked_after(message: Message) -> bool:
    return Delivery.objects.get(message=message).is_to_be_asked_after


def test_a_mail_that_arrived_is_asked_after_once_and_needs_nobody(
    sent: Message, carrier: Carrier
) -> None:
    carrier.fates[sent.message_id] = Fate.ARRIVED
    assert delivery_reports.ask_after_mail() == 0
    assert delivery_reports.ask_after_mail() == 0

    assert carrier.asked == [sent.message_id]
    assert not Message.objects.filter(kind=MessageKind.DELIVERY_REPORT).exists()


@pytest.mark.parametrize("fate", [Fate.NO_SUCH_ADDRESS, Fate.NOT_ACCEPTED, Fate.NOT_SENT])
def test_a_mail_that_did_not_arrive_is_a_task_on_its_case(
    sent: Message, carrier: Carrier, fate: Fate
) -> None:
    carrier.fates[sent.message_id] = fate
    assert delivery_reports.ask_after_mail() == 1
    assert delivery_reports.ask_after_mail() == 0

    report = Message.objects.get(kind=MessageKind.DELIVERY_REPORT)
    assert (report.case, report.about, report.handled_at) == (sent.case, sent, None)
    assert report.note == (
        "The acknowledgement that we sent did not arrive. Reach the applicant another way; the "
        "clock goes on."
    )
    assert report in needing_attention()
    assert sent.case
    event = AuditEvent.objects.filter(chain=sent.case.reference).latest("pk")
    assert (event.verb, event.detail["message"]) == ("receive_report", report.pk)


def test_the_office_reads_the_report_on_the_case(
    sent: Message, carrier: Carrier, client: Client, cast: Cast
) -> None:
    carrier.fates[sent.message_id] = Fate.NO_SUCH_ADDRESS
    delivery_reports.ask_after_mail()

    client.force_login(cast.foi_manager, backend=BACKEND)
    assert sent.case
    page = client.get(f"/cases/{sent.case.reference}/").content.decode()
    assert "The acknowledgement that we sent did not arrive." in page


def test_a_colleagues_mail_names_no_applicant(sent: Message, carrier: Carrier) -> None:
    Message.objects.filter(pk=sent.pk).update(kind=MessageKind.DIGEST, case=None)
    carrier.fates[sent.message_id] = Fate.NO_SUCH_ADDRESS
    delivery_reports.ask_after_mail()

    report = Message.objects.get(kind=MessageKind.DELIVERY_REPORT)
    assert "Reach the colleague another way" in report.note
    assert report in needing_attention()


def test_a_mail_on_its_way_is_asked_after_again(sent: Message, carrier: Carrier) -> None:
    delivery_reports.ask_after_mail()
    assert is_to_be_asked_after(sent)


def test_a_week_of_silence_is_for_a_person(sent: Message, carrier: Carrier) -> None:
    week = timezone.now() - timedelta(days=7, minutes=1)
    Delivery.objects.filter(message=sent).update(sent_at=week)
    assert delivery_reports.ask_after_mail() == 1

    report = Message.objects.get(kind=MessageKind.DELIVERY_REPORT)
    assert report.note == "Find out whether the acknowledgement has reached the applicant."


def test_a_service_that_is_away_is_asked_once_and_later_again(
    make_case: CaseMaker, sent: Message, carrier: Carrier
) -> None:
    make_case(State.ACCEPTED)
    sweep_outbox()
    carrier.is_away.append(True)
    assert delivery_reports.ask_after_mail() == 0
    assert len(carrier.asked) == 1

    carrier.is_away.clear()
    carrier.fates[sent.message_id] = Fate.NO_SUCH_ADDRESS
    assert delivery_reports.ask_after_mail() == 1


def test_what_two_ask_at_once_is_one_report(sent: Message) -> None:
    now = timezone.now()
    assert correspondence.record_fate(sent.pk, Fate.NOT_SENT, at=now)
    assert correspondence.record_fate(sent.pk, Fate.NOT_SENT, at=now) is None
    assert Message.objects.filter(kind=MessageKind.DELIVERY_REPORT).count() == 1


def test_a_mail_server_is_not_asked(make_case: CaseMaker, case: Case) -> None:
    make_case(State.ACCEPTED)
    sweep_outbox()
    assert not Delivery.objects.filter(is_to_be_asked_after=True).exists()
    assert delivery_reports.ask_after_mail() == 0
