"""The navigation asks once and agrees with the permissions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.domain.workflow import State
from requests_app.models import DepartmentSeat
from requests_app.permissions import visible_sign_offs
from requests_app.queries.navigation import places_of
from tests.factories import CaseMaker, Cast


@pytest.mark.parametrize("state", [State.RECEIVED, State.AWAITING_SIGN_OFF])
def test_it_says_what_the_permissions_say(make_case: CaseMaker, cast: Cast, state: State) -> None:
    make_case(state)
    for person in cast.people.values():
        with CaptureQueriesContext(connection) as queries:
            places = places_of(person)

        seats = DepartmentSeat.objects.filter(user=person).values_list("seat", flat=True)
        assert places.seats == set(seats)
        assert places.has_sign_offs is visible_sign_offs(person).exists()
        assert len(queries) == 1
