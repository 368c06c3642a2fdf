"""Codes by which an applicant shows that a request is theirs."""

from datetime import timedelta

import pytest

from requests_app.domain.workflow import State
from requests_app.models import AccessCode, AuditEvent, Case, OutboxItem
from requests_app.services import tracking
from tests.factories import APPLICANT_EMAIL, CaseMaker, at


@pytest.fixture
def accepted(make_case: CaseMaker) -> Case:
    return make_case(State.ACCEPTED)


def asked(case: Case, email: str = APPLICANT_EMAIL, *, minutes: int = 0) -> AccessCode | None:
    before = set(AccessCode.objects.values_list("pk", flat=True))
    when = at(case.received_on) + timedelta(minutes=minutes)
    tracking.ask_for_code(f" {case.reference.lower()} ", email, at=when)
    return AccessCode.objects.exclude(pk__in=before).first()


def redeemed(case: Case, digits: str, email: str = APPLICANT_EMAIL, *, minutes: int = 1) -> bool:
    when = at(case.received_on) + timedelta(minutes=minutes)
    return tracking.redeem_code(case.reference, email, digits, at=when) == case


def wrong(code: AccessCode) -> str:
    return f"{(int(tracking.code_of(code.pk)) + 1) % 1_000_000:06d}"


def test_a_code_goes_to_the_applicants_own_address_and_only_its_seal_is_kept(
    accepted: Case,
) -> None:
    code = asked(accepted, APPLICANT_EMAIL.upper())

    assert code is not None
    digits = tracking.code_of(code.pk)
    assert (len(digits), digits.isdigit()) == (6, True)
    assert digits not in code.code_hash
    assert OutboxItem.objects.filter(work="send_access_code", subject_id=code.pk).count() == 1
    event = AuditEvent.objects.get(verb="ask_for_code")
    assert (event.actor_name, event.detail) == ("The applicant", {"code": code.pk})


@pytest.mark.parametrize(
    ("reference", "email"),
    [("FOI-2026-00001", "x@example.org"), ("FOI-2026-99999", APPLICANT_EMAIL), ("", "")],
)
def test_nobody_learns_who_asked_what(accepted: Case, reference: str, email: str) -> None:
    tracking.ask_for_code(reference, email, at=accepted.opened_at)

    assert not AccessCode.objects.exists()
    assert not OutboxItem.objects.filter(work="send_access_code").exists()


def test_five_codes_an_hour_are_enough(accepted: Case) -> None:
    codes = [asked(accepted, minutes=n) for n in range(7)]

    assert [code is not None for code in codes] == [True] * 5 + [False] * 2
    assert asked(accepted, minutes=61) is not None


def test_a_code_opens_the_case_once(accepted: Case) -> None:
    code = asked(accepted)
    assert code is not None
    digits = tracking.code_of(code.pk)

    assert redeemed(accepted, f"{digits[:3]} {digits[3:]}")
    assert not redeemed(accepted, digits)


@pytest.mark.parametrize(("minutes", "opens"), [(14, True), (15, False), (600, False)])
def test_a_code_lives_a_quarter_of_an_hour(accepted: Case, minutes: int, opens: bool) -> None:
    code = asked(accepted)
    assert code is not None

    assert redeemed(accepted, tracking.code_of(code.pk), minutes=minutes) is opens


def test_five_wrong_tries_end_a_code(accepted: Case) -> None:
    code = asked(accepted)
    assert code is not None
    for _ in range(5):
        assert not redeemed(accepted, wrong(code))

    assert not redeemed(accepted, tracking.code_of(code.pk))


def test_a_stranger_cannot_use_up_the_applicants_tries(accepted: Case) -> None:
    code = asked(accepted)
    assert code is not None
    for _ in range(20):
        assert not redeemed(accepted, wrong(code), "stranger@example.org")
    assert not redeemed(accepted, tracking.code_of(code.pk), "stranger@example.org")

    assert redeemed(accepted, tracking.code_of(code.pk))


def test_a_code_of_one_case_opens_no_other(make_case: CaseMaker) -> None:
    one, other = make_case(State.ACCEPTED), make_case(State.ACCEPTED)
    code = asked(one)
    assert code is not None

    assert not redeemed(other, tracking.code_of(code.pk))
    assert redeemed(one, tracking.code_of(code.pk))


def test_a_code_depends_on_the_secret_of_the_site(accepted: Case, settings: object) -> None:
    code = asked(accepted)
    assert code is not None
    digits = tracking.code_of(code.pk)
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]

    assert tracking.code_of(code.pk) != digits
