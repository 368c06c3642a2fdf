"""What somebody types when a fee is asked for, and when money comes or goes."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils import timezone

from requests_app.domain.fee_quote import Paper, Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.london import london_day
from requests_app.domain.money import NOTHING
from requests_app.domain.regime import Regime
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import PaymentMethod
from requests_app.services.fees import MOST_POUNDS, NewFee

OUTLAY_ROWS = 4
MOST_SHEETS = 100_000
MOST_HOURS = 1_000


def _money(label: str, *, required: bool = False, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal("0.01"),
        max_value=MOST_POUNDS,
        max_digits=9,
        decimal_places=2,
        required=required,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={
            "required": f"{label}: write the amount in pounds, such as 12.50.",
            "invalid": f"{label}: write pounds and pence, such as 12.50.",
            "min_value": f"{label}: it has to be at least one penny.",
            "max_value": f"{label}: £{MOST_POUNDS:,} is the most that can be noted.",
            "max_decimal_places": f"{label}: write pounds and pence, such as 12.50.",
            "max_digits": f"{label}: this number is too long.",
            "max_whole_digits": f"{label}: this number is too long.",
        },
        **more,
    )


def _count(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=0,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={
            "invalid": f"{label}: write a whole number.",
            "min_value": f"{label}: it cannot be less than 0.",
            "max_value": f"{label}: {most:,} is the most that can be noted.",
        },
    )


def _day(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text="For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        required=required,
        error_messages={
            "required": "Write the day.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )


def _not_to_come(day: date | None) -> date | None:
    if day and day > london_day(timezone.now()):
        raise forms.ValidationError("This day has not come yet. Write the day it happened.")
    return day


class FeeForm(forms.Form):
    """What a fee is for, and how much of it is asked for."""

    marks_nothing_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    provision = forms.ChoiceField(label="Under which provision?", widget=forms.RadioSelect)
    is_adjustment = forms.BooleanField(
        label="The form is a reasonable adjustment for a disabled person",
        help_text="Then its production and sending cost the applicant nothing.",
        required=False,
    )
    for_carer = forms.BooleanField(label="The further copy is for a carer", required=False)
    sheets_per_copy = _count("Sheets of paper in one copy", MOST_SHEETS)
    additional_copies = _count("Copies beyond the first, which is free", 1_000)
    actual_cost = _money("What those copies really cost, if you know, £")
    ask_for = _money(
        "Ask for less than the whole, £", help_text="Leave it empty to ask for the whole."
    )

    def __init__(self, *args: Any, regime: Regime, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        provisions = [each for each in Provision if each.regime is regime]
        field = self.fields["provision"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [(each.value, each.label) for each in provisions]
        field.initial = provisions[0].value
        for row in range(OUTLAY_ROWS):
            self.fields[f"what_{row}"] = forms.CharField(
                label=f"What else {row + 1}", max_length=200, required=False
            )
            self.fields[f"expense_{row}"] = _money(f"Expense {row + 1}, £")
            self.fields[f"hours_{row}"] = forms.DecimalField(
                label=f"Hours of staff {row + 1}",
                min_value=Decimal(0),
                max_value=Decimal(MOST_HOURS),
                decimal_places=2,
                required=False,
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}
                ),
                error_messages={
                    "invalid": "Write the hours as a number, such as 1.5.",
                    "min_value": "Hours cannot be less than 0.",
                    "max_value": f"{MOST_HOURS:,} hours is the most that can be noted.",
                },
            )

    def clean(self) -> dict[str, Any]:
        """Hold each row together."""
        cleaned = super().clean() or {}
        for row in range(OUTLAY_ROWS):
            has_sum = cleaned.get(f"expense_{row}") or cleaned.get(f"hours_{row}")
            if has_sum and not cleaned.get(f"what_{row}"):
                self.add_error(f"what_{row}", "Say what this is for.")
            if cleaned.get(f"what_{row}") and not has_sum:
                self.add_error(f"expense_{row}", "Write what this costs.")
        if (cleaned.get("sheets_per_copy") is None) != (cleaned.get("additional_copies") is None):
            self.add_error(
                "sheets_per_copy", "Write both the sheets in one copy and the further copies."
            )
        return cleaned

    def outlay_rows(self) -> list[tuple[forms.BoundField, ...]]:
        """Return the rows of other outlays."""
        return [
            (self[f"what_{row}"], self[f"expense_{row}"], self[f"hours_{row}"])
            for row in range(OUTLAY_ROWS)
        ]

    def fee(self) -> NewFee:
        """Return what was typed, as the service takes it."""
        cleaned = self.cleaned_data
        sheets, copies = cleaned["sheets_per_copy"], cleaned["additional_copies"]
        return NewFee(
            provision=Provision(cleaned["provision"]),
            outlays=[
                Outlay(
                    cleaned[f"what_{row}"],
                    cleaned[f"expense_{row}"] or NOTHING,
                    cleaned[f"hours_{row}"] or NOTHING,
                )
                for row in range(OUTLAY_ROWS)
                if cleaned[f"what_{row}"]
            ],
            paper=Paper(sheets, copies, cleaned["actual_cost"], for_carer=cleaned["for_carer"])
            if sheets is not None and copies is not None
            else None,
            is_adjustment=cleaned["is_adjustment"],
            ask_for=cleaned["ask_for"],
        )


class PaymentForm(forms.Form):
    """Money that came."""

    amount = _money("Amount, £", required=True)
    method = forms.ChoiceField(label="How it came", choices=PaymentMethod.recorded_by_hand)
    received_on = _day("Day it reached us")
    cleared_on = _day("Day the bank cleared it, if it has", required=False)

    def clean_received_on(self) -> date | None:
        """Refuse a day to come."""
        return _not_to_come(self.cleaned_data["received_on"])

    def clean_cleared_on(self) -> date | None:
        """Refuse a day to come."""
        return _not_to_come(self.cleaned_data["cleared_on"])


class BankDayForm(forms.Form):
    """The day the bank cleared or refused a payment."""

    on = _day("Day")

    def clean_on(self) -> date | None:
        """Refuse a day to come."""
        return _not_to_come(self.cleaned_data["on"])


class CardRefundForm(forms.Form):
    """Money that goes back to a card now."""

    amount = _money("Amount to give back, £", required=True)


class RefundForm(forms.Form):
    """Money that was given back."""

    amount = _money("Amount given back, £", required=True)
    refunded_on = _day("Day it was given back")

    def clean_refunded_on(self) -> date | None:
        """Refuse a day to come."""
        return _not_to_come(self.cleaned_data["refunded_on"])
