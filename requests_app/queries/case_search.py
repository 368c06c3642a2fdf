"""Cases found by words: in subject, questions and, for the FOI office, mail and the files in it.

PostgreSQL does the looking: its full text knows "closed" and "closing" for one word, its
trigrams forgive a slip of the hand. Each part is found by an index of its own, and the parts
are put together as numbers of cases, so that no search reads every case.
"""

import re

from django.contrib.postgres.search import SearchQuery
from django.db.models import Q
from django.db.models.functions import Upper

from requests_app.domain.reference import find_references
from requests_app.models import Applicant, Case, DocumentWords, Message, Question
from requests_app.models.searched import LANGUAGE, searched

SHORTEST_GUESS = 4
EXACT = re.compile(r"\"|(?:^|\s)-|\bOR\b")
MOST_PEOPLE = 1000


def found_by(words: str, *, sees_applicant: bool) -> Q:
    """Return which cases the words find; who asked and what they wrote only for the FOI office."""
    query = SearchQuery(words, search_type="websearch", config=LANGUAGE)
    named = Q(reference__contains=words.upper()) | Q(reference__in=find_references(words))
    if _may_be_a_slip(words):
        named |= Q(subject__trigram_word_similar=words)
    subjects = Case.objects.annotate(searched=searched("subject")).filter(searched=query)
    questions = Question.objects.annotate(searched=searched("text")).filter(searched=query)
    parts = [subjects.order_by().values("pk"), questions.order_by().values("case_id")]
    if sees_applicant:
        mail = Message.objects.annotate(searched=searched("text")).filter(searched=query)
        parts.append(mail.order_by().values("case_id"))
        files = DocumentWords.objects.filter(stems=query, document__removed_at__isnull=True)
        parts.append(files.order_by().values("document__case_id"))
        asked = Case.objects.filter(applicant__in=_named(words))
        parts.append(asked.order_by().values("pk"))
    return Q(pk__in=Case.objects.filter(named).order_by().values("pk").union(*parts))


def _may_be_a_slip(words: str) -> bool:
    """Whether likeness may count: not for a few letters, nor beside "-this" or a quote."""
    return len(words) >= SHORTEST_GUESS and not EXACT.search(words)


def _named(words: str) -> list[int]:
    who = Q(name__icontains=words) | Q(email__icontains=words)
    if _may_be_a_slip(words):
        who |= Q(capitals__trigram_word_similar=words)
    every = Applicant.objects.annotate(capitals=Upper("name")).filter(who)
    return list(every.values_list("pk", flat=True)[:MOST_PEOPLE])
