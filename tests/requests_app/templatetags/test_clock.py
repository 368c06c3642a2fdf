"""The strip of a request received on Friday 27 November 2026 with a limit of five days.

St Andrew's Day (30 November) is a holiday, the clock stood still on 3 December, and today is
Friday 4 December.
"""

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date, timedelta
from xml.etree import ElementTree

import pytest
from django.template import Context, Template

from requests_app.domain.clock_strip import ClockStrip, Standing, StripDay, StripKind
from requests_app.templatetags.clock_drawing import (
    draw_row,
    draw_thin,
    draw_thin_ghost,
    draw_weeks,
    hatching,
)
from requests_app.templatetags.clock_words import says

SVG = "{http://www.w3.org/2000/svg}"
RECEIVED = date(2026, 11, 27)
TODAY = date(2026, 12, 4)
DUE = date(2026, 12, 7)
HOLIDAY = date(2026, 11, 30)
STOPPED = date(2026, 12, 3)
WEEKEND = ("Saturday", "Sunday")


def strip_day(day: date, number: int | None, kind: StripKind, why_not: str = "") -> StripDay:
    return StripDay(
        day=day,
        kind=kind,
        number=number,
        is_today=day == TODAY,
        is_due=day == DUE,
        is_past=day < TODAY,
        why_not=why_not,
        milestones=("Estimate due",) if day == date(2026, 12, 2) else (),
    )


def make_strip(limit: int = 4, standing: Standing = Standing.ON_TRACK) -> ClockStrip:
    days: list[StripDay] = []
    number = 0
    for day in (RECEIVED + timedelta(days) for days in range(11)):
        if day == RECEIVED:
            days.append(strip_day(day, None, StripKind.RECEIPT))
        elif day.weekday() >= 5:
            days.append(strip_day(day, None, StripKind.WEEKEND, WEEKEND[day.weekday() - 5]))
        elif day == HOLIDAY:
            days.append(strip_day(day, None, StripKind.HOLIDAY, "St Andrew's Day (Scotland)"))
        elif day == STOPPED:
            days.append(strip_day(day, None, StripKind.STOPPED, "Waiting for the applicant"))
        else:
            number += 1
            days.append(strip_day(day, number, StripKind.WORKING))
    return ClockStrip(
        title="Day 3 of 4; the answer is due on Mon 7 Dec.",
        days=tuple(days),
        limit=limit,
        day_number=3,
        standing=standing,
    )


def rendered(tag: str, strip: ClockStrip) -> str:
    return Template("{% load clock %}{% " + tag + " strip %}").render(Context({"strip": strip}))


def pictures(html: str) -> list[ElementTree.Element]:
    """Each SVG on the page, read as strict XML."""
    return [
        ElementTree.fromstring(svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1))
        for svg in re.findall(r"<svg .*?</svg>", html, flags=re.DOTALL)
    ]


def css_of(shapes: Iterable[ElementTree.Element]) -> list[str]:
    return [shape.attrib["class"] for shape in shapes]


@pytest.mark.parametrize("tag", ["clock_strip", "thin_clock"])
def test_every_picture_is_an_image_with_the_sentence_as_its_title(tag: str) -> None:
    strip = make_strip()

    for svg in pictures(rendered(tag, strip)):
        assert svg.attrib["role"] == "img"
        assert svg[0].tag == f"{SVG}title"
        assert svg[0].text == strip.title


def test_the_full_strip_is_drawn_as_a_row_and_as_weeks() -> None:
    assert [svg.attrib["class"] for svg in pictures(rendered("clock_strip", make_strip()))] == [
        "clock__row",
        "clock__weeks",
    ]


@pytest.mark.parametrize("tag", ["clock_strip", "thin_clock", "clock_table"])
def test_nothing_that_people_wrote_becomes_markup(tag: str) -> None:
    strip = make_strip()
    evil = "<script>alert('&')</script>"
    days = tuple(replace(day, why_not=evil, milestones=(evil,)) for day in strip.days)

    html = rendered(tag, replace(strip, title=evil, days=days))

    assert "<script" not in html
    assert html.count("&lt;script&gt;") > 0


@pytest.mark.parametrize("tag", ["clock_strip", "thin_clock", "clock_table"])
def test_there_is_no_style_no_script_and_no_id(tag: str) -> None:
    html = rendered(tag, make_strip(standing=Standing.STOPPED))

    assert re.findall(r"\s(?:style|id|on\w+)=|<style|<script", html) == []


def test_a_cell_for_each_day_that_is_neither_weekend_nor_holiday() -> None:
    for svg in pictures(rendered("clock_strip", make_strip())):
        assert css_of(svg.iter(f"{SVG}rect")) == [
            "clock__cell clock__cell--receipt",
            "clock__cell clock__cell--gone",
            "clock__cell clock__cell--gone",
            "clock__cell clock__cell--stopped",
            "clock__cell clock__cell--today",
            "clock__cell clock__cell--due",
        ]


def test_a_holiday_is_a_dot_in_its_gap_and_a_stopped_day_is_hatched() -> None:
    for drawing in (draw_row(make_strip()), draw_weeks(make_strip())):
        assert [dot.says for dot in drawing.dots] == [
            "Mon 30 Nov: Not counted; St Andrew's Day (Scotland)"
        ]
        assert [bool(cell.hatch) for cell in drawing.cells] == [
            False,
            False,
            False,
            True,
            False,
            False,
        ]


def test_the_row_names_its_landmarks_and_its_milestones() -> None:
    assert {label.text for label in draw_row(make_strip()).labels} == {
        "Received Fri 27 Nov",
        "Today, day 3",
        "Due Mon 7 Dec",
        "Estimate due",
    }


def test_a_day_past_the_limit_is_over() -> None:
    strip = make_strip(limit=2)

    assert [cell.css for cell in draw_row(strip).cells][-2:] == [
        "clock__cell clock__cell--over clock__cell--today",
        "clock__cell clock__cell--due",
    ]


def test_an_answered_case_shows_the_day_of_the_answer_and_not_today() -> None:
    strip = replace(make_strip(standing=Standing.ANSWERED), day_number=2)
    row, _ = pictures(rendered("clock_strip", strip))

    assert css_of(row.iter(f"{SVG}rect")) == [
        "clock__cell clock__cell--receipt",
        "clock__cell clock__cell--gone",
        "clock__cell clock__cell--gone",
        "clock__cell clock__cell--stopped",
        "clock__cell",
        "clock__cell clock__cell--due",
    ]
    assert {text.text for text in row.iter(f"{SVG}text") if not (text.text or "").isdigit()} == {
        "Received Fri 27 Nov",
        "Due Mon 7 Dec",
        "Estimate due",
        "Answered",
    }


def test_labels_never_cover_one_another() -> None:
    strip = make_strip()
    crowded = replace(
        strip,
        days=tuple(replace(day, milestones=("A rather long milestone",)) for day in strip.days),
    )
    labels = [label for label in draw_row(crowded).labels if label.text.startswith("A ")]
    places = {(label.x, label.y) for label in labels}

    assert len(places) == len(labels) > 1


@pytest.mark.parametrize("tag", ["clock_strip", "clock_table"])
def test_the_table_says_the_same_as_the_picture(tag: str) -> None:
    strip = make_strip()
    said = {says(day) for day in strip.days if day.kind is not StripKind.WEEKEND}

    if tag == "clock_strip":
        for svg in pictures(rendered(tag, strip)):
            shown = {title.text for title in svg.iter(f"{SVG}title")} - {strip.title}
            assert shown == said
    else:
        rows = re.findall(
            r'<th scope="row"[^>]*>(.*?)</th><td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>',
            rendered(tag, strip).replace("&#x27;", "'"),
        )
        shown_rows = {f"{day}: " + "; ".join(filter(None, rest)) for day, *rest in rows}
        assert {row for row in shown_rows if "Saturday" not in row and "Sunday" not in row} == said


def test_the_table_has_a_row_for_every_day() -> None:
    rows = re.findall(
        r"<td[^>]*>(.*?)</td><td[^>]*>(.*?)</td>", rendered("clock_table", make_strip())
    )

    assert rows == [
        ("Day 0", "Received"),
        ("Not counted", "Saturday"),
        ("Not counted", "Sunday"),
        ("Not counted", "St Andrew&#x27;s Day (Scotland)"),
        ("Day 1", ""),
        ("Day 2", "Estimate due"),
        ("Not counted", "Clock stopped; Waiting for the applicant"),
        ("Day 3", "Today"),
        ("Not counted", "Saturday"),
        ("Not counted", "Sunday"),
        ("Day 4", "Due"),
    ]


@pytest.mark.parametrize(
    ("limit", "day_number", "gone", "left"),
    [
        (20, 7, 7, 13),
        (20, None, 0, 20),
        (20, 26, 20, 0),
        (10, 4, 4, 6),
        (60, 31, 10, 10),
    ],
)
def test_a_thin_clock_has_a_cell_a_day_and_twenty_at_most(
    limit: int, day_number: int | None, gone: int, left: int
) -> None:
    strip = replace(make_strip(), limit=limit, day_number=day_number)
    (svg,) = pictures(rendered("thin_clock", strip))
    cells = {path.attrib["class"]: path.attrib["d"].count("M") for path in svg.iter(f"{SVG}path")}

    assert cells.get("clock-thin__gone", 0) == gone
    assert cells.get("clock-thin__left", 0) == left


def test_a_thin_clock_that_is_stopped_hatches_what_is_left() -> None:
    (svg,) = pictures(rendered("thin_clock", make_strip(standing=Standing.STOPPED)))

    assert css_of(svg.iter(f"{SVG}path")) == [
        "clock-thin__gone",
        "clock-thin__left",
        "clock-thin__hatch",
    ]


@pytest.mark.parametrize(("day_number", "late"), [(21, 1), (24, 4), (50, 8)])
def test_a_late_case_shows_how_late_by_taller_cells_of_its_own(day_number: int, late: int) -> None:
    strip = make_strip(limit=20, standing=Standing.OVERDUE)
    (svg,) = pictures(rendered("thin_clock", replace(strip, day_number=day_number)))
    cells = {path.attrib["class"]: path.attrib["d"] for path in svg.iter(f"{SVG}path")}

    assert cells["clock-thin__gone"].count("M") == 20
    assert cells["clock-thin__over"].count("M") == late
    assert "v14" in cells["clock-thin__gone"]
    assert "v16" in cells["clock-thin__over"]


def test_a_case_that_was_late_before_a_new_holiday_has_one_cell_at_least() -> None:
    strip = replace(make_strip(limit=20, standing=Standing.OVERDUE), day_number=20)
    assert draw_thin(strip).over.count("M") == 1


def supposed(was_due: date, due: date = DUE) -> ClockStrip:
    strip = make_strip()
    days = [replace(day, is_due=day.day == due, was_due=day.day == was_due) for day in strip.days]
    return replace(strip, days=tuple(days))


@pytest.mark.parametrize(
    ("was_due", "due", "moved", "places"),
    [
        (TODAY, DUE, 1, 4),
        (STOPPED, DUE, 2, 3),
        (HOLIDAY, DUE, 5, 0),
        (DUE, TODAY, 1, 5),
        (DUE, DUE, 0, 5),
    ],
)
def test_a_thin_strip_of_what_would_be_shows_the_days_between_the_two_dates(
    was_due: date, due: date, moved: int, places: int
) -> None:
    """Five days take a cell: two that are gone, a stopped one, today, and the due date."""
    drawn = draw_thin_ghost(supposed(was_due, due))
    pitch = 136 / 5

    assert drawn.moved.count("M") == moved
    assert (drawn.gone + drawn.left + drawn.moved).count("M") == 5
    assert drawn.ghost.startswith(f"M{pitch * (places - 0.15):.1f} ")
    assert drawn.hatch


def test_the_list_draws_the_ghost_of_what_would_be_and_none_of_what_is() -> None:
    assert "clock-thin__ghost" in rendered("thin_clock", supposed(TODAY))
    assert "clock-thin__ghost" not in rendered("thin_clock", make_strip())


def test_hatching_stays_inside_its_cell() -> None:
    points = [
        tuple(map(float, point.split()))
        for point in re.findall(r"[ML]([\d.]+ [\d.]+)", hatching(10, 20, 8, 30))
    ]

    assert len(points) > 4
    assert all(10 <= x <= 18 and 20 <= y <= 50 for x, y in points)
