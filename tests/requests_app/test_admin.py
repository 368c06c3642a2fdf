"""The administration pages: people and departments, every change on the trail, no case at all."""

from typing import Any

import pytest
from django.apps import apps
from django.contrib import admin
from django.test import Client
from django.urls import reverse

from requests_app.domain.workflow import State
from requests_app.models import AuditEvent, CostTerm, Department, DepartmentSeat, Role, User
from tests.factories import APPLICANT_NAME, CaseMaker, Cast

NO_SEATS = {
    "seats-TOTAL_FORMS": "0", "seats-INITIAL_FORMS": "0", "seats-MIN_NUM_FORMS": "0",
    "seats-MAX_NUM_FORMS": "1000",
}  # fmt: skip


@pytest.fixture
def administrator(cast: Cast) -> Client:
    client = Client()
    client.force_login(
        cast.system_administrator, backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client


def post(browser: Client, page: str, *arguments: object, **typed: Any) -> Any:
    return browser.post(reverse(f"admin:{page}", args=arguments), {**NO_SEATS, **typed})


def test_only_people_departments_and_rates_are_registered() -> None:
    registered = {
        model for model in apps.get_app_config("requests_app").get_models()
        if admin.site.is_registered(model)
    }  # fmt: skip

    assert registered == {User, Department, CostTerm}


def test_nothing_of_a_case_shows_anywhere(make_case: CaseMaker, administrator: Client) -> None:
    case = make_case(State.ANSWERED)
    shown = "".join(
        administrator.get(reverse(f"admin:{name}", args=arguments)).content.decode()
        for name, arguments in (
            ("index", []),
            ("app_list", ["requests_app"]),
            ("requests_app_user_changelist", []),
            ("requests_app_user_change", [make_case.cast.foi_manager.pk]),
            ("requests_app_user_history", [make_case.cast.foi_manager.pk]),
            ("requests_app_department_changelist", []),
            ("requests_app_department_change", [make_case.cast.department.pk]),
        )
    )

    assert "Foi Manager" in shown
    assert "Estates" in shown
    for words in (case.reference, case.subject, APPLICANT_NAME, "FOI-2026"):
        assert words not in shown
    for other in ("socialaccount", "mfa", "emailaddress"):
        assert f"/administration/{other}/" not in shown


def test_case_pages_stay_closed_to_the_administrator(
    make_case: CaseMaker, administrator: Client
) -> None:
    case = make_case(State.ANSWERED)
    for name, arguments in (("inbox", []), ("case", [case.reference]), ("reports", [])):
        assert administrator.get(reverse(name, args=arguments)).status_code == 404


def test_a_new_colleague_is_entered_and_stands_on_the_trail(
    cast: Cast, administrator: Client
) -> None:
    response = post(
        administrator, "requests_app_user_add",
        email="New.Colleague@Trust.example", full_name="New Colleague", role=Role.AUDITOR,
        password1="nine-quiet-lamps-17", password2="nine-quiet-lamps-17",
    )  # fmt: skip
    assert response.status_code == 302
    person = User.objects.get(full_name="New Colleague")
    event = AuditEvent.objects.get(chain="people")

    assert (person.role, person.check_password("nine-quiet-lamps-17")) == ("auditor", True)
    assert (event.verb, event.actor) == ("add_user", cast.system_administrator)
    assert event.detail["row"] == person.pk
    assert "quiet" not in str(event.detail)


def test_somebody_who_leaves_is_switched_off_and_never_deleted(
    cast: Cast, administrator: Client
) -> None:
    person = cast.communications
    response = post(
        administrator, "requests_app_user_change", person.pk,
        email=person.email, full_name=person.full_name, role=person.role,
    )  # fmt: skip
    person.refresh_from_db()

    assert (response.status_code, person.is_active) == (302, False)
    assert AuditEvent.objects.get(chain="people").detail["fields"] == ["is_active"]
    delete = reverse("admin:requests_app_user_delete", args=[person.pk])
    assert administrator.post(delete, {"post": "yes"}).status_code == 403
    assert User.objects.filter(pk=person.pk).exists()


def test_a_seat_is_given_and_taken_away(cast: Cast, administrator: Client) -> None:
    department = Department.objects.create(name="Pharmacy")
    typed = {"name": "Pharmacy", "areas_covered": "medicines", "is_active": "on"}
    seat = {
        "seats-TOTAL_FORMS": "1", "seats-0-department": department.pk,
        "seats-0-user": cast.auditor.pk, "seats-0-seat": "manager",
    }  # fmt: skip
    post(administrator, "requests_app_department_change", department.pk, **typed, **seat)
    row = DepartmentSeat.objects.get(department=department)
    assert (row.user, row.seat) == (cast.auditor, "manager")

    gone = {"seats-INITIAL_FORMS": "1", "seats-0-id": row.pk, "seats-0-DELETE": "on"}
    post(administrator, "requests_app_department_change", department.pk, **typed, **seat, **gone)
    assert not DepartmentSeat.objects.filter(department=department).exists()
    events = AuditEvent.objects.filter(verb="change_seats").order_by("position")
    assert [len(event.detail["taken"]) for event in events] == [0, 1]


def test_a_change_of_seats_alone_stands_on_the_trail(cast: Cast, administrator: Client) -> None:
    department = cast.other_department
    seats = list(department.seats.order_by("pk"))
    typed: dict[str, Any] = {
        "name": department.name, "areas_covered": department.areas_covered, "is_active": "on",
        "seats-TOTAL_FORMS": str(len(seats)), "seats-INITIAL_FORMS": str(len(seats)),
    }  # fmt: skip
    for n, row in enumerate(seats):
        typed |= {
            f"seats-{n}-id": row.pk, f"seats-{n}-department": department.pk,
            f"seats-{n}-user": row.user_id, f"seats-{n}-seat": row.seat,
        }  # fmt: skip
    typed["seats-0-user"] = cast.communications.pk
    assert (
        post(administrator, "requests_app_department_change", department.pk, **typed).status_code
        == 302
    )

    assert DepartmentSeat.objects.filter(department=department, user=cast.communications).exists()
    event = AuditEvent.objects.get(verb="change_seats")
    seat = {"department": department.pk, "user": cast.communications.pk, "seat": seats[0].seat}
    assert (event.detail, event.actor) == (
        {"given": [seat], "taken": []},
        cast.system_administrator,
    )
