"""How an applicant comes back to a request."""

from django import forms
from django.conf import settings

from requests_app.domain.reference import case_reference, find_references


class AskForCodeForm(forms.Form):
    """A reference and the address it was asked from."""

    reference = forms.CharField(
        label="Your reference",
        help_text=(
            f"For example {case_reference(2026, 42, settings.REFERENCE_PREFIX)}. "
            "It is in every mail from us."
        ),
        max_length=40,
        widget=forms.TextInput(
            attrs={
                "class": "govuk-input--width-20",
                "autocomplete": "off",
                "autocapitalize": "characters",
                "spellcheck": "false",
            }
        ),
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

    def clean_reference(self) -> str:
        """Return the reference as we write it, however it was typed."""
        typed: str = self.cleaned_data["reference"]
        return next(iter(find_references(typed)), typed)


class AskForReviewForm(forms.Form):
    """What an applicant is not happy with. They need not say."""

    words = forms.CharField(
        label="What do you think we got wrong?",
        help_text="You need not give reasons, but telling us what we missed helps.",
        required=False,
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"max_length": "Please keep it under 20,000 characters."},
    )


class CodeForm(forms.Form):
    """The six digits that were sent."""

    code = forms.CharField(
        label="The code we sent you",
        help_text="Six digits. It works for 15 minutes.",
        max_length=20,
        widget=forms.TextInput(
            attrs={
                "inputmode": "numeric",
                "autocomplete": "one-time-code",
                "spellcheck": "false",
                "class": "govuk-input--width-10",
            }
        ),
        error_messages={"required": "Write the code from our mail."},
    )
