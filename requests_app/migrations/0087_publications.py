"""What the authority has published already, and drafts that say where to find it."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0088_related_cases"),
    ]

    operations = [
        migrations.CreateModel(
            name="Publication",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("title", models.CharField(max_length=200)),
                ("summary", models.TextField(blank=True, max_length=2000)),
                ("where", models.TextField(max_length=1000)),
                (
                    "scheme_class",
                    models.CharField(
                        choices=[
                            ("who_we_are", "Who we are and what we do"),
                            ("spending", "What we spend and how we spend it"),
                            ("priorities", "What our priorities are and how we are doing"),
                            ("decisions", "How we make decisions"),
                            ("policies", "Our policies and procedures"),
                            ("registers", "Lists and registers"),
                            ("services", "The services we offer"),
                        ],
                        max_length=12,
                    ),
                ),
                ("published_on", models.DateField()),
                ("version", models.PositiveIntegerField(default=1)),
                ("entered_at", models.DateTimeField()),
                ("withdrawn_at", models.DateTimeField(null=True)),
                ("withdrawn_reason", models.TextField(blank=True)),
                (
                    "case",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.SET_NULL,
                        related_name="publications",
                        to="requests_app.case",
                    ),
                ),
                (
                    "entered_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("title", "pk"),
            },
        ),
        migrations.AddField(
            model_name="reusedanswer",
            name="publication",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to="requests_app.publication",
            ),
        ),
        migrations.AddIndex(
            model_name="publication",
            index=django.contrib.postgres.indexes.GinIndex(
                django.contrib.postgres.search.SearchVector(
                    django.db.models.functions.text.Left("title", 100000),
                    django.db.models.functions.text.Left("summary", 100000),
                    config="english",
                ),
                name="publication_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="publication",
            constraint=models.UniqueConstraint(
                condition=models.Q(("withdrawn_at__isnull", True)),
                fields=("title", "published_on"),
                name="one_publication_a_title_and_day",
            ),
        ),
    ]
