"""What a calendar program is given can be read by it, whatever stands in it."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.ical import MOST_OCTETS, DayEntry, calendar_text

NOW = datetime(2026, 11, 24, 9, 30, tzinfo=UTC)
ENTRY = DayEntry(
    uid="FOI-2026-0001.answer.7@trust.example",
    day=date(2026, 12, 31),
    title="FOI-2026-0001: Draft answer",
    text="Beds; closed, or not\nhttps://foi.example/tasks/7/",
    link="https://foi.example/tasks/7/?a=1,2;3",
)


def unfolded(text: str) -> list[str]:
    return text.replace("\r\n ", "").split("\r\n")


def test_an_entry_is_a_whole_day() -> None:
    assert unfolded(calendar_text("FOI", [ENTRY], at=NOW)) == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//FOI Portal//What falls due//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-CALNAME:FOI",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "BEGIN:VEVENT",
        "UID:FOI-2026-0001.answer.7@trust.example",
        "DTSTAMP:20261124T093000Z",
        "DTSTART;VALUE=DATE:20261231",
        "DTEND;VALUE=DATE:20270101",
        "SUMMARY:FOI-2026-0001: Draft answer",
        "DESCRIPTION:Beds\\; closed\\, or not\\nhttps://foi.example/tasks/7/",
        "URL:https://foi.example/tasks/7/?a=1,2;3",
        "TRANSP:TRANSPARENT",
        "END:VEVENT",
        "END:VCALENDAR",
        "",
    ]


def test_a_title_cannot_bring_lines_of_its_own() -> None:
    evil = DayEntry("x", ENTRY.day, "A\r\nATTENDEE:mailto:x@y\x00\x1b", "B\rEND:VEVENT", "h t\r\np")
    text = calendar_text("FOI", [evil], at=NOW)
    assert "SUMMARY:A\\nATTENDEE:mailto:x@y" in unfolded(text)
    assert "DESCRIPTION:B\\nEND:VEVENT" in unfolded(text)
    assert text.count("\r\nEND:VEVENT") == 1


@given(st.text(max_size=400))
def test_lines_are_short_and_characters_whole(title: str) -> None:
    text = calendar_text("FOI", [DayEntry("x", ENTRY.day, title, "", "https://x")], at=NOW)
    lines = text.encode().split(b"\r\n")
    assert all(len(line) <= MOST_OCTETS for line in lines)
    assert all(line.decode() or True for line in lines)
    assert all("\n" not in line.decode() for line in lines)
