"""What is done with a message that waits."""

from django import forms


class JoinForm(forms.Form):
    """The case that a message belongs to."""

    reference = forms.CharField(
        label="Reference of the case",
        max_length=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Write the reference of the case."},
    )


class DismissForm(forms.Form):
    """Why a message needs nothing."""

    reason = forms.CharField(
        label="Why does it need no answer?",
        max_length=500,
        error_messages={"required": "Say why it needs no answer. It is kept with the reason."},
    )
