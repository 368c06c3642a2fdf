"""The words of new texts are learnt for the search, a bounded time at once."""

from time import monotonic

from celery import shared_task

from requests_app.models import SearchedPart
from requests_app.services.vocabulary import learn

SECONDS_AT_ONCE = 45
"""After which no other texts are begun, so that the next turn finds this one over."""


@shared_task(name="requests_app.tasks.learn_words")
def learn_words() -> int:
    """Learn the words of the texts that came since the last time; return in how many steps."""
    began, steps = monotonic(), 0
    for part in SearchedPart:
        while monotonic() - began < SECONDS_AT_ONCE and learn(part):
            steps += 1
    return steps
