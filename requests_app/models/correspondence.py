"""Every message in and out, and the bytes it came as."""

from django.contrib.postgres.indexes import GinIndex
from django.db import models

from requests_app.models.searched import searched


class RawMail(models.Model):
    """A message exactly as it arrived, sealed by its SHA-256."""

    sha256 = models.CharField(max_length=64, unique=True)
    size = models.PositiveBigIntegerField()
    file = models.FileField(upload_to="mail/%Y/%m", max_length=200)
    arrived_at = models.DateTimeField()
    inside = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, related_name="carried", help_text="Came in it."
    )
    received_on = models.DateField(
        null=True, help_text="The day it reached the authority, where that was before it came here."
    )

    def __str__(self) -> str:
        return self.sha256[:12]


class Direction(models.TextChoices):
    """Which way a message went."""

    INCOMING = "in", "Received"
    OUTGOING = "out", "Sent"


class MessageKind(models.TextChoices):
    """What a message is to its case."""

    REQUEST = "request", "Request"
    REPLY = "reply", "Reply"
    POSSIBLE_REPLY = "possible_reply", "Possible reply"
    AUTO_REPLY = "auto_reply", "Automatic reply"
    DELIVERY_REPORT = "delivery_report", "Delivery report"
    READ_RECEIPT = "read_receipt", "Read receipt"
    NEEDS_ATTENTION = "needs_attention", "Needs attention"
    ACKNOWLEDGEMENT = "acknowledgement", "Acknowledgement"
    ADVICE = "advice", "Advice on what is missing"
    REDIRECT = "redirect", "Where to go instead"
    NOTICE = "notice", "Letter on the way to the answer"
    CLARIFICATION = "clarification", "Question to the applicant"
    LAPSE = "lapse", "Closed for no reply"
    EXTENSION = "extension", "Notice of more time"
    RESPONSE = "response", "Response"
    REVIEW_REQUEST = "review_request", "Request for a review"
    REVIEW = "review", "About the review"
    ACCESS_CODE = "access_code", "Code to follow the request"
    INTERNAL = "internal", "Notice to a colleague"
    DIGEST = "digest", "Reminders of a morning"


class Message(models.Model):
    """A message, in the words that were sent. Only those who may see the applicant read it.

    Without a case and not dismissed, it waits in the inbox for a person. `about` is the message
    that a delivery report or read receipt speaks of; `other_cases` are those it was sent to as
    well; `enclosures` are the files that an outgoing message carries beside its letter; `template`
    names the version of the template that a letter in the mail itself was made from;
    `date_header` is the sender's own word and only shown; `authentication` is what our own mail
    server found about the sender.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, null=True, related_name="messages"
    )
    direction = models.CharField(max_length=3, choices=Direction.choices)
    kind = models.CharField(max_length=20, choices=MessageKind.choices)
    raw = models.OneToOneField(RawMail, on_delete=models.PROTECT, null=True, related_name="message")
    sender_name = models.CharField(max_length=200, blank=True)
    sender = models.CharField("from", max_length=320, blank=True)
    recipient = models.CharField("to", max_length=320, blank=True)
    subject = models.CharField(max_length=500, blank=True)
    text = models.TextField(blank=True)
    template = models.CharField(max_length=40, blank=True)
    message_id = models.CharField(max_length=300, blank=True, db_index=True)
    in_reply_to = models.CharField(max_length=300, blank=True)
    happened_at = models.DateTimeField()
    note = models.TextField("what a person should know", blank=True)
    suggested_case = models.ForeignKey(
        "requests_app.Case", on_delete=models.SET_NULL, null=True, related_name="+"
    )
    other_cases = models.ManyToManyField("requests_app.Case", related_name="shared_messages")
    enclosures = models.ManyToManyField("requests_app.Document", related_name="sent_in")
    about = models.ForeignKey(
        "self", on_delete=models.SET_NULL, null=True, related_name="reports_on_it"
    )
    date_header = models.CharField("date by the sender", max_length=100, blank=True)
    authentication = models.CharField(max_length=100, blank=True)
    dismissed_reason = models.TextField(blank=True)
    handled_at = models.DateTimeField("dealt with", null=True)

    class Meta:
        ordering = ("happened_at", "pk")
        constraints = (
            # Composing the same mail twice finds the first one instead of making a second.
            models.UniqueConstraint(
                fields=("message_id",),
                condition=models.Q(direction="out"),
                name="one_outgoing_message_an_id",
            ),
        )
        indexes = (
            GinIndex(searched("text"), name="message_words"),
            models.Index(
                fields=("happened_at",),
                name="message_waiting",
                condition=models.Q(case__isnull=True, dismissed_reason=""),
            ),
            models.Index(
                fields=("kind",),
                name="message_to_place",
                condition=models.Q(
                    case__isnull=True,
                    dismissed_reason="",
                    direction="in",
                    kind__in=("possible_reply", "needs_attention"),
                ),
            ),
            models.Index(
                fields=("happened_at",),
                name="message_to_see_to",
                condition=models.Q(direction="out", handled_at__isnull=True),
            ),
            models.Index(
                fields=("case", "kind"),
                name="message_to_read",
                condition=models.Q(
                    handled_at__isnull=True,
                    dismissed_reason="",
                    direction="in",
                    kind__in=("reply", "delivery_report", "auto_reply"),
                ),
            ),
        )

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.pk}"


class Delivery(models.Model):
    """How far an outgoing message has come. One row a message.

    `handing_over_at` is written just before the mail server is given the text: a row that
    stops there is in doubt, and a person decides, because sending again might send twice.
    `is_to_be_asked_after` where the carrier sends no report by itself and has said nothing yet.
    """

    message = models.OneToOneField(Message, on_delete=models.CASCADE, related_name="delivery")
    handing_over_at = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    problem = models.CharField(max_length=300, blank=True)
    is_to_be_asked_after = models.BooleanField(default=False)

    class Meta:
        verbose_name_plural = "deliveries"
        indexes = (
            models.Index(
                fields=("sent_at",),
                name="delivery_to_be_asked_after",
                condition=models.Q(is_to_be_asked_after=True),
            ),
            models.Index(
                fields=("handing_over_at",),
                name="delivery_not_sent",
                condition=models.Q(sent_at__isnull=True),
            ),
        )

    def __str__(self) -> str:
        return f"Delivery of {self.message_id}"

    @property
    def is_in_doubt(self) -> bool:
        """Whether the text was handed over and no verdict came back."""
        return bool(self.handing_over_at) and not self.sent_at and not self.failed_at
