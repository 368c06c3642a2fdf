"""What is done with a message that waits."""

from django import forms

from requests_app.forms.working_days import DAY, DAY_FORMATS


class JoinForm(forms.Form):
    """The case that a message belongs to."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Write the reference of the case."},
    )


class TakeOutForm(forms.Form):
    """When a forwarded request reached the authority."""

    received_on = forms.DateField(
        label="On which day did it reach the authority?",
        help_text="Anywhere here, not only this office: the clock runs from that day. "
        "For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day it reached us.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )


class DismissForm(forms.Form):
    """Why a message needs nothing."""

    reason = forms.CharField(
        label="Why does it need no answer?",
        max_length=500,
        widget=forms.TextInput(attrs={"data-key": "d"}),
        error_messages={"required": "Say why it needs no answer. It is kept with the reason."},
    )
