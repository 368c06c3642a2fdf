"""The words of all that is searched are learnt, so that a slip of the hand finds its word."""

from django.db import connection, transaction

from requests_app.models import SearchedPart, WordsLearnt
from requests_app.models.searched import LONGEST_SEARCHED

MOST_AT_ONCE = 2_000
SOURCES = {
    SearchedPart.SUBJECT: ("requests_app_case", "subject"),
    SearchedPart.QUESTION: ("requests_app_question", "text"),
    SearchedPart.MESSAGE: ("requests_app_message", "text"),
    SearchedPart.FILE: ("requests_app_documentwords", "text"),
}
OPEN = (SearchedPart.SUBJECT, SearchedPart.QUESTION)
"""What others than the FOI office search, too."""
LAST_OF = """
SELECT max(id) FROM (SELECT id FROM {table} WHERE id > %(after)s ORDER BY id LIMIT %(most)s) AS next
"""
# Only words of plain letters: no number, no address, nothing that was made to be long.
LEARN = """
INSERT INTO requests_app_knownword AS known (word, texts, open_texts)
SELECT word, count(*), CASE WHEN %(is_open)s THEN count(*) ELSE 0 END
FROM (
    SELECT unnest(tsvector_to_array(to_tsvector('simple', left({column}, %(longest)s)))) AS word
    FROM {table} WHERE id > %(after)s AND id <= %(up_to)s
) AS found
WHERE word ~ '^[a-z]{{4,30}}$'
GROUP BY word
ORDER BY word
ON CONFLICT (word) DO UPDATE SET
    texts = known.texts + excluded.texts, open_texts = known.open_texts + excluded.open_texts
"""


@transaction.atomic
def learn(part: SearchedPart) -> bool:
    """Learn the words of the next texts of a part; say whether there were any."""
    WordsLearnt.objects.get_or_create(part=part)
    learnt = WordsLearnt.objects.select_for_update().get(part=part)
    table, column = SOURCES[part]
    values = {
        "after": learnt.up_to,
        "most": MOST_AT_ONCE,
        "longest": LONGEST_SEARCHED,
        "is_open": part in OPEN,
    }
    with connection.cursor() as cursor:
        cursor.execute(LAST_OF.format(table=table), values)
        (values["up_to"],) = cursor.fetchone()
        if values["up_to"] is None:
            return False
        cursor.execute(LEARN.format(table=table, column=column), values)
    learnt.up_to = values["up_to"]
    learnt.save(update_fields=("up_to",))
    return True
