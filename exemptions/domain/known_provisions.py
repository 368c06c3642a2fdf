"""Which provisions there are: so that a letter that cites none of them can be told."""

from exemptions.domain.acts import EIR, FEES_REGULATIONS, FOIA, FOISA, Act

_FOIA_SUBSECTIONS: dict[str, int] = {
    "1": 6, "2": 3, "3": 2, "8": 2, "9": 5, "10": 8, "11": 5, "12": 5, "13": 3, "14": 2, "15": 4,
    "16": 2, "17": 7, "19": 8, "21": 3, "22": 2, "23": 5, "24": 4, "26": 3, "27": 5, "28": 3,
    "29": 2, "30": 6, "31": 3, "32": 4, "33": 3, "34": 4, "35": 5, "36": 7, "37": 2, "38": 2,
    "39": 3, "40": 8, "41": 2, "42": 2, "43": 3, "44": 3, "45": 5, "50": 7,
}  # fmt: skip
"""The number of the last subsection of the sections that letters cite."""
_LETTERED = frozenset({"1A", "2A", "2AA", "2B", "3A", "3B", "4A", "5A", "5B"})
_LETTERED_IN: dict[str, frozenset[str]] = {
    "10": frozenset({"3A"}),
    "11": frozenset({"1A"}),
    "19": frozenset({"2A", "2AA", "2B"}),
    "39": frozenset({"1A"}),
    "40": frozenset({"3A", "3B", "4A", "5A", "5B"}),
}
_REPEALED = {"40": frozenset({"3", "4", "5"})}
"""Subsections of s.40 that the Data Protection Act 2018 replaced on 25 May 2018."""
_EIR_PARAGRAPHS: dict[str, dict[str, str]] = {
    "12": {"1": "ab", "2": "", "3": "", "4": "abcde", "5": "abcdefg", "6": "", "7": "", "8": "",
           "9": "", "10": "", "11": ""},
}  # fmt: skip
_EIR_LAST, _FOIA_LAST = 21, 88


def is_known(act: Act, section: str, parts: tuple[str, ...]) -> bool:
    """Whether the provision stands in law today. Acts beyond the two are taken on trust."""
    if act is FOIA:
        return _is_in_foia(section, parts)
    if act is EIR:
        return _is_in_eir(section, parts)
    if act is FOISA:
        return False
    if act is FEES_REGULATIONS:
        return section.isdigit() and int(section) <= 8
    return act.is_current


def _is_in_foia(section: str, parts: tuple[str, ...]) -> bool:
    if section == "22A":
        return not parts or parts[0] in ("1", "2")
    if not section.isdigit():
        return section in ("11A", "11B", "35A", "76A", "76B", "78A")
    if not 1 <= int(section) <= _FOIA_LAST or section == "38A":
        return False
    if not parts or section not in _FOIA_SUBSECTIONS:
        return True
    first = parts[0]
    if first in _LETTERED:
        return first in _LETTERED_IN.get(section, frozenset())
    if not first.isdigit():
        # Some cite 43(a) for 43(2)(a): there is no such thing where subsections exist.
        return False
    return 1 <= int(first) <= _FOIA_SUBSECTIONS[section] and first not in _REPEALED.get(
        section, frozenset()
    )


def _is_in_eir(section: str, parts: tuple[str, ...]) -> bool:
    if not section.rstrip("A").isdigit() or not 1 <= int(section.rstrip("A")) <= _EIR_LAST:
        return False
    paragraphs = _EIR_PARAGRAPHS.get(section)
    if paragraphs is None or not parts:
        return True
    if parts[0] not in paragraphs:
        return False
    return len(parts) < 2 or parts[1] in paragraphs[parts[0]]
