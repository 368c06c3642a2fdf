"""References to statute in running text: lists, ranges, brackets and the act they belong to.

“sections 21 to 24”, “s.40(2) and (3A)”, “subsection (2) of section 40”, “regs 12(4)(d), (e)”,
“Section 10 and Section 11 of the Data Protection Act 1998”.
"""

import re
from dataclasses import dataclass, replace

from exemptions.domain.acts import (
    DPA_1998,
    EIR,
    FEES_REGULATIONS,
    FOIA,
    UK_GDPR,
    Act,
    act_at,
    act_before,
)
from exemptions.domain.citation import Citation
from exemptions.domain.known_provisions import is_known

_LEAD = re.compile(
    r"(?<![\w'’])(?:(?P<sub>sub-?sections?)|(?P<section>sections?|sect?s?\.?|ss?\.?)|"
    r"(?P<regulation>regulations?|regs?\.?|r\.)|(?P<article>articles?|arts?\.?)|"
    r"(?P<ground>exemptions?|exceptions?))"
    r"(?:\s+(?:at|in|under|contained in|set out in|provided by|of|number|no\.?))?"
    r"(?:\s+(?=\d)|\s*(?=\d))",
    re.IGNORECASE,
)
_NUMBER = r"\d{1,3}[A-Za-z]{0,2}(?![A-Za-z0-9])"
_PART = r"\s?\(\s?(?:\d{1,2}[A-Za-z]{0,2}|[A-Za-z]{1,5})\s?\)"
_ITEM = re.compile(rf"(?P<number>{_NUMBER})(?P<parts>(?:{_PART})*)")
_PARTS = re.compile(rf"(?P<parts>(?:{_PART})+)")
_BETWEEN = re.compile(
    r"\s*(?:,?\s*(?:and/or|and|or|&|as well as|together with|along with|(?:as |when )?read "
    r"(?:together )?with|in conjunction with|with|by virtue of|via|by way of|by reason of|"
    r"because of|pursuant to|through|under|applying|using|plus|namely|specifically|"
    r"in particular)|,|/|;|\+)\s*(?:also )?(?:of )?(?:the )?",
    re.IGNORECASE,
)
_RANGE = re.compile(r"\s*(?:-|to|through|until|up to)\s*", re.IGNORECASE)
_REPEATED = re.compile(
    r"(?:sub-?sections?|sections?|sect?s?\.?|ss?\.?|regulations?|regs?\.?|articles?|arts?\.?|"
    r"limbs?|paragraphs?|paras?\.?|exemptions?|exceptions?)\s*(?=[\d(])",
    re.IGNORECASE,
)
_SUBSECTION = re.compile(
    r"\s*,?\s*(?:sub-?sections?|paragraphs?|paras?\.?|limbs?)\s*\(?\s?(?P<part>\d{1,2}[A-Z]{0,2}"
    r"|[a-z]{1,3})(?![\w])\s?\)?(?P<more>(?:" + _PART + r")*)",
    re.IGNORECASE,
)
_INVERTED = re.compile(
    r"(?<!\w)(?:sub-?sections?|paragraphs?|paras?\.?|limbs?)\s*(?P<inner>\(?\s?(?:\d{1,2}[A-Z]{0,2}"
    r"|[a-z]{1,3})\s?\)?(?:" + _PART + r")*)\s+(?:of|to|in|under)\s+(?:the\s+)?"
    r"(?P<kind>sections?|ss?\.?|regulations?|regs?\.?)\s*(?P<number>\d{1,3}[A-Z]?)"
    r"(?P<parts>(?:" + _PART + r")*)",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"(?<![\w£.,/(\[-])(?:(?P<foia>2[1-9]A?|3\d|4[0-4])(?P<parts>(?:\s?\(\s?(?:\d[A-Z]?|[a-z]{1,3})"
    r"\s?\))+)|(?P<eir>12|13)(?P<eirparts>\(\s?[145][A-Z]?\s?\)(?:\(\s?[a-g]\s?\))?))(?![\w%])"
)
_OF_ACT = re.compile(
    r"[\s,]*(?:\([^()]{1,80}(?:\([^()]*\)[^()]{0,40})?\)|-\s[^,.;]{3,60}?\s-)?[\s,\"']*"
    r"(?:of|in|under|to|from|within|by|contained in|set out in)?\s*(?=\S)",
)
_THE_ACT = re.compile(r"(?:the |that |this |said )+(?:act|regulations)(?![\w])", re.IGNORECASE)
_DEFINED = re.compile(
    r"\(\s*(?:\"|'|hereafter|hereinafter|referred to as|known as|called|from now on)*\s*the\s+"
    r"[\"']?(?P<word>Act|Regulations)[\"']?\s*\)",
    re.IGNORECASE,
)
_UNITS = re.compile(
    r"\s*(?:%|working|calendar|days?|hours?|weeks?|months?|years?|pounds?|pence|per\b|am\b|pm\b|"
    r"people|staff|patients?|pages?|emails?|files?|records?|january|february|march|april|may|june|"
    r"july|august|september|october|november|december)",
    re.IGNORECASE,
)


MOST_REFERENCES = 400
"""No letter cites more; one that does was made to exhaust us."""


@dataclass(frozen=True)
class Reference:
    """One provision as a letter cites it. `start` and `end` are places in the letter's text."""

    text: str
    act: Act
    section: str
    parts: tuple[str, ...]
    start: int
    end: int
    act_is_named: bool = False

    @property
    def written(self) -> str:
        """The section with its brackets: 40(2)."""
        return self.section + "".join(f"({part})" for part in self.parts)

    @property
    def citation(self) -> Citation:
        """The provision apart from where it stands."""
        return Citation(self.section, self.parts, "")

    @property
    def known(self) -> bool:
        """Whether there is such a provision in law that stands today."""
        return is_known(self.act, self.section, self.parts)


def references_in(text: str) -> tuple[Reference, ...]:
    """Return every reference to a provision, in the order in which they stand."""
    found: list[Reference] = []
    taken: list[tuple[int, int]] = []
    for match in _INVERTED.finditer(text):
        if len(found) > MOST_REFERENCES:
            break
        parts = (*_parts(match["parts"]), *_parts(_bracketed(match["inner"])))
        kind = "regulation" if match["kind"].lower().startswith("r") else "section"
        reference = _reference(text, kind, match["number"], parts, match.start(), match.end())
        group = _with_act(text, [reference], kind, match.start(), match.end())
        found += group
        taken.append((match.start(), match.end()))
    position = 0
    while lead := _LEAD.search(text, position):
        position = lead.end()
        if any(start <= lead.start() < end for start, end in taken):
            continue
        group, end = _list_at(text, lead)
        if len(found) > MOST_REFERENCES:
            break
        if group:
            found += group
            taken.append((lead.start(), end))
            position = end
    for match in _BARE.finditer(text):
        if len(found) > MOST_REFERENCES:
            break
        if not any(start <= match.start() < end for start, end in taken):
            kind = "section" if match["foia"] else "regulation"
            number = match["foia"] or match["eir"]
            parts = _parts(match["parts"] or match["eirparts"])
            reference = _reference(text, kind, number, parts, match.start(), match.end())
            found += _with_act(text, [reference], kind, match.start(), match.end())
    return tuple(_shared_acts(sorted(found, key=lambda each: each.start), text))


def _list_at(text: str, lead: re.Match[str]) -> tuple[list[Reference], int]:
    """Read the list of provisions after a word like “sections”."""
    kind = lead.lastgroup or "section"
    if kind in ("sub", "ground"):
        kind = "section"
    is_plural = lead[0].strip().rstrip(".").lower() in _PLURALS
    first = _ITEM.match(text, lead.end())
    if first is None:
        return [], lead.end()
    if lead.lastgroup == "ground" and not first["parts"]:
        return [], lead.end()
    if lead.lastgroup == "ground" and first["number"] in ("12", "13"):
        kind = "regulation"
    number, parts, end = first["number"], _parts(first["parts"]), first.end()
    if inner := _SUBSECTION.match(text, end):
        parts = (*parts, inner["part"], *_parts(inner["more"]))
        end = inner.end()
    group = [_reference(text, kind, number, parts, lead.start(), end)]
    while step := _next(text, end, group[-1], is_plural=is_plural or bool(parts)):
        added, end = step
        group += added
    return _with_act(text, group, kind, lead.start(), end), end


_PLURALS = frozenset(
    {"sections", "ss", "sects", "secs", "regulations", "regs", "articles", "arts", "exemptions",
     "exceptions", "subsections", "sub-sections"}
)  # fmt: skip


def _next(
    text: str, end: int, last: Reference, *, is_plural: bool
) -> tuple[list[Reference], int] | None:
    """Return what continues a list: a range, another number, or brackets of the same section."""
    for joint, is_range in ((_RANGE, True), (_BETWEEN, False)):
        between = joint.match(text, end)
        if between is None:
            continue
        position = between.end()
        repeated = _REPEATED.match(text, position)
        after = repeated.end() if repeated else position
        item = _ITEM.match(text, after)
        if item and not _UNITS.match(text, item.end()) and (
            is_plural or repeated or item["parts"]
        ) and _goes_on(last, item, repeated is not None):  # fmt: skip
            reference = replace(
                last,
                text=text[position : item.end()],
                section=item["number"].upper(),
                parts=_parts(item["parts"]),
                start=position,
                end=item.end(),
            )
            return [*(_between(last, reference) if is_range else []), reference], item.end()
        inner = _PARTS.match(text, after)
        if inner and (repeated or after == position):
            parts = _placed(last.parts, _parts(inner["parts"]))
            if parts is not None:
                reference = replace(
                    last, text=text[position : inner.end()], parts=parts,
                    start=position, end=inner.end(),
                )  # fmt: skip
                return [*(_between(last, reference) if is_range else []), reference], inner.end()
    return None


def _goes_on(last: Reference, item: re.Match[str], repeated: bool) -> bool:
    """Whether a number goes on with the list, and is no count of something else."""
    number = int(re.sub(r"\D", "", item["number"]))
    return repeated or bool(item["parts"]) or number <= 90


def _between(first: Reference, last: Reference) -> list[Reference]:
    """Return what a range leaves unsaid: 22, 22A and 23 of “21 to 24”; (b) of “(a) to (c)”."""
    if first.section != last.section:
        low, high = (int(re.sub(r"\D", "", each)) for each in (first.section, last.section))
        if first.parts or last.parts or not low < high <= low + 30:
            return []
        sections = [str(number) for number in range(low + 1, high)]
        if first.act is FOIA and low <= 22 < high:
            sections.insert(sections.index("22") + 1 if "22" in sections else 0, "22A")
        return [replace(last, section=section, parts=()) for section in sections]
    if len(first.parts) != len(last.parts) or first.parts[:-1] != last.parts[:-1]:
        return []
    low_part, high_part = (each.parts[-1] if each.parts else "" for each in (first, last))
    if low_part.isdigit() and high_part.isdigit():
        names = [str(number) for number in range(int(low_part) + 1, int(high_part))]
    elif re.fullmatch(r"[a-z]", low_part) and re.fullmatch(r"[a-z]", high_part):
        names = [chr(code) for code in range(ord(low_part) + 1, ord(high_part))]
    else:
        return []
    return [replace(last, parts=(*first.parts[:-1], name)) for name in names]


def _placed(known: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...] | None:
    """Put brackets that stand alone under their section: after 31(1)(a), “(b)” is 31(1)(b)."""
    head = new[0]
    if re.fullmatch(r"\d{1,2}[A-Z]{0,2}", head):
        return new
    if not known:
        return None
    last = known[-1]
    if re.fullmatch(r"[ivx]+", head) and (re.fullmatch(r"[ivx]+", last) and len(known) > 2):
        return (*known[:-1], *new)
    letters = [place for place, part in enumerate(known) if re.fullmatch(r"[a-z]{1,2}", part)]
    if letters:
        return (*known[: letters[0]], *new)
    return (*known, *new)


def _reference(
    text: str, kind: str, number: str, parts: tuple[str, ...], start: int, end: int
) -> Reference:
    act = {"section": FOIA, "regulation": EIR, "article": UK_GDPR}[kind]
    return Reference(text[start:end].strip(), act, number.upper(), parts, start, end)


def _with_act(
    text: str, group: list[Reference], kind: str, start: int, end: int
) -> list[Reference]:
    """Give the act that is named right after the list, or right before it."""
    act, upto = _act_after(text, end)
    if act is None:
        act = act_before(text, start)
        upto = end
    if act is None:
        return group
    tail = text[group[-1].start : upto].strip()
    named = [replace(each, act=act, act_is_named=True) for each in group]
    if len(named) == 1 or upto == end:
        named[-1] = replace(named[-1], text=tail)
        return named
    name = text[end:upto].strip(" ,")
    last = replace(named[-1], text=tail)
    return [*(replace(each, text=f"{each.text} … {name}") for each in named[:-1]), last]


def _act_after(text: str, end: int) -> tuple[Act | None, int]:
    gap = _OF_ACT.match(text, end)
    position = gap.end() if gap else end
    for place in (position, end + len(text[end:]) - len(text[end:].lstrip())):
        if defined := _THE_ACT.match(text, place):
            return _the_act(text, defined[0]), defined.end()
        if found := act_at(text, place):
            return found
    return None, end


def _the_act(text: str, words: str) -> Act:
    """Return what “the Act” or “the Regulations” stands for in this letter."""
    word = "act" if words.lower().endswith("act") else "regulations"
    for match in _DEFINED.finditer(text):
        if match["word"].lower() == word:
            before = text[max(0, match.start() - 120) : match.start()]
            for place in range(len(before)):
                if (found := act_at(before, place)) and not before[found[1] :].strip(" ,("):
                    return found[0]
    if word == "act":
        return FOIA
    if "fees" in text.lower() and "environmental information" not in text.lower():
        return FEES_REGULATIONS
    return EIR


def _shared_acts(references: list[Reference], text: str) -> list[Reference]:
    """Let “Section 10 and Section 11 of the Data Protection Act 1998” both be of that act."""
    result = list(references)
    for place in range(len(result) - 2, -1, -1):
        here, following = result[place], result[place + 1]
        gap = text[here.end : following.start]
        if (
            not here.act_is_named
            and following.act_is_named
            and following.act is not here.act
            and re.fullmatch(r"\s*(?:,?\s*(?:and|or|&|and/or|as well as|to)|,)\s*", gap)
        ):
            name = following.text[len(text[following.start : following.end].strip()) :].strip(" ,")
            result[place] = replace(
                here,
                act=following.act,
                act_is_named=True,
                text=f"{here.text} … {name}" if name else here.text,
            )
    return result


def _bracketed(inner: str) -> str:
    return inner if inner.strip().startswith("(") else f"({inner.strip()})"


def _parts(written: str) -> tuple[str, ...]:
    """Return the brackets from the outside in; digits carry capitals (3A), letters do not."""
    found = re.findall(r"\w+", written or "")
    return tuple(part.upper() if part[0].isdigit() else part.lower() for part in found)


def is_repealed_data_protection(reference: Reference) -> bool:
    """Whether it points to the Data Protection Act 1998, which ended on 25 May 2018."""
    return reference.act is DPA_1998 or not reference.act.is_current
