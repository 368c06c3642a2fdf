"""The search over very many texts, beside a plain search by the same index, ranked and sorted.

Nine texts in ten are messages, the tenth the words of files. PostgreSQL itself writes them, of the
words of a pool; markers put a word into a known share of them.
"""

import random
from collections.abc import Callable

from django.db import connection

from bench.measuring import Table, beside, side_by_side
from bench.population import Population
from bench.sizes import Size
from requests_app.models import Case, SearchedPart, User
from requests_app.queries.case_search import found_by
from requests_app.queries.search_page import SearchPage, search_page
from requests_app.services.vocabulary import learn

PLAIN_RARE = "plain, ranked and sorted: a rare word"
PLAIN_COMMON = "plain, ranked and sorted: a word in every second text"
POOL, WORDS_A_TEXT = 2_000, 120
ONE_FILE_IN = 10
CASES = 2_000
MARKERS = {
    "saxophone": "n %% 50000 = 7",
    "wheelchair": "n %% 100 = 3",
    "ambulance": "n %% 20 = 1",
    "hospital": "n %% 2 = 0",
    "midwife": "n %% 3 = 0",
    "orchard": "n %% 2 = 1",
    "obsolete": "n < {count} / 3",
}
"""Words, and in which of the texts they stand: `hospital` and `orchard` never in the same."""
LEARNT = 60
"""Steps in which the words of a part are learnt: there are no more in the other texts."""
AIM, AIMED_AT = 0.25, 1_000_000
"""Of the plain search for a common word, whatever is looked for, where there are so many texts."""
LEFT_OUT = ("message_words", "document_words")


def measure(size: Size, population: Population) -> Table:
    """Time searches of every kind, each a whole page with its excerpts."""
    count = size.texts
    _write(count, population)
    office, reader = population.cast.foi_manager, population.cast.auditor
    searches: dict[str, tuple[User, str]] = {
        "a rare word": (office, "saxophone"),
        "a word in a hundredth": (office, "wheelchair"),
        "a word in a twentieth": (office, "ambulance"),
        "a word in every second text": (office, "hospital"),
        "two common words": (office, "hospital midwife"),
        "two common words that no text has both of": (office, "hospital orchard"),
        "a common word that only old texts have": (office, "obsolete"),
        "all but a common word": (office, "-hospital"),
        "a slip in a rare word": (office, "saxofone"),
        "a slip in a common word": (office, "hopsital"),
        "words that stand nowhere": (office, "zyzzyva quetzal"),
        "somebody who reads requests alone": (reader, "beds"),
    }
    pages = {name: search_page(who, words, 1) for name, (who, words) in searches.items()}
    things: dict[str, Callable[[], object]] = {
        PLAIN_COMMON: lambda: _plain("hospital"),
        PLAIN_RARE: lambda: _plain("saxophone"),
    }
    for name, (who, words) in searches.items():
        things[name] = _search(who, words)
    for words in ("saxophone", "hospital"):
        things[f"the board's filter: {words}"] = _filter(words)
    timings = side_by_side(things, rounds=min(size.rounds, 5))
    return Table(
        title=f"Search over {count:,} texts",
        yardstick="the messages' words alone in a table, found by its index, ranked and sorted",
        rows=beside(
            PLAIN_COMMON,
            timings,
            aims=dict.fromkeys(list(things)[2:], AIM) if count >= AIMED_AT else {},
            notes={name: _said(page) for name, page in pages.items()},
        ),
    )


def _search(who: User, words: str) -> Callable[[], object]:
    return lambda: search_page(who, words, 1)


def _filter(words: str) -> Callable[[], object]:
    return lambda: list(Case.objects.filter(found_by(words, sees_applicant=True))[:26])


def _plain(words: str) -> int:
    with connection.cursor() as cursor:
        cursor.execute(PLAIN, [words])
        return len(cursor.fetchall())


def _said(page: SearchPage) -> str:
    what = "the latest" if page.total is None else f"{page.total:,}"
    instead = f", for “{page.instead}”" if page.instead else ""
    return f"{what}{instead}; {len(page.results)} on the page"


def _write(count: int, population: Population) -> None:
    """Write the texts: without their index first, which is then made at once."""
    population.grow_to(CASES)
    chance = random.Random(13)
    words = ["".join(chance.choices("abcdefghijklmnoprstuvw", k=7)) for _ in range(20_000)]
    # Few words stand often and most seldom, as in any language.
    weights = [1 / place for place in range(1, len(words) + 1)]
    pool = [" ".join(chance.choices(words, weights, k=WORDS_A_TEXT)) for _ in range(POOL)]
    marks = " || ".join(
        f"CASE WHEN {where.format(count=count)} THEN ' {word}' ELSE '' END"
        for word, where in MARKERS.items()
    )
    values: dict[str, int] = {"size": POOL, "count": count, "one_in": ONE_FILE_IN}
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT indexname, indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(LEFT_OUT)]
        )
        indexes = cursor.fetchall()
        for name, _ in indexes:
            cursor.execute(f"DROP INDEX {name}")
        for table, texts in (("pool", pool), ("word", words)):
            cursor.execute(
                f"CREATE TEMPORARY TABLE {table} AS SELECT place - 1 AS place, text "
                "FROM unnest(%s::text[]) WITH ORDINALITY AS _ (text, place)",
                [texts],
            )
            cursor.execute(f"CREATE UNIQUE INDEX ON {table} (place)")
        cursor.execute(
            "CREATE TEMPORARY TABLE of_case AS SELECT row_number() OVER () AS place, id "
            "FROM requests_app_case"
        )
        cursor.execute("CREATE INDEX ON of_case (place)")
        cursor.execute(MESSAGES.format(marks=marks), values)
        cursor.execute(DOCUMENTS.format(marks=marks), values)
        cursor.execute(WORDS_OF_DOCUMENTS.format(marks=marks), values)
        cursor.execute(APPLICANTS, values)
        cursor.execute("SET maintenance_work_mem = '512MB'")
        for _, definition in indexes:
            cursor.execute(definition)
        cursor.execute(
            "CREATE TABLE plain AS SELECT id, to_tsvector('english', text) AS words "
            "FROM requests_app_message"
        )
        cursor.execute("CREATE INDEX ON plain USING gin (words)")
        cursor.execute("VACUUM ANALYZE")
    for part in SearchedPart:
        for _ in range(LEARNT):
            learn(part)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE requests_app_knownword")


PLAIN = """
SELECT id FROM plain, websearch_to_tsquery('english', %s) AS asked
WHERE words @@ asked ORDER BY ts_rank(words, asked) DESC LIMIT 20
"""
APPLICANTS = """
INSERT INTO requests_app_applicant (
    name, email, postal_address, organisation, phone, letter_form, created_at
)
SELECT initcap(one.text || ' ' || two.text), one.text || '.' || two.text || '@example.org', '', '',
    '', 'standard', now()
FROM generate_series(1, %(count)s / %(one_in)s) AS n
JOIN word AS one ON one.place = n %% 20000 JOIN word AS two ON two.place = n / 9 %% 20000
"""
MESSAGES = """
INSERT INTO requests_app_message (
    direction, kind, case_id, sender_name, sender, recipient, subject, text, message_id,
    in_reply_to, date_header, authentication, happened_at, note, dismissed_reason, template,
    handled_at
)
SELECT 'in', 'reply', of_case.id, '', '', '', '', pool.text || {marks}, '', '', '', '',
    now() - make_interval(mins => (%(count)s - n)::int), '', '', '', now()
FROM generate_series(1, %(count)s) AS n
JOIN of_case ON of_case.place = 1 + n %% (SELECT count(*) FROM of_case)
JOIN pool ON pool.place = n %% %(size)s
WHERE n %% %(one_in)s > 0
ORDER BY n
"""
DOCUMENTS = """
INSERT INTO requests_app_document (
    role, message_id, case_id, name, file, sha256, size, media_type, safety, safety_reason,
    uploaded_at, words_read_at
)
SELECT 'received', id, case_id, 'letter.pdf', '', '', 1, 'application/pdf', 'clean', '', now(),
    now()
FROM requests_app_message ORDER BY id DESC LIMIT %(count)s / %(one_in)s
"""
WORDS_OF_DOCUMENTS = """
INSERT INTO requests_app_documentwords (document_id, text, is_cut, problem, attempts)
SELECT every.id, one.text || two.text || {marks}, false, '', 1
FROM (SELECT id, row_number() OVER () * %(one_in)s AS n FROM requests_app_document) AS every
JOIN pool AS one ON one.place = n %% %(size)s JOIN pool AS two ON two.place = n / 7 %% %(size)s
"""
