"""How a thing can be said: patterns over plain sentences, and what they must not be part of."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from exemptions.domain.letter_text import LetterText, Sentence

MONTHS = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|"
    r"sept?(?:ember)?|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)"
)
DATE = (
    rf"(?:\d{{1,2}}(?:st|nd|rd|th)?(?: of)? {MONTHS}\.?,?(?: \d{{4}})?"
    rf"|{MONTHS} \d{{1,2}}(?:st|nd|rd|th)?,?(?: \d{{4}})?"
    r"|\b(?:0?[1-9]|[12]\d|3[01])[.·/-](?:0?[1-9]|1[0-2])[.·/-](?:\d{4}|\d{2})|\d{4}-\d{2}-\d{2})"
)
REGULATOR = (
    r"(?:information commission(?:er)?(?:'s?)?(?: office)?|\bico\b(?:'s)?|(?:the )?commissioner"
    r"(?:'s)?(?: office)?|\bregulator\b)"
)
US = r"(?:we|i|us|the (?:trust|council|authority|organisation|board|department|hospital|office))"
EMAIL = r"[\w.·+-]+@[\w-]+(?:[.·][\w-]+)+"
PHONE = r"(?:\+44|\b0)[\d ()]{8,15}\d"
URL = r"(?:https?://|www[.·])\S+|\b[\w-]+(?:[.·][\w-]+)*[.·](?:uk|org|com|net)(?:/\S*)?\b"
POSTCODE = r"\b[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}\b"
CONTACT = rf"(?:{EMAIL}|{PHONE}|{URL}|{POSTCODE})"


class Wording:
    """One thing that a letter may say, in any of many words.

    A sentence says it where one of `patterns` is found and none of `unless`.
    """

    def __init__(self, *patterns: str, unless: Sequence[str] = ()) -> None:
        self._patterns = tuple(re.compile(pattern) for pattern in patterns)
        self._unless = tuple(re.compile(pattern) for pattern in unless)

    def said_in(self, text: str) -> bool:
        """Whether a plain sentence says it."""
        return any(pattern.search(text) for pattern in self._patterns) and not any(
            pattern.search(text) for pattern in self._unless
        )

    def find(self, sentences: Sequence[Sentence]) -> Sentence | None:
        """Return the first sentence that says it."""
        return next((each for each in sentences if self.said_in(each.plain)), None)

    def find_in(self, letter: LetterText) -> Sentence | None:
        """Return the first sentence of a letter that says it, or that does so with the next.

        A heading, or a line that ends in a colon, is read with what follows it.
        """
        return self.find(letter.sentences) or next(
            (first for first, joined in windows(letter.sentences) if self.said_in(joined)), None
        )


def windows(sentences: Sequence[Sentence]) -> Iterator[tuple[Sentence, str]]:
    """Return each sentence that leads on to the next, with both (or three) as one text."""
    for place, sentence in enumerate(sentences):
        joined = sentence.plain
        leads_on = sentence.is_heading or sentence.plain[-1] in ":,;" or (
            sentence.plain[-1] not in ".!?"
        )  # fmt: skip
        for following in sentences[place + 1 : place + 4]:
            if not leads_on:
                break
            joined = f"{joined.rstrip('.')} {following.plain}"
            yield sentence, joined
            leads_on = following.plain[-1] not in ".!?"


def has_dated_line(letter: LetterText, label: str) -> bool:
    """Whether a label of its own, such as “Decision expected by”, stands above or before a date."""
    return any(
        re.search(label, first.plain)
        and (first.is_heading or first.plain.endswith(":"))
        and re.match(rf"(?:\w+day,? )?{DATE}", second.plain)
        for first, second in pairwise(letter.sentences)
    )


def shown(sentence: Sentence | None, length: int = 160) -> str:
    """Return a sentence as a finding shows it."""
    if sentence is None:
        return "the letter as a whole"
    text = sentence.written
    return text if len(text) <= length else f"{text[: length - 1].rstrip()}…"
