"""Pages are asked for as a browser asks: signed in as somebody, over Django's own client."""

import re
from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from requests_app.models import User
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME

AsPerson = Callable[[User], Client]
APPLICANTS_TABLES = re.compile(r"\brequests_app_(applicant|message)\b")
WHO_ASKED = (APPLICANT_NAME, "Ravenscroft", APPLICANT_EMAIL, "Yours faithfully")


@pytest.fixture
def as_person() -> AsPerson:
    """Return the maker of a browser in which somebody is signed in."""

    def sign_in(who: User) -> Client:
        client = Client()
        client.force_login(who, backend="allauth.account.auth_backends.AuthenticationBackend")
        return client

    return sign_in


class Blindfold(CaptureQueriesContext):
    """Holds that nothing inside read who asked, and that a page does not show it."""

    def __init__(self) -> None:
        super().__init__(connection)

    def assert_blind(self, *contents: bytes) -> None:
        """Fail where a query read the applicant or a message, or a page names either."""
        read = [self._in_full(query["sql"]) for query in self.captured_queries]
        assert [query for query in read if APPLICANTS_TABLES.search(query)] == []
        assert [words for words in WHO_ASKED for page in contents if words.encode() in page] == []

    def _in_full(self, query: str) -> str:
        """Return a query; of one that was prepared before, the words that its name stands for."""
        if not query.startswith("EXECUTE "):
            return query
        with connection.cursor() as cursor:
            name = query.split()[1]
            cursor.execute("SELECT statement FROM pg_prepared_statements WHERE name = %s", [name])
            return str(cursor.fetchone()[0])


@pytest.fixture
def blindfold() -> Blindfold:
    """Return a watch over the queries of a block."""
    return Blindfold()
