"""Requests that belong to another authority."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Add them."""

    dependencies = [("requests_app", "0055_letter_templates")]

    operations = [
        migrations.AlterField(
            model_name="case",
            name="route",
            field=models.CharField(
                blank=True,
                choices=[
                    ("foi", "Freedom of Information request"),
                    ("eir", "Environmental information request"),
                    ("own_records", "Request for their own records"),
                    ("deceased_records", "Records of a patient who has died"),
                    ("other_authority", "Held by another authority"),
                    ("press", "Press enquiry"),
                    ("complaint", "Complaint or patient advice"),
                    ("business_as_usual", "Ordinary business"),
                ],
                max_length=30,
            ),
        ),
        migrations.CreateModel(
            name="Redirection",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("authority", models.CharField(max_length=200)),
                ("contact", models.CharField(max_length=300)),
                (
                    "passed_on",
                    models.DateField(null=True, verbose_name="passed on, as the applicant agreed"),
                ),
                (
                    "case",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="redirection",
                        to="requests_app.case",
                    ),
                ),
            ],
        ),
    ]
