"""The questions of the public request form, one on each page."""

from django import forms
from django.conf import settings

from requests_app.models import ReplyBy


class AskForm(forms.Form):
    """What somebody wants to know."""

    text = forms.CharField(
        label="What would you like to know?",
        help_text="If you have several questions, number them: 1, 2, 3.",
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write what you would like to know."},
    )

    def clean_text(self) -> str:
        """Refuse a text beyond the limit, saying by how much."""
        # A browser sends two characters for the end of a line; the writer typed one.
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        limit = settings.REQUEST_TEXT_LIMIT
        if len(text) > limit:
            raise forms.ValidationError(
                f"Your request has {len(text):,} characters. The form takes up to {limit:,}. "
                f"Shorten it, or send it by e-mail to {settings.AUTHORITY['foi_email']}."
            )
        return text


class WayForm(forms.Form):
    """How the answer should come."""

    reply_by = forms.ChoiceField(
        label="How should we answer?",
        choices=[
            (ReplyBy.EMAIL.value, "By e-mail\nThe quickest way."),
            (ReplyBy.POST.value, "By post"),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how we should answer."},
    )


class _NameForm(forms.Form):
    name = forms.CharField(
        label="Your name",
        help_text="The Act asks for your real name. A first initial and surname will do.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name", "spellcheck": "false"}),
        error_messages={"required": "Write your name."},
    )

    def clean_name(self) -> str:
        """Return the name on one line, however it was sent."""
        return " ".join(self.cleaned_data["name"].split())


class EmailAddressForm(_NameForm):
    """Who asks, and the e-mail address the answer goes to: no more than s.8 needs."""

    email = forms.EmailField(
        label="Your e-mail address",
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={
            "required": "Write the e-mail address for the answer.",
            "invalid": "Write an e-mail address such as name@example.org.",
        },
    )


class PostalAddressForm(_NameForm):
    """Who asks, and the postal address the answer goes to: no more than s.8 needs."""

    postal_address = forms.CharField(
        label="Your postal address",
        help_text="As it should stand on the envelope, with the postcode.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5, "autocomplete": "street-address"}),
        error_messages={"required": "Write the postal address for the answer."},
    )
