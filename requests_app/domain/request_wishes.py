"""What an applicant says about the whole request: order of priority, form, narrower scopes."""

import re

_SENTENCE = re.compile(r"[^.!?\n]*(?:[.!?](?=\s|$)|\n|$)")
_ORDER = re.compile(
    r"\b(work (downward|down|through)|order of (priority|importance|preference)|"
    r"in (the )?(following )?order|priorit(y|ise|ize)|until the (cost )?limits?|"
    r"most important (question|to me))\b",
    re.I,
)
_FORM = re.compile(
    r"\b(by e-?mail|electronic(ally)?|spreadsheet|excel|csv|machine[- ]readable|"
    r"in (paper|electronic|digital|large print) (form|format|copy)|hard copy|paper cop(y|ies)|"
    r"inspect(ion)?|large print|braille)\b",
    re.I,
)
_WISH = re.compile(
    r"\b(would like|prefer|please|wish|want|ask|answers?|reply|response|send|provide)\b", re.I
)
_NARROWER = re.compile(
    r"\b(?:please )?(?:then )?(?:limit (?:it|this|the search|the request)|restrict (?:it|this)|"
    r"solely provide|only provide|just provide|provide only|narrow (?:it|this))\b[^.;,\n]*"
    r"(?:,(?! and if)[^.;,\n]*)?",
    re.I,
)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text, trimmed."""
    return [" ".join(one.split()) for one in _SENTENCE.findall(text) if one.strip()]


def order_of_priority(text: str) -> str:
    """Return the sentence that says in which order the questions matter, or ""."""
    return next((one for one in sentences(text) if _ORDER.search(one)), "")


def preferred_form(text: str) -> str:
    """Return the sentence that says in which form the answer is wanted (s.11), or ""."""
    return next((one for one in sentences(text) if _FORM.search(one) and _WISH.search(one)), "")


def narrower_scopes(text: str) -> tuple[str, ...]:
    """Return what the applicant would accept if the whole costs too much, in their order."""
    if not re.search(r"\b(limits?|exceed|too (much|long|costly|expensive)|cost)\b", text, re.I):
        return ()
    found = (" ".join(match[0].split()) for match in _NARROWER.finditer(text))
    return tuple(dict.fromkeys(_cleaned(one) for one in found))


def _cleaned(phrase: str) -> str:
    return re.sub(r"^(please|then)\s+", "", phrase, flags=re.I).strip(" ,;")
