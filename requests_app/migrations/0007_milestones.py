"""The steps on the way to an answer, and the policy's own as their first content."""

from typing import Any

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

from requests_app.domain.milestone_plan import STANDARD_PLAN


def seed(apps: Any, schema_editor: Any) -> None:
    """Write the policy's steps into the table."""
    row = apps.get_model("requests_app", "Milestone")
    row.objects.bulk_create(
        row(
            key=each.key,
            position=position,
            name=each.name,
            wording=each.wording,
            day=each.day,
            counted_from=each.counted_from.value,
            latest_case_day=each.latest_case_day,
            ower=each.ower.value,
            stopped_by=each.stopped_by.value,
            only_if=each.only_if.value,
            remind_before=each.remind_before,
            moves_with_extension=each.moves_with_extension,
        )
        for position, each in enumerate(STANDARD_PLAN, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0004_both_due_dates"),
    ]

    operations = [
        migrations.CreateModel(
            name="Milestone",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.SlugField(max_length=40, unique=True)),
                ("position", models.PositiveSmallIntegerField()),
                ("name", models.CharField(max_length=80)),
                ("wording", models.CharField(max_length=200)),
                (
                    "day",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ]
                    ),
                ),
                (
                    "counted_from",
                    models.CharField(
                        choices=[
                            ("case", "receipt by the authority"),
                            ("department", "receipt by the department"),
                        ],
                        default="case",
                        max_length=12,
                    ),
                ),
                (
                    "latest_case_day",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(20),
                        ],
                    ),
                ),
                (
                    "ower",
                    models.CharField(
                        choices=[
                            ("foi_office", "The FOI office"),
                            ("department", "The department that was asked"),
                            ("signatory", "The director who signs"),
                            ("corporate_affairs", "The Director of Corporate Affairs"),
                            ("communications", "Communications"),
                        ],
                        default="foi_office",
                        max_length=20,
                    ),
                ),
                (
                    "stopped_by",
                    models.CharField(
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
                            ("ticked", "The FOI office ticks it off on the case"),
                        ],
                        default="ticked",
                        max_length=20,
                    ),
                ),
                (
                    "only_if",
                    models.CharField(
                        choices=[
                            ("always", "On every case"),
                            ("press_interest", "Where the press may take an interest"),
                            ("over_cost_limit", "Where the hours noted pass the cost limit"),
                        ],
                        default="always",
                        max_length=20,
                    ),
                ),
                (
                    "remind_before",
                    models.PositiveSmallIntegerField(
                        default=1, validators=[django.core.validators.MaxValueValidator(20)]
                    ),
                ),
                ("moves_with_extension", models.BooleanField(default=False)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="TickedStep",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("ticked_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="ticked_steps",
                        to="requests_app.case",
                    ),
                ),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.milestone",
                    ),
                ),
                (
                    "ticked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "constraints": [
                    models.UniqueConstraint(fields=("case", "milestone"), name="one_tick_a_step")
                ],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
