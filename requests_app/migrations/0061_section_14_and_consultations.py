import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0073_triage_rules"),
    ]

    operations = [
        migrations.CreateModel(
            name="Consultation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("third_party", "A third party"),
                            ("secretary_of_state", "The Secretary of State (historical record)"),
                        ],
                        default="third_party",
                        max_length=20,
                    ),
                ),
                ("party", models.CharField(max_length=200)),
                ("contact", models.CharField(blank=True, max_length=300)),
                ("asked_in", models.TextField()),
                ("asked_on", models.DateField()),
                ("reply_by", models.DateField()),
                ("recorded_at", models.DateTimeField()),
                (
                    "stance",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("objects", "They object"),
                            ("no_objection", "They do not object"),
                            ("no_reply", "They did not reply in time"),
                        ],
                        max_length=15,
                    ),
                ),
                ("reply", models.TextField(blank=True)),
                ("replied_on", models.DateField(null=True)),
                (
                    "fate",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("disclosed", "We disclose it"),
                            ("in_part", "We disclose part of it"),
                            ("withheld", "We withhold it"),
                        ],
                        max_length=10,
                    ),
                ),
                ("told_in", models.TextField(blank=True)),
                ("told_on", models.DateField(null=True)),
            ],
            options={
                "ordering": ("question__position", "pk"),
            },
        ),
        migrations.CreateModel(
            name="VexatiousProposal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "ground",
                    models.CharField(
                        choices=[("vexatious", "section 14(1)"), ("repeated", "section 14(2)")],
                        max_length=10,
                    ),
                ),
                ("burden", models.TextField(blank=True)),
                ("motive", models.TextField(blank=True)),
                ("value", models.TextField(blank=True)),
                ("distress", models.TextField(blank=True)),
                ("interval", models.TextField(blank=True)),
                ("conclusion", models.TextField()),
                ("evidence", models.JSONField(default=dict)),
                ("why_no_notice", models.TextField(blank=True)),
                ("proposed_at", models.DateTimeField()),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("waiting", "Waiting for a decision"),
                            ("approved", "Approved"),
                            ("rejected", "Not approved"),
                            ("withdrawn", "Taken back"),
                        ],
                        default="waiting",
                        max_length=10,
                    ),
                ),
                ("decided_at", models.DateTimeField(null=True)),
                ("decision_reasons", models.TextField(blank=True)),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_to_remind_of",
        ),
        migrations.RemoveIndex(
            model_name="case",
            name="case_closed_last",
        ),
        migrations.AlterField(
            model_name="answer",
            name="outcome",
            field=models.CharField(
                blank=True,
                choices=[
                    ("disclosed", "Disclosed"),
                    ("disclosed_in_part", "Disclosed in part"),
                    ("withheld", "Withheld"),
                    ("not_held", "Not held"),
                    ("already_available", "Already available"),
                    ("too_costly", "Too costly"),
                    ("too_costly_to_say", "Too costly to say"),
                    ("neither_confirmed_nor_denied", "Neither confirmed nor denied"),
                    ("vexatious", "Vexatious"),
                    ("repeated", "Repeated"),
                ],
                max_length=30,
            ),
        ),
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
                    ("closed_without_notice", "Closed without a notice"),
                ],
                default="received",
                max_length=30,
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                models.OrderBy(models.F("closed_on"), descending=True, nulls_last=True),
                models.OrderBy(models.F("reference"), descending=True),
                condition=models.Q(
                    (
                        "state__in",
                        ["answered", "closed_without_notice", "lapsed", "redirected", "withdrawn"],
                    )
                ),
                name="case_closed_last",
            ),
        ),
        migrations.AddIndex(
            model_name="case",
            index=models.Index(
                condition=models.Q(
                    (
                        "state__in",
                        ["answered", "closed_without_notice", "lapsed", "redirected", "withdrawn"],
                    ),
                    _negated=True,
                ),
                fields=["reminders_from"],
                name="case_to_remind_of",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="asked_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="claim",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="requests_app.claim",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="document",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="requests_app.document",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="question",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="consultations",
                to="requests_app.question",
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="reply_recorded_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="consultation",
            name="told_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="vexatiousproposal",
            name="case",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="vexatious_proposals",
                to="requests_app.case",
            ),
        ),
        migrations.AddField(
            model_name="vexatiousproposal",
            name="decided_by",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="vexatiousproposal",
            name="earlier_notice",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests_app.case",
            ),
        ),
        migrations.AddField(
            model_name="vexatiousproposal",
            name="proposed_by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="vexatiousproposal",
            name="repeats",
            field=models.ForeignKey(
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="requests_app.case",
            ),
        ),
        migrations.AddConstraint(
            model_name="vexatiousproposal",
            constraint=models.UniqueConstraint(
                condition=models.Q(("state__in", ("waiting", "approved"))),
                fields=("case",),
                name="one_proposal_under_section_14_stands",
            ),
        ),
    ]
