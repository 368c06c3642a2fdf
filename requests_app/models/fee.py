"""What applicants are asked to pay, and the money that comes and goes."""

from django.conf import settings
from django.db import models

from requests_app.domain.fee_quote import Provision

PROVISIONS = [(provision.value, provision.label) for provision in Provision]


class FeeNotice(models.Model):
    """A fees notice as it was given. Its days stand on the ledger; the letter has its words.

    `amount` in pounds. `last_day` is None under s.13. `paid_on` is the day on which it was paid
    in full, worked out from the payments; it ends in one of three ways: paid, lapsed, cancelled.
    """

    case = models.ForeignKey(
        "requests_app.Case", on_delete=models.CASCADE, related_name="fee_notices"
    )
    provision = models.CharField(max_length=10, choices=PROVISIONS)
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    lines = models.JSONField(help_text="How it was worked out, line by line.")
    given_on = models.DateField()
    last_day = models.DateField("last day to pay", null=True)
    asked = models.OneToOneField(
        "requests_app.ClockEntry", on_delete=models.PROTECT, null=True, related_name="+"
    )
    letter = models.OneToOneField(
        "requests_app.Letter", on_delete=models.PROTECT, related_name="fee_notice"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    made_at = models.DateTimeField()
    paid_on = models.DateField(null=True)
    reminded_at = models.DateTimeField(null=True)
    lapsed_at = models.DateTimeField(null=True)
    cancelled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(name="a_fee_is_above_nothing", condition=models.Q(amount__gt=0)),
            models.UniqueConstraint(
                fields=("case",),
                condition=models.Q(
                    paid_on__isnull=True, lapsed_at__isnull=True, cancelled_at__isnull=True
                ),
                name="one_unpaid_fee_a_case",
            ),
        )

    def __str__(self) -> str:
        return f"Fee of £{self.amount}"

    @property
    def is_waiting(self) -> bool:
        """Whether the fee is still to be paid."""
        return not (self.paid_on or self.lapsed_at or self.cancelled_at)


class PaymentMethod(models.TextChoices):
    """How money came."""

    CHEQUE = "cheque", "Cheque"
    TRANSFER = "transfer", "Bank transfer"
    CARD_BY_PHONE = "card_by_phone", "Card by phone"
    CASH = "cash", "Cash"
    CARD_ONLINE = "card_online", "Card, by GOV.UK Pay"

    @classmethod
    def recorded_by_hand(cls) -> list[tuple[str, str]]:
        """Return the ways that a person notes; what comes by GOV.UK Pay notes itself."""
        return [(way.value, way.label) for way in cls if way is not cls.CARD_ONLINE]


class Payment(models.Model):
    """Money that came. `received_on` decides; what is dishonoured was never paid.

    `is_late`: it came when nothing was owed any more, and a person has to decide.
    """

    notice = models.ForeignKey(FeeNotice, on_delete=models.CASCADE, related_name="payments")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    method = models.CharField(max_length=20, choices=PaymentMethod.choices)
    received_on = models.DateField()
    cleared_on = models.DateField(null=True)
    dishonoured_on = models.DateField(null=True)
    is_late = models.BooleanField(default=False)
    settled_at = models.DateTimeField("question settled", null=True)
    card = models.OneToOneField(
        "requests_app.CardPayment", on_delete=models.PROTECT, null=True, related_name="payment"
    )
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("received_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_payment_is_above_nothing", condition=models.Q(amount__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"£{self.amount} on {self.received_on}"


class Refund(models.Model):
    """Money that was given back; to the card it came from where there is a `card`."""

    notice = models.ForeignKey(FeeNotice, on_delete=models.CASCADE, related_name="refunds")
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    refunded_on = models.DateField()
    card = models.ForeignKey(
        "requests_app.CardPayment", on_delete=models.PROTECT, null=True, related_name="refunds"
    )
    provider_id = models.CharField(max_length=64, blank=True)
    recorded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ("refunded_on", "pk")
        constraints = (
            models.CheckConstraint(
                name="a_refund_is_above_nothing", condition=models.Q(amount__gt=0)
            ),
        )

    def __str__(self) -> str:
        return f"£{self.amount} back on {self.refunded_on}"
