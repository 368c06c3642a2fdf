"""The questions of the public request form, one on each page."""

from typing import Any

from django import forms
from django.conf import settings

from requests_app.models import ReplyBy


class AskForm(forms.Form):
    """What somebody wants to know."""

    text = forms.CharField(
        label="What would you like to know?",
        help_text=(
            "Describe the information. If you have several questions, number them: 1, 2, 3. "
            "Say which period and which hospital you mean, if it matters."
        ),
        widget=forms.Textarea(attrs={"rows": 12}),
        error_messages={"required": "Write what you would like to know."},
    )

    def clean_text(self) -> str:
        """Refuse a text beyond the limit, saying by how much."""
        text: str = self.cleaned_data["text"]
        limit = settings.REQUEST_TEXT_LIMIT
        if len(text) > limit:
            raise forms.ValidationError(
                f"Your request has {len(text):,} characters. The form takes up to {limit:,}. "
                f"Shorten it, or send it by e-mail to {settings.AUTHORITY['foi_email']}."
            )
        return text


class ReplyForm(forms.Form):
    """Who asks and where the answer goes: no more than the Act needs (s.8)."""

    name = forms.CharField(
        label="Your name",
        help_text="The Act asks for your real name. A first initial and surname will do.",
        max_length=200,
        widget=forms.TextInput(attrs={"autocomplete": "name"}),
        error_messages={"required": "Write your name."},
    )
    reply_by = forms.ChoiceField(
        label="Where should we send the answer?",
        choices=[(ReplyBy.EMAIL.value, "By e-mail"), (ReplyBy.POST.value, "By post")],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose where we should send the answer."},
    )
    email = forms.EmailField(
        label="E-mail address",
        help_text="Needed for an answer by e-mail.",
        max_length=254,
        required=False,
        widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
        error_messages={"invalid": "Write an e-mail address such as name@example.org."},
    )
    postal_address = forms.CharField(
        label="Postal address",
        help_text="Needed for an answer by post.",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 4, "autocomplete": "street-address"}),
    )

    def clean(self) -> dict[str, Any]:
        """Ask for the address that the chosen way needs."""
        cleaned = super().clean() or {}
        way = cleaned.get("reply_by")
        if way == ReplyBy.EMAIL and not cleaned.get("email") and "email" not in self.errors:
            self.add_error("email", "Write the e-mail address for the answer.")
        if way == ReplyBy.POST and not cleaned.get("postal_address", "").strip():
            self.add_error("postal_address", "Write the postal address for the answer.")
        return cleaned
