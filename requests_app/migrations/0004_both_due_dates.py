"""The statutory due date beside the one that people work to; what an extension promises."""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def the_one_date_was_the_statutory_one(apps: Any, schema_editor: Any) -> None:
    """Until now there was one date, counted by the statute."""
    apps.get_model("requests_app", "Case").objects.update(statutory_due_on=F("due_on"))


class Migration(migrations.Migration):
    """`recompute_clocks` writes both dates of open cases anew."""

    dependencies = (("requests_app", "0003_calendar"),)
    operations = (
        migrations.AddField("case", "statutory_due_on", models.DateField(null=True)),
        migrations.AddField(
            "clockentry",
            "until",
            models.DateField(null=True, verbose_name="the day that an extension promises"),
        ),
        migrations.AddField(
            "clockentry",
            "provision",
            models.CharField(blank=True, max_length=60, verbose_name="what an extension rests on"),
        ),
        migrations.RunPython(the_one_date_was_the_statutory_one, migrations.RunPython.noop),
    )
