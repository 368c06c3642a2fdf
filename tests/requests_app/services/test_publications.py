"""The list of what is published: kept by the FOI office, on the trail, naming nobody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.publication_scheme import SchemeClass
from requests_app.domain.workflow import State
from requests_app.models import Answer, AuditEvent, Case, Publication, ReusedAnswer
from requests_app.services import publications, reused_answers
from requests_app.services.publications import Entry
from tests.factories import CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce

TODAY = date(2026, 11, 10)
NOW = at(TODAY)
BEDS = Entry(
    "Bed register", "Closed hospital beds by year.", "https://trust.example/beds",
    SchemeClass.REGISTERS, date(2026, 3, 2),
)  # fmt: skip
OFFICE = {"foi_manager", "foi_administrator"}


@pytest.fixture
def row(cast: Cast) -> Publication:
    return publications.add(BEDS, actor=cast.foi_administrator, at=NOW)


def test_an_entry_is_added_changed_and_withdrawn(cast: Cast, row: Publication) -> None:
    office = cast.foi_manager
    publications.change(
        row.pk, replace(BEDS, summary="Beds."), actor=office, at=NOW, expected_version=1
    )
    publications.withdraw(row.pk, reason=" Out of date. ", actor=office, at=NOW, expected_version=2)

    row.refresh_from_db()
    assert (row.title, row.summary, row.version) == ("Bed register", "Beds.", 3)
    assert (row.withdrawn_at, row.withdrawn_reason) == (NOW, "Out of date.")
    events = AuditEvent.objects.filter(chain="publications")
    assert [(event.verb, event.detail) for event in events] == [
        ("add_publication", {"publication": row.pk}),
        ("change_publication", {"publication": row.pk, "changed": ["summary"]}),
        ("withdraw_publication", {"publication": row.pk}),
    ]


def test_nobody_else_keeps_the_list(cast: Cast, row: Publication) -> None:
    before = list(Publication.objects.values())
    for name, who in cast.people.items():
        if name in OFFICE:
            continue
        with pytest.raises(PermissionDenied):
            publications.add(replace(BEDS, title="Other"), actor=who, at=NOW)
        with pytest.raises(PermissionDenied):
            publications.change(
                row.pk, replace(BEDS, title="Other"), actor=who, at=NOW, expected_version=1
            )
        with pytest.raises(PermissionDenied):
            publications.withdraw(row.pk, reason="x", actor=who, at=NOW, expected_version=1)

    assert list(Publication.objects.values()) == before
    assert AuditEvent.objects.filter(chain="publications").count() == 1


def test_saving_what_stands_there_changes_nothing(cast: Cast, row: Publication) -> None:
    publications.change(row.pk, BEDS, actor=cast.foi_manager, at=NOW, expected_version=1)

    row.refresh_from_db()
    assert row.version == 1


def test_a_page_that_is_old_does_nothing(cast: Cast, row: Publication) -> None:
    office = cast.foi_manager
    with pytest.raises(StalePage):
        publications.change(
            row.pk, replace(BEDS, title="Other"), actor=office, at=NOW, expected_version=9
        )
    with pytest.raises(StalePage):
        publications.withdraw(row.pk, reason="x", actor=office, at=NOW, expected_version=9)
    row.refresh_from_db()
    assert (row.title, row.withdrawn_at) == ("Bed register", None)


def test_what_is_withdrawn_is_neither_changed_nor_withdrawn_again(
    cast: Cast, row: Publication
) -> None:
    office = cast.foi_manager
    with pytest.raises(RuleBroken, match="Write why"):
        publications.withdraw(row.pk, reason=" ", actor=office, at=NOW, expected_version=1)
    publications.withdraw(row.pk, reason="Old.", actor=office, at=NOW, expected_version=1)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        publications.withdraw(row.pk, reason="Old.", actor=office, at=NOW, expected_version=2)
    with pytest.raises(RuleBroken, match="withdrawn already"):
        publications.change(row.pk, BEDS, actor=office, at=NOW, expected_version=2)
    # It may be published anew.
    assert publications.add(BEDS, actor=office, at=NOW).pk != row.pk


def test_two_clicks_at_once_add_one_entry(at_once: AtOnce, cast: Cast) -> None:
    def add() -> Publication:
        return publications.add(BEDS, actor=cast.foi_manager, at=NOW)

    results = at_once(add, add)

    assert sorted(type(result).__name__ for result in results) == ["Publication", "RuleBroken"]
    assert Publication.objects.count() == 1


def test_an_entry_does_not_become_another_one(cast: Cast, row: Publication) -> None:
    other = publications.add(replace(BEDS, title="Other"), actor=cast.foi_manager, at=NOW)
    with pytest.raises(RuleBroken, match="stands on the list already"):
        publications.change(other.pk, BEDS, actor=cast.foi_manager, at=NOW, expected_version=1)


def test_a_day_to_come_is_refused(cast: Cast) -> None:
    tomorrow = replace(BEDS, published_on=TODAY + timedelta(days=1))
    with pytest.raises(RuleBroken, match="has not come yet"):
        publications.add(tomorrow, actor=cast.foi_manager, at=NOW)


def test_the_disclosure_log_holds_answered_cases_and_names_nobody(
    make_case: CaseMaker, cast: Cast
) -> None:
    office = cast.foi_manager
    open_case = replace(BEDS, case=make_case(State.DRAFTING))
    with pytest.raises(RuleBroken, match="is not answered"):
        publications.add(open_case, actor=office, at=NOW)
    make_case.received_on = date(2026, 9, 1)
    answered = make_case(State.ANSWERED)
    for name in ("title", "summary", "where"):
        entry = replace(BEDS, case=answered, **{name: "Ms Ravenscroft asked."})
        with pytest.raises(RuleBroken, match="names nobody"):
            publications.add(entry, actor=office, at=NOW)
    assert not Publication.objects.exists()
    assert publications.add(replace(BEDS, case=answered), actor=office, at=NOW).case == answered


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


def use(case: Case, row: Publication, cast: Cast, who: str = "foi_administrator") -> ReusedAnswer:
    return reused_answers.use_publication(
        case.pk, case.questions.all()[0].pk, row.pk, actor=cast.people[who], at=NOW
    )


def test_where_it_is_becomes_a_draft_to_be_checked(
    case: Case, row: Publication, cast: Cast
) -> None:
    used = use(case, row, cast)

    answer = Answer.objects.get(question__case=case)
    assert "You can find it here: https://trust.example/beds" in answer.text
    assert answer.outcome == ""
    assert (used.publication, used.source, used.given_on) == (row, None, BEDS.published_on)
    event = AuditEvent.objects.get(chain=case.reference, verb="use_earlier_answer")
    assert event.detail["publication"] == row.pk
    with pytest.raises(RuleBroken, match="stands in the draft of question 1 already"):
        use(case, row, cast)
    reused_answers.remove(case.pk, used.pk, actor=cast.foi_manager, at=NOW)
    answer.refresh_from_db()
    assert answer.text == ""


def test_only_the_office_says_where_it_is(case: Case, row: Publication, cast: Cast) -> None:
    for name in set(cast.people) - OFFICE:
        with pytest.raises(PermissionDenied):
            use(case, row, cast, name)
    assert not Answer.objects.filter(question__case=case).exists()


def test_what_is_withdrawn_or_would_be_written_over_words_is_not_used(
    make_case: CaseMaker, case: Case, row: Publication, cast: Cast
) -> None:
    with pytest.raises(RuleBroken, match="nothing was overwritten"):
        use(make_case(State.DRAFTING), row, cast)
    publications.withdraw(row.pk, reason="Old.", actor=cast.foi_manager, at=NOW, expected_version=1)
    with pytest.raises(RuleBroken, match="not published any more"):
        use(case, row, cast)
    assert not ReusedAnswer.objects.exists()


def test_an_entry_that_names_who_asks_now_is_not_used(
    case: Case, cast: Cast, row: Publication
) -> None:
    Publication.objects.filter(pk=row.pk).update(title="The contract of Quintessa Ravenscroft")
    with pytest.raises(RuleBroken, match="names who asks now"):
        use(case, row, cast)
