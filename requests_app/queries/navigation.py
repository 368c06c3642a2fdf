"""What the navigation of every page asks of the database, in one statement."""

from typing import NamedTuple

from requests_app.models import Seat, User
from requests_app.queries.prepared import read_prepared

# For each signer one look along the index. A plain join or an equation lets PostgreSQL read the
# sign-offs from the start until one fits, where one director signs most letters: a million rows for
# somebody who has none.
PLACES = """
    SELECT
        ARRAY(SELECT DISTINCT seat FROM requests_app_departmentseat WHERE user_id = $1),
        EXISTS (
            SELECT FROM (
                SELECT $1
                UNION
                SELECT theirs.user_id
                FROM requests_app_departmentseat AS mine
                JOIN requests_app_departmentseat AS theirs
                    ON theirs.department_id = mine.department_id AND theirs.seat = $2
                WHERE mine.user_id = $1 AND mine.seat = $3
            ) AS signer (id)
            CROSS JOIN LATERAL (
                SELECT FROM requests_app_signoff
                WHERE signatory_id BETWEEN signer.id AND signer.id LIMIT 1
            ) AS asked
        )
"""


class Places(NamedTuple):
    """Where a person sits, and whether a sign-off is theirs or their director's to see."""

    seats: frozenset[Seat]
    has_sign_offs: bool


def places_of(user: User) -> Places:
    """Return where an active person sits; agrees with `permissions.visible_sign_offs`."""
    ((seats, has_sign_offs),) = read_prepared(
        PLACES, "bigint, text, text", user.pk, Seat.DIRECTOR.value, Seat.DEPUTY_DIRECTOR.value
    )
    return Places(frozenset(map(Seat, seats)), has_sign_offs)
