"""The words of received files, for the search."""

import django.contrib.postgres.indexes
import django.contrib.postgres.search
import django.db.models.deletion
import django.db.models.functions.text
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0056_other_authorities"),
    ]

    operations = [
        migrations.CreateModel(
            name="DocumentWords",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField(blank=True)),
                ("is_cut", models.BooleanField(default=False)),
                ("problem", models.CharField(blank=True, max_length=200)),
                (
                    "stems",
                    models.GeneratedField(
                        db_persist=True,
                        expression=django.contrib.postgres.search.SearchVector(
                            django.db.models.functions.text.Left("text", 100000), config="english"
                        ),
                        output_field=django.contrib.postgres.search.SearchVectorField(),
                    ),
                ),
            ],
            options={
                "verbose_name_plural": "words of documents",
            },
        ),
        migrations.AddField(
            model_name="document",
            name="words_read_at",
            field=models.DateTimeField(
                help_text="When its words were read for the search, or could not be.", null=True
            ),
        ),
        migrations.AddIndex(
            model_name="document",
            index=models.Index(
                condition=models.Q(
                    ("removed_at__isnull", True),
                    ("role", "received"),
                    ("safety__in", ["clean", "unscanned"]),
                    ("words_read_at__isnull", True),
                ),
                fields=["-id"],
                name="document_to_read",
            ),
        ),
        migrations.AddField(
            model_name="documentwords",
            name="document",
            field=models.OneToOneField(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="words",
                to="requests_app.document",
            ),
        ),
        migrations.AddIndex(
            model_name="documentwords",
            index=django.contrib.postgres.indexes.GinIndex(fields=["stems"], name="document_words"),
        ),
    ]
