"""The rows of a list of cases, written out in Python: a list is read more often than any page.

The markup of one row stands here alone; `components/case_list.html` is its list.
"""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from html import escape
from typing import Protocol

from django import template
from django.utils.safestring import SafeString, mark_safe

from requests_app.domain.clock_strip import Standing
from requests_app.queries.inbox import Row
from requests_app.templatetags.clock import thin_clock_markup
from requests_app.templatetags.look import due_words, short_day, standing_words

register = template.Library()


class ListedCase(Protocol):
    """A row of `queries.inbox`, and the addresses that the page gives it."""

    row: Row
    url: str
    menu: tuple[tuple[str, str], ...]


@register.simple_tag
def case_rows(rows: Iterable[ListedCase], today: date, pick: str = "") -> SafeString:
    """Write the rows; with `pick`, each has a checkbox of that name."""
    return mark_safe(  # noqa: S308 - escaped below
        "".join(_row(one.row, one.url, one.menu, today, pick) for one in rows)
    )


# A list is opened again and again, and most of its rows are as they were: everything that stands
# in a row is part of its key, so that what is found here can only be the same.
@lru_cache(maxsize=2_000)
def _row(row: Row, url: str, menu: tuple[tuple[str, str], ...], today: date, pick: str) -> str:
    reference, subject = escape(row.reference), escape(row.subject)
    kinds = f"case-row case-row--{row.standing}"
    kinds += " case-row--pick" if pick else ""
    kinds += " case-row--menu" if menu else ""
    alarms = "".join(
        f' · <strong class="case-row__alarm">{escape(one)}</strong>' for one in row.alarms
    )
    facts = "".join(f" · {escape(fact)}" for fact in row.facts)
    return (
        f'<li class="{kinds}">{_box(reference, pick)}<div class="case-row__what">'
        f'<a class="case-row__subject" href="{escape(url)}" title="{subject}">{subject}</a>'
        f'<span class="case-row__line"><span class="reference">{reference}</span>{alarms}{facts}'
        f'</span></div><div class="case-row__clock">'
        f"{thin_clock_markup(row.strip) if row.strip else ''}</div>"
        f'<div class="case-row__when">{_when(row, today)}</div>'
        f'<div class="case-row__next"><span class="case-row__state">{_state(row)}</span>'
        f"{_line(row.next)}</div>{_menu(menu, reference)}</li>"
    )


def _box(reference: str, pick: str) -> str:
    if not pick:
        return ""
    return (
        f'<span class="case-row__pick"><input type="checkbox" name="{pick}" value="{reference}" '
        f'aria-label="Select {reference}"></span>'
    )


def _line(words: str, kind: str = "") -> str:
    return f'<span class="case-row__line{kind}">{escape(words)}</span>' if words else ""


def _when(row: Row, today: date) -> str:
    day = f'<span class="case-row__day">{escape(row.day_line)}</span>' if row.day_line else ""
    if not row.due:
        return day
    is_answered = row.standing == Standing.ANSWERED
    words = f"due {short_day(row.due, today)}" if is_answered else due_words(row.due, today)
    return day + _line(words, " case-row__late")


def _state(row: Row) -> str:
    if row.standing == Standing.ON_TRACK:
        return escape(row.state)
    strong = f'<strong class="case-row__standing">{standing_words(row.standing)}</strong>'
    return strong if row.standing == Standing.ANSWERED else f"{strong} · {escape(row.state)}"


def _menu(menu: Sequence[tuple[str, str]], reference: str) -> str:
    if not menu:
        return ""
    items = "".join(f'<li><a href="{escape(url)}">{escape(label)}</a></li>' for label, url in menu)
    return (
        '<div class="case-row__menu"><details class="menu menu--small"><summary>More'
        f'<span class="govuk-visually-hidden"> for {reference}</span></summary>'
        f'<ul class="menu__list">{items}</ul></details></div>'
    )
