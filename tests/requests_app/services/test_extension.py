"""More time: only for what the law gives it for, told in time, and each estimate kept."""

from datetime import date
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.more_time import Wish
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Clarification,
    ClockEntry,
    Extension,
    Letter,
    Message,
    MessageKind,
    OutboxItem,
    ReplyBy,
)
from requests_app.services import clarification, clock_corrections, extension
from requests_app.tasks.outbox import WORK
from tests.factories import CaseMaker, Cast, at

TODAY = date(2026, 11, 20)
DAY_20, DAY_40 = date(2026, 12, 1), date(2026, 12, 31)
PIT = Wish(why="It would help a bidder.", provision="s.43(2)", until=date(2026, 12, 18))
BULK = Wish(why="Three systems hold it.", volume="Forty thousand pages.")


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


@pytest.fixture
def environmental(case: Case, cast: Cast) -> Case:
    return clock_corrections.switch_regime(
        case.pk, Regime.EIR, reason="It is about waste.", actor=cast.foi_manager, at=at(TODAY)
    )


def extend(case: Case, cast: Cast, wish: Wish, day: date = TODAY) -> Extension:
    return extension.extend(case.pk, wish, actor=cast.foi_manager, at=at(day))


def due(case: Case) -> date | None:
    case.refresh_from_db()
    return case.due_on


def test_the_estimate_becomes_the_due_date_and_the_applicant_is_told_once(
    case: Case, cast: Cast
) -> None:
    row = extend(case, cast, PIT)
    assert (due(case), case.statutory_due_on) == (PIT.until, PIT.until)
    assert (row.entry.provision, row.entry.until) == ("s.43(2)", PIT.until)
    WORK["send_extension"](row.pk, at(TODAY))
    WORK["send_extension"](row.pk, at(TODAY))
    text = Message.objects.get(kind=MessageKind.EXTENSION).text
    for words in (
        "exempt from disclosure under section 43(2)",
        "It would help a bidder.",
        "have not reached a decision",
        "by Friday 18 December 2026",
        "internal review",
        "Section 50",
    ):
        assert words in " ".join(text.split())


@pytest.mark.parametrize(
    ("wish", "day", "words"),
    [
        (Wish(why="x", provision="", until=PIT.until), TODAY, "Name the exemption"),
        (Wish(why="x", provision="s.41", until=PIT.until), TODAY, "no public interest test"),
        (Wish(why="x", provision="s.12(1)", until=PIT.until), TODAY, "no public interest test"),
        (Wish(why="x", provision="s.99", until=PIT.until), TODAY, "not an exemption"),
        (Wish(why=" ", provision="s.43(2)", until=PIT.until), TODAY, "Say why"),
        (Wish(why="x", provision="s.43(2)"), TODAY, "by which day you expect"),
        (Wish(why="x", provision="s.43(2)", until=DAY_20), TODAY, "expected after"),
        (Wish(why="x", provision="s.43(2)", until=date(2026, 12, 19)), TODAY, "not a working day"),
        (Wish(why="x", provision="s.43(2)", until=date(2027, 1, 5)), TODAY, "working day 40"),
        (PIT, date(2026, 12, 2), "had to be told by Tuesday 1 December 2026"),
    ],
)
def test_more_time_that_the_law_does_not_give_is_refused_and_leaves_nothing(
    case: Case, cast: Cast, wish: Wish, day: date, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        extend(case, cast, wish, day)
    assert (Extension.objects.count(), due(case)) == (0, DAY_20)
    assert not ClockEntry.objects.filter(kind="extended").exists()
    assert not OutboxItem.objects.filter(work="send_extension").exists()


def test_the_last_day_to_tell_is_day_20_and_day_40_needs_no_reason(case: Case, cast: Cast) -> None:
    extend(case, cast, Wish(why="x", provision="s.43(2)", until=DAY_40), DAY_20)
    assert due(case) == DAY_40


def test_past_day_40_needs_a_reason_that_is_kept(case: Case, cast: Cast) -> None:
    late = date(2027, 1, 29)
    wish = Wish(why="x", provision="s.43(2)", until=late, past_limit_reason="A judgment.")
    row = extend(case, cast, wish)
    assert (row.past_limit_reason, due(case)) == ("A judgment.", late)


def test_each_slip_is_an_entry_of_its_own_and_told(case: Case, cast: Cast) -> None:
    extend(case, cast, PIT)
    later = Wish(why="A third party is late.", provision="s.43(2)", until=date(2026, 12, 22))
    row = extend(case, cast, later, date(2026, 12, 17))
    assert due(case) == date(2026, 12, 22)
    assert ClockEntry.objects.filter(case=case, kind="extended").count() == 2
    WORK["send_extension"](row.pk, at(TODAY))
    text = Message.objects.get(kind=MessageKind.EXTENSION).text
    assert "longer than we thought" in " ".join(text.split())
    with pytest.raises(RuleBroken, match="expected after Tuesday 22 December"):
        extend(case, cast, later, date(2026, 12, 18))


def test_an_environmental_request_takes_up_to_day_40_for_complexity_and_volume(
    environmental: Case, cast: Cast
) -> None:
    row = extend(environmental, cast, BULK)
    assert (due(environmental), row.entry.until) == (DAY_40, DAY_40)
    WORK["send_extension"](row.pk, at(TODAY))
    text = " ".join(Message.objects.get(kind=MessageKind.EXTENSION).text.split())
    for words in (
        "Regulation 7",
        "complexity: Three systems",
        "volume: Forty thousand",
        "31 December 2026",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("wish", "day", "words"),
    [
        (Wish(why="Complex."), TODAY, "complexity and volume, both"),
        (Wish(why="", volume="Large."), TODAY, "what makes it complex"),
        (BULK, date(2026, 12, 2), "had to be told by"),
    ],
)
def test_an_environmental_request_needs_both_reasons_and_a_notice_by_day_20(
    environmental: Case, cast: Cast, wish: Wish, day: date, words: str
) -> None:
    with pytest.raises(RuleBroken, match=words):
        extend(environmental, cast, wish, day)
    assert (Extension.objects.count(), due(environmental)) == (0, DAY_20)


def test_an_environmental_request_is_extended_once(environmental: Case, cast: Cast) -> None:
    extend(environmental, cast, BULK)
    with pytest.raises(RuleBroken, match="once already"):
        extend(environmental, cast, BULK)


def test_particulars_do_not_move_the_last_day_to_extend_an_environmental_request(
    make_case: CaseMaker, environmental: Case, cast: Cast
) -> None:
    row = make_case.ask(environmental, 18)
    act: dict[str, Any] = {"actor": cast.foi_manager, "at": at(date(2026, 12, 2))}
    clarification.record_reply(environmental.pk, [row.pk], date(2026, 11, 30), **act)
    with pytest.raises(RuleBroken, match="had to be told by Tuesday 1 December 2026"):
        extend(environmental, cast, BULK, date(2026, 12, 2))


def test_no_time_is_taken_while_the_clock_stands_still(
    make_case: CaseMaker, case: Case, cast: Cast
) -> None:
    make_case.ask(case, 3)
    with pytest.raises(RuleBroken, match="clock stands still"):
        extend(case, cast, PIT)
    assert Clarification.objects.count() == 1


def test_the_notice_goes_by_letter_with_the_rights_where_the_answer_does(
    case: Case, cast: Cast
) -> None:
    row = extend(case, cast, PIT)
    Case.objects.filter(pk=case.pk).update(reply_by=ReplyBy.POST)
    WORK["send_extension"](row.pk, at(TODAY))
    letter = Letter.objects.get(kind="extension")
    assert [right["kind"] for right in letter.content["rights"]] == ["review", "complaint"]


@pytest.mark.parametrize("who", ["foi_administrator", "department_manager", "director", "auditor"])
def test_only_the_foi_manager_takes_more_time(case: Case, cast: Cast, who: str) -> None:
    with pytest.raises(PermissionDenied):
        extension.extend(case.pk, PIT, actor=cast.people[who], at=at(TODAY))
    assert Extension.objects.count() == 0


def test_the_trail_holds_old_and_new_dates_and_none_of_the_words(case: Case, cast: Cast) -> None:
    extend(case, cast, PIT)
    detail = AuditEvent.objects.get(verb="extend").detail
    assert (detail["due_before"], detail["due_after"]) == ("2026-12-01", "2026-12-18")
    assert detail["provision"] == "s.43(2)"
    assert "bidder" not in str(detail)
