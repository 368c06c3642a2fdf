"""A request being handled."""

from datetime import date

from django.conf import settings
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models.functions import Upper

from requests_app.domain.board import RUNNING
from requests_app.domain.regime import Regime
from requests_app.domain.workflow import CLOSED, OPEN, State
from requests_app.models.searched import searched

REGIMES = [
    (Regime.FOIA.value, "Freedom of Information Act"),
    (Regime.EIR.value, "Environmental Information Regulations"),
]
CLOSED_STATES = [state.value for state in sorted(CLOSED)]
OPEN_STATES = [state.value for state in sorted(OPEN)]
RUNNING_STATES = [state.value for state in sorted(RUNNING)]
URGENCY = (
    models.F("due_on"),
    models.OrderBy(models.F("owner"), nulls_first=True),
    models.F("reference"),
)
"""The order of the board: by due date; of one day, what nobody has taken up; by reference."""
LOOK_NOW = date(2000, 1, 1)
"""`Case.reminders_from` of a case to which something happened since the last round."""
STATES = [(state.value, state.label) for state in State]


class Channel(models.TextChoices):
    """How the request arrived."""

    MAIL = "mail", "E-mail"
    FORM = "form", "Web form"
    POST = "post", "Post"
    PHONE = "phone", "Phone"


class ReplyBy(models.TextChoices):
    """Where the applicant wants the answer."""

    EMAIL = "email", "By e-mail"
    POST = "post", "By post"


class Route(models.TextChoices):
    """What an incoming message turned out to be."""

    FOI = "foi", "Freedom of Information request"
    EIR = "eir", "Environmental information request"
    OWN_RECORDS = "own_records", "Request for their own records"
    DECEASED_RECORDS = "deceased_records", "Records of a patient who has died"
    OTHER_AUTHORITY = "other_authority", "Held by another authority"
    PRESS = "press", "Press enquiry"
    COMPLAINT = "complaint", "Complaint or patient advice"
    BUSINESS_AS_USUAL = "business_as_usual", "Ordinary business"


class Case(models.Model):
    """One request: its reference, where it stands, and which law it runs under.

    Holds nothing about who asked but a link: the words as they were sent live in
    `Message`, the person in `Applicant`. `state` is written only by
    `services.transitions`; the cached dates only by `services.clock`.
    """

    reference = models.CharField(max_length=30, unique=True)
    subject = models.CharField(max_length=200)
    regime = models.CharField(max_length=10, choices=REGIMES, default=Regime.FOIA.value)
    state = models.CharField(max_length=30, choices=STATES, default=State.RECEIVED.value)
    version = models.PositiveIntegerField(default=1)
    channel = models.CharField(max_length=10, choices=Channel.choices)
    route = models.CharField(max_length=30, choices=Route.choices, blank=True)
    applicant = models.ForeignKey(
        "requests_app.Applicant", on_delete=models.PROTECT, related_name="cases"
    )
    reply_by = models.CharField(max_length=10, choices=ReplyBy.choices, default=ReplyBy.EMAIL.value)
    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="owned_cases",
    )
    context = models.TextField(
        blank=True, help_text="What the request says that applies to every question."
    )
    order_of_priority = models.TextField(blank=True)
    preferred_form = models.TextField(blank=True)
    has_press_interest = models.BooleanField(null=True)
    link_version = models.PositiveIntegerField(default=1)
    opened_at = models.DateTimeField()
    follows = models.ForeignKey(
        "self",
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="followed_by",
        help_text="The request that this one refines or asks for again.",
    )

    # Worked out from the clock entries; kept for sorting and filtering only. `due_on` is the day
    # that people work to (`settings.CLOCK_LEADS`), the statutory one measures timeliness.
    received_on = models.DateField()
    due_on = models.DateField(null=True)
    statutory_due_on = models.DateField(null=True)
    closed_on = models.DateField(null=True, blank=True)

    # No morning before this day has anything to remind anybody of. Every act sets it back to
    # `LOOK_NOW`; the morning's round sets it on.
    reminders_from = models.DateField(default=LOOK_NOW)

    class Meta:
        ordering = ("due_on", "reference")
        indexes = (
            models.Index("state", *URGENCY, name="case_state_urgency"),
            models.Index(
                *URGENCY,
                name="case_new_urgency",
                condition=models.Q(state__in=[State.ACCEPTED.value, State.RECEIVED.value]),
            ),
            models.Index(
                *URGENCY, name="case_open_urgency", condition=models.Q(state__in=OPEN_STATES)
            ),
            models.Index(
                *URGENCY,
                name="case_hold_urgency",
                condition=models.Q(state__in=RUNNING_STATES, due_on__isnull=True)
                | models.Q(state__in=[State.INCOMPLETE.value]),
            ),
            models.Index(
                models.F("closed_on").desc(nulls_last=True),
                models.F("reference").desc(),
                name="case_closed_last",
                condition=models.Q(state__in=CLOSED_STATES),
            ),
            models.Index(fields=("due_on", "reference"), name="case_due"),
            models.Index(fields=("owner", "state"), name="case_owner_state"),
            models.Index(
                fields=("reminders_from",),
                name="case_to_remind_of",
                condition=~models.Q(state__in=CLOSED_STATES),
            ),
            models.Index(Upper("subject"), name="case_subject"),
            GinIndex(searched("subject"), name="case_words"),
            GinIndex(OpClass("subject", "gin_trgm_ops"), name="case_letters"),
            GinIndex(OpClass("reference", "gin_trgm_ops"), name="case_reference_letters"),
        )

    def __str__(self) -> str:
        return self.reference

    @property
    def is_open(self) -> bool:
        """Whether anything is still owed."""
        return not State(self.state).is_closed
