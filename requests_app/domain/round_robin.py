"""A round robin: the same words from several people, or from one to many authorities (R13).

It changes nothing that is owed. Each request is answered by itself, within its own clock, and who
asks or why is not considered. The FOI manager may ask neighbouring Trusts how they answer.
"""

import re
from collections.abc import Iterable

from requests_app.domain.similar_requests import Likeness

NEARLY = 0.9
"""From this share of common trigrams on, with the same figures, two texts are the same words."""
ENOUGH = 0.75
"""So much of a request has to stand in another for them to be the same text."""
_NUMBER = re.compile(r"\d+")
_BODIES = (
    r"(?:trusts|hospitals|health boards|authorities|councils|public bodies|organisations|"
    r"foundation trusts|integrated care boards|icbs)"
)
_MANY = (
    r"(?:all|every|each|other|several|many|various|numerous|multiple|a number of|a range of|"
    r"(?:\d+|ten|twenty|fifty|a hundred))"
)
_SENT_TO_MANY = re.compile(
    rf"\bround[- ]robin\b|"
    rf"\b(?:sent|sending|send|submitted|submitting|asked|asking|written|writing|made|making|"
    rf"circulated|contacting|addressed)\b[^.?!]{{0,60}}?\b{_MANY}\b[^.?!]{{0,40}}?\b"
    rf"(?:{_BODIES}|(?:nhs )?trust(?! board))\b",
    re.I,
)


def is_same_words(likeness: Likeness) -> bool:
    """Whether two questions are the same text, or nearly so: another year is another question."""
    if likeness.is_copy:
        return True
    figures = _NUMBER.findall(likeness.text), _NUMBER.findall(likeness.other_text)
    return likeness.trigrams >= NEARLY and figures[0] == figures[1]


def is_same_text(likenesses: Iterable[Likeness], questions: int) -> bool:
    """Whether another request says what one with so many `questions` says, in the same words."""
    copied = {each.number for each in likenesses if is_same_words(each)}
    return bool(copied) and len(copied) >= ENOUGH * questions


def sent_to_many(text: str) -> str:
    """Return the words that say that a request went to other authorities too, or "" for none."""
    found = _SENT_TO_MANY.search(" ".join(text.split()))
    return found[0] if found else ""
