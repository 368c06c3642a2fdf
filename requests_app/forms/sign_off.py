"""What a director decides."""

from django import forms


class ApproveForm(forms.Form):
    """The seal of exactly what the page showed."""

    digest_seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)


class ReturnForm(ApproveForm):
    """What has to change before the letter can be signed."""

    comment = forms.CharField(
        label="What has to change?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Say what has to change, so that the letter can be put right."},
    )
