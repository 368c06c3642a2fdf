"""The board among very many cases, beside a bare Django view and held to the same aim at each size.

The cases are written by PostgreSQL itself, as copies of cases that the product's own acts made:
their questions, ledgers, commissions and signatures with them. One in fifty is open, and three
hundred more, their due dates spread over two years.
"""

from collections.abc import Iterator

from django.db import connection
from django.db.models import Model
from django.urls import reverse

from bench.measuring import Table
from bench.pages import Page, plain_list_opener, timed
from bench.population import Population
from bench.sizes import Size
from requests_app.domain.workflow import State
from requests_app.models import Case, ClockEntry, Commission, Question, SignOff

PLAIN = "Django's administration: 25 plain rows of the first 1,000 cases"
AIM = 48
"""Bare views: what Django's own administration takes for 25 plain rows among a thousand."""
OPEN_STATES = (
    State.RECEIVED, State.ACCEPTED, State.WITH_DEPARTMENTS, State.DRAFTING,
    State.AWAITING_SIGN_OFF, State.READY,
)  # fmt: skip
ALWAYS_OPEN = 300
ONE_OPEN_IN = 50
COPIED_WITH_IT = (Question, ClockEntry, Commission, SignOff)
TABS = ("new", "departments", "open", "overdue", "closed")


def measure(size: Size, population: Population) -> Iterator[Table]:
    """Time tabs of the board at each number of cases."""
    # What the search for similar requests has planted would make one row unlike any other.
    Question.objects.filter(number__startswith="p").delete()
    office = population.cast.foi_manager
    for count in size.boards:
        _grow_to(count, population)
        pages = [
            Page(f"{tab}, {count:,} cases", f"{reverse('inbox')}?tab={tab}", office) for tab in TABS
        ]
        yield timed(
            f"The board with {count:,} cases",
            pages,
            size.rounds,
            aims={page.name: AIM for page in pages},
            more={PLAIN: plain_list_opener(office)},
        )


def _grow_to(count: int, population: Population) -> None:
    first = Case.objects.count()
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS pair")
        cursor.execute(
            """
            CREATE TEMPORARY TABLE pair AS
            SELECT n, nextval(pg_get_serial_sequence('requests_app_case', 'id')) AS new,
                CASE WHEN n < %(always)s OR n %% %(one_in)s = 0
                    THEN (%(open)s::bigint[])[1 + n %% array_length(%(open)s::bigint[], 1)]
                    ELSE %(closed)s END AS old
            FROM generate_series(%(first)s, %(last)s) AS n
            """,
            {
                "open": [population.case(state).pk for state in OPEN_STATES],
                "closed": population.case(State.ANSWERED).pk,
                "always": ALWAYS_OPEN,
                "one_in": ONE_OPEN_IN,
                "first": first,
                "last": count - 1,
            },
        )
        cursor.execute(
            _copying(
                Case,
                {
                    "id": "pair.new",
                    "reference": "'BOARD-' || lpad(pair.n::text, 7, '0')",
                    "due_on": "o.due_on + (pair.n % 700)::int - 100",
                    "closed_on": "o.closed_on - (pair.n % 3000)::int",
                },
                "o.id = pair.old",
            )
        )
        for model in COPIED_WITH_IT:
            cursor.execute(_copying(model, {"case_id": "pair.new"}, "o.case_id = pair.old"))
        cursor.execute("VACUUM ANALYZE")


def _copying(model: type[Model], changes: dict[str, str], joined: str) -> str:
    """Return the statement that copies the rows of `model` for every pair."""
    key = model._meta.pk.column
    columns = [
        str(field.column)
        for field in model._meta.concrete_fields
        if field.column != key or key in changes
    ]
    names = ", ".join(f'"{column}"' for column in columns)
    values = ", ".join(changes.get(column, f'o."{column}"') for column in columns)
    table = model._meta.db_table
    return f"INSERT INTO {table} ({names}) SELECT {values} FROM {table} AS o JOIN pair ON {joined}"
