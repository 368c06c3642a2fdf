"""The navigation asks once and agrees with the permissions."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from requests_app.domain.workflow import State
from requests_app.models import DepartmentSeat, Seat, SignOff
from requests_app.permissions import visible_sign_offs
from requests_app.queries.navigation import PLACES, places_of
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


def test_where_one_director_signs_everything_nobody_reads_all_of_it(
    make_case: CaseMaker, cast: Cast
) -> None:
    one = SignOff.objects.get(case=make_case(State.AWAITING_SIGN_OFF))
    SignOff.objects.filter(pk=one.pk).update(outcome="returned")
    names = ", ".join(field.column for field in SignOff._meta.concrete_fields[1:])
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO requests_app_signoff ({names}) "
            f"SELECT {names} FROM requests_app_signoff, generate_series(1, 20000)"
        )
        cursor.execute("ANALYZE requests_app_signoff")
        cursor.execute(f"PREPARE places (bigint, text, text) AS {PLACES}")
        cursor.execute("SET LOCAL plan_cache_mode = force_generic_plan")
        asked = [cast.foi_manager.pk, Seat.DIRECTOR.value, Seat.DEPUTY_DIRECTOR.value]
        cursor.execute("EXPLAIN EXECUTE places (%s, %s, %s)", asked)
        plan = "\n".join(line for (line,) in cursor.fetchall())
        cursor.execute("DEALLOCATE places")

    assert "Seq Scan on requests_app_signoff" not in plan, plan
    assert not places_of(cast.foi_manager).has_sign_offs
    assert places_of(cast.director).has_sign_offs
