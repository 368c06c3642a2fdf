"""The words that are searched, for slips of the hand; and how often a file was tried."""

import django.contrib.postgres.indexes
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0087_publications"),
    ]

    operations = [
        migrations.CreateModel(
            name="WordsLearnt",
            fields=[
                (
                    "part",
                    models.CharField(
                        choices=[
                            ("subject", "Subject"),
                            ("question", "Question"),
                            ("message", "Message"),
                            ("file", "File"),
                        ],
                        max_length=10,
                        primary_key=True,
                        serialize=False,
                    ),
                ),
                ("up_to", models.PositiveBigIntegerField(default=0)),
            ],
        ),
        migrations.AddField(
            model_name="documentwords",
            name="attempts",
            field=models.PositiveSmallIntegerField(default=0),
        ),
        migrations.CreateModel(
            name="KnownWord",
            fields=[
                ("word", models.CharField(max_length=30, primary_key=True, serialize=False)),
                ("texts", models.PositiveBigIntegerField()),
                ("open_texts", models.PositiveBigIntegerField(default=0)),
            ],
            options={
                "indexes": [
                    django.contrib.postgres.indexes.GinIndex(
                        django.contrib.postgres.indexes.OpClass(models.F("word"), "gin_trgm_ops"),
                        name="known_word_letters",
                    )
                ],
            },
        ),
    ]
