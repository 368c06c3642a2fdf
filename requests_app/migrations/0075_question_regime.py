"""A question may be under the other law than its case."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0061_section_14_and_consultations"),
    ]

    operations = [
        migrations.AddField(
            model_name="question",
            name="regime",
            field=models.CharField(
                blank=True,
                choices=[
                    ("foia", "Freedom of Information Act"),
                    ("eir", "Environmental Information Regulations"),
                ],
                default="",
                help_text="The law it is under; empty where that is the law of its case.",
                max_length=10,
            ),
            preserve_default=False,
        ),
    ]
