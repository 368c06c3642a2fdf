"""How many stand under each tab of the board: never counted further than anybody reads.

Plain tabs are counted in one statement whose parts each stop at `MOST_COUNTED` rows of an index,
so that a million cases cost what a thousand do.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, QuerySet

from requests_app.domain.board import ATTENTION, BY_KEY, REPLIES, RUNNING, TABS
from requests_app.domain.workflow import OPEN
from requests_app.models import Case
from requests_app.queries.inbox import under

MOST_COUNTED = 1_000
COUNTED_TABS = tuple(tab for tab in TABS if not tab.is_closed)

# No statement here has a value in it that came from outside.
OF_CASES = """
    SELECT s.state AS what, (
        SELECT count(*) FROM (
            SELECT FROM requests_app_case AS c WHERE c.state = s.state LIMIT %(most)s
        ) AS bounded
    ) AS number FROM unnest(%(states)s::text[]) AS s (state)
    UNION ALL
    SELECT 'hold', count(*) FROM (
        SELECT FROM requests_app_case
        WHERE state IN ({running}) AND due_on IS NULL LIMIT %(most)s
    ) AS bounded
    UNION ALL
    SELECT 'overdue', count(*) FROM (
        SELECT FROM requests_app_case
        WHERE state IN ({running}) AND due_on < %(today)s LIMIT %(most)s
    ) AS bounded
""".replace("{running}", ", ".join(f"'{state}'" for state in sorted(RUNNING)))
OF_MAIL = """
    UNION ALL
    SELECT kind, count(*) FROM (
        SELECT kind FROM requests_app_message
        WHERE case_id IS NULL AND dismissed_reason = '' AND direction = 'in'
            AND kind IN ('possible_reply', 'needs_attention') LIMIT %(most)s
    ) AS to_place GROUP BY kind
    UNION ALL
    SELECT 'to read', count(*) FROM (
        SELECT FROM requests_app_message
        WHERE handled_at IS NULL AND dismissed_reason = '' AND direction = 'in'
            AND kind IN ('reply', 'delivery_report', 'auto_reply')
            AND (kind <> 'auto_reply' OR case_id IS NULL) LIMIT %(most)s
    ) AS bounded
    UNION ALL
    SELECT 'not sent', count(*) FROM (
        SELECT FROM requests_app_delivery
        WHERE sent_at IS NULL AND (failed_at IS NOT NULL OR handing_over_at IS NOT NULL)
        LIMIT %(most)s
    ) AS bounded
    UNION ALL
    SELECT 'to see to', count(*) FROM (
        SELECT FROM requests_app_message AS m
        WHERE direction = 'out' AND handled_at IS NULL AND NOT EXISTS (
            SELECT FROM requests_app_delivery AS d WHERE d.message_id = m.id AND d.sent_at IS NULL
                AND (d.failed_at IS NOT NULL OR d.handing_over_at IS NOT NULL)
        ) LIMIT %(most)s
    ) AS bounded
    UNION ALL
    SELECT 'given up', count(*) FROM (
        SELECT FROM requests_app_outboxitem
        WHERE given_up_at IS NOT NULL AND done_at IS NULL
            AND work NOT IN ('deliver', 'send_digest') LIMIT %(most)s
    ) AS bounded
"""
"""The same as `waiting_mail` lists, part by part."""

OF_ALARMS = """
    UNION ALL
    SELECT 'nobody''s', count(*) FROM (
        SELECT FROM requests_app_case
        WHERE state = 'received' AND owner_id IS NULL AND received_on < %(untouched)s LIMIT 1
    ) AS one
    UNION ALL
    SELECT 'unopened', count(*) FROM (
        SELECT FROM requests_app_commission
        WHERE opened_at IS NULL AND returned_at IS NULL AND received_on < %(untouched)s LIMIT 1
    ) AS one
"""
"""Whether something stands still, as `alarms` says at length."""
FOR_THE_OFFICE = OF_CASES + OF_MAIL + OF_ALARMS
MAIL_ALONE = (OF_MAIL + OF_ALARMS).strip().removeprefix("UNION ALL")


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

    With `untouched` (see `standing_still`) the two tabs of mail are counted too: for the FOI
    office alone.
    """
    if cases is None:
        return Counts(_every_case(today, untouched))
    bounded = cases.filter(state__in=sorted(OPEN)).order_by()[: MOST_COUNTED * len(OPEN)]
    found = bounded.aggregate(
        **{tab.key: Count("pk", filter=under(tab, today)) for tab in COUNTED_TABS}
    )
    return Counts({key: min(number, MOST_COUNTED) for key, number in found.items()})


def mail_counts(untouched: date) -> Counts:
    """Count the two tabs of mail alone, beside a filtered list of cases."""
    return Counts(_of_mail(_read(MAIL_ALONE, {"most": MOST_COUNTED, "untouched": untouched})))


def _read(statement: str, params: Mapping[str, Any]) -> dict[str, int]:
    with connection.cursor() as cursor:
        cursor.execute(statement, params)
        return dict(cursor.fetchall())


def _every_case(today: date, untouched: date | None) -> dict[str, int]:
    number = _read(
        FOR_THE_OFFICE if untouched else OF_CASES,
        {
            "most": MOST_COUNTED,
            "states": sorted(OPEN),
            "today": today,
            "untouched": untouched,
        },
    )
    counted = {
        tab.key: min(sum(number[state] for state in tab.states), MOST_COUNTED)
        for tab in COUNTED_TABS
        if tab.clock is None
    }
    hold = BY_KEY["hold"]
    counted[hold.key] = min(number["hold"] + sum(number[one] for one in hold.also), MOST_COUNTED)
    counted["overdue"] = number["overdue"]
    return counted | (_of_mail(number) if untouched else {})


def _of_mail(number: Mapping[str, int]) -> dict[str, int]:
    attention = (
        "needs_attention", "to read", "not sent", "to see to", "given up", "nobody's", "unopened",
    )  # fmt: skip
    return {
        REPLIES.key: number.get("possible_reply", 0),
        ATTENTION.key: min(sum(number.get(part, 0) for part in attention), MOST_COUNTED),
    }
