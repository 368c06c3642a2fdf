"""The steps as they stand in the database."""

from requests_app.domain.milestone_plan import (
    CountedFrom,
    Milestone,
    OnlyIf,
    Ower,
    StoppedBy,
    allowance,
)
from requests_app.domain.milestones import Allowance
from requests_app.models import Milestone as Row


def as_value(row: Row) -> Milestone:
    """Return a stored step as the rules know it."""
    return Milestone(
        key=row.key,
        name=row.name,
        wording=row.wording,
        day=row.day,
        ower=Ower(row.ower),
        stopped_by=StoppedBy(row.stopped_by),
        counted_from=CountedFrom(row.counted_from),
        latest_case_day=row.latest_case_day,
        only_if=OnlyIf(row.only_if),
        remind_before=row.remind_before,
        moves_with_extension=row.moves_with_extension,
    )


def stored_plan() -> tuple[Milestone, ...]:
    """Return the steps in use, in their order."""
    return tuple(as_value(row) for row in Row.objects.filter(is_active=True))


def stored_allowance() -> Allowance:
    """Return the days that a department is given."""
    return allowance(stored_plan())
