"""More time is taken, and the applicant is told why and until when."""

from datetime import datetime

from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.more_time import Wish, limits, objections
from requests_app.domain.regime import Regime
from requests_app.domain.statutory_clock import EntryKind
from requests_app.domain.workflow import Action
from requests_app.models import Extension, Letter, Message, User
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clock_reading import own_reading
from requests_app.queries.extensions import told_of
from requests_app.services import clock, outbox
from requests_app.services.moved_dates import dates_of, in_detail
from requests_app.services.notices import hold_notice
from requests_app.services.transitions import performing


def extend(
    case_id: int,
    wish: Wish,
    *,
    actor: User,
    at: datetime,
    expected_version: int | None = None,
) -> Extension:
    """Take more time: for the public interest (FOIA s.10(3)), or for bulk (EIR reg 7).

    Each new estimate is an entry of its own, and the applicant is told of it (R63).
    """
    today = london_day(at)
    with performing(
        case_id, Action.EXTEND, actor=actor, at=at, expected_version=expected_version
    ) as step:
        reading = own_reading(step.case, stored_calendar())
        said = objections(reading, wish, today)
        if said:
            raise RuleBroken(" ".join(said))
        before = dates_of(step.case)
        is_foia = reading.regime is Regime.FOIA
        entry = clock.enter(
            step.case,
            EntryKind.EXTENDED,
            today,
            actor=actor,
            at=at,
            until=wish.until if is_foia else limits(reading).outer,
            provision=wish.provision.strip() if is_foia else "reg 7(1)",
        )
        row = Extension.objects.create(
            case=step.case,
            entry=entry,
            why=wish.why,
            volume="" if is_foia else wish.volume,
            past_limit_reason=wish.past_limit_reason if is_foia else "",
        )
        told = told_of(row)
        hold_notice(step.case, told.kind, told.own, at=at)
        outbox.enqueue("send_extension", row.pk, key=f"send-extension:{row.pk}", at=at)
        step.detail |= {
            "extension": row.pk,
            "provision": entry.provision,
            **in_detail(before, dates_of(step.case)),
        }
    return row


def note_sending(
    row: Extension, *, message: Message | None = None, letter: Letter | None = None
) -> None:
    """Keep with an extension the mail or letter that told of it."""
    row.message, row.letter = message, letter
    row.save(update_fields=("message", "letter"))
