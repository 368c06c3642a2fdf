"""Days to keep, as a calendar program reads them: iCalendar (RFC 5545)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

MOST_OCTETS = 75
"""RFC 5545 section 3.1: the longest line, without its line break."""


@dataclass(frozen=True)
class DayEntry:
    """Something that falls due on a day. `uid` stays the same when the day moves."""

    uid: str
    day: date
    title: str
    text: str
    link: str


def calendar_text(name: str, entries: Iterable[DayEntry], *, at: datetime) -> str:
    """Return a calendar of all-day entries; `at` is when it was made, an aware moment."""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//FOI Portal//What falls due//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_escaped(name)}",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
    ]
    for entry in entries:
        lines += _event(entry, at)
    lines.append("END:VCALENDAR")
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line))


def _event(entry: DayEntry, at: datetime) -> list[str]:
    return [
        "BEGIN:VEVENT",
        f"UID:{_escaped(entry.uid)}",
        f"DTSTAMP:{at.astimezone(UTC):%Y%m%dT%H%M%SZ}",
        f"DTSTART;VALUE=DATE:{entry.day:%Y%m%d}",
        f"DTEND;VALUE=DATE:{entry.day + timedelta(days=1):%Y%m%d}",
        f"SUMMARY:{_escaped(entry.title)}",
        f"DESCRIPTION:{_escaped(entry.text)}",
        # An address is no text: it is not escaped (section 3.3.13), and holds no line break.
        f"URL:{''.join(entry.link.split())}",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
    ]


def _escaped(text: str) -> str:
    """Escape a text value (section 3.3.11); other control characters have no place in one."""
    for mark in ("\\", ";", ","):
        text = text.replace(mark, f"\\{mark}")
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\n", "\\n")
    return "".join(character for character in text if character.isprintable())


def _folded(line: str) -> Iterator[str]:
    """Break a line into pieces of 75 octets, the later ones after a blank, characters whole."""
    piece, size = "", 0
    for character in line:
        width = len(character.encode())
        if size + width > MOST_OCTETS:
            yield piece
            piece, size = " ", 1
        piece += character
        size += width
    yield piece
