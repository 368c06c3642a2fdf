"""Phrases as the FOI manager writes them, and where they stand in a text.

One phrase a line. `[own]` may be there or not, `notes/records` is either, `recycl*` is any
word that begins so, `…` stands for up to three words. Everything else is what it says,
whatever its capitals and however the words are spaced.
"""

import re
from collections.abc import Iterable

MOST_PHRASES = 60
LONGEST_PHRASE = 120
MOST_WORDS = 12
MOST_GAPS = 2
GAP = ("…", "...")
_WORD = re.compile(r"[\w'’&.-]+\*?")
_BEGINS = r"(?<!\w)"
_ENDS = r"(?:['’]s)?(?!\w)"


def phrases_of(written: str) -> tuple[str, ...]:
    """Return the phrases of a text with one on each line."""
    return tuple(" ".join(line.split()) for line in written.splitlines() if line.strip())


def objections_to_phrases(written: str) -> tuple[str, ...]:
    """Return what is wrong with phrases, one sentence each, naming the phrase."""
    phrases = phrases_of(written)
    if not phrases:
        return ("Write at least one phrase.",)
    if len(phrases) > MOST_PHRASES:
        return (f"There are {len(phrases)} phrases. At most {MOST_PHRASES} fit in a rule.",)
    return tuple(said for phrase in phrases if (said := _objection(phrase)))


def _objection(phrase: str) -> str | None:
    words = phrase.split()
    if len(phrase) > LONGEST_PHRASE or len(words) > MOST_WORDS:
        return f"“{phrase[:40]}…” is too long: at most {MOST_WORDS} words."
    if sum(word in GAP for word in words) > MOST_GAPS or words[0] in GAP or words[-1] in GAP:
        return f"“{phrase}”: “…” stands between words, at most twice."
    if all(word.startswith("[") for word in words):
        return f"“{phrase}”: one word at least must not be in brackets."
    for word in words:
        if word in GAP:
            continue
        if not all(_WORD.fullmatch(one) for one in _bare(word).split("/")):
            return f"“{word}” cannot be read. Use letters, [ ] around a word, / and * at its end."
        if any(len(one.rstrip("*")) < 3 for one in _bare(word).split("/") if one.endswith("*")):
            return f"“{word}” would see nearly every word. Write three letters before the *."
    return None


def _bare(word: str) -> str:
    return word[1:-1] if word.startswith("[") and word.endswith("]") else word


def pattern_of(phrases: Iterable[str]) -> re.Pattern[str]:
    """Return what finds any of the phrases. They must be without objection.

    Bounded by construction: no part may repeat without end, so no text makes it slow.
    """
    return re.compile("|".join(map(_read, phrases)) or r"(?!)", re.IGNORECASE)


def _read(phrase: str) -> str:
    found, follows = "", False
    for word in phrase.split():
        if word in GAP:
            found += r"(?:\s+\S{1,40}){0,3}?"
            continue
        space = r"\s{1,8}" if follows else ""
        either = "|".join(map(_one, _bare(word).split("/")))
        if word.startswith("["):
            # With its space: before the first firm word it follows, after one it leads.
            found += f"(?:{space}(?:{either}))?" if follows else rf"(?:(?:{either})\s{{1,8}})?"
        else:
            found += f"{space}(?:{either})"
            follows = True
    return f"{_BEGINS}{found}{_ENDS}"


def _one(word: str) -> str:
    return re.escape(word[:-1]) + r"\w{0,30}" if word.endswith("*") else re.escape(word)
