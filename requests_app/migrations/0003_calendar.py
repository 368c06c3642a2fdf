"""The calendar's first content: every non-working day of the four nations that is known."""

from typing import Any

from django.db import migrations
from django.utils import timezone

from requests_app.domain.uk_calendar import built_in_calendar

SOURCE = "The holidays package: England, Wales, Scotland and Northern Ireland united"


def seed(apps: Any, schema_editor: Any) -> None:
    """Write the built-in calendar into the table."""
    calendar = built_in_calendar()
    at = timezone.now()
    apps.get_model("requests_app", "CalendarYear").objects.bulk_create(
        apps.get_model("requests_app", "CalendarYear")(year=year, source=SOURCE)
        for year in range(calendar.first_year, calendar.last_year + 1)
    )
    day_model = apps.get_model("requests_app", "NonWorkingDay")
    day_model.objects.bulk_create(
        day_model(
            day=holiday.day,
            name=holiday.name,
            nations=sorted(nation.value for nation in holiday.nations),
            source=SOURCE,
            added_at=at,
        )
        for holiday in calendar.holidays
    )


class Migration(migrations.Migration):
    """Seed once; people keep it up to date afterwards."""

    dependencies = (("requests_app", "0002_trail_is_append_only"),)
    operations = (migrations.RunPython(seed, migrations.RunPython.noop),)
