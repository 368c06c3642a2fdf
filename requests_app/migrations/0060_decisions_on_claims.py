import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


def keep_typed_decisions(apps, schema_editor):
    """Keep what was typed about who decided as a record; on an open case it counts no more."""
    claim_model = apps.get_model("requests_app", "Claim")
    test_model = apps.get_model("requests_app", "PublicInterestTest")
    for claim in claim_model.objects.exclude(balance="").exclude(decided_on=None):
        test_model.objects.create(
            claim=claim,
            seal="",
            asked_by=claim.made_by,
            asked_at=claim.made_at,
            for_disclosure=claim.for_disclosure,
            for_withholding=claim.for_withholding,
            balance=claim.balance,
            reasons=claim.balance_reasons,
            decided_by_name=claim.decided_by,
            decided_at=claim.made_at,
            ended_at=claim.made_at,
        )


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0071_card_payments"),
    ]

    operations = [
        migrations.AddField(
            model_name="claim",
            name="is_on_emissions",
            field=models.BooleanField(null=True),
        ),
        migrations.AddField(
            model_name="claim",
            name="is_statistical",
            field=models.BooleanField(default=False),
        ),
        migrations.AddField(
            model_name="claim",
            name="submission",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="user",
            name="role",
            field=models.CharField(
                choices=[
                    ("foi_manager", "FOI manager"),
                    ("foi_administrator", "FOI administrator"),
                    ("director_of_corporate_affairs", "Director of Corporate Affairs"),
                    ("qualified_person", "Qualified person (section 36)"),
                    ("communications", "Communications"),
                    ("auditor", "Auditor"),
                    ("system_administrator", "System administrator"),
                    ("department_member", "Department member"),
                ],
                db_index=True,
                default="department_member",
                max_length=40,
            ),
        ),
        migrations.CreateModel(
            name="PublicInterestTest",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seal", models.CharField(max_length=64)),
                ("asked_at", models.DateTimeField()),
                ("for_disclosure", models.TextField(blank=True)),
                ("for_withholding", models.TextField(blank=True)),
                (
                    "balance",
                    models.CharField(
                        blank=True,
                        choices=[("withhold", "withhold"), ("disclose", "disclose")],
                        max_length=10,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("decided_by_name", models.CharField(blank=True, max_length=310)),
                ("decided_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("comment", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="tests",
                        to="requests_app.claim",
                    ),
                ),
                (
                    "decided_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("claim",),
                        name="one_weighing_of_a_claim_stands",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="QualifiedOpinion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("seal", models.CharField(max_length=64)),
                ("submission", models.TextField()),
                ("asked_at", models.DateTimeField()),
                ("is_engaged", models.BooleanField(null=True)),
                ("limb", models.CharField(blank=True, max_length=20)),
                (
                    "likelihood",
                    models.CharField(
                        blank=True,
                        choices=[("would", "would"), ("would be likely to", "would be likely to")],
                        max_length=20,
                    ),
                ),
                ("reasons", models.TextField(blank=True)),
                ("given_by_name", models.CharField(blank=True, max_length=310)),
                ("given_at", models.DateTimeField(null=True)),
                ("ended_at", models.DateTimeField(null=True)),
                ("comment", models.TextField(blank=True)),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "claim",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="opinions",
                        to="requests_app.claim",
                    ),
                ),
                (
                    "given_by",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_at__isnull", True)),
                        fields=("claim",),
                        name="one_opinion_on_a_claim_stands",
                    )
                ],
            },
        ),
        migrations.RunPython(keep_typed_decisions, migrations.RunPython.noop),
        migrations.RemoveField(
            model_name="claim",
            name="balance",
        ),
        migrations.RemoveField(
            model_name="claim",
            name="decided_by",
        ),
        migrations.RemoveField(
            model_name="claim",
            name="decided_on",
        ),
    ]
