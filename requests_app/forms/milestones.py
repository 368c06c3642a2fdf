"""A step that every case takes."""

from typing import Any

from django import forms

from requests_app.domain import milestone_plan
from requests_app.domain.milestone_plan import (
    CountedFrom,
    OnlyIf,
    Ower,
    StoppedBy,
    objections_to,
)
from requests_app.models import Milestone

NARROW = {"class": "govuk-input--width-3", "inputmode": "numeric"}


class MilestoneForm(forms.ModelForm):  # type: ignore[type-arg]
    """What a step is called, when it is due, who owes it and what ends it."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = Milestone
        fields = (
            "name",
            "wording",
            "day",
            "latest_case_day",
            "remind_before",
            "ower",
            "stopped_by",
            "only_if",
            "moves_with_extension",
            "is_active",
        )
        labels = {
            "name": "What is the step called?",
            "wording": "What has to be done?",
            "day": "On which working day is it due?",
            "latest_case_day": "Never later than case day",
            "remind_before": "Working days before, for the first reminder",
            "ower": "Who owes it?",
            "stopped_by": "What ends it?",
            "only_if": "When is it taken?",
            "moves_with_extension": "It moves when the time to answer is extended",
            "is_active": "It is in use",
        }
        help_texts = {
            "wording": "Reminders say this.",
            "remind_before": "0 for none before the day itself.",
        }
        widgets = {
            "day": forms.NumberInput(attrs=NARROW),
            "latest_case_day": forms.NumberInput(attrs=NARROW),
            "remind_before": forms.NumberInput(attrs=NARROW),
        }
        error_messages = {
            "name": {"required": "Write what the step is called."},
            "wording": {"required": "Write what has to be done."},
            "day": {
                "required": "Write the working day.",
                "invalid": "Write a whole number of days.",
                "min_value": "The first day is 1.",
                "max_value": "The last day is 20.",
            },
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["version"].initial = self.instance.version
        receipt = self.instance.get_counted_from_display()
        self.fields["day"].help_text = f"Counted from {receipt}, which is day 0."
        if self.instance.counted_from == CountedFrom.CASE:
            del self.fields["latest_case_day"]

    def clean(self) -> dict[str, Any]:
        """Hold the whole step against the rules."""
        data = super().clean() or {}
        if not self.errors:
            for said in objections_to(self.wish()):
                self.add_error(None, said)
        return data

    def wish(self) -> milestone_plan.Milestone:
        """Return the step as it was typed."""
        data = self.cleaned_data
        return milestone_plan.Milestone(
            key=self.instance.key,
            name=data["name"],
            wording=data["wording"],
            day=data["day"],
            ower=Ower(data["ower"]),
            stopped_by=StoppedBy(data["stopped_by"]),
            counted_from=CountedFrom(self.instance.counted_from),
            latest_case_day=data.get("latest_case_day"),
            only_if=OnlyIf(data["only_if"]),
            remind_before=data["remind_before"],
            moves_with_extension=data["moves_with_extension"],
        )
