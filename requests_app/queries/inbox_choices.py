"""What the board's filters and its bulk acts offer to choose from."""

from django.db import connection

from requests_app.permissions import FOI_OFFICE

CHOICES = """
    SELECT 'department', id, name FROM requests_app_department
    UNION ALL
    SELECT 'office', id, full_name FROM requests_app_user WHERE is_active AND role = ANY(%s::text[])
    ORDER BY 3, 2
"""


def choices() -> tuple[list[str], list[tuple[int, str]]]:
    """Return the departments' names, and the FOI office's people with their numbers."""
    with connection.cursor() as cursor:
        cursor.execute(CHOICES, [sorted(FOI_OFFICE)])
        rows = cursor.fetchall()
    departments = [name for what, _, name in rows if what == "department"]
    return departments, [(pk, name) for what, pk, name in rows if what == "office"]
