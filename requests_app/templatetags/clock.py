"""The clock strip: one cell for each working day from receipt to the due date.

Three forms of one value (`ClockStrip`): full size, thin for a list, and the table that says the
same in words. Inline SVG without style, script or ids.
"""

from dataclasses import fields, replace
from functools import lru_cache

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from requests_app.domain.clock_strip import ClockStrip, Standing, StripKind
from requests_app.templatetags.clock_drawing import (
    ThinDrawing,
    draw_row,
    draw_thin,
    draw_thin_ghost,
    draw_weeks,
)
from requests_app.templatetags.clock_words import count_of, counts, landmark, notes

register = template.Library()


def as_it_ended(strip: ClockStrip) -> ClockStrip:
    """Of an answered case, the strip as it was on the day of the answer; of others, the strip."""
    if strip.standing is not Standing.ANSWERED or strip.day_number is None:
        return strip
    days = []
    for day in strip.days:
        number = count_of(day)
        is_last = number == strip.day_number
        days.append(
            replace(
                day,
                is_today=False,
                is_past=number is not None and number <= strip.day_number,
                milestones=(*day.milestones, "Answered") if is_last else day.milestones,
            )
        )
    return replace(strip, days=tuple(days))


@register.inclusion_tag("components/clock_strip.html")
def clock_strip(strip: ClockStrip) -> dict[str, object]:
    """The strip at full size, for the case and the applicant's page."""
    strip = as_it_ended(strip)
    kinds = {day.kind for day in strip.days}
    return {
        "strip": strip,
        "row": draw_row(strip),
        "weeks": draw_weeks(strip),
        "has_stopped": StripKind.STOPPED in kinds,
        "has_holiday": StripKind.HOLIDAY in kinds,
        "landmarks": tuple(filter(None, map(landmark, strip.days))),
        "milestones": tuple(day for day in strip.days if day.milestones),
    }


@register.inclusion_tag("components/clock_on_paper.html")
def clock_on_paper(strip: ClockStrip) -> dict[str, object]:
    """The strip as one row for a PDF, where no style sheet reaches into a drawing."""
    strip = as_it_ended(strip)
    return {"title": strip.title, "drawing": draw_row(strip)}


@register.simple_tag(name="thin_clock")
def thin_clock_markup(strip: ClockStrip) -> SafeString:
    """The strip for one row of a list; needs no `days`, only title, limit, day and standing.

    A strip of what would be is drawn with its ghost, from its days.
    """
    is_supposed = any(day.was_due for day in strip.days)
    return format_html(
        '<svg class="clock-thin clock-thin--{}" viewBox="0 0 136 16" width="136" height="16" '
        'role="img" focusable="false"><title>{}</title>{}</svg>',
        strip.standing,
        strip.title,
        _paths(draw_thin_ghost(strip))
        if is_supposed
        else _thin_paths(strip.limit, strip.day_number, strip.standing),
    )


# A list has few different bars and draws each in many rows.
@lru_cache(maxsize=512)
def _thin_paths(limit: int, day_number: int | None, standing: Standing) -> SafeString:
    return _paths(draw_thin(ClockStrip("", (), limit, day_number, standing)))


def _paths(drawing: ThinDrawing) -> SafeString:
    paths = ((field.name, getattr(drawing, field.name)) for field in fields(drawing))
    return format_html_join(
        "", '<path class="clock-thin__{}" d="{}"/>', (path for path in paths if path[1])
    )


@register.inclusion_tag("components/clock_table.html")
def clock_table(strip: ClockStrip) -> dict[str, object]:
    """The table that says what the strip shows, a row a day."""
    rows = tuple((day, counts(day), notes(day)) for day in as_it_ended(strip).days)
    return {"title": strip.title, "rows": rows}
