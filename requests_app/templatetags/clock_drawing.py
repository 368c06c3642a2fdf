"""The geometry of the clock strip, in SVG user units; templates turn it into markup.

A day that counts is a cell, a day that does not is a gap, a holiday is a dot in its gap. A row
for a desk, the same days as weeks for a phone, and a thin bar for one row of a list.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta

from requests_app.domain.clock_strip import ClockStrip, Standing, StripDay, StripKind
from requests_app.templatetags.clock_words import count_of, landmark, says

ROW_WIDTH = 1000.0
WIDEST_DAY = 44.0
NARROWEST_NUMBERED_DAY = 22.0
# A day that does not count is a gap of a quarter of a day that does.
GAP = 0.25
CELL_HEIGHT = 34.0
LABEL_HEIGHT = 19.0
LABEL_LEVELS = 3
LETTER_WIDTH = 7.4

WEEK_DAY = 44.0
WEEK_END_DAY = 20.0
WEEK_HEIGHT = 36.0
WEEK_LABEL = 64.0

THIN_WIDTH = 136.0
THIN_HEIGHT = 14.0
MOST_THIN_CELLS = 20
MOST_LATE_CELLS = 8


@dataclass(frozen=True)
class Cell:
    """One day as a shape. `hatch` is a path of diagonals, empty unless the clock stood still."""

    x: str
    y: str
    width: str
    height: str
    middle: str
    baseline: str
    css: str
    text: str
    text_css: str
    says: str
    hatch: str


@dataclass(frozen=True)
class Dot:
    """A holiday: a dot in the gap, with its name."""

    x: str
    y: str
    says: str


@dataclass(frozen=True)
class Label:
    """Words beside the row, with the line (or, under it, the mark) that ties them to their day."""

    x: str
    y: str
    anchor: str
    text: str
    css: str
    line: str


@dataclass(frozen=True)
class Drawing:
    """An SVG: its size, its days, and what stands around them."""

    width: str
    height: str
    cells: tuple[Cell, ...]
    dots: tuple[Dot, ...]
    labels: tuple[Label, ...]
    mark: str = ""
    corners: str = ""


def _number(value: float) -> str:
    return f"{value:.1f}".removesuffix(".0")


def takes_a_cell(day: StripDay) -> bool:
    """Weekends and holidays are gaps; every other day is a cell."""
    return day.kind not in (StripKind.WEEKEND, StripKind.HOLIDAY)


def hatching(x: float, y: float, width: float, height: float, step: float = 6.0) -> str:
    """Diagonals inside a rectangle, as a path: a pattern would need an id on the page."""
    lines = []
    offset = step / 2
    while offset < width + height:
        start_x, start_y = max(0.0, offset - height), min(offset, height)
        end_x, end_y = min(offset, width), max(0.0, offset - width)
        lines.append(f"M{_number(x + start_x)} {_number(y + start_y)}")
        lines.append(f"L{_number(x + end_x)} {_number(y + end_y)}")
        offset += step
    return "".join(lines)


def _cell(
    day: StripDay,
    limit: int,
    *,
    x: float,
    y: float,
    width: float,
    height: float,
    has_room: bool = True,
) -> Cell:
    is_over = day.number is not None and day.number > limit and (day.is_past or day.is_today)
    is_gone = day.is_past and day.kind is StripKind.WORKING and not is_over
    marks = {
        "receipt": day.kind is StripKind.RECEIPT,
        "stopped": day.kind is StripKind.STOPPED,
        "gone": is_gone,
        "over": is_over,
        "due": day.is_due,
        "ghost": day.was_due and not day.is_due,
        "today": day.is_today,
    }
    return Cell(
        x=_number(x),
        y=_number(y),
        width=_number(width),
        height=_number(height),
        middle=_number(x + width / 2),
        baseline=_number(y + height / 2 + 5),
        css=" ".join(["clock__cell"] + [f"clock__cell--{m}" for m, on in marks.items() if on]),
        text=str(count_of(day)) if has_room and count_of(day) is not None else "",
        text_css="clock__number--gone" if is_gone or is_over else "",
        says=says(day),
        hatch=hatching(x, y, width, height) if day.kind is StripKind.STOPPED else "",
    )


@dataclass(frozen=True)
class _Spot:
    """Where a label stands: its level, its span, and the x of its line if it has one."""

    level: int
    left: float
    right: float
    line: float | None
    anchor: str

    def is_clear_of(self, other: "_Spot") -> bool:
        """Whether neither covers the other, nor the line from the other to its day."""
        if self.level == other.level:
            return self.right + 10 < other.left or self.left > other.right + 10
        low, high = (self, other) if self.level < other.level else (other, self)
        return high.line is None or not low.left - 4 < high.line < low.right + 4

    @property
    def x(self) -> float:
        """Where its text starts, or ends if it is anchored at its end."""
        return self.left if self.anchor == "start" else self.right


def _find_spot(
    taken: list[_Spot], text: str, *, line: float | None, start: float, end: float
) -> _Spot | None:
    """The lowest clear spot for `text`: from `start` to the right, else from `end` to the left.

    None where all levels are full; the table still says it.
    """
    width = len(text) * LETTER_WIDTH
    for anchor, left in (("start", start), ("end", end - width)):
        if left < 0 or left + width > ROW_WIDTH:
            continue
        for level in range(LABEL_LEVELS):
            spot = _Spot(level, left, left + width, line, anchor)
            if all(spot.is_clear_of(other) for other in taken):
                taken.append(spot)
                return spot
    return None


def _height(taken: list[_Spot]) -> float:
    return LABEL_HEIGHT * max((spot.level + 1 for spot in taken), default=0)


@dataclass(frozen=True)
class _Placed:
    """A day of the row and where it stands."""

    day: StripDay
    left: float
    width: float

    @property
    def centre(self) -> float:
        return self.left + self.width / 2


def _place_days(days: Sequence[StripDay]) -> tuple[_Placed, ...]:
    cells = sum(map(takes_a_cell, days))
    pitch = min(WIDEST_DAY, ROW_WIDTH / (cells + GAP * (len(days) - cells)))
    placed = []
    left = 0.0
    for day in days:
        step = pitch if takes_a_cell(day) else pitch * GAP
        placed.append(_Placed(day, left, step - max(1.5, pitch * 0.1) if step == pitch else step))
        left += step
    return tuple(placed)


def draw_row(strip: ClockStrip) -> Drawing:
    """The whole strip in one row, its milestones above and its landmarks below."""
    placed = _place_days(strip.days)
    # From the right, so that a label on a higher level begins left of what it stands above.
    above: list[_Spot] = []
    ticks = [
        (
            place.centre,
            text,
            _find_spot(
                above, text, line=place.centre, start=place.centre + 4, end=place.centre - 4
            ),
        )
        for place in reversed(placed)
        for text in place.day.milestones
    ]
    top = _height(above) + (6 if ticks else 2)
    bottom = top + CELL_HEIGHT
    labels = [_milestone_label(at, text, spot, top) for at, text, spot in ticks]
    below: list[_Spot] = []
    for place in sorted(placed, key=lambda place: not place.day.is_today):
        text = landmark(place.day)
        spot = text and _find_spot(
            below, text, line=None, start=place.left, end=place.left + place.width
        )
        if spot:
            labels.append(_landmark_label(place.day, text, spot, bottom))
    return Drawing(
        width=_number(ROW_WIDTH),
        height=_number(bottom + 14 + _height(below)),
        cells=tuple(
            _cell(
                place.day,
                strip.limit,
                x=place.left,
                y=top,
                width=place.width,
                height=CELL_HEIGHT,
                has_room=place.width >= NARROWEST_NUMBERED_DAY,
            )
            for place in placed
            if takes_a_cell(place.day)
        ),
        dots=tuple(
            Dot(_number(place.centre), _number(top + CELL_HEIGHT / 2), says(place.day))
            for place in placed
            if place.day.kind is StripKind.HOLIDAY
        ),
        labels=tuple(labels),
        mark="".join(
            f"M{_number(place.centre)} {_number(bottom + 4)}l6 8h-12z"
            for place in placed
            if place.day.is_today
        ),
    )


def _milestone_label(at: float, text: str, spot: _Spot | None, top: float) -> Label:
    """The words above a day and their line; without a spot, the line alone."""
    if spot is None:
        return Label("0", "0", "start", "", "", f"M{_number(at)} {_number(top - 1)}v-6")
    rise = LABEL_HEIGHT * spot.level
    return Label(
        x=_number(spot.x),
        y=_number(top - 9 - rise),
        anchor=spot.anchor,
        text=text,
        css="",
        line=f"M{_number(at)} {_number(top - 1)}V{_number(top - 20 - rise)}",
    )


def _landmark_label(day: StripDay, text: str, spot: _Spot, bottom: float) -> Label:
    return Label(
        x=_number(spot.x),
        y=_number(bottom + 28 + LABEL_HEIGHT * spot.level),
        anchor=spot.anchor,
        text=text,
        css="clock__text--strong" if day.is_today or day.is_due else "",
        line="",
    )


def draw_weeks(strip: ClockStrip) -> Drawing:
    """The same days as a calendar: a line a week, Monday to Friday wide, the weekend narrow."""
    first = strip.days[0].day
    monday = first - timedelta(days=first.weekday())
    cells, dots, labels = [], [], []
    corners = ""
    lines: set[int] = set()
    for day in strip.days:
        line, weekday = divmod((day.day - monday).days, 7)
        x = WEEK_LABEL + min(weekday, 5) * WEEK_DAY + max(0, weekday - 5) * WEEK_END_DAY
        y = line * WEEK_HEIGHT + 2
        if line not in lines:
            lines.add(line)
            text = f"{day.day.day} {day.day:%b}"
            labels.append(Label("0", _number(y + 20), "start", text, "", ""))
        width = (WEEK_DAY if weekday < 5 else WEEK_END_DAY) - 4
        if takes_a_cell(day):
            cells.append(_cell(day, strip.limit, x=x, y=y, width=width, height=WEEK_HEIGHT - 6))
        elif day.kind is StripKind.HOLIDAY:
            dots.append(Dot(_number(x + width / 2), _number(y + 15), says(day)))
        if day.milestones:
            corners += f"M{_number(x)} {_number(y)}h10l-10 10z"
    return Drawing(
        width=_number(WEEK_LABEL + 5 * WEEK_DAY + 2 * WEEK_END_DAY),
        height=_number((max(lines) + 1) * WEEK_HEIGHT),
        cells=tuple(cells),
        dots=tuple(dots),
        labels=tuple(labels),
        corners=corners,
    )


@dataclass(frozen=True)
class ThinDrawing:
    """The thin strip as paths: what is gone, what is left, the hatching over what is stopped.

    `over` are the days past the due date, taller than the rest: how late is seen by their length.
    In a strip of what would be, `moved` are the days between the due date of now and the one that
    would be, and `ghost` is the mark at the one of now.
    """

    gone: str
    left: str
    hatch: str
    over: str = ""
    moved: str = ""
    ghost: str = ""


def _bars(places: Iterable[int], pitch: float, *, is_tall: bool = False) -> str:
    y, height, width = (
        ("0", _number(THIN_HEIGHT + 2), _number(pitch * 0.9))
        if is_tall
        else ("1", _number(THIN_HEIGHT), _number(pitch * 0.7))
    )
    return "".join(f"M{_number(at * pitch)} {y}h{width}v{height}h-{width}z" for at in places)


def _hatched(places: Iterable[int], pitch: float) -> str:
    return "".join(
        hatching(index * pitch, 1, pitch * 0.7, THIN_HEIGHT, step=4.5) for index in places
    )


def draw_thin(strip: ClockStrip) -> ThinDrawing:
    """A thin cell for each day of the limit, or twenty cells for a longer limit.

    A case that is late has a taller cell more for each working day past it, up to eight.
    """
    cells = min(strip.limit, MOST_THIN_CELLS)
    number = max(0, strip.day_number or 0)
    is_late = strip.standing is Standing.OVERDUE
    late = min(max(1, number - strip.limit), MOST_LATE_CELLS) if is_late else 0
    pitch = THIN_WIDTH / (cells + late)
    gone = min(cells, number * cells // strip.limit)
    is_stopped = strip.standing is Standing.STOPPED
    return ThinDrawing(
        gone=_bars(range(gone), pitch),
        left=_bars(range(gone, cells), pitch),
        hatch=_hatched(range(gone, cells), pitch) if is_stopped else "",
        over=_bars(range(cells, cells + late), pitch, is_tall=True),
    )


def draw_thin_ghost(strip: ClockStrip) -> ThinDrawing:
    """The same of what would be: a cell for every day that counts or is stopped, to the later end.

    The days that lie between the two due dates stand out.
    """
    days = [day for day in strip.days if takes_a_cell(day) and day.kind is not StripKind.RECEIPT]
    was_due = next(day.day for day in strip.days if day.was_due)
    due = next((day.day for day in strip.days if day.is_due), was_due)
    first, last = sorted((was_due, due))
    pitch = THIN_WIDTH / max(len(days), 1)
    places = range(len(days))
    moved = [at for at in places if first < days[at].day <= last]
    plain = [at for at in places if at not in moved]
    gone = [at for at in plain if days[at].is_past and days[at].kind is StripKind.WORKING]
    stopped = [at for at in places if days[at].kind is StripKind.STOPPED]
    line = pitch * (sum(day.day <= was_due for day in days) - 0.15)
    return ThinDrawing(
        gone=_bars(gone, pitch),
        left=_bars([at for at in plain if at not in gone], pitch),
        hatch=_hatched(stopped, pitch),
        moved=_bars(moved, pitch, is_tall=True),
        ghost=f"M{_number(line)} 0v{_number(THIN_HEIGHT + 2)}",
    )
