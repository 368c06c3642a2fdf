"""A request that came on paper, by phone or in person, typed in by the FOI office."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import Channel, ReplyBy


class NewCaseForm(forms.Form):
    """Everything that a received request holds."""

    channel = forms.ChoiceField(
        label="How did it come?",
        choices=[
            (Channel.POST.value, "By post"),
            (Channel.PHONE.value, "By phone, put into writing"),
            (Channel.MAIL.value, "By e-mail to somebody else here"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how the request came."},
    )
    received_on = forms.DateField(
        label="On which day did it reach the authority?",
        help_text="The day it came in anywhere here, also a Saturday. For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day it reached us.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )
    name = forms.CharField(label="Who asks?", max_length=200, required=False)
    organisation = forms.CharField(label="For which organisation?", max_length=200, required=False)
    email = forms.EmailField(
        label="E-mail address",
        max_length=254,
        required=False,
        error_messages={"invalid": "Write an e-mail address such as name@example.org."},
    )
    postal_address = forms.CharField(
        label="Postal address",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    reply_by = forms.ChoiceField(
        label="Where do they want the answer?",
        choices=ReplyBy.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where the answer goes."},
    )
    subject = forms.CharField(
        label="Subject",
        help_text="Without a name in it: departments will read it.",
        max_length=200,
        required=False,
    )
    text = forms.CharField(
        label="The request in its own words",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Type or paste the words of the request."},
    )
    late_entry_reason = forms.CharField(
        label="Why is it entered only now?",
        help_text="Needed when it came more than one day ago.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def clean_received_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["received_on"]
        if day > london_day(timezone.now()):
            raise forms.ValidationError("This day has not come yet. Write the day it reached us.")
        return day

    def clean_text(self) -> str:
        """Refuse a text beyond the limit."""
        text: str = self.cleaned_data["text"]
        if len(text) > settings.REQUEST_TEXT_LIMIT:
            raise forms.ValidationError(
                f"The text has {len(text):,} characters; {settings.REQUEST_TEXT_LIMIT:,} fit."
            )
        return text

    def clean(self) -> dict[str, Any]:
        """Ask why a late entry is late."""
        cleaned = super().clean() or {}
        received = cleaned.get("received_on")
        is_late = received and (london_day(timezone.now()) - received).days > 1
        if is_late and not cleaned.get("late_entry_reason", "").strip():
            self.add_error(
                "late_entry_reason",
                "Say why it is entered only now. The days since then count all the same.",
            )
        return cleaned
