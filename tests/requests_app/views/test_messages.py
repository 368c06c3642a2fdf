"""A message that waits: what is shown of it, what is handed over, and what came inside."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, Case, Message, OutboxItem, RawMail, User
from requests_app.tasks.outbox import sweep_outbox
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, Cast
from tests.requests_app.mail.building import file_part, mail, mixed, part, text_part, with_file


def received(raw: bytes) -> Message:
    message = receive(BytesIO(raw), at=timezone.now()).message
    assert message is not None
    return message


AsPerson = Callable[[User], Client]


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_manager)


def forwarded(date_header: str = "Date: Mon, 2 Nov 2026 09:00:00 +0000") -> bytes:
    inner = mixed(
        text_part(b"How many wards?"), file_part("annex.csv", b"ward\n"),
        sender=f"From: Zed Asker <zed@example.net>\r\n{date_header}",
        message_id="Message-ID: <inner@example.net>", subject="Subject: Wards",
    )  # fmt: skip
    return mixed(text_part(b"See below."), part(inner, "message/rfc822"),
                 subject="Subject: FW: Wards")  # fmt: skip


def test_a_file_leaves_as_a_download_that_no_browser_runs(office: Client) -> None:
    row = received(with_file("beds.csv", b"ward,beds\n", "text/html"))
    file = row.documents.get()

    response = office.get(reverse("message-file", args=[row.pk, file.pk]))

    assert b"".join(response.streaming_content) == b"ward,beds\n"  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"] == 'attachment; filename="beds.csv"'
    assert response["Content-Security-Policy"] == "sandbox; default-src 'none'"
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_file_in_quarantine_is_not_handed_over(office: Client) -> None:
    row = received(with_file("invoice.exe", b"MZ\x90\x00"))
    file = row.documents.get()

    page = office.get(reverse("message", args=[row.pk]))
    response = office.get(reverse("message-file", args=[row.pk, file.pk]))

    assert "in quarantine" in page.content.decode()
    assert response.status_code == 403
    assert "“invoice.exe” is in quarantine and is not handed over." in response.content.decode()


def test_the_original_is_handed_over_as_it_came(office: Client) -> None:
    raw = mail()
    row = received(raw)

    response = office.get(reverse("message-original", args=[row.pk]))

    assert b"".join(response.streaming_content) == raw  # type: ignore[attr-defined]
    assert response["Content-Type"] == "application/octet-stream"
    assert response["Content-Disposition"].startswith("attachment;")


@pytest.mark.parametrize(
    "person", ["department_manager", "director", "auditor", "communications", "superuser"]
)
def test_only_the_office_reads_a_message(cast: Cast, as_person: AsPerson, person: str) -> None:
    row = received(with_file("beds.csv", b"ward\n"))
    client = as_person(cast.people[person])

    for name, arguments in (
        ("message", [row.pk]),
        ("message-original", [row.pk]),
        ("message-file", [row.pk, row.documents.get().pk]),
    ):
        assert client.get(reverse(name, args=arguments)).status_code == 404


def take_out(client: Client, row: Message, day: str) -> Any:
    where = reverse("message-take-out", args=[row.pk, row.documents.get().pk])
    return client.post(where, {"received_on": day})


def test_a_forwarded_request_becomes_a_case_from_the_day_it_reached_the_authority(
    office: Client,
) -> None:
    row = received(forwarded())
    page = office.get(reverse("message", args=[row.pk])).content.decode()
    assert "Zed Asker zed@example.net" in page
    assert "2/11/2026" in page.replace("02/11", "2/11")

    assert take_out(office, row, "3/11/2026").status_code == 302
    sweep_outbox()

    case = Case.objects.get()
    row.refresh_from_db()
    assert (case.subject, case.received_on) == ("Wards", date(2026, 11, 3))
    assert (case.applicant.name, case.applicant.email) == ("Zed Asker", "zed@example.net")
    assert [file.name for file in case.documents.all()] == ["annex.csv"]
    assert row.dismissed_reason == "The message inside it was taken in as one of its own."
    assert RawMail.objects.get(message__case=case).inside == row.raw
    assert AuditEvent.objects.filter(chain="inbox", verb="take_out_message").count() == 1


@pytest.mark.parametrize(("day", "status"), [("", 422), ("nonsense", 422), ("1/1/2099", 409)])
def test_a_wrong_day_is_refused_and_nothing_is_done(office: Client, day: str, status: int) -> None:
    row = received(forwarded())

    assert take_out(office, row, day).status_code == status
    assert RawMail.objects.count() == 1
    assert not OutboxItem.objects.filter(done_at__isnull=True).exists()


def test_a_message_inside_is_taken_out_once(office: Client) -> None:
    row = received(forwarded())
    take_out(office, row, "3/11/2026")

    assert take_out(office, row, "3/11/2026").status_code == 409
    assert RawMail.objects.count() == 2


def test_others_may_not_take_it_out(cast: Cast, as_person: AsPerson) -> None:
    row = received(forwarded())

    assert take_out(as_person(cast.department_manager), row, "3/11/2026").status_code == 404
    assert RawMail.objects.count() == 1


def test_a_message_to_two_cases_is_shown_on_both(office: Client, make_case: CaseMaker) -> None:
    first, second = make_case(), make_case()
    both = (
        f"To: foi+{first.reference}@harrowdene.example, foi+{second.reference}@harrowdene.example"
    )
    row = received(mail(b"One word for both cases", to=both))

    for case in (first, second):
        assert (
            "One word for both cases"
            in office.get(reverse("case", args=[case.reference])).content.decode()
        )
    page = office.get(reverse("message", args=[row.pk])).content.decode()
    assert first.reference in page
    assert second.reference in page


def test_a_machines_mail_that_belongs_nowhere_waits_to_be_read(office: Client) -> None:
    received(mail(b"Away.", "Auto-Submitted: auto-replied", subject="Subject: Gone fishing"))

    assert "Gone fishing" in office.get(reverse("inbox"), {"tab": "mail"}).content.decode()


def test_mail_to_a_closed_case_waits_to_be_read_and_stands_on_it(
    office: Client, make_case: CaseMaker
) -> None:
    case = make_case(State.WITHDRAWN)
    received(mail(b"One more thing", subject=f"Subject: {case.reference} one more"))

    assert "one more" in office.get(reverse("inbox"), {"tab": "mail"}).content.decode()
    assert "One more thing" in office.get(reverse("case", args=[case.reference])).content.decode()
