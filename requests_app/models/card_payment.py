"""Attempts to pay a fee by card. Who pays, and with what card, is never stored."""

from django.db import models

from requests_app.domain.card_payment import CardStatus


class CardPayment(models.Model):
    """One attempt at GOV.UK Pay. Money that came of it is a `Payment` of its own.

    `provider_id` is Pay's name for it, "" until Pay has answered. `return_token` stands in the
    address that the payer comes back to; it opens nothing of the case.
    """

    notice = models.ForeignKey(
        "requests_app.FeeNotice", on_delete=models.CASCADE, related_name="card_payments"
    )
    amount = models.DecimalField(max_digits=9, decimal_places=2)
    provider_id = models.CharField(max_length=64, blank=True)
    return_token = models.CharField(max_length=64, unique=True)
    status = models.CharField(
        max_length=20,
        choices=[(status.value, status.value) for status in CardStatus],
        default=CardStatus.CREATED.value,
    )
    begun_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("pk",)
        constraints = (
            models.CheckConstraint(
                name="a_card_payment_is_above_nothing", condition=models.Q(amount__gt=0)
            ),
            models.UniqueConstraint(
                fields=("notice",),
                condition=models.Q(finished_at__isnull=True),
                name="one_card_payment_under_way_a_fee",
            ),
            models.UniqueConstraint(
                fields=("provider_id",),
                condition=~models.Q(provider_id=""),
                name="one_card_payment_a_provider_id",
            ),
        )

    def __str__(self) -> str:
        return f"£{self.amount} by card"
