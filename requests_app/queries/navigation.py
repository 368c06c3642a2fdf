"""What the navigation of every page asks of the database, in one statement."""

from typing import NamedTuple

from django.db import connection

from requests_app.models import Seat, User

PLACES = """
    SELECT
        ARRAY(SELECT DISTINCT seat FROM requests_app_departmentseat WHERE user_id = %(user)s),
        EXISTS (
            SELECT FROM requests_app_signoff WHERE signatory_id = %(user)s
        ) OR EXISTS (
            SELECT FROM requests_app_departmentseat AS mine
            JOIN requests_app_departmentseat AS theirs
                ON theirs.department_id = mine.department_id AND theirs.seat = %(director)s
            JOIN requests_app_signoff AS asked ON asked.signatory_id = theirs.user_id
            WHERE mine.user_id = %(user)s AND mine.seat = %(deputy)s
        )
"""


class Places(NamedTuple):
    """Where a person sits, and whether a sign-off is theirs or their director's to see."""

    seats: frozenset[Seat]
    has_sign_offs: bool


def places_of(user: User) -> Places:
    """Return where an active person sits; agrees with `permissions.visible_sign_offs`."""
    with connection.cursor() as cursor:
        cursor.execute(
            PLACES,
            {"user": user.pk, "director": Seat.DIRECTOR, "deputy": Seat.DEPUTY_DIRECTOR},
        )
        seats, has_sign_offs = cursor.fetchone()
    return Places(frozenset(map(Seat, seats)), has_sign_offs)
