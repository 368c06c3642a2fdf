"""What the FOI manager writes about a provision."""

from typing import Any

from django import forms

LONGEST = 20_000


class GuidanceForm(forms.Form):
    """Guidance and stock arguments; `after` is the version the person read."""

    after = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="How we use it here",
        help_text="What to look out for, whom to ask, what past decisions taught us.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
    )
    for_disclosure = forms.CharField(
        label="Arguments for disclosure",
        help_text="One to a line. Officers pick from them and make them fit the case.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    for_withholding = forms.CharField(
        label="Arguments for withholding",
        help_text="One to a line.",
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a version that says nothing."""
        cleaned: dict[str, Any] = super().clean() or {}
        words = ("text", "for_disclosure", "for_withholding")
        if not self.errors and not any(cleaned.get(name) for name in words):
            self.add_error("text", "Write at least one of the three.")
        return cleaned

    def words(self) -> dict[str, str]:
        """Return what was written."""
        return {
            name: self.cleaned_data[name].replace("\r\n", "\n").strip()
            for name in ("text", "for_disclosure", "for_withholding")
        }
