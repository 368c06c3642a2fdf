"""A rule of the first look at a message, and a text to try it on."""

from typing import Any

from django import forms

from requests_app.domain.triage_rules import PointsTo, Rule, objections_to
from requests_app.models import TriageRule

LONGEST_SAMPLE = 20_000


class SampleForm(forms.Form):
    """A text to try rules on. It is not kept."""

    sample = forms.CharField(
        label="Try it on a text",
        help_text="Paste or write a message. It is not kept.",
        max_length=LONGEST_SAMPLE,
        required=False,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "Try it on a shorter text: 20,000 letters at most."},
    )


class TriageRuleForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a rule is called, which words it sees and what it then says."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = TriageRule
        fields = ("name", "points_to", "phrases", "reason", "is_active")
        labels = {
            "name": "What is the rule called?",
            "points_to": "What does it point to?",
            "phrases": "Which words does it look for?",
            "reason": "What is said where they stand?",
            "is_active": "It is in use",
        }
        help_texts = {
            "phrases": "One phrase a line. [own] may be there or not, notes/records is either, "
            "recycl* is any word that begins so, … stands for up to three words.",
            "reason": "One or two sentences: what it may mean, and why.",
        }
        widgets = {"phrases": forms.Textarea(attrs={"rows": 8})}
        error_messages = {
            "name": {"required": "Write what the rule is called."},
            "phrases": {"required": "Write at least one phrase."},
            "reason": {"required": "Write what it may mean."},
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version

    def clean_phrases(self) -> str:
        """Let each phrase stand on a line of its own, however the browser ends lines."""
        return "\n".join(self.cleaned_data["phrases"].splitlines())

    def clean(self) -> dict[str, Any]:
        """Hold the rule against what can be read."""
        data = super().clean() or {}
        if not self.errors:
            for said in objections_to(self.wish()):
                self.add_error("phrases", said)
        return data

    def wish(self) -> Rule:
        """Return the rule as it was typed."""
        data = self.cleaned_data
        return Rule(
            key=self.instance.key,
            name=data["name"],
            points_to=PointsTo(data["points_to"]),
            phrases=data["phrases"],
            reason=data["reason"],
        )
