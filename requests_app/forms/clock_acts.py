"""What people type to stop the clock, to set it going again, and to put its ledger right."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.london import london_day
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import Clarification


def _day(label: str, hint: str, missing: str) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text=hint,
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": missing,
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )


def _words(label: str, hint: str, missing: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=5000,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class ClarificationForm(forms.Form):
    """What the applicant is asked (FOIA s.1(3), EIR reg 9(2))."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    unclear = _words(
        "What is not clear?",
        "The applicant reads these words after “What is not clear to us”.",
        "Say what is not clear.",
    )
    why = _words(
        "Why do you need to know it to find the information?",
        "The clock only stops for what you need to identify and find it: not for the purpose, for "
        "proof of who they are, or to make an expensive request smaller.",
        "Say why you need it to find the information.",
    )
    help_offered = _words(
        "What help do you offer?",
        "For example: “We hold lists by ward and by year.” Left empty, a standard offer is made.",
        rows=2,
    )
    close_after = _day(
        "Until when do you wait?",
        "After this day the request closes by itself if nothing came. For example 24/11/2026",
        "Write until when you wait.",
    )

    def clean_close_after(self) -> date:
        """Refuse a day that leaves no time to reply."""
        day: date = self.cleaned_data["close_after"]
        if day <= london_day(timezone.now()):
            raise forms.ValidationError("Give the applicant time: write a day after today.")
        return day


class ReplyForm(forms.Form):
    """The day a reply came, and which questions it answers."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    message = forms.IntegerField(widget=forms.HiddenInput, required=False)
    received_on = _day(
        "On which day did their reply reach the authority?",
        "Any inbox or office counts, and so does a day long ago. For example 24/11/2026",
        "Write the day the reply reached us.",
    )
    clarifications = forms.MultipleChoiceField(
        label="What does it answer?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one question that the reply answers."},
    )

    def __init__(self, *args: Any, waiting: Sequence[Clarification], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [
            (str(row.pk), f"{row.unclear[:200]}\nAsked on {long_day(row.asked.on)}")
            for row in waiting
        ]
        field = self.fields["clarifications"]
        field.choices = choices  # type: ignore[attr-defined]
        field.initial = [pk for pk, _ in choices]

    def clean_received_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["received_on"]
        if day > london_day(timezone.now()):
            raise forms.ValidationError("This day has not come yet. Write the day it reached us.")
        return day


class PublicInterestForm(forms.Form):
    """More time to weigh the public interest (FOIA s.10(3), s.17(2))."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    provision = forms.CharField(
        label="Which exemption is it?",
        help_text="Section, subsection and paragraph of a qualified exemption, like s.43(2)",
        max_length=60,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
        error_messages={
            "required": "Name the exemption. A holding letter without one is a breach."
        },
    )
    why = _words(
        "Why does it apply?",
        "The applicant reads these words after the sentence that names the exemption.",
        "Say why the exemption applies.",
    )
    until = _day(
        "By which day do you expect to decide?",
        "A working day. For example 24/11/2026",
        "Write the day you expect to decide.",
    )
    past_limit_reason = _words(
        "If that is after working day 40: why is this case exceptional?",
        "Kept on the record. The applicant does not read it.",
        rows=2,
    )


class ComplexityForm(forms.Form):
    """More time for what is both complex and large (EIR reg 7(1))."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    why = _words(
        "What makes the request complex?",
        "The applicant reads these words.",
        "Say what makes it complex.",
    )
    volume = _words(
        "What makes it large?",
        "The Regulations ask for both. The applicant reads these words.",
        "Say what makes it large.",
    )
