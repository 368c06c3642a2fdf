"""What a manager decides about a similar request, and a refined request."""

from datetime import date

from django import forms
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.forms.case_acts import ReasonForm
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import LinkDecision


class LinkForm(ReasonForm):
    """How two requests stand to one another, and why."""

    decision = forms.ChoiceField(
        label="How do they stand to one another?",
        choices=LinkDecision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how they stand to one another."},
    )
    is_in_concert = forms.BooleanField(
        label="They come from different people who appear to act together", required=False
    )
    field_order = ("version", "decision", "is_in_concert", "reason")


class RefinedForm(forms.Form):
    """The request as it is asked for now."""

    subject = forms.CharField(
        label="Subject", max_length=200, error_messages={"required": "Write a subject."}
    )
    received_on = forms.DateField(
        label="It reached us on",
        help_text="Its own 20 working days run from this day. For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day it reached us.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )
    text = forms.CharField(
        label="What do they ask for now, in their own words?",
        max_length=50_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "Write what they ask for now."},
    )

    def clean_received_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["received_on"]
        if day > london_day(timezone.now()):
            raise forms.ValidationError("This day has not come yet. Write the day it reached us.")
        return day
