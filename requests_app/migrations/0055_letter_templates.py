"""Templates of letters in versions; each letter keeps the one it was made from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add them."""

    dependencies = [("requests_app", "0072_words_that_tell")]

    operations = [
        migrations.CreateModel(
            name="TemplateVersion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=30)),
                ("number", models.PositiveIntegerField()),
                ("text", models.TextField()),
                (
                    "why",
                    models.CharField(max_length=300, verbose_name="what was changed, and why"),
                ),
                ("published_at", models.DateTimeField()),
                (
                    "published_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("kind", "-number"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kind", "number"), name="one_template_number_a_kind"
                    )
                ],
            },
        ),
        *(
            migrations.AddField(
                model_name=name,
                name="template",
                field=models.CharField(blank=True, default="", max_length=40),
                preserve_default=False,
            )
            for name in ("draft", "letter", "message")
        ),
        migrations.AddField(
            model_name="applicant",
            name="letter_form",
            field=models.CharField(
                choices=[
                    ("standard", "As usual"),
                    ("large_print", "In large print"),
                    ("plain_text", "As plain text"),
                ],
                default="standard",
                max_length=20,
            ),
        ),
    ]
