"""What a message looks like: suggestions that say why, and decide nothing."""

import re
from dataclasses import dataclass
from enum import StrEnum


class HintKind(StrEnum):
    """What the words point to."""

    OWN_RECORDS = "own_records"
    DECEASED_RECORDS = "deceased_records"
    EIR = "eir"
    PRESS = "press"
    REVIEW = "review"
    BUSINESS_AS_USUAL = "business_as_usual"
    REUSE = "reuse"
    NAME = "name"


@dataclass(frozen=True)
class Hint:
    """One suggestion: what it points to, the words it saw, and what that may mean."""

    kind: HintKind
    words: str
    reason: str


RULES: tuple[tuple[HintKind, str, str], ...] = (
    (
        HintKind.OWN_RECORDS,
        r"\bmy (own )?((medical|health|patient|hospital|gp|maternity|personnel) )?"
        r"(records?|notes|file|data|scans?|x-rays?|test results)\b|subject access|"
        r"\b(cctv|footage|information) (of|about|on) me\b",
        "It may be about the sender's own records: the records team answers that (s.40(1)).",
    ),
    (
        HintKind.DECEASED_RECORDS,
        r"\b(late|deceased) (mother|father|husband|wife|partner|son|daughter|brother|sister|"
        r"parent|grand\w+)('s)?\b|\brecords? of (a |my )?(deceased|late)\b|\bnext of kin\b",
        "It may be about somebody who has died: the Access to Health Records Act 1990.",
    ),
    (
        HintKind.EIR,
        r"\b(waste|recycl\w+|inciner\w+|emissions?|energy|boilers?|asbestos|legionella|noise|"
        r"air quality|carbon|pollut\w+|drain\w*|sewage|biodiversity|trees?|contaminat\w+)\b",
        "It may be environmental information: the Regulations of 2004 apply instead of the Act.",
    ),
    (
        HintKind.PRESS,
        r"\b(journalist|reporter|newsroom|news desk|for (an article|a story|publication)|"
        r"freelance writer|deadline for (print|broadcast)|bbc|itv|sky news)\b",
        "It may come from the press. Who asks does not matter to the law; tell Communications.",
    ),
    (
        HintKind.REVIEW,
        r"\b(internal review|not satisfied|dissatisfied|unhappy with (your|the) (response|reply|"
        r"answer)|complain about (how|the way) (you|my request)|your refusal)\b",
        "It may ask us to look again at an earlier answer. Any such wish counts as a request for "
        "a review.",
    ),
    (
        HintKind.BUSINESS_AS_USUAL,
        r"\b(my appointment|cancel an appointment|visiting hours|opening hours|how do i (book|"
        r"contact|park)|lost property|apply for (a|the) job|work experience)\b",
        "A colleague may simply answer this.",
    ),
    (
        HintKind.REUSE,
        r"\b(re-?use|republish|commercial(ly)? use|licen[cs]e to use)\b",
        "It may ask to use our information again: the Re-use Regulations of 2015.",
    ),
)
_PATTERNS = tuple((kind, re.compile(words, re.I), reason) for kind, words, reason in RULES)
_NO_REAL_NAME = re.compile(
    r"(concerned|anonymous|a|the|angry|worried) (citizen|patient|taxpayer|resident|member)|"
    r"anon(ymous)?|n/?a|none|test|admin|info|foi( requester)?|mickey mouse|john doe|jane doe",
    re.I,
)
MOST_READ = 200_000


def hints(text: str, *, name: str) -> tuple[Hint, ...]:
    """Return what the words of a request, and the name under it, point to."""
    found = [
        Hint(kind, " ".join(match[0].split()), reason)
        for kind, pattern, reason in _PATTERNS
        if (match := pattern.search(text[:MOST_READ]))
    ]
    if name.strip() and (_NO_REAL_NAME.fullmatch(name.strip()) or len(name.split()) == 1):
        found.append(
            Hint(
                HintKind.NAME,
                name.strip(),
                "This may not be a real name, which the Act asks for (s.8(1)(b)). An initial and "
                "a surname are enough.",
            )
        )
    return tuple(found)
