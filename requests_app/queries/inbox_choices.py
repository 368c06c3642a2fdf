"""What the board offers to choose from: departments, people, and the person's own views."""

from typing import NamedTuple

from requests_app.permissions import FOI_OFFICE
from requests_app.queries.prepared import read_prepared

CHOICES = """
    SELECT 'department', id, name, '' FROM requests_app_department
    UNION ALL
    SELECT 'office', id, full_name, '' FROM requests_app_user
    WHERE is_active AND role = ANY($1)
    UNION ALL
    SELECT 'view', id, name, query FROM requests_app_savedview WHERE person_id = $2
    ORDER BY 3, 2
"""


class Choices(NamedTuple):
    """Departments by name; the FOI office's people with their numbers; views with their query."""

    departments: list[str]
    office: list[tuple[int, str]]
    views: list[tuple[str, str]]


def choices(person: int) -> Choices:
    """Return what the person with this number may choose from."""
    rows = read_prepared(CHOICES, "text[], bigint", sorted(FOI_OFFICE), person)
    return Choices(
        [name for what, _, name, _ in rows if what == "department"],
        [(pk, name) for what, pk, name, _ in rows if what == "office"],
        [(name, query) for what, _, name, query in rows if what == "view"],
    )
