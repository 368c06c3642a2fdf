"""Where a question may belong, found among earlier ones in a fixed number of queries."""

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import Case, Commission, Question, QuestionReturn
from requests_app.queries.likely_departments import likely_departments
from tests.factories import CaseMaker


def question(case: Case, text: str, number: int = 9) -> Question:
    return Question.objects.create(case=case, position=number, number=str(number), text=text)


def asked_before(make_case: CaseMaker, text: str, times: int) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    row = Commission.objects.get(case=case)
    for number in range(20, 20 + times):
        QuestionReturn.objects.create(commission=row, question=question(case, text, number))


def test_the_areas_of_a_department_and_earlier_questions_are_both_seen(
    make_case: CaseMaker,
) -> None:
    asked_before(make_case, "How many portable generators were serviced?", 2)
    case = make_case(State.ACCEPTED)
    spending = question(case, "What did spending on theatres come to?", 7)
    generators = question(case, "When were the generators last serviced?", 8)
    found = likely_departments([spending, generators])

    assert [(one.department, one.why) for one in found[spending.pk]] == [
        ("Finance", "covers spending")
    ]
    assert [(one.department, one.why) for one in found[generators.pk]] == [
        ("Estates", "had 2 similar questions before")
    ]


def test_what_a_department_sent_back_as_not_theirs_does_not_count(make_case: CaseMaker) -> None:
    asked_before(make_case, "How many portable generators were serviced?", 2)
    Commission.objects.update(declined_reason="Not ours.")
    case = make_case(State.ACCEPTED)
    one = question(case, "When were the generators last serviced?")

    assert likely_departments([one]) == {one.pk: ()}


def test_thirty_questions_take_as_many_queries_as_one(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    questions = [
        question(case, f"How many generators were serviced in wing {n}?", n) for n in range(10, 40)
    ]

    def queries(count: int) -> int:
        with CaptureQueriesContext(connection) as captured:
            likely_departments(questions[:count])
        return len(captured)

    assert queries(1) == queries(30) == 2


def test_nothing_asked_is_nothing_looked_up() -> None:
    assert likely_departments([]) == {}


def test_the_likeliest_is_ticked_on_the_page_and_a_person_decides(
    make_case: CaseMaker, client: Client
) -> None:
    case = make_case(State.ACCEPTED)
    client.force_login(
        make_case.cast.foi_manager, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    page = client.get(reverse("commission", args=[case.reference])).content.decode()

    assert "Likely: Estates (covers beds)" in page
    assert page.count("checked") == 2
