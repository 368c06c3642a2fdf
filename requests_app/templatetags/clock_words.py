"""What the clock strip says of each day: the same words in the picture and in its table."""

from requests_app.domain.clock_strip import StripDay, StripKind
from requests_app.templatetags.look import short_day


def count_of(day: StripDay) -> int | None:
    """The number of the day: 0 for the day of receipt, None where the day does not count."""
    return 0 if day.kind is StripKind.RECEIPT else day.number


def counts(day: StripDay) -> str:
    """`Day 7`, or `Not counted`."""
    number = count_of(day)
    return "Not counted" if number is None else f"Day {number}"


def notes(day: StripDay) -> str:
    """Everything that is said of a day besides its number, in one line."""
    parts = [
        "Received" if day.kind is StripKind.RECEIPT else "",
        "Clock stopped" if day.kind is StripKind.STOPPED else "",
        day.why_not,
        *day.milestones,
        "Today" if day.is_today else "",
        "Due" if day.is_due else "",
        "Due as things stand" if day.was_due else "",
    ]
    return "; ".join(dict.fromkeys(part for part in parts if part))


def says(day: StripDay) -> str:
    """The day, its number and its notes: `Tue 8 Dec: Day 20; Due`."""
    return f"{short_day(day.day)}: " + "; ".join(part for part in (counts(day), notes(day)) if part)


def landmark(day: StripDay) -> str:
    """What stands under a day of the row."""
    words = []
    if day.kind is StripKind.RECEIPT:
        words.append(f"Received {short_day(day.day)}")
    if day.is_due:
        words.append(f"Due {short_day(day.day)}")
    if day.was_due and not day.is_due:
        words.append(f"due as things stand {short_day(day.day)}")
    if day.is_today:
        words.append("today" if count_of(day) is None else f"today, day {count_of(day)}")
    text = ", ".join(words)
    return text[:1].upper() + text[1:]
