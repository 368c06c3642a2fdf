"""Merge, split, work together: one page, one press, and a way back; blind for all others."""

from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
import time_machine
from django.conf import LazySettings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    Commission,
    Merging,
    Message,
    SignOff,
    User,
    WorkingTogether,
)
from requests_app.queries.merging import MOST_SHOWN
from requests_app.queries.tracking import tracking_path
from requests_app.services import merging, splitting, working_together
from tests.factories import CaseMaker, Cast, at

AsPerson = Callable[[User], Client]
DAY = date(2026, 11, 10)
NOW = at(DAY)


@pytest.fixture(autouse=True)
def today() -> Any:
    with time_machine.travel(NOW, tick=False):
        yield


@pytest.fixture
def office(cast: Cast, as_person: AsPerson) -> Client:
    return as_person(cast.foi_manager)


@pytest.fixture
def kept(make_case: CaseMaker) -> Case:
    return make_case(State.WITH_DEPARTMENTS)


@pytest.fixture
def copy(make_case: CaseMaker, kept: Case) -> Case:
    make_case.received_on = date(2026, 11, 5)
    return make_case(State.RECEIVED)


def words(response: Any) -> str:
    return " ".join(unescape(response.content.decode()).split())


def address(name: str, case: Case, *more: object) -> str:
    return reverse(name, args=[case.reference, *more])


def pressed(case: Case, kept: Case, **changes: object) -> dict[str, Any]:
    return {
        "version": case.version, "into": kept.pk, "into_version": kept.version, **changes,
    }  # fmt: skip


def test_the_way_to_each_act_stands_on_the_case_page(copy: Case, office: Client) -> None:
    page = words(office.get(address("case", copy)))

    for name in ("merge", "split", "together"):
        assert f'href="{address(name, copy)}"' in page


def test_the_way_stands_beside_the_message_that_asked_while_it_can_be(
    make_case: CaseMaker, office: Client
) -> None:
    for state, is_there in ((State.ACCEPTED, True), (State.READY, False)):
        case = make_case(state)
        asked = Message.objects.get(case=case, kind="request")
        page = words(office.get(reverse("message", args=[asked.pk])))
        for name in ("merge", "split"):
            assert (f'href="{address(name, case)}"' in page) is is_there


def test_before_merging_the_page_says_what_it_does(kept: Case, copy: Case, office: Client) -> None:
    page = words(office.get(address("merge", copy)))

    assert f"Merge into {kept.reference}" in page
    assert f"The dates of {kept.reference} stay as they are: it came first." in page
    assert "How many hospital beds were closed in 2025?" in page
    assert f'href="{address("merge", kept)}#c{copy.pk}"' in page


def test_where_the_duplicate_came_first_the_dates_are_shown_before_they_move(
    kept: Case, copy: Case, office: Client
) -> None:
    page = words(office.get(address("merge", kept)))

    assert f"The time of {copy.reference} then counts from Monday 2 November 2026." in page
    assert "What this does to the dates" in page
    assert "Once they are merged" in page


def test_one_press_merges_and_leads_to_the_case_that_stays(
    kept: Case, copy: Case, office: Client
) -> None:
    response = office.post(address("merge", copy), pressed(copy, kept), follow=True)
    page = words(response)

    assert response.redirect_chain == [(address("case", kept), 302)]
    assert f"{copy.reference} is merged into {kept.reference}." in page
    assert f'Also came as <a href="{address("case", copy)}">{copy.reference}</a>' in page
    assert f"came as {copy.reference}</span>" in page
    ended = words(office.get(address("case", copy)))
    assert "Merged into another case" in ended
    assert f'Merged into <a href="{address("case", kept)}">{kept.reference}</a>' in ended
    assert f'href="{address("own-case", copy)}"' in ended


def test_the_word_that_it_was_done_carries_the_undo(
    kept: Case, copy: Case, office: Client, settings: LazySettings
) -> None:
    settings.UNDO_SECONDS = 60
    page = words(office.post(address("merge", copy), pressed(copy, kept), follow=True))

    assert "Undo</button>" in page


def test_it_is_brought_back_with_one_press(kept: Case, copy: Case, office: Client) -> None:
    office.post(address("merge", copy), pressed(copy, kept))
    copy.refresh_from_db()
    page = words(office.get(address("own-case", copy)))
    assert "It goes back to “New”." in page

    office.post(address("own-case", copy), {"version": copy.version})

    copy.refresh_from_db()
    assert copy.state == State.RECEIVED
    assert "Also came as" not in words(office.get(address("case", kept)))


def test_a_question_that_only_the_duplicate_asks_is_read_first(
    make_case: CaseMaker, kept: Case, office: Client
) -> None:
    make_case.text = "1. How many hospital beds were closed in 2025?\n2. Who runs the laundry?\n"
    copy = make_case(State.RECEIVED)
    page = words(office.get(address("merge", copy)))
    assert "Nothing like it there" in page
    assert "I have read question 2" in page

    refused = office.post(address("merge", copy), pressed(copy, kept))
    assert refused.status_code == 422
    assert "Read both, and tick that they ask for the same." in words(refused)
    assert not Merging.objects.exists()

    office.post(address("merge", copy), pressed(copy, kept, is_read="on"))
    assert Merging.objects.get().case == copy


def test_an_old_page_is_told_and_nothing_is_done(kept: Case, copy: Case, office: Client) -> None:
    response = office.post(address("merge", copy), pressed(copy, kept, into_version=99))

    assert response.status_code == 409
    assert "Someone changed this case" in words(response)
    assert not Merging.objects.exists()


@pytest.mark.parametrize("into", ["", "x", "999999", "\0"])
def test_a_case_that_is_not_offered_is_refused(
    kept: Case, copy: Case, office: Client, into: str
) -> None:
    response = office.post(address("merge", copy), pressed(copy, kept, into=into))

    assert response.status_code == 409
    assert "not the same applicant's" in words(response)


def test_without_a_duplicate_the_page_teaches(case: Case, office: Client) -> None:
    page = words(office.get(address("merge", case)))

    assert "This applicant has no other open request" in page


def test_what_cannot_be_merged_is_said_with_the_reason(
    make_case: CaseMaker, kept: Case, office: Client
) -> None:
    copy = make_case(State.ACCEPTED)
    make_case.ask(copy)
    page = words(office.get(address("merge", copy)))

    assert "Not possible:" in page
    assert f"Merge into {kept.reference}" not in page
    signed = make_case(State.READY)
    assert "is not possible now" in words(office.get(address("merge", signed)))


def test_mail_that_is_joined_by_hand_to_a_duplicate_reaches_the_case_that_stays(
    kept: Case, copy: Case, cast: Cast, office: Client
) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    waiting = Message.objects.create(
        direction="in", kind="needs_attention", sender="a@example.org", text="?", happened_at=NOW
    )
    office.post(reverse("message-join", args=[waiting.pk]), {"reference": copy.reference})

    waiting.refresh_from_db()
    assert waiting.case == kept


def test_beside_a_similar_request_of_the_same_person_stands_the_way(
    kept: Case, copy: Case, office: Client
) -> None:
    for name in ("similar", "triage"):
        page = words(office.get(address(name, copy)))
        assert f'href="{address("merge", copy)}#c{kept.pk}"' in page


def test_the_applicant_reads_where_it_goes_on_and_gets_there(
    kept: Case, copy: Case, cast: Cast, client: Client
) -> None:
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    page = words(client.get(tracking_path(copy)))

    assert "We deal with this request under another reference." in page
    assert f'href="{tracking_path(kept)}"' in page
    assert f"subject={kept.reference}" in page
    assert client.get(tracking_path(kept)).status_code == 200
    assert copy.reference not in words(client.get(tracking_path(kept)))


def test_a_split_takes_a_choice_and_a_press(case: Case, office: Client) -> None:
    page = words(office.get(address("split", case)))
    assert "Which questions go to the new case?" in page
    question = case.questions.get(number="1")

    response = office.post(
        address("split", case), {"version": case.version, "questions": [question.pk]}, follow=True
    )
    new = Case.objects.latest("pk")

    assert f"{new.reference} is a case of its own now." in words(response)
    assert f"{new.reference}</a> was split off this case" in words(response)
    page = words(office.get(address("case", new)))
    assert f'Split off <a href="{address("case", case)}">{case.reference}</a>' in page
    assert f'href="{address("put-back", new)}"' in page
    triage = words(office.get(address("triage", new)))
    assert "Dear Sir or Madam" in triage


def test_it_is_put_back_together_with_one_press(case: Case, cast: Cast, office: Client) -> None:
    question = case.questions.get(number="1")
    new = splitting.split(case.pk, [question.pk], actor=cast.foi_manager, at=NOW)
    assert f"Its questions go back to {case.reference}" in words(
        office.get(address("put-back", new))
    )

    response = office.post(address("put-back", new), {"version": new.version}, follow=True)

    assert response.redirect_chain == [(address("case", case), 302)]
    assert f"The questions are back on {case.reference}." in words(response)
    ended = words(office.get(address("case", new)))
    assert address("own-case", new) not in ended


def test_a_split_without_a_choice_is_refused_in_words(case: Case, office: Client) -> None:
    response = office.post(address("split", case), {"version": case.version})

    assert response.status_code == 422
    assert "Choose at least one question for the new case." in words(response)
    every = [question.pk for question in case.questions.all()]
    response = office.post(address("split", case), {"version": case.version, "questions": every})
    assert response.status_code == 409
    assert "At least one question stays here." in words(response)
    assert words(response).count(" checked") == len(every)


def test_with_one_question_the_page_says_how_to_go_on(make_case: CaseMaker, office: Client) -> None:
    make_case.text = "How many beds were closed?"
    case = make_case()

    page = words(office.get(address("split", case)))

    assert "There is only one question to share out" in page
    assert f'href="{address("edit-request", case)}"' in page


def test_two_cases_are_put_together_and_taken_apart(
    make_case: CaseMaker, kept: Case, office: Client
) -> None:
    make_case.email = "somebody.else@example.org"
    other = make_case(State.RECEIVED)
    page = words(office.get(address("together", other)))
    assert f"Work together with {kept.reference}</button>" in page

    response = office.post(address("together", other), {"reference": kept.reference}, follow=True)
    assert "are worked on together now." in words(response)
    for one, beside in ((kept, other), (other, kept)):
        page = words(office.get(address("case", one)))
        assert f'together with <a href="{address("case", beside)}">{beside.reference}' in page

    office.post(address("take-apart", kept, other.pk))
    assert "Worked on together with" not in words(office.get(address("case", other)))
    again = office.post(address("take-apart", kept, other.pk))
    assert again.status_code == 409


@pytest.mark.parametrize(
    ("typed", "status", "said"),
    [
        ("", 422, "Write the reference of the other case."),
        ("FOI-2026-99999", 422, "There is no case FOI-2026-99999."),
        ("<b>", 422, "There is no case <B>."),
    ],
)
def test_a_reference_that_is_none_is_told_and_kept(
    case: Case, office: Client, typed: str, status: int, said: str
) -> None:
    response = office.post(address("together", case), {"reference": typed})

    assert response.status_code == status
    assert said in words(response)
    assert b"<B>" not in response.content


def test_departments_read_of_one_another_blindly(
    make_case: CaseMaker, kept: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    other = make_case(State.WITH_DEPARTMENTS)
    working_together.work_together(kept.pk, other.pk, actor=cast.foi_manager, at=NOW)
    one, two = Commission.objects.order_by("pk")
    with blindfold:
        page = as_person(cast.department_manager).get(reverse("task", args=[one.pk]))

    assert f'href="{reverse("task", args=[two.pk])}">{other.reference}</a>' in words(page)
    blindfold.assert_blind(page.content)
    Commission.objects.filter(pk=two.pk).update(department=cast.other_department)
    page = as_person(cast.department_manager).get(reverse("task", args=[one.pk]))
    assert other.reference not in words(page)


def test_a_director_reads_of_the_other_letter_to_sign_blindly(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    one, other = make_case(State.AWAITING_SIGN_OFF), make_case(State.AWAITING_SIGN_OFF)
    working_together.work_together(one.pk, other.pk, actor=cast.foi_manager, at=NOW)
    row, beside = SignOff.objects.order_by("pk")
    with blindfold:
        page = as_person(cast.director).get(reverse("sign-off", args=[row.pk]))

    assert f'href="{reverse("sign-off", args=[beside.pk])}">{other.reference}</a>' in words(page)
    blindfold.assert_blind(page.content)
    SignOff.objects.filter(pk=beside.pk).update(signatory=cast.other_director)
    page = as_person(cast.director).get(reverse("sign-off", args=[row.pk]))
    assert other.reference not in words(page)


def test_readers_see_the_cases_beside_and_no_button_and_stay_blind(
    make_case: CaseMaker, kept: Case, copy: Case, cast: Cast, as_person: AsPerson, blindfold: Any
) -> None:
    other = make_case(State.ACCEPTED)
    merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
    working_together.work_together(kept.pk, other.pk, actor=cast.foi_manager, at=NOW)
    browser = as_person(cast.auditor)
    with blindfold:
        pages = [browser.get(address("case", case)) for case in (kept, copy, other)]

    blindfold.assert_blind(*(page.content for page in pages))
    shown = " ".join(words(page) for page in pages)
    assert f"{copy.reference}</a>, received" in shown
    assert "Merged into <a" in shown
    assert "Worked on together with" in shown
    for act in ("own-case", "/apart/", "Take apart", "/merge/"):
        assert act not in shown.replace(address("take-apart", kept, other.pk), "").replace(
            address("take-apart", other, kept.pk), ""
        )


def test_what_a_reader_may_not_see_is_not_named_beside(
    make_case: CaseMaker, cast: Cast, as_person: AsPerson
) -> None:
    make_case.press_interest = True
    press = make_case(State.WITH_DEPARTMENTS)
    make_case.press_interest = False
    plain = make_case(State.WITH_DEPARTMENTS)
    working_together.work_together(press.pk, plain.pk, actor=cast.foi_manager, at=NOW)

    page = as_person(cast.communications).get(address("case", press))

    assert page.status_code == 200
    assert plain.reference not in words(page)


@pytest.mark.parametrize("name", ["merge", "own-case", "split", "put-back", "together"])
def test_for_everybody_else_the_acts_do_not_exist(
    kept: Case, copy: Case, cast: Cast, as_person: AsPerson, name: str
) -> None:
    before = AuditEvent.objects.count()
    for who in ("department_manager", "director", "auditor", "communications"):
        browser = as_person(cast.people[who])
        sent = pressed(copy, kept, reference=kept.reference)
        assert browser.get(address(name, copy)).status_code == 404
        assert browser.post(address(name, copy), sent).status_code == 404
        assert browser.post(address("take-apart", copy, kept.pk)).status_code == 404
    assert AuditEvent.objects.count() == before
    assert not Merging.objects.exists()
    assert not WorkingTogether.objects.exists()


def test_the_case_page_costs_the_same_with_one_beside_it_and_with_thirty(
    make_case: CaseMaker, kept: Case, cast: Cast, office: Client
) -> None:
    counts = []
    for wanted in (1, 30):
        while Merging.objects.count() < wanted:
            copy, other = make_case(State.RECEIVED), make_case(State.RECEIVED)
            merging.merge(copy.pk, kept.pk, actor=cast.foi_manager, at=NOW)
            working_together.work_together(kept.pk, other.pk, actor=cast.foi_manager, at=NOW)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            page = office.get(address("case", kept))
        assert words(page).count("Also came as") == wanted
        counts.append(len(queries))
    assert counts[0] == counts[1]


def test_the_merge_page_costs_no_more_for_each_question_and_each_case(
    make_case: CaseMaker, kept: Case, office: Client
) -> None:
    counts = []
    for wanted in (1, 30):
        make_case.text = "".join(f"{n}. How many beds of kind {n}?\n" for n in range(wanted + 1))
        make_case.received_on = date(2026, 11, 9)
        for _ in range(wanted):
            make_case(State.RECEIVED)
        make_case.received_on = date(2026, 11, 3)
        copy = make_case(State.RECEIVED)
        with CaptureQueriesContext(connection) as queries:
            page = words(office.get(address("merge", copy)))
        shown = page.count("Keep this one instead")
        assert shown == min(wanted + len(counts) + 1, MOST_SHOWN)
        assert page.count(">Question 1 here</p>") == shown
        counts.append(len(queries))
    assert counts[0] == counts[1]
