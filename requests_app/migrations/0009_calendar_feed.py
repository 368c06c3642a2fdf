"""The secret address of a person's calendar; the offer to narrow a request ends its step."""

from typing import Any

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def the_offer_ends_its_step(apps: Any, schema_editor: Any) -> None:
    """Until now the office ticked it off, for there was no such act."""
    steps = apps.get_model("requests_app", "Milestone").objects
    steps.filter(key="refinement", stopped_by="ticked").update(stopped_by="narrowing_offered")


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0031_clarifications_and_extensions"),
    ]

    operations = [
        migrations.AlterField(
            model_name="milestone",
            name="only_if",
            field=models.CharField(
                choices=[
                    ("always", "On every case"),
                    ("press_interest", "Where the press may take an interest"),
                    ("over_cost_limit", "Where the cost would pass the limit"),
                ],
                default="always",
                max_length=20,
            ),
        ),
        migrations.AlterField(
            model_name="milestone",
            name="stopped_by",
            field=models.CharField(
                choices=[
                    ("accepted", "The request is accepted"),
                    ("press_assessed", "Press interest is assessed"),
                    ("said_what_is_held", "The department says what it holds"),
                    ("returned", "The department sends its answer"),
                    ("all_returned", "Every department has answered"),
                    ("drafted", "The letter is written"),
                    ("sent_for_sign_off", "The letter goes to the director"),
                    ("signed", "The letter is signed"),
                    ("answered", "The answer is sent"),
                    ("narrowing_offered", "The applicant is offered to narrow the request"),
                    ("ticked", "The FOI office ticks it off on the case"),
                ],
                default="ticked",
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="CalendarFeed",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("token_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                (
                    "person",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="calendar_feed",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
        ),
        migrations.RunPython(the_offer_ends_its_step, migrations.RunPython.noop),
    ]
