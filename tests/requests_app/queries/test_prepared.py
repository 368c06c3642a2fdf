"""A statement is planned once a connection, and reads what is there now."""

import pytest
from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from requests_app.models import Department
from requests_app.queries import prepared
from requests_app.queries.prepared import read_prepared

STATEMENT = "SELECT count(*), $1 FROM requests_app_department WHERE name <> $2"


def read() -> tuple[int, str]:
    ((count, word),) = read_prepared(STATEMENT, "text, text", "it's", "%s")
    return count, word


def kept() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_prepared_statements WHERE statement LIKE %s",
                       [f"%{STATEMENT}"])  # fmt: skip
        return int(cursor.fetchone()[0])


@pytest.mark.django_db
def test_it_is_planned_once_and_reads_afresh() -> None:
    before = read()
    with CaptureQueriesContext(connection) as queries:
        Department.objects.create(name="Pharmacy")
        after = read()

    assert after == (before[0] + 1, "it's")
    assert kept() == 1
    assert [query["sql"].split()[0] for query in queries] == ["INSERT", "EXECUTE"]


@pytest.mark.django_db
def test_a_connection_opened_again_knows_nothing_and_learns_it(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    another = connection.copy()
    monkeypatch.setattr(prepared, "connection", another)
    first, raw = read(), another.connection
    another.close()

    assert read() == first
    assert another.connection is not raw
    another.close()


@pytest.mark.django_db
def test_a_transaction_that_is_rolled_back_leaves_it_usable() -> None:
    with transaction.atomic():
        before = read()
        transaction.set_rollback(True)

    assert read() == before
