"""Dates, states and labels as people read them. No filter here knows what day it is."""

from datetime import date, datetime

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from requests_app.domain.london import LONDON, london_day

register = template.Library()

# Within this many days a weekday, day and month can only mean one date.
UNMISTAKABLE_DAYS = 300

STANDING_WORDS = {
    "on_track": "On track",
    "due_soon": "Due soon",
    "overdue": "Overdue",
    "stopped": "Clock stopped",
    "answered": "Answered",
}


def _day(moment: date) -> date:
    return london_day(moment) if isinstance(moment, datetime) else moment


@register.filter
def short_day(moment: date | None, today: date | None = None) -> str:
    """`Tue 8 Dec`, as in lists; with its year where that is far from `today`."""
    if not moment:
        return ""
    day = _day(moment)
    text = f"{day:%a} {day.day} {day:%b}"
    is_far = today is not None and abs((day - today).days) > UNMISTAKABLE_DAYS
    return f"{text} {day.year}" if is_far else text


@register.filter
def long_day(moment: date | None) -> str:
    """`Tuesday 8 December 2026`, as in prose."""
    if not moment:
        return ""
    day = _day(moment)
    return f"{day:%A} {day.day} {day:%B} {day.year}"


@register.filter
def clock_time(moment: datetime | None) -> str:
    """`10:42` in Europe/London."""
    return f"{moment.astimezone(LONDON):%H:%M}" if moment else ""


@register.filter
def due_words(due: date | None, today: date) -> str:
    """`due today`, `due tomorrow`, `2 days late`, else `due Tue 8 Dec`. Calendar days."""
    if not due:
        return ""
    days = (_day(due) - today).days
    if days == 0:
        return "due today"
    if days == 1:
        return "due tomorrow"
    if days < 0:
        return f"{-days} day{'' if days == -1 else 's'} late"
    return f"due {short_day(due, today)}"


@register.filter
def day_words(moment: date | None, today: date) -> str:
    """`today`, `tomorrow`, `yesterday`, else `Tue 8 Dec`."""
    if not moment:
        return ""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get((_day(moment) - today).days) or short_day(moment, today)


@register.filter
def standing_words(standing: str) -> str:
    """`Clock stopped` for `stopped`. Raises `KeyError` for a standing that has no word."""
    return STANDING_WORDS[standing]


@register.simple_tag
def state_tag(standing: str) -> SafeString:
    """How a case stands against its due date: a word, and a colour that repeats it.

    Raises `KeyError` for a standing that has no word.
    """
    return format_html(
        '<strong class="state state--{}">{}</strong>', standing, standing_words(standing)
    )


@register.filter
def first_line(label: object) -> str:
    """The label of a choice; what follows its first line is its hint."""
    return str(label).partition("\n")[0]


@register.filter
def later_lines(label: object) -> str:
    """The hint of a choice: whatever its label says after the first line."""
    return str(label).partition("\n")[2]
