"""Estimates, narrowing offers, and later sums of the Fees Regulations."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("requests_app", "0008_reminders"),
    ]

    operations = [
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
                ],
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
                    ("response", "Response"),
                    ("access_code", "Code to follow the request"),
                    ("internal", "Notice to a colleague"),
                    ("digest", "Reminders of a morning"),
                ],
                max_length=20,
            ),
        ),
        migrations.CreateModel(
            name="CostTerm",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("since", models.DateField(unique=True, verbose_name="in force since")),
                (
                    "limit",
                    models.DecimalField(
                        decimal_places=2, max_digits=8, verbose_name="limit for the authority"
                    ),
                ),
                (
                    "limit_part_1",
                    models.DecimalField(
                        decimal_places=2,
                        max_digits=8,
                        verbose_name="limit for bodies in FOIA Schedule 1 Part I",
                    ),
                ),
                (
                    "rate",
                    models.DecimalField(
                        decimal_places=2, max_digits=6, verbose_name="rate for one hour"
                    ),
                ),
                ("source", models.CharField(max_length=200)),
            ],
            options={
                "ordering": ("since",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("limit__gt", 0), ("limit_part_1__gt", 0), ("rate__gt", 0)
                        ),
                        name="cost_terms_are_above_nothing",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Estimate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("scope", models.PositiveSmallIntegerField(default=0)),
                ("scope_text", models.TextField(blank=True)),
                (
                    "basis",
                    models.TextField(
                        help_text="How the records are kept, and where the figures are from."
                    ),
                ),
                ("made_at", models.DateTimeField()),
                ("superseded_at", models.DateTimeField(null=True)),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="estimates",
                        to="requests_app.case",
                    ),
                ),
                (
                    "commission",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="estimates",
                        to="requests_app.commission",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "question",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="estimates",
                        to="requests_app.question",
                    ),
                ),
            ],
            options={
                "ordering": ("question__position", "scope", "pk"),
            },
        ),
        migrations.CreateModel(
            name="EstimateLine",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "activity",
                    models.CharField(
                        choices=[
                            ("determine_held", "Finding out whether we hold it"),
                            ("locate", "Finding it, or the document it is in"),
                            ("retrieve", "Getting it out of where it is kept"),
                            ("extract", "Taking it out of the document"),
                            ("redact", "Blacking out"),
                            ("anonymise_small_numbers", "Hiding small numbers"),
                            ("read_for_sensitivity", "Reading for sensitive content"),
                            ("consider_exemptions", "Considering exemptions"),
                            ("public_interest_test", "Weighing the public interest"),
                            ("legal_advice", "Taking legal advice"),
                            ("consult_third_party", "Asking those it concerns"),
                            ("check_validity", "Checking that the request is valid"),
                            ("consider_vexatious", "Considering whether it is vexatious"),
                            ("calculate_fee", "Working out a fee"),
                            ("advice_and_assistance", "Advising the applicant"),
                            ("draft_response", "Writing the answer"),
                            ("sign_off", "Signing the answer off"),
                            ("press_review", "Showing it to Communications"),
                            ("internal_review", "Reviewing the answer"),
                            ("convert_format", "Putting it into another format"),
                            ("copy", "Copying"),
                            ("post", "Posting"),
                        ],
                        max_length=30,
                    ),
                ),
                ("persons", models.PositiveSmallIntegerField(default=1)),
                ("hours_low", models.DecimalField(decimal_places=2, max_digits=7)),
                ("hours_expected", models.DecimalField(decimal_places=2, max_digits=7)),
                ("hours_high", models.DecimalField(decimal_places=2, max_digits=7)),
                ("expense", models.DecimalField(decimal_places=2, default=0, max_digits=9)),
                ("records", models.PositiveIntegerField(null=True)),
                ("timed", models.PositiveIntegerField(null=True)),
                ("chosen", models.TextField(blank=True)),
                ("minutes_low", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                (
                    "minutes_expected",
                    models.DecimalField(decimal_places=2, max_digits=7, null=True),
                ),
                ("minutes_high", models.DecimalField(decimal_places=2, max_digits=7, null=True)),
                (
                    "estimate",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="lines",
                        to="requests_app.estimate",
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="NarrowingOffer",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("text", models.TextField()),
                ("made_at", models.DateTimeField()),
                (
                    "case",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="narrowing_offers",
                        to="requests_app.case",
                    ),
                ),
                (
                    "letter",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="narrowing_offer",
                        to="requests_app.letter",
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "ordering": ("pk",),
            },
        ),
        migrations.AddConstraint(
            model_name="estimate",
            constraint=models.UniqueConstraint(
                condition=models.Q(("superseded_at__isnull", True)),
                fields=("question", "commission", "scope"),
                name="one_estimate_stands_at_a_time",
                nulls_distinct=False,
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateline",
            constraint=models.UniqueConstraint(
                fields=("estimate", "activity"), name="one_line_an_activity"
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateline",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("hours_low__gte", 0),
                    ("hours_expected__gte", models.F("hours_low")),
                    ("hours_high__gte", models.F("hours_expected")),
                ),
                name="hours_go_from_the_least_to_the_most",
            ),
        ),
        migrations.AddConstraint(
            model_name="estimateline",
            constraint=models.CheckConstraint(
                condition=models.Q(("expense__gte", 0), ("persons__gte", 1)),
                name="estimates_take_people_and_no_negative_money",
            ),
        ),
    ]
