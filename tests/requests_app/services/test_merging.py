"""A duplicate ends in the case that stays, owes nothing, and comes back as it was."""

from datetime import date, timedelta
from io import BytesIO
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.exceptions import PermissionDenied

from requests_app.domain.board import BY_KEY
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import State
from requests_app.models import (
    Applicant,
    AuditEvent,
    Case,
    ClockEntry,
    Commission,
    Letter,
    Merging,
    Message,
    OutboxItem,
    UndoableAct,
)
from requests_app.queries.alarms import alarms, unaccounted_for
from requests_app.queries.case_page import case_page
from requests_app.queries.case_steps import open_cases
from requests_app.queries.history import history
from requests_app.queries.inbox import under
from requests_app.queries.merging import possible_mergings
from requests_app.queries.reminders import morning_of
from requests_app.queries.reports import reports
from requests_app.queries.similar_requests import similar_requests
from requests_app.queries.tasks import tasks_of
from requests_app.services import clock, correspondence, merging, responses, undoing
from requests_app.services.audit import broken_links
from requests_app.tasks.case_mail import send_letter
from requests_app.tasks.outbox import sweep_outbox
from requests_app.tasks.received_mail import receive
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.mail.building import mail
from tests.requests_app.services.conftest import AtOnce

FIRST, LATER = date(2026, 11, 2), date(2026, 11, 5)
DAY = date(2026, 11, 10)
NOW = at(DAY)


@pytest.fixture
def kept(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def copy(make_case: CaseMaker, kept: Case) -> Case:
    make_case.received_on = LATER
    return make_case(State.RECEIVED)


def standing(*cases: Case) -> list[tuple[Any, ...]]:
    columns = ("state", "version", "received_on", "due_on", "statutory_due_on", "closed_on")
    rows = [Case.objects.values_list(*columns).get(pk=case.pk) for case in cases]
    return [
        *rows,
        (Merging.objects.count(), OutboxItem.objects.count(), AuditEvent.objects.count()),
    ]


def sentences(case: Case) -> str:
    days = history(case, with_notes=False)
    return " ".join(entry.sentence for day in days for entry in day.entries)


def test_a_duplicate_ends_and_owes_nothing(kept: Case, copy: Case, cast: Cast) -> None:
    before = standing(kept)[0]
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    copy.refresh_from_db()
    kept.refresh_from_db()

    assert (copy.state, copy.closed_on) == (State.MERGED, DAY)
    assert (kept.received_on, kept.due_on) == (before[2], before[3])
    assert not Case.objects.filter(under(BY_KEY["open"], DAY), pk=copy.pk).exists()
    assert Case.objects.filter(under(BY_KEY["closed"], DAY), pk=copy.pk).exists()
    assert not unaccounted_for().exists()
    said = " ".join(f"{one.sentence} {one.cases}" for one in alarms(at(date(2026, 11, 20))))
    assert copy.reference not in said
    assert [one.case for one in similar_requests(kept)] == []


def test_nobody_is_reminded_of_a_duplicate_until_it_comes_back(
    make_case: CaseMaker, cast: Cast, kept: Case
) -> None:
    copy, late = make_case(State.WITH_DEPARTMENTS), date(2026, 12, 4)

    def said() -> set[int]:
        return {one.case.pk for one in morning_of(open_cases(), late).said}

    assert said() == {kept.pk, copy.pk}
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    assert said() == {kept.pk}
    merging.bring_back(copy.pk, actor=cast.foi_manager, at=NOW)
    assert said() == {kept.pk, copy.pk}


def test_it_counts_as_one_request_and_never_as_late(kept: Case, copy: Case, cast: Cast) -> None:
    counted = reports(date(2027, 1, 20))
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    now = reports(date(2027, 1, 20))

    assert (counted.received, now.received) == (2, 1)
    assert (counted.overdue, now.overdue) == (2, 1)
    assert (counted.open, now.open) == (2, 1)
    assert sum(month.received for month in now.months) == 1


def test_what_was_written_on_it_is_read_from_the_case_that_stays(
    kept: Case, copy: Case, cast: Cast
) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)

    read = {message.case for message in case_page(kept, DAY, for_office=True).messages}
    assert copy in read
    assert case_page(kept, DAY, for_office=False).messages == []


def test_later_mail_to_its_reference_reaches_the_case_that_stays(
    kept: Case, copy: Case, cast: Cast
) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    taken = receive(
        BytesIO(mail(b"Any news?", subject=f"Subject: Re: {copy.reference}")),
        at=at(date(2026, 11, 12)),
    )

    assert taken.case == kept
    assert taken.message
    assert f"{copy.reference} was merged into {kept.reference}." in taken.message.note


def test_both_trails_say_so(kept: Case, copy: Case, cast: Cast) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)

    assert f"Foi Manager merged the case into {kept.reference}" in sentences(copy)
    assert f"Foi Manager merged {copy.reference} into this case" in sentences(kept)
    assert list(broken_links()) == []


def test_a_duplicate_that_came_first_gives_its_day(make_case: CaseMaker, cast: Cast) -> None:
    first = make_case(State.RECEIVED)
    make_case.received_on = LATER
    kept = make_case(State.WITH_DEPARTMENTS)
    limit = Commission.objects.get(case=kept).answer_due_on
    assert kept.due_on
    due_before, due_of_first = kept.due_on, first.due_on

    merging.merge(first.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    kept.refresh_from_db()
    entry = clock.standing_entry(kept, EntryKind.RECEIVED)

    assert (kept.received_on, kept.due_on) == (FIRST, due_of_first)
    assert entry
    assert entry.evidence == Message.objects.get(case=first, kind="request")
    assert first.reference in entry.reason
    assert Commission.objects.get(case=kept).answer_due_on <= limit

    merging.bring_back(first.pk, actor=cast.foi_manager, at=NOW)
    kept.refresh_from_db()
    assert (kept.received_on, kept.due_on) == (LATER, due_before)
    assert Commission.objects.get(case=kept).answer_due_on == limit
    entry = clock.standing_entry(kept, EntryKind.RECEIVED)
    assert entry
    assert entry.evidence == Message.objects.get(case=kept, kind="request")


def test_a_day_that_was_corrected_since_stays(make_case: CaseMaker, cast: Cast) -> None:
    first = make_case(State.RECEIVED)
    make_case.received_on = LATER
    kept = make_case(State.ACCEPTED)
    merging.merge(first.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    other_day = date(2026, 11, 3)
    clock.correct_receipt(
        kept.pk, other_day, actor=cast.foi_manager, at=NOW, reason="It lay a day with the porter."
    )

    merging.bring_back(first.pk, actor=cast.foi_manager, at=NOW)

    kept.refresh_from_db()
    assert kept.received_on == other_day


@pytest.mark.parametrize(
    "state", [State.RECEIVED, State.ACCEPTED, State.WITH_DEPARTMENTS, State.DRAFTING], ids=str
)
def test_brought_back_everything_is_as_it_was(
    make_case: CaseMaker, cast: Cast, state: State
) -> None:
    kept = make_case(State.ACCEPTED)
    make_case.received_on = LATER
    copy = make_case(state)
    before = (copy.state, copy.due_on, copy.received_on, copy.owner_id, None)
    asked = Commission.objects.filter(case=copy, returned_at__isnull=True)
    owed = list(asked.values())
    commissions = Commission.objects.all()

    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=at(date(2026, 11, 20)))
    assert tasks_of(commissions, DAY).owed == []
    assert len(tasks_of(commissions, DAY).not_needed) == len(owed)
    merging.bring_back(copy.pk, actor=cast.foi_administrator, at=at(date(2026, 11, 21)))
    copy.refresh_from_db()

    assert (copy.state, copy.due_on, copy.received_on, copy.owner_id, copy.closed_on) == before
    assert list(asked.values()) == owed
    assert len(tasks_of(commissions, DAY).owed) == len(owed)
    assert f"brought the case back as its own, apart from {kept.reference}" in sentences(copy)
    assert f"gave {copy.reference} back" in sentences(kept)
    assert list(broken_links()) == []


def test_the_applicant_is_told_under_which_reference_we_go_on(
    kept: Case, copy: Case, cast: Cast
) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    sweep_outbox()
    told = Message.objects.get(case=copy, direction="out")
    merging.bring_back(copy.pk, actor=cast.foi_manager, at=NOW)
    sweep_outbox()
    again = Message.objects.filter(case=copy, direction="out").latest("pk")

    assert told.subject == f"{copy.reference}: we deal with it as {kept.reference}"
    assert f"/follow/{kept.reference}/" in told.text
    assert again.subject == f"{copy.reference}: we deal with this request on its own"
    assert f"/follow/{copy.reference}/" in again.text


def test_the_answer_says_that_it_answers_both(make_case: CaseMaker, cast: Cast) -> None:
    kept, copy = make_case(State.READY), make_case(State.RECEIVED)
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    responses.issue(kept.pk, actor=cast.foi_manager, at=at(date(2026, 11, 13)))
    letter = Letter.objects.get(case=kept)
    responses.store_pdfs(letter.pk, sent=b"%PDF-1.7", kept=b"%PDF-1.7", at=NOW)
    send_letter(letter.pk, NOW)

    sent = Message.objects.get(case=kept, kind="response")
    assert f"It also answers what you asked as {copy.reference}." in sent.text


def test_within_the_minute_nobody_is_told_and_it_is_as_before(
    kept: Case, copy: Case, cast: Cast, settings: LazySettings
) -> None:
    settings.UNDO_SECONDS = 60
    undoable = undoing.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    assert undoable.act == UndoableAct.MERGE

    done = undoing.undo(undoable.pk, actor=cast.foi_manager, at=NOW + timedelta(seconds=30))
    sweep_outbox()

    assert done == (1, ())
    assert not Message.objects.filter(case=copy, direction="out").exists()
    copy.refresh_from_db()
    assert copy.state == State.RECEIVED
    assert Message.objects.get(case=copy, kind="request").handled_at is None


def test_an_acknowledgement_that_was_held_is_never_written_unless_it_comes_back(
    make_case: CaseMaker, cast: Cast
) -> None:
    kept, copy = make_case(State.ACCEPTED), make_case(State.ACCEPTED)
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    assert not OutboxItem.objects.filter(work="acknowledge", subject_id=copy.pk).exists()

    merging.bring_back(copy.pk, actor=cast.foi_manager, at=NOW)
    sweep_outbox()

    assert Message.objects.filter(case=copy, kind="acknowledgement").count() == 1


def test_what_asks_for_the_like_stands_first(make_case: CaseMaker, kept: Case) -> None:
    make_case.received_on, asked_before = date(2026, 10, 30), make_case.text
    make_case.text = "1. Who paints the flagpole?"
    unlike = make_case(State.WITH_DEPARTMENTS)
    make_case.text = asked_before
    copy = make_case(State.RECEIVED)

    found = [(one.case, one.is_alike) for one in possible_mergings(copy, DAY)]

    assert found == [(kept, True), (unlike, False)]


def test_different_people_are_never_merged(make_case: CaseMaker, cast: Cast, kept: Case) -> None:
    make_case.email = "somebody.else@example.org"
    other = make_case(State.RECEIVED)
    before = standing(kept, other)

    assert possible_mergings(other, DAY) == []
    with pytest.raises(RuleBroken, match="different applicants"):
        merging.merge(other.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    assert standing(kept, other) == before


def test_two_aliases_of_whatdotheyknow_are_never_merged(make_case: CaseMaker, cast: Cast) -> None:
    make_case.email = "request-1-aaaa@whatdotheyknow.com"
    one = make_case(State.RECEIVED)
    make_case.email = "request-2-bbbb@whatdotheyknow.com"
    other = make_case(State.RECEIVED)

    with pytest.raises(RuleBroken, match="Two aliases"):
        merging.merge(other.pk, one.pk, actor=cast.foi_manager, at=NOW)


def test_mail_and_form_of_one_address_are_one_applicant(
    make_case: CaseMaker, cast: Cast, kept: Case
) -> None:
    copy = make_case(State.RECEIVED)
    row = Applicant.objects.create(
        name="  quintessa RAVENSCROFT", email=copy.applicant.email.upper(), created_at=NOW
    )
    Case.objects.filter(pk=copy.pk).update(applicant=row)
    copy.refresh_from_db()

    assert [one.case for one in possible_mergings(copy, DAY)] == [kept]
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)


@pytest.mark.parametrize(
    "state",
    [State.AWAITING_SIGN_OFF, State.READY, State.ANSWERED, State.WITHDRAWN, State.LAPSED],
    ids=str,
)
def test_what_is_signed_or_closed_is_no_source(
    make_case: CaseMaker, cast: Cast, kept: Case, state: State
) -> None:
    copy = make_case(state)
    before = standing(kept, copy)

    with pytest.raises(RuleBroken, match="not possible now"):
        merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    assert standing(kept, copy) == before


def test_nothing_is_merged_into_a_closed_case(make_case: CaseMaker, cast: Cast) -> None:
    answered, copy = make_case(State.ANSWERED), make_case(State.RECEIVED)

    with pytest.raises(RuleBroken, match="not possible now"):
        merging.merge(copy.pk, answered.pk, actor=cast.foi_manager, at=NOW)


def test_a_case_under_whose_reference_something_is_outstanding_stays(
    make_case: CaseMaker, cast: Cast, kept: Case
) -> None:
    copy = make_case(State.ACCEPTED)
    make_case.ask(copy)

    with pytest.raises(RuleBroken, match="Its clock was stopped or prolonged"):
        merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)


def test_three_copies_end_in_one_and_none_is_passed_on(
    make_case: CaseMaker, cast: Cast, kept: Case, copy: Case
) -> None:
    third = make_case(State.RECEIVED)
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    merging.merge(third.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    fourth = make_case(State.RECEIVED)

    with pytest.raises(RuleBroken, match=f"{copy.reference}, {third.reference} was merged"):
        merging.merge(kept.pk, fourth.pk, actor=cast.foi_manager, at=NOW)


def test_an_old_page_of_either_case_is_refused(kept: Case, copy: Case, cast: Cast) -> None:
    before = standing(kept, copy)
    for versions in (
        {"expected_version": 9, "into_version": kept.version},
        {"expected_version": copy.version, "into_version": 9},
    ):
        with pytest.raises(StalePage):
            merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW, **versions)
    assert standing(kept, copy) == before


@pytest.mark.parametrize("who", ["department_manager", "director", "auditor", "communications"])
def test_nobody_else_merges_or_brings_back(kept: Case, copy: Case, cast: Cast, who: str) -> None:
    before = standing(kept, copy)
    with pytest.raises(PermissionDenied):
        merging.merge(copy.pk, kept.pk, actor=cast.people[who], at=NOW)
    assert standing(kept, copy) == before

    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    before = standing(kept, copy)
    with pytest.raises(PermissionDenied):
        merging.bring_back(copy.pk, actor=cast.people[who], at=NOW)
    assert standing(kept, copy) == before


def test_it_comes_back_once(kept: Case, copy: Case, cast: Cast) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    merging.bring_back(copy.pk, actor=cast.foi_manager, at=NOW)

    with pytest.raises(RuleBroken, match="not merged into another any more"):
        merging.bring_back(copy.pk, actor=cast.foi_manager, at=NOW)


def test_two_clicks_at_once_give_one_result(
    at_once: AtOnce, make_case: CaseMaker, cast: Cast
) -> None:
    one, other = make_case(State.RECEIVED), make_case(State.RECEIVED)
    ends = at_once(
        lambda: merging.merge(one.pk, other.pk, actor=cast.foi_manager, at=NOW),
        lambda: merging.merge(other.pk, one.pk, actor=cast.foi_administrator, at=NOW),
        lambda: merging.merge(one.pk, other.pk, actor=cast.foi_administrator, at=NOW),
    )

    assert sum(isinstance(end, Merging) for end in ends) == 1
    assert sum(isinstance(end, RuleBroken) for end in ends) == 2
    assert Case.objects.filter(state=State.MERGED).count() == 1


def test_a_message_of_a_duplicate_can_still_be_dealt_with(
    kept: Case, copy: Case, cast: Cast
) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    message = Message.objects.get(case=copy, kind="request")

    assert message.handled_at == NOW
    correspondence.mark_handled(message.pk, actor=cast.foi_manager, at=NOW)
    assert ClockEntry.objects.filter(case=copy, evidence=message).exists()
