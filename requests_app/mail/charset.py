"""Bytes to text, whatever the sender says they are."""

import codecs
from dataclasses import dataclass

from charset_normalizer import from_bytes

SAME_AS_WINDOWS = frozenset({"ascii", "us-ascii", "latin-1", "latin1", "iso-8859-1", "iso8859-1"})
ENOUGH_TO_GUESS = 20_000


@dataclass(frozen=True)
class Decoded:
    """Text, and whether every character is beyond doubt."""

    text: str
    is_certain: bool


def decoded(raw: bytes, declared: str = "") -> Decoded:
    """Return `raw` as text: as declared where that holds, else UTF-8, else the likeliest.

    Mail programs label Windows-1252 as Latin-1, so Latin-1 is read as that. Never raises.
    """
    name = declared.strip().strip("\"'").lower()
    if name and name not in SAME_AS_WINDOWS:
        try:
            return Decoded(_tidied(raw.decode(codecs.lookup(name).name)), True)
        except (LookupError, ValueError):
            pass
    try:
        return Decoded(_tidied(raw.decode("utf-8")), True)
    except UnicodeDecodeError:
        pass
    if name in SAME_AS_WINDOWS:
        return _as_windows(raw, is_certain=True)
    return _guessed(raw)


def _guessed(raw: bytes) -> Decoded:
    windows = _as_windows(raw, is_certain=False)
    if b"\x00" not in raw and "\ufffd" not in windows.text:
        return windows
    best = from_bytes(raw[:ENOUGH_TO_GUESS]).best()
    if best is None:
        return windows
    return Decoded(_tidied(raw.decode(best.encoding, "replace")), False)


def _as_windows(raw: bytes, *, is_certain: bool) -> Decoded:
    text = raw.decode("cp1252", "replace")
    return Decoded(_tidied(text), is_certain and "\ufffd" not in text)


def _tidied(text: str) -> str:
    """Take out what PostgreSQL and pages cannot hold: NULs and lone surrogates."""
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text.encode("utf-8", "replace").decode("utf-8")
