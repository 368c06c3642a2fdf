"""Third parties: asked without stopping the clock, heard, told; who asked is never said."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from requests_app.domain.errors import RuleBroken
from requests_app.domain.outcomes import Outcome
from requests_app.domain.workflow import State
from requests_app.models import (
    AuditEvent,
    Case,
    ClockEntry,
    Consultation,
    Message,
    OutboxItem,
)
from requests_app.services import consultation, drafting
from requests_app.services.consultation import Asked
from requests_app.tasks.decision_mail import WRITERS
from requests_app.tasks.outbox import run_outbox_item
from tests.factories import (
    APPLICANT_EMAIL,
    APPLICANT_NAME,
    CaseMaker,
    Cast,
    at,
    decide_claims,
    stored_file,
)
from tests.requests_app.services.test_decisions import NAMES, PRICES, answer, claim, send

DAY = date(2026, 11, 11)
OBJECTS, SILENT = Consultation.Stance.OBJECTS, Consultation.Stance.NO_REPLY


@pytest.fixture
def case(make_case: CaseMaker) -> Case:
    return make_case(State.DRAFTING)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(DAY), tick=False) as moved:
        yield moved


def asked(case: Case, **changes: object) -> Asked:
    first = Asked(
        question_id=case.questions.get(number="1").pk,
        kind=Consultation.Kind.THIRD_PARTY,
        party="Palisade Analytics",
        contact="contracts@palisade.example",
        asked_in="What would disclosure of your prices do?",
        asked_on=DAY,
        reply_by=DAY + timedelta(days=5),
    )
    return replace(first, **changes)  # type: ignore[arg-type]


def consult(case: Case, cast: Cast, **changes: object) -> Consultation:
    return consultation.consult(case.pk, asked(case, **changes), actor=cast.foi_manager, at=at(DAY))


def hear(row: Consultation, cast: Cast, stance: Consultation.Stance = OBJECTS) -> Consultation:
    return consultation.record_reply(
        row.question.case_id, row.pk, stance=stance, reply="Rivals would undercut us by 4 %.",
        replied_on=DAY, actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip


def everything() -> tuple[object, ...]:
    return (
        list(Consultation.objects.values()), OutboxItem.objects.count(), AuditEvent.objects.count()
    )  # fmt: skip


def test_they_are_asked_heard_and_told_and_the_clock_goes_on(case: Case, cast: Cast) -> None:
    before = (case.due_on, case.statutory_due_on, ClockEntry.objects.count())
    row = hear(consult(case, cast), cast)
    consultation.tell(
        case.pk, row.pk, fate=Consultation.Fate.IN_PART, told_in="We give the totals alone.",
        told_on=DAY, actor=cast.foi_manager, at=at(DAY),
    )  # fmt: skip

    case.refresh_from_db()
    assert (case.due_on, case.statutory_due_on, ClockEntry.objects.count()) == before
    row.refresh_from_db()
    assert (row.stance, row.reply, row.replied_on) == (
        "objects", "Rivals would undercut us by 4 %.", DAY,
    )  # fmt: skip
    assert (row.fate, row.told_in, row.told_on) == ("in_part", "We give the totals alone.", DAY)
    trail = str(list(AuditEvent.objects.values_list("detail", flat=True)))
    assert "Palisade" not in trail


def test_only_the_office_consults_and_nothing_is_left_behind(case: Case, cast: Cast) -> None:
    row = consult(case, cast)
    before = everything()
    for name, user in cast.people.items():
        if name in ("foi_manager", "foi_administrator"):
            continue
        with pytest.raises(PermissionDenied):
            consultation.consult(case.pk, asked(case), actor=user, at=at(DAY))
        with pytest.raises(PermissionDenied):
            consultation.record_reply(
                case.pk, row.pk, stance=SILENT, reply="", replied_on=None, actor=user, at=at(DAY)
            )
        with pytest.raises(PermissionDenied):
            consultation.tell(
                case.pk, row.pk, fate=Consultation.Fate.WITHHELD, told_in="No.", told_on=DAY,
                actor=user, at=at(DAY),
            )  # fmt: skip
    assert everything() == before


@pytest.mark.parametrize("field", ["asked_in", "party", "contact"])
@pytest.mark.parametrize("name", [APPLICANT_NAME, "Ravenscroft", APPLICANT_EMAIL])
def test_nothing_tells_a_third_party_who_asked(
    case: Case, cast: Cast, field: str, name: str
) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match="must not learn who asked"):
        consult(case, cast, **{field: f"On behalf of {name}"})
    assert everything() == before

    row = hear(consult(case, cast), cast)
    with pytest.raises(RuleBroken, match="must not learn who asked"):
        consultation.tell(
            case.pk, row.pk, fate=Consultation.Fate.WITHHELD, told_in=f"{name} gets nothing.",
            told_on=DAY, actor=cast.foi_manager, at=at(DAY),
        )  # fmt: skip


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"asked_on": DAY + timedelta(days=1)}, "between the receipt and today"),
        ({"asked_on": date(2026, 11, 1)}, "between the receipt and today"),
        ({"reply_by": DAY - timedelta(days=1)}, "before the day on which they were asked"),
        ({"question_id": 0}, "not part of this case"),
        ({"claim_id": 10**6}, "taken away or is on another question"),
        ({"document_id": 10**6}, "removed meanwhile"),
    ],
)
def test_bad_input_is_told_and_leaves_nothing(
    case: Case, cast: Cast, changes: dict[str, object], said: str
) -> None:
    before = everything()
    with pytest.raises(RuleBroken, match=said):
        consult(case, cast, **changes)
    assert everything() == before


def test_a_consultation_lies_on_a_claim_and_a_file(case: Case, cast: Cast) -> None:
    file = drafting.add_file(case.pk, stored_file(), actor=cast.foi_manager, at=at(DAY))
    standing = claim(case, cast, PRICES)
    row = consult(case, cast, claim_id=standing.pk, document_id=file.pk)
    assert (row.claim, row.document) == (standing, file)


def test_a_reply_is_words_of_a_day_and_silence_waits_for_its_end(case: Case, cast: Cast) -> None:
    row = consult(case, cast)
    before = everything()
    for stance, reply, day, said in (
        (OBJECTS, " ", DAY, "Write what they said"),
        (OBJECTS, "No!", None, "between the day they were asked"),
        (OBJECTS, "No!", DAY + timedelta(days=1), "between the day they were asked"),
        (OBJECTS, "No!", DAY - timedelta(days=1), "between the day they were asked"),
        (SILENT, "", None, "time to reply is not over"),
    ):
        with pytest.raises(RuleBroken, match=said):
            consultation.record_reply(
                case.pk, row.pk, stance=stance, reply=reply, replied_on=day,
                actor=cast.foi_manager, at=at(DAY),
            )  # fmt: skip
    with pytest.raises(RuleBroken, match="Record first what they said"):
        consultation.tell(
            case.pk, row.pk, fate=Consultation.Fate.WITHHELD, told_in="No.", told_on=DAY,
            actor=cast.foi_manager, at=at(DAY),
        )  # fmt: skip
    assert everything() == before

    over = row.reply_by + timedelta(days=1)
    consultation.record_reply(
        case.pk, row.pk, stance=SILENT, reply="", replied_on=None, actor=cast.foi_manager,
        at=at(over),
    )  # fmt: skip
    row.refresh_from_db()
    assert row.stance == SILENT


def test_another_case_s_consultation_is_out_of_reach(
    make_case: CaseMaker, case: Case, cast: Cast
) -> None:
    row = consult(case, cast)
    other = make_case(State.DRAFTING)
    with pytest.raises(RuleBroken, match="not part of this case"):
        consultation.record_reply(
            other.pk, row.pk, stance=OBJECTS, reply="No!", replied_on=DAY,
            actor=cast.foi_manager, at=at(DAY),
        )  # fmt: skip


def test_an_objection_is_no_veto(case: Case, cast: Cast) -> None:
    hear(consult(case, cast), cast)
    answer(case, cast, "1", Outcome.DISCLOSED, "All of it.")
    send(case, cast)


def test_whoever_asked_is_reminded_after_the_last_day_and_not_before(
    case: Case, cast: Cast
) -> None:
    row = consult(case, cast)
    item = OutboxItem.objects.get(work="remind_of_consultation")
    assert run_outbox_item(item.pk) is False
    with time_machine.travel(at(row.reply_by + timedelta(days=1), 9), tick=False):
        assert run_outbox_item(item.pk) is True
    mail = Message.objects.get(kind="internal", subject__contains="no reply yet")
    assert mail.recipient == cast.foi_manager.email
    assert APPLICANT_NAME not in mail.text
    assert "Palisade" not in mail.text


def test_nobody_is_reminded_of_what_was_answered(case: Case, cast: Cast) -> None:
    row = hear(consult(case, cast), cast)
    WRITERS["remind_of_consultation"](row.pk, at(DAY + timedelta(days=6)))
    assert not Message.objects.filter(subject__contains="no reply yet").exists()


def test_the_secretary_of_state_is_consulted_before_an_old_record_is_refused(
    case: Case, cast: Cast
) -> None:
    claim(case, cast, replace(PRICES, record_year=2005))
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)
    with pytest.raises(RuleBroken, match="Consult the Secretary of State first"):
        send(case, cast)
    hear(consult(case, cast), cast)
    with pytest.raises(RuleBroken, match="Consult the Secretary of State first"):
        send(case, cast)
    minister = consult(case, cast, kind=Consultation.Kind.SECRETARY_OF_STATE)
    with pytest.raises(RuleBroken, match="record the reply"):
        send(case, cast)
    hear(minister, cast)
    send(case, cast)


def test_no_minister_where_an_absolute_exemption_covers_it_too(case: Case, cast: Cast) -> None:
    claim(case, cast, replace(PRICES, record_year=2005))
    claim(case, cast, replace(NAMES, record_year=2005))
    decide_claims(case, cast, at(DAY))
    answer(case, cast, "1", Outcome.WITHHELD)
    send(case, cast)
