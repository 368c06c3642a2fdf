"""Questions to the applicant, extensions of time, and requests that lapse."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0030_received_files_and_reports"),
    ]

    operations = [
        migrations.RemoveIndex(model_name="case", name="case_to_remind_of"),
        migrations.AlterField(
            model_name="case",
            name="state",
            field=models.CharField(
                choices=[
                    ("received", "New"),
                    ("incomplete", "Waiting for what is missing"),
                    ("accepted", "Accepted"),
                    ("with_departments", "With departments"),
                    ("drafting", "Drafting"),
                    ("awaiting_sign_off", "Waiting for sign-off"),
                    ("ready", "Ready to send"),
                    ("answered", "Answered"),
                    ("redirected", "Handled elsewhere"),
                    ("withdrawn", "Withdrawn"),
                    ("lapsed", "Lapsed"),
                ],
                default="received",
                max_length=30,
            ),
        ),
        migrations.AlterField(
            model_name="message",
            name="kind",
            field=models.CharField(
                choices=[
                    ("request", "Request"),
                    ("reply", "Reply"),
                    ("possible_reply", "Possible reply"),
                    ("auto_reply", "Automatic reply"),
                    ("delivery_report", "Delivery report"),
                    ("read_receipt", "Read receipt"),
                    ("needs_attention", "Needs attention"),
                    ("acknowledgement", "Acknowledgement"),
                    ("advice", "Advice on what is missing"),
                    ("redirect", "Where to go instead"),
                    ("notice", "Letter on the way to the answer"),
                    ("clarification", "Question to the applicant"),
                    ("lapse", "Closed for no reply"),
                    ("extension", "Notice of more time"),
                    ("response", "Response"),
                    ("access_code", "Code to follow the request"),
                    ("internal", "Notice to a colleague"),
                    ("digest", "Reminders of a morning"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="Clarification",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("unclear", models.TextField(verbose_name="what is unclear")),
                ("why", models.TextField(verbose_name="why it is needed to find the information")),
                ("help_offered", models.TextField(blank=True)),
                ("close_after", models.DateField(verbose_name="closed if there is no reply by")),
                ("closed_at", models.DateTimeField(null=True)),
                (
                    "answered",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.clockentry",
                    ),
                ),
                (
                    "asked",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.clockentry",
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="clarifications",
                        to="requests_app.case",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.letter",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.message",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Extension",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("why", models.TextField()),
                ("volume", models.TextField(blank=True)),
                (
                    "past_limit_reason",
                    models.TextField(
                        blank=True, verbose_name="why it takes more than 40 working days"
                    ),
                ),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="extensions",
                        to="requests_app.case",
                    ),
                ),
                (
                    "entry",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.clockentry",
                    ),
                ),
                (
                    "letter",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.letter",
                    ),
                ),
                (
                    "message",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="requests_app.message",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    ("state__in", ["answered", "lapsed", "redirected", "withdrawn"]),
                    _negated=True,
                ),
                fields=["reminders_from"],
                name="case_to_remind_of",
            ),
        ),
    ]
