"""The acts and regulations that letters name, however they write them."""

import re
from dataclasses import dataclass


@dataclass(frozen=True)
class Act:
    """A statute: its short name here, and whether it is law today."""

    name: str
    is_current: bool = True


FOIA = Act("FOIA 2000")
EIR = Act("EIR 2004")
DPA_1998 = Act("DPA 1998", is_current=False)
DPA_1984 = Act("DPA 1984", is_current=False)
DPA_2018 = Act("DPA 2018")
UK_GDPR = Act("UK GDPR")
FEES_REGULATIONS = Act("Fees Regulations 2004")
REUSE_REGULATIONS = Act("RoPSI 2015")
HEALTH_RECORDS = Act("AHRA 1990")
FOISA = Act("FOISA 2002")

_NAMES: tuple[tuple[str, Act], ...] = (
    (
        r"freedom of information and data protection \(appropriate limit and fees\) regulations"
        r"(?: 2004)?|\(?appropriate limit and fees\)? regulations(?: 2004)?"
        r"|(?:foi |foia )?fees regulations(?: 2004)?|fees regs",
        FEES_REGULATIONS,
    ),
    (r"freedom of information \(scotland\) act(?: 2002)?|foisa", FOISA),
    (
        r"freedom of information act(?:,? \(?(?:of )?2000\)?)?(?: \((?:the )?\"?(?:foia?"
        r"|act)\"?\))?"
        r"|f\.?o\.?i\.?a\.?(?: 2000)?|foi act(?: 2000)?|foi 2000|fo[ia] act(?: 2000)?"
        r"|2000 act|act 2000",
        FOIA,
    ),
    (
        r"environmental information(?: \(?england\)?)? regulations?(?:,? \(?2004\)?)?"
        r"|eirs?(?: 2004)?|eir regulations(?: 2004)?",
        EIR,
    ),
    (r"data protection act,? \(?1984\)?|dpa,? 1984", DPA_1984),
    (
        r"data protection act,? \(?(?:of )?1998\)?|dpa,? \(?1998\)?|dpa ?98|1998 act|dpa '98",
        DPA_1998,
    ),
    (r"data protection act,? \(?(?:of )?2018\)?|dpa,? \(?2018\)?|dpa ?18|2018 act", DPA_2018),
    (
        r"(?:uk |eu )?general data protection regulations?(?: \(?(?:2016|eu\) ?2016/679)\)?)?"
        r"|(?:uk |eu )?\(?gdpr\)?|uk-gdpr",
        UK_GDPR,
    ),
    (
        r"re-?use of public sector information regulations(?: 2015)?|ropsi(?: 2015)?",
        REUSE_REGULATIONS,
    ),
    (r"access to health records act(?: 1990)?|ahra(?: 1990)?", HEALTH_RECORDS),
    (r"data protection act|dpa", DPA_2018),
)
PATTERN = r"(?:the )?(?:uk's )?(?:" + "|".join(pattern for pattern, _ in _NAMES) + r")"
_OTHER = re.compile(
    r"(?:the )?((?=[A-Z])(?:(?:[A-Z][\w'-]*|and|of|the|to|for|in|etc\.?|\([^)]{1,40}\)),? ){1,10}"
    r"(?:Act|Regulations|Order|Measure|Rules))(?:,? \(?(\d{4})\)?)?(?![\w'])"
)
_READ = tuple(
    (re.compile(rf"(?:the )?(?:{pattern})(?!\w)", re.IGNORECASE), act) for pattern, act in _NAMES
)


def act_at(text: str, position: int) -> tuple[Act, int] | None:
    """Return the act whose name begins at `position`, and where the name ends."""
    for pattern, act in _READ:
        match = pattern.match(text, position)
        if match:
            return act, match.end()
    match = _OTHER.match(text, position)
    if match:
        name = " ".join(filter(None, (match[1], match[2])))
        return Act(name.removeprefix("the ")), match.end()
    return None


def act_before(text: str, position: int) -> Act | None:
    """Return the act whose name ends right before `position`: “FOIA, section 40(2)”."""
    window = text[max(0, position - 110) : position]
    best: tuple[int, int, Act] | None = None
    for pattern, act in _READ:
        for match in pattern.finditer(window):
            gap = window[match.end() :]
            if re.fullmatch(
                r"[\s,:;(\[-]*(?:\"?\)?[\s,(]*)?(?:under|at|in|by|by virtue of)?\s*", gap
            ):
                found = (match.end(), -match.start(), act)
                if best is None or found[:2] > best[:2]:
                    best = found
    return best[2] if best else None


def named_in(text: str) -> frozenset[Act]:
    """Return every act of the list above that a text names."""
    found: set[Act] = set()
    rest = text
    for pattern, act in _READ:
        if pattern.search(rest):
            found.add(act)
            # A longer name is taken out, lest the shorter one in it be found as well.
            rest = pattern.sub(" ", rest)
    return frozenset(found)
