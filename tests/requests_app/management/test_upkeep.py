"""The commands that keep the house: dates worked out again, work done, the demo laid out."""

import io
from datetime import date, timedelta

import pytest
from django.conf import LazySettings
from django.core.management import CommandError, call_command
from django.utils import timezone

from requests_app.domain.workflow import CLOSED, State
from requests_app.models import (
    Case,
    Department,
    FeeNotice,
    Message,
    NarrowingOffer,
    NonWorkingDay,
    OutboxItem,
    Payment,
    Pulse,
    User,
)
from requests_app.queries.estimate_page import estimate_page
from requests_app.services.audit import broken_links
from tests.factories import CaseMaker, Cast, end_the_mornings_round


def said(name: str) -> str:
    out = io.StringIO()
    call_command(name, stdout=out)
    return out.getvalue()


def test_dates_follow_the_calendar_when_it_changes_and_what_moved_is_said(
    make_case: CaseMaker,
) -> None:
    case, answered = make_case(), make_case(State.ANSWERED)
    assert said("recompute_clocks") == "0 dates moved.\n"
    NonWorkingDay.objects.create(
        day=date(2026, 11, 20), name="A day of mourning", nations=["wales"], source="Proclaimed",
        added_at=timezone.now(),
    )  # fmt: skip

    assert said("recompute_clocks") == (
        f"{case.reference}: due 2026-12-01 before, 2026-12-02 now.\n1 date moved.\n"
    )
    assert Case.objects.get(pk=case.pk).due_on == date(2026, 12, 2)
    assert Case.objects.get(pk=answered.pk).due_on == answered.due_on
    assert said("recompute_clocks") == "0 dates moved.\n"


def test_recomputing_mends_a_date_that_was_changed_by_hand(case: Case) -> None:
    Case.objects.update(due_on=date(2030, 1, 1))
    said("recompute_clocks")

    assert Case.objects.get().due_on == date(2026, 12, 1)


def test_one_sweep_does_all_that_is_due_and_all_that_this_asks_for(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    end_the_mornings_round()

    assert said("send_due") == "2 pieces of work taken up.\n"
    assert not OutboxItem.objects.filter(done_at=None).exists()
    message = Message.objects.get(case=case, direction="out")
    assert message.delivery.sent_at is not None
    assert Pulse.objects.get(name="sweep").at <= timezone.now()
    assert said("send_due") == "0 pieces of work taken up.\n"


@pytest.fixture
def demo(db: None, settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> LazySettings:
    """Switch the demo on; its letters are laid out by tests of their own, and slowly."""
    monkeypatch.setattr("requests_app.tasks.letters.letter_pdf", lambda *_, **__: b"%PDF-1.7")
    settings.DEMO = True
    return settings


def test_the_demo_has_cases_in_every_state_around_today_and_is_laid_out_once(
    demo: LazySettings,
) -> None:
    first = said("seed_demo")
    counted = (Case.objects.count(), User.objects.count(), Department.objects.count())
    states = set(Case.objects.values_list("state", flat=True))

    assert first == f"{counted[0]} cases, {counted[1]} people.\n"
    assert counted[0] >= 40
    assert states == {state.value for state in State}
    today = timezone.localdate()
    received = list(Case.objects.values_list("received_on", flat=True))
    assert min(received) < today - timedelta(days=200)
    assert today - timedelta(days=4) <= max(received) <= today
    assert Case.objects.exclude(state__in=CLOSED).filter(due_on__lt=today).exists()
    assert Case.objects.exclude(state__in=CLOSED).filter(due_on__gt=today).exists()
    assert list(broken_links()) == []
    fees = {(fee.paid_on is not None, fee.lapsed_at is not None) for fee in FeeNotice.objects.all()}
    assert fees == {(False, False), (True, False), (False, True)}
    late = Payment.objects.get(is_late=True)
    assert (late.settled_at, late.notice.case.state) == (None, State.LAPSED)
    ladder = estimate_page(NarrowingOffer.objects.get().case).ladder
    assert [rung.taken.name if rung.taken else None for rung in ladder.rungs] == [
        "", "limit it to the time since 2024", None,
    ]  # fmt: skip

    assert said("seed_demo") == "There are people or cases already. Nothing was done.\n"
    assert counted == (Case.objects.count(), User.objects.count(), Department.objects.count())


def test_the_demo_stays_away_from_a_real_house(cast: Cast, demo: LazySettings) -> None:
    people = User.objects.count()
    assert said("seed_demo") == "There are people or cases already. Nothing was done.\n"
    assert (User.objects.count(), Case.objects.count()) == (people, 0)


def test_the_demo_needs_demo_mode(db: None, settings: LazySettings) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="Nothing was done"):
        said("seed_demo")

    assert not User.objects.exists()
