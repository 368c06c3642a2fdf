"""A mail is taken in with few statements, once, and where it belongs at once."""

from email.message import EmailMessage
from io import BytesIO

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.models import Case, Document, Message, OutboxItem, RawMail
from requests_app.services import mail_intake
from requests_app.services.mail_intake import TakenIn
from requests_app.tasks.received_mail import receive, understand
from tests.factories import CaseMaker, at
from tests.requests_app.services.conftest import AtOnce


def mail(number: int, *, has_file: bool = False) -> BytesIO:
    message = EmailMessage()
    message["From"] = f"A. Asker <asker.{number}@example.org>"
    message["To"] = "foi@harrowdene.example"
    message["Subject"] = f"Beds on ward {number}"
    message["Message-ID"] = f"<{number}@example.org>"
    message.set_content("How many beds are there? How many nurses work there at night?")
    if has_file:
        message.add_attachment(
            b"ward,beds\n1,20\n", maintype="text", subtype="csv", filename="b.csv"
        )
    return BytesIO(message.as_bytes())


@pytest.mark.parametrize(("has_file", "most"), [(False, 16), (True, 17)])
def test_a_new_request_takes_few_statements_whatever_was_there_before(
    make_case: CaseMaker, has_file: bool, most: int
) -> None:
    when = at(make_case.received_on)

    def statements(number: int) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert receive(mail(number, has_file=has_file), at=when).what == "new_case"
        return len(queries)

    receive(mail(0, has_file=has_file), at=when)
    first = statements(1)
    for number in range(2, 30):
        receive(mail(number), at=when)

    assert first == statements(30) <= most


def test_its_files_stand_on_the_case_and_on_the_message(make_case: CaseMaker) -> None:
    taken = receive(mail(1, has_file=True), at=at(make_case.received_on))
    document = Document.objects.get()

    assert (document.case, document.message) == (taken.case, taken.message)
    assert document.file.read() == b"ward,beds\n1,20\n"
    assert RawMail.objects.get().message.case == taken.case


def test_two_processes_that_take_up_one_mail_at_once_make_one_case(
    at_once: AtOnce, make_case: CaseMaker, caplog: pytest.LogCaptureFixture
) -> None:
    when = at(make_case.received_on)
    kept, _ = mail_intake.keep(mail(1), at=when)
    ends = at_once(*(lambda: understand(kept, at=when),) * 3)

    assert all(isinstance(end, TakenIn) for end in ends), ends
    whats = sorted(end.what for end in ends if isinstance(end, TakenIn))
    assert whats == ["duplicate", "duplicate", "new_case"]
    assert (Case.objects.count(), Message.objects.count()) == (1, 1)
    assert OutboxItem.objects.get(work="take_in_mail").done_at == when
    assert not caplog.records


def test_the_same_mail_through_two_doors_at_once_is_kept_once(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    when = at(make_case.received_on)
    ends = at_once(*(lambda: mail_intake.keep(mail(1), at=when)[1],) * 3)

    assert sorted(map(str, ends)) == ["False", "False", "True"]
    assert RawMail.objects.count() == OutboxItem.objects.count() == 1
    assert RawMail.objects.get().file.read() == mail(1).read()
