"""What a case is called: what it is about, not by which door it came."""

import re

LONGEST = 200
FIRST_WORDS = 80
# What mail programs and request sites put before a subject.
BEFORE = re.compile(
    r"(?:(?:re|fw|fwd|aw|wg)\s*:|\[[^\]]{1,40}\]|freedom of information request\s*[-–:]"
    r"|foia?\s*(?:request)?\s*[-–:])\s*",
    re.IGNORECASE,
)
# A subject of these words alone says that it is a request, which every case is.
SAYS_NOTHING = frozenset(
    (
        "a", "about", "act", "an", "and", "data", "email", "enquiry", "environmental", "foi",
        "foia", "eir", "for", "freedom", "from", "general", "info", "information", "mail",
        "message", "my", "new", "no", "of", "please", "question", "questions", "query",
        "regulations", "request", "requests", "subject", "the", "to", "under", "urgent", "2000",
        "2004",
    )
)  # fmt: skip


def case_subject(subject: str, first_question: str) -> str:
    """Return a name for a case: its subject without what stands before it.

    A subject that says nothing ("FOI", "Freedom of Information Act request") is passed over for
    the first words of the first question; where there are none, it is better than nothing.
    """
    words = " ".join(subject.split())
    about = words
    while found := BEFORE.match(about):
        about = about[found.end() :]
    if set(re.findall(r"[^\W_]+", about.casefold())) - SAYS_NOTHING:
        return (about[:1].upper() + about[1:])[:LONGEST]
    return _first_words(first_question) or words[:LONGEST]


def _first_words(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= FIRST_WORDS else line[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
