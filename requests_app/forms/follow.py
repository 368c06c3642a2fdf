"""How an applicant comes back to a request."""

from django import forms


class AskForCodeForm(forms.Form):
    """A reference and the address it was asked from."""

    reference = forms.CharField(
        label="Your reference",
        help_text="For example FOI-2026-00042. It is in every mail from us.",
        max_length=40,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20", "spellcheck": "false"}),
        error_messages={"required": "Write your reference."},
    )
    email = forms.EmailField(
        label="The e-mail address you gave us",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write the e-mail address you gave us.",
            "invalid": "Write an e-mail address such as name@example.org.",
        },
    )


class CodeForm(forms.Form):
    """The six digits that were sent."""

    reference = forms.CharField(max_length=40, widget=forms.HiddenInput)
    code = forms.CharField(
        label="The code we sent you",
        help_text="Six digits. It works for 15 minutes.",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "class": "govuk-input--width-10",
            }
        ),
        error_messages={"required": "Write the code from our mail."},
    )
