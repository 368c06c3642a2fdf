"""Bytes to text, whatever the sender says they are."""

import codecs
import re
from dataclasses import dataclass

from charset_normalizer import from_bytes

# What mail programs write under a narrower name (WHATWG Encoding, section 4.2).
READ_AS = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
# No charsets of text: an escape, or slow without bound on long input.
NEVER = frozenset({"idna", "punycode", "unicode-escape", "raw-unicode-escape", "undefined"})
ONE_BYTE = re.compile(r"cp(125\d|437|850|858)$|iso8859|mac[-_]roman|koi8")
WIDE = re.compile(r"utf-(16|32)")
ENOUGH_TO_GUESS = 20_000
NOT_TEXT = re.compile("[\x00-\x08\x0b\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Decoded:
    """Text, and whether every character is beyond doubt."""

    text: str
    is_certain: bool


def decoded(raw: bytes, declared: str = "") -> Decoded:
    """Return `raw` as text: as declared where that holds, else UTF-8, else the likeliest.

    Mail programs label Windows-1252 as Latin-1, so Latin-1 is read as that. Never raises.
    """
    name = _known(declared)
    if WIDE.match(name) and b"\x00" not in raw:
        name = ""  # a label left over from before the text was converted
    # Much that is labelled Latin-1 and the like is UTF-8; the other way round hardly passes as it.
    for attempt in ("utf-8", name) if ONE_BYTE.match(name) else (name, "utf-8"):
        try:
            return Decoded(_tidied(raw.decode(attempt)), True)
        except (LookupError, ValueError):
            continue
    return _guessed(raw, is_windows=name == "cp1252")


def _known(declared: str) -> str:
    """Return Python's name of a charset, or "" for one that it cannot or should not read."""
    label = declared.strip().strip("\"'").lower()
    label = re.sub(r"^(cp|windows)[-_]?(\d{3,4})$", r"cp\2", label)
    label = label.removesuffix("-i").removesuffix("-e") if label.startswith("iso-8859-8") else label
    try:
        name = codecs.lookup(label).name
    except (LookupError, ValueError):
        return ""
    return "" if name in NEVER else READ_AS.get(name, name)


def _guessed(raw: bytes, *, is_windows: bool) -> Decoded:
    windows = raw.decode("cp1252", "replace")
    if is_windows or (b"\x00" not in raw and "\ufffd" not in windows):
        return Decoded(_tidied(windows), False)
    best = from_bytes(raw[:ENOUGH_TO_GUESS]).best()
    text = raw.decode(best.encoding, "replace") if best else windows
    return Decoded(_tidied(text), False)


def _tidied(text: str) -> str:
    """Take out what databases and pages cannot hold: controls, lone surrogates, a byte mark."""
    return NOT_TEXT.sub("", text.removeprefix("\ufeff"))
