"""The rules of the first look at a message, and those that come along as their first content."""

from typing import Any

from django.db import migrations, models

from requests_app.domain.triage_rules import STANDARD_RULES


def seed(apps: Any, schema_editor: Any) -> None:
    """Write the rules that come along into the table."""
    row = apps.get_model("requests_app", "TriageRule")
    row.objects.bulk_create(
        row(
            key=each.key,
            position=position,
            name=each.name,
            points_to=each.points_to.value,
            phrases=each.phrases,
            reason=each.reason,
        )
        for position, each in enumerate(STANDARD_RULES, start=1)
    )


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0066_board_people"),
    ]

    operations = [
        migrations.CreateModel(
            name="TriageRule",
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
                (
                    "points_to",
                    models.CharField(
                        choices=[
                            ("own_records", "Somebody's own records"),
                            ("deceased_records", "Records of a patient who has died"),
                            ("eir", "Environmental information"),
                            ("press", "Interest of the press"),
                            ("review", "A wish for an internal review"),
                            ("complaint", "A complaint or a call for help"),
                            ("business_as_usual", "Ordinary business"),
                            ("reuse", "Using our information again"),
                            ("spam", "Advertising"),
                            ("other", "Something else"),
                        ],
                        default="other",
                        max_length=20,
                    ),
                ),
                ("phrases", models.TextField(max_length=8000)),
                ("reason", models.CharField(max_length=300)),
                ("is_active", models.BooleanField(default=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ("position", "pk"),
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]
