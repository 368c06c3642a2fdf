"""The days of complaints, notices and appeals, and what keeps a complaint open."""

from datetime import date

import pytest

from requests_app.domain.regulator import (
    NoticeKind,
    StepWords,
    appeal_objections,
    closing_objections,
    complaint_objections,
    notice_objections,
    read_steps,
)

DAY = date(2026, 3, 2)
TODAY = date(2026, 4, 20)


def test_steps_are_read_a_line_each() -> None:
    due = date(2026, 4, 1)
    assert read_steps("- Give the prices\n\n• Confirm it\n", due) == (
        StepWords("Give the prices", due),
        StepWords("Confirm it", due),
    )
    assert read_steps("Give it", None) == ()


@pytest.mark.parametrize(
    ("received_on", "respond_by", "said"),
    [
        (DAY, date(2026, 3, 20), ""),
        (date(2026, 4, 21), date(2026, 5, 1), "not come yet"),
        (DAY, date(2026, 3, 1), "cannot be due before"),
    ],
)
def test_a_complaint_has_possible_days(received_on: date, respond_by: date, said: str) -> None:
    assert said in " ".join(complaint_objections(received_on, respond_by, TODAY))
    assert bool(complaint_objections(received_on, respond_by, TODAY)) is bool(said)


@pytest.mark.parametrize(
    ("kind", "dated", "comply_by", "steps", "said"),
    [
        (NoticeKind.DECISION, DAY, None, 0, ""),
        (NoticeKind.DECISION, DAY, date(2026, 4, 6), 1, ""),
        (NoticeKind.DECISION, date(2026, 5, 1), None, 0, "not come yet"),
        (NoticeKind.DECISION, date(2026, 2, 1), None, 0, "its notices are later"),
        (NoticeKind.DECISION, DAY, date(2026, 3, 1), 1, "before it was given"),
        (NoticeKind.DECISION, DAY, date(2026, 4, 6), 0, "a line each"),
        (NoticeKind.DECISION, DAY, None, 1, "the day by which"),
        (NoticeKind.INFORMATION, DAY, None, 0, "requires something"),
        (NoticeKind.ENFORCEMENT, DAY, None, 0, "requires something"),
    ],
)
def test_a_notice_says_what_and_by_when(
    kind: NoticeKind, dated: date, comply_by: date | None, steps: int, said: str
) -> None:
    found = notice_objections(
        kind, dated=dated, received_on=DAY, comply_by=comply_by, step_count=steps, today=TODAY
    )
    assert said in " ".join(found)
    assert bool(found) is bool(said)


@pytest.mark.parametrize(
    ("lodged_on", "reason", "said"),
    [
        (date(2026, 3, 30), "", ""),
        (date(2026, 3, 31), "", "Monday 30 March 2026"),
        (date(2026, 3, 31), "The tribunal extended the time.", ""),
        (date(2026, 3, 1), "", "comes after"),
        (date(2026, 4, 21), "Allowed.", "not come yet"),
    ],
)
def test_an_appeal_comes_within_twenty_eight_days(lodged_on: date, reason: str, said: str) -> None:
    found = appeal_objections(DAY, lodged_on, TODAY, late_reason=reason)
    assert said in " ".join(found)
    assert bool(found) is bool(said)


def test_a_complaint_is_over_when_nothing_is_owed() -> None:
    assert closing_objections(is_answered=True, open_steps=[], has_open_appeal=False) == ()
    found = closing_objections(is_answered=False, open_steps=["Give it"], has_open_appeal=True)
    assert len(found) == 3
    assert "Give it" in found[1]
