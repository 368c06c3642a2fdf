"""The trail: sealed link by link, closed to change, and silent about who asked."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from hashlib import sha256
from io import BytesIO, StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from requests_app.domain.workflow import State
from requests_app.models import (
    AuditChain,
    AuditEvent,
    Case,
    ClockEntry,
    Letter,
    Message,
    Note,
    Route,
)
from requests_app.services import (
    audit,
    case_work,
    clock,
    commissioning,
    correspondence,
    responses,
    tracking,
    triage,
)
from requests_app.tasks.received_mail import receive
from tests.factories import APPLICANT_EMAIL, APPLICANT_NAME, CaseMaker, Cast, at
from tests.requests_app.services.conftest import AtOnce

TRAIL = "requests_app_auditevent"


@contextmanager
def forgery() -> Iterator[None]:
    """Do what only somebody with the keys of the database could: switch the guard off."""
    with connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {TRAIL} DISABLE TRIGGER trail_rows_stay")
        yield
        cursor.execute(f"ALTER TABLE {TRAIL} ENABLE TRIGGER trail_rows_stay")


def broken() -> list[tuple[str, int, str]]:
    return [(link.chain, link.position, link.problem) for link in audit.broken_links()]


def verified() -> str:
    out = StringIO()
    call_command("verify_audit", stdout=out)
    return out.getvalue()


def test_each_act_follows_from_the_one_before(make_case: CaseMaker) -> None:
    case = make_case(State.ANSWERED)
    trail = list(AuditEvent.objects.filter(chain=case.reference))

    assert [event.position for event in trail] == list(range(1, len(trail) + 1))
    assert [event.previous_hash for event in trail] == ["", *(event.hash for event in trail[:-1])]
    assert len({event.hash for event in trail}) == len(trail) > 8
    assert [event.verb for event in trail][:2] == ["open_case", "accept"]
    assert broken() == []
    assert verified() == f"The trail holds: {len(trail)} acts in 1 chains.\n"


def test_every_act_says_who_and_when(make_case: CaseMaker, cast: Cast) -> None:
    case = make_case(State.ACCEPTED)
    opened, accepted = AuditEvent.objects.filter(chain=case.reference)

    assert (opened.actor, opened.actor_name) == (None, "FOI Portal")
    assert (accepted.actor, accepted.actor_name) == (cast.foi_manager, "Foi Manager")
    assert accepted.at == at(make_case.received_on)


@pytest.mark.parametrize(
    ("statement", "position", "problem"),
    [
        ("UPDATE {} SET verb = 'issue' WHERE {} = 2", 2, "it was changed after it was sealed"),
        ("UPDATE {} SET actor_id = NULL WHERE {} = 2", 2, "it was changed after it was sealed"),
        ("""UPDATE {} SET detail = '{{"due_on": "2030-01-01"}}' WHERE {} = 1""", 1,
         "it was changed after it was sealed"),
        ("UPDATE {} SET at = at + interval '1 second' WHERE {} = 3", 3,
         "it was changed after it was sealed"),
        ("DELETE FROM {} WHERE {} = 1", 2, "act 1 is missing"),
        ("DELETE FROM {} WHERE {} = 2", 3, "act 2 is missing"),
        ("DELETE FROM {} WHERE {} >= 3", 3, "acts are missing at the end"),
        ("DELETE FROM {} WHERE {} >= 1", 1, "acts are missing at the end"),
    ],
)  # fmt: skip
def test_a_planted_break_is_found_and_named(
    make_case: CaseMaker, statement: str, position: int, problem: str
) -> None:
    case, other = make_case(State.WITH_DEPARTMENTS), make_case(State.ACCEPTED)
    where = f"chain = '{case.reference}' AND position"
    with forgery(), connection.cursor() as cursor:
        cursor.execute(statement.format(TRAIL, where))

    assert broken() == [(case.reference, position, problem)]
    out = StringIO()
    with pytest.raises(CommandError, match="does not hold in 1 of its chains"):
        call_command("verify_audit", stdout=out)
    assert out.getvalue() == f"{case.reference}, act {position}: {problem}.\n"
    assert other.reference not in out.getvalue()


def test_an_act_sealed_anew_breaks_the_link_after_it(make_case: CaseMaker) -> None:
    case = make_case(State.WITH_DEPARTMENTS)
    second = AuditEvent.objects.get(chain=case.reference, position=2)
    second.verb = "redirect"
    with forgery():
        AuditEvent.objects.filter(pk=second.pk).update(
            verb=second.verb, hash=audit._seal_of(second)
        )

    assert broken() == [(case.reference, 3, "it does not follow from the act before it")]


def test_an_act_put_in_at_the_end_is_found(make_case: CaseMaker) -> None:
    case = make_case(State.ACCEPTED)
    last = AuditEvent.objects.filter(chain=case.reference).order_by("position").last()
    assert last is not None
    forged = AuditEvent(
        chain=case.reference, position=last.position + 1, at=last.at, actor_name="Nobody",
        verb="issue", detail={}, previous_hash=last.hash,
    )  # fmt: skip
    forged.hash = audit._seal_of(forged)
    forged.save()

    assert broken() == [(case.reference, last.position + 2, "acts are missing at the end")]


def test_a_chain_without_its_head_is_found(case: Case) -> None:
    AuditChain.objects.filter(name=case.reference).delete()

    assert [link[0] for link in broken()] == [case.reference]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE {} SET verb = 'x'", "UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {}"],
)
def test_postgresql_itself_refuses_to_change_the_trail(case: Case, statement: str) -> None:
    before = list(AuditEvent.objects.values())
    with connection.cursor() as cursor:
        # A test that empties the tables switches this one off; where it is missing, this fails.
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute(f"ALTER TABLE {TRAIL} ENABLE TRIGGER trail_table_stays")
    with (
        pytest.raises(DatabaseError, match="append-only"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement.format(TRAIL))

    assert list(AuditEvent.objects.values()) == before


def test_an_act_that_is_rolled_back_was_never_on_the_trail(case: Case, cast: Cast) -> None:
    length = AuditChain.objects.get(name=case.reference).length
    with transaction.atomic():
        audit.record(case.reference, "tried", actor=cast.auditor, at=case.opened_at)
        transaction.set_rollback(True)

    assert AuditChain.objects.get(name=case.reference).length == length
    assert broken() == []


def everything_that_happens(make_case: CaseMaker, cast: Cast) -> None:
    """Walk cases through every act whose words or details could carry who asked."""
    office, when = cast.foi_manager, at(make_case.received_on + timedelta(days=12))
    why = f"{APPLICANT_NAME} rang from {APPLICANT_EMAIL}."
    answered = make_case(State.ANSWERED)
    responses.store_pdfs(Letter.objects.get().pk, sent=b"%PDF-1", kept=b"%PDF-2", at=when)
    responses.record_posting(Letter.objects.get().pk, when.date(), actor=office, at=when)
    tracking.ask_for_code(answered.reference, APPLICANT_EMAIL, at=when)
    responses.reopen(answered.pk, reason=why, actor=office, at=when)
    case_work.add_note(answered.pk, why, actor=office, at=when)
    case_work.assign(answered.pk, office, actor=office, at=when)
    make_case(State.REDIRECTED)
    withdrawn = make_case(State.WITHDRAWN)
    responses.bring_back(withdrawn.pk, reason=why, actor=office, at=when)
    clock.correct_receipt(withdrawn.pk, make_case.received_on, reason=why, actor=office, at=when)
    incomplete = make_case(State.INCOMPLETE)
    triage.supply_missing(
        incomplete.pk,
        triage.ApplicantDetails(APPLICANT_NAME, email=APPLICANT_EMAIL, postal_address="1 Ivy Row"),
        supplied_on=make_case.received_on, actor=office, at=when,
    )  # fmt: skip
    asked = make_case(State.WITH_DEPARTMENTS)
    commissioning.decline_commission(
        asked.commissions.get().pk, reason=why, actor=cast.department_manager, at=when
    )
    for subject in ("Another thing", f"Re: {answered.reference}"):
        raw = (
            f"From: {APPLICANT_NAME} <{APPLICANT_EMAIL}>\r\nSubject: {subject}\r\n\r\n{why}\r\n"
        ).encode()
        receive(BytesIO(raw), at=when)
    lost = Message.objects.create(
        direction="in", kind="needs_attention", sender=APPLICANT_EMAIL, text=why, happened_at=when
    )
    correspondence.dismiss(lost.pk, reason=why, actor=office, at=when)


def test_nothing_personal_stands_on_the_trail(make_case: CaseMaker, cast: Cast) -> None:
    everything_that_happens(make_case, cast)
    events = AuditEvent.objects.all()

    assert len({event.verb for event in events}) > 20
    for event in events:
        said = json.dumps([event.chain, event.actor_name, event.verb, event.detail])
        for word in (APPLICANT_NAME, "Ravenscroft", APPLICANT_EMAIL, "rang from", "Ivy Row"):
            assert word.lower() not in said.lower(), event.verb
    assert Note.objects.filter(text__contains="rang from").exists()
    assert broken() == []


def test_a_note_is_sealed_by_the_trail(case: Case, cast: Cast) -> None:
    note = case_work.add_note(case.pk, " It is about ward 4. ", actor=cast.foi_manager,
                              at=case.opened_at)  # fmt: skip
    event = AuditEvent.objects.get(verb="add_note")

    assert event.detail["note"] == note.pk
    assert event.detail["note_sha256"] == sha256(b"It is about ward 4.").hexdigest()


def test_erasing_a_case_leaves_its_chain_whole(make_case: CaseMaker) -> None:
    case, other = make_case(State.ANSWERED), make_case(State.ACCEPTED)
    before = AuditEvent.objects.filter(chain=case.reference).count()
    ClockEntry.objects.filter(case=case).delete()
    case.delete()

    assert not Case.objects.filter(reference=case.reference).exists()
    assert Case.objects.filter(pk=other.pk).exists()
    assert AuditEvent.objects.filter(chain=case.reference).count() == before
    assert "in 2 chains" in verified()


def test_two_acts_at_once_queue_on_the_chain_and_do_not_fork_it(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    case, cast = make_case(), make_case.cast
    ends = at_once(
        *(
            lambda text=text: case_work.add_note(
                case.pk, text, actor=cast.foi_manager, at=case.opened_at
            )
            for text in ("one", "two", "three", "four")
        )
    )

    assert all(isinstance(end, Note) for end in ends), ends
    assert AuditEvent.objects.filter(chain=case.reference, verb="add_note").count() == 4
    assert broken() == []


def test_the_first_acts_of_a_new_chain_at_once_make_one_chain(
    at_once: AtOnce, make_case: CaseMaker
) -> None:
    cast, when = make_case.cast, at(make_case.received_on)
    ends = at_once(*(lambda: audit.record("people", "seen", actor=cast.auditor, at=when),) * 3)

    assert all(isinstance(end, AuditEvent) for end in ends), ends
    assert AuditChain.objects.get(name="people").length == 3
    assert broken() == []


def test_redirecting_says_where_and_whether_the_sender_was_told(case: Case, cast: Cast) -> None:
    triage.redirect(case.pk, Route.PRESS, actor=cast.foi_manager, at=case.opened_at,
                    tell_applicant=False)  # fmt: skip

    detail = AuditEvent.objects.get(verb="redirect").detail
    assert (detail["route"], detail["told"]) == ("press", False)
