"""How many stand under each tab of the board: never counted further than anybody reads.

Plain tabs are counted in one statement whose parts each stop at `MOST_COUNTED` rows of an index,
so that a million cases cost what a thousand do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.conf import settings
from django.db.models import Count, QuerySet

from requests_app.domain.board import ATTENTION, BY_KEY, REPLIES, RUNNING, TABS
from requests_app.domain.workflow import OPEN
from requests_app.models import Case
from requests_app.models.review import REVIEW_CLOSED_STATES
from requests_app.queries.alarms import POLLED_WITHIN
from requests_app.queries.inbox import under
from requests_app.queries.prepared import read_prepared

MOST_COUNTED = 1_000
COUNTED_TABS = tuple(tab for tab in TABS if not tab.is_closed)

# Each part is a table with its condition. $1 is today, $2 the day of `standing_still`; no value in
# them came from outside.
OPEN_STATES = ", ".join(f"'{state}'" for state in sorted(OPEN))
RUNNING_STATES = ", ".join(f"'{state}'" for state in sorted(RUNNING))
OF_CASES = {
    **{state.value: f"requests_app_case WHERE state = '{state}'" for state in sorted(OPEN)},
    "hold": f"requests_app_case WHERE state IN ({RUNNING_STATES}) AND due_on IS NULL",
    "overdue": f"requests_app_case WHERE state IN ({RUNNING_STATES}) AND due_on < $1",
}
TO_PLACE = (
    "requests_app_message WHERE case_id IS NULL AND dismissed_reason = '' AND direction = 'in'"
)
ON_ITS_WAY = "failed_at IS NOT NULL OR handing_over_at IS NOT NULL"
OF_MAIL = {
    "possible replies": f"{TO_PLACE} AND kind = 'possible_reply'",
    "without a place": f"{TO_PLACE} AND kind = 'needs_attention'",
    "to read": """requests_app_message
        WHERE handled_at IS NULL AND dismissed_reason = '' AND direction = 'in'
            AND kind IN ('reply', 'delivery_report', 'auto_reply')
            AND (kind <> 'auto_reply' OR case_id IS NULL)""",
    "not sent": f"requests_app_delivery WHERE sent_at IS NULL AND ({ON_ITS_WAY})",
    "to see to": f"""requests_app_message AS m
        WHERE direction = 'out' AND handled_at IS NULL AND NOT EXISTS (
            SELECT FROM requests_app_delivery AS d
            WHERE d.message_id = m.id AND d.sent_at IS NULL AND ({ON_ITS_WAY})
        )""",
    "given up": """requests_app_outboxitem
        WHERE given_up_at IS NOT NULL AND done_at IS NULL
            AND work NOT IN ('deliver', 'send_digest')""",
}
"""The same as `waiting_mail` lists, part by part."""
OF_ALARMS = {
    "untaken": """requests_app_case
        WHERE state = 'received' AND owner_id IS NULL AND received_on < $2""",
    "unopened": f"""requests_app_commission
        WHERE opened_at IS NULL AND returned_at IS NULL AND received_on < $2
            AND (SELECT state FROM requests_app_case AS c WHERE c.id = case_id)
                IN ({OPEN_STATES})""",  # noqa: S608 - all ours
}
"""Whether something stands still, as `alarms` says at length.

The state of a commission's case is looked up row by row, as the first that is open ends the search:
put as a join, PostgreSQL would read every unopened commission before it looks at one case.
"""
UNPOLLED = f"""(VALUES (1)) AS mailbox WHERE NOT EXISTS (
    SELECT FROM requests_app_pulse WHERE name = 'fetch_mail'
        AND at > now() - interval '{POLLED_WITHIN.total_seconds():.0f} seconds'
)"""
"""One row where the mailbox that we have was not polled of late, as `alarms` says."""
REVIEWS = "reviews"
CLOSED_REVIEWS = ", ".join(f"'{state}'" for state in REVIEW_CLOSED_STATES)
OF_REVIEWS = {REVIEWS: f"requests_app_review WHERE state NOT IN ({CLOSED_REVIEWS})"}
"""The same as `review_days.open_reviews`."""


@dataclass(frozen=True)
class Counts:
    """How many stand under each tab, by its key; at `MOST_COUNTED` there may be more."""

    by_tab: Mapping[str, int]

    def words(self, key: str) -> str | None:
        """Return the number as it is shown; None for a tab that is not counted."""
        number = self.by_tab.get(key)
        if number is None:
            return None
        return f"{number:,}" if number < MOST_COUNTED else f"{MOST_COUNTED - 1:,}+"


def counts(cases: QuerySet[Case] | None, today: date, *, untouched: date | None = None) -> Counts:
    """Count the tabs over `cases`, or over every case where that is None, in one query.

    With `untouched` (see `standing_still`) the two tabs of mail are counted too, and the open
    reviews: for the FOI office alone.
    """
    if cases is None:
        return Counts(_every_case(today, untouched))
    bounded = cases.filter(state__in=sorted(OPEN)).order_by()[: MOST_COUNTED * len(OPEN)]
    found = bounded.aggregate(
        **{tab.key: Count("pk", filter=under(tab, today)) for tab in COUNTED_TABS}
    )
    return Counts({key: min(number, MOST_COUNTED) for key, number in found.items()})


def mail_counts(untouched: date) -> Counts:
    """Count the tabs of mail and the reviews alone, beside a filtered list of cases."""
    statement = _statement(MOST_COUNTED, has_cases=False, has_mailbox=_has_mailbox())
    return Counts(_for_the_office(_read(statement, untouched, untouched)))


def _every_case(today: date, untouched: date | None) -> dict[str, int]:
    statement = _statement(
        MOST_COUNTED, for_office=untouched is not None, has_mailbox=_has_mailbox()
    )
    number = _read(statement, today, untouched or today)
    counted = {
        tab.key: min(sum(number[state] for state in tab.states), MOST_COUNTED)
        for tab in COUNTED_TABS
        if tab.clock is None
    }
    hold = BY_KEY["hold"]
    counted[hold.key] = min(number["hold"] + sum(number[one] for one in hold.also), MOST_COUNTED)
    counted["overdue"] = number["overdue"]
    return counted | (_for_the_office(number) if untouched else {})


def _has_mailbox() -> bool:
    return bool(settings.IMAP["host"])


def _read(statement: str, today: date, untouched: date) -> dict[str, int]:
    return dict(read_prepared(statement, "date, date", today, untouched))


@lru_cache(maxsize=8)
def _statement(
    most: int, *, has_cases: bool = True, for_office: bool = True, has_mailbox: bool = False
) -> str:
    """Return the one statement of the parts. The bound stands in it: it decides the plan."""
    bounded = (OF_CASES if has_cases else {}) | (OF_MAIL | OF_REVIEWS if for_office else {})
    parts = {what: f"{rows} LIMIT {most}" for what, rows in bounded.items()}
    if for_office:
        parts |= {what: f"{rows} LIMIT 1" for what, rows in OF_ALARMS.items()}
    if for_office and has_mailbox:
        parts |= {"unpolled": UNPOLLED}
    return " UNION ALL ".join(
        f"SELECT '{what}', count(*) FROM (SELECT FROM {rows}) AS bounded"  # noqa: S608 - all ours
        for what, rows in parts.items()
    )


def _for_the_office(number: Mapping[str, int]) -> dict[str, int]:
    replies = number["possible replies"]
    attention = sum(number[part] for part in (*OF_MAIL, *OF_ALARMS)) - replies
    attention += number.get("unpolled", 0)
    return {
        REPLIES.key: replies,
        ATTENTION.key: min(attention, MOST_COUNTED),
        REVIEWS: number[REVIEWS],
    }
