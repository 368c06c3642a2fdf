"""What people type about the regulator and the tribunal."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.domain.regulator import NoticeKind, Party, read_steps
from requests_app.domain.review_findings import Finding
from requests_app.forms.review import day_field, words_field
from requests_app.models import Claim
from requests_app.services.complaints import Complained, Noticed, Ruling
from requests_app.services.regulator_details import Details

NUMBER = {"class": "govuk-input--width-20"}
VERDICTS = [("", "Says nothing of it"), *((each.value, each.label) for each in Finding)]


class ComplaintForm(forms.Form):
    """The regulator's letter."""

    number = forms.CharField(
        label="The regulator's reference",
        max_length=60,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"required": "Write the regulator's reference."},
    )
    received_on = day_field(
        "On which day did its letter reach us?", "For example 24/11/2026", "Write the day it came."
    )
    respond_by = day_field(
        "By which day does it want our response?",
        "The letter names it. For example 24/11/2026",
        "Write the day by which it wants our response.",
    )
    about = words_field("What is the complaint about?", "In words that do not say who complained.")

    def complained(self) -> Complained:
        """Return what was typed."""
        return Complained(**self.cleaned_data)


class DayForm(forms.Form):
    """The day something was done."""

    day = day_field("On which day?", "For example 24/11/2026", "Write the day.")

    def clean_day(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["day"]
        if day > london_day(timezone.now()):
            raise forms.ValidationError("This day has not come yet.")
        return day


class _WithVerdicts(forms.Form):
    """A finding on each exemption that was claimed."""

    def __init__(self, *args: Any, claims: Sequence[Claim], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.claims = claims
        for claim in claims:
            self.fields[f"claim_{claim.pk}"] = forms.ChoiceField(
                label=f"{claim.code} on question {claim.question.number}",
                choices=VERDICTS,
                required=False,
            )

    def verdicts(self) -> dict[int, Finding]:
        """Return the findings that were chosen, by claim."""
        chosen = {claim.pk: self.cleaned_data[f"claim_{claim.pk}"] for claim in self.claims}
        return {pk: Finding(value) for pk, value in chosen.items() if value}


class NoticeForm(_WithVerdicts):
    """A notice of the regulator."""

    kind = forms.ChoiceField(
        label="What kind of notice is it?",
        choices=[(kind.value, kind.label) for kind in NoticeKind],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose the kind of notice."},
    )
    number = forms.CharField(
        label="Its reference",
        max_length=60,
        widget=forms.TextInput(attrs=NUMBER),
        error_messages={"required": "Write the notice's reference."},
    )
    dated = day_field("Which day does it bear?", "For example 24/11/2026", "Write its day.")
    steps = words_field("What does it require of us?", "A line each.")
    comply_by = day_field("By which day?", "Empty where it requires nothing.")
    finding = forms.ChoiceField(
        label="What does it make of our decision?",
        help_text="For a decision notice.",
        choices=[("", "Choose a finding"), *VERDICTS[1:]],
        required=False,
    )
    summary = words_field("In short", "What colleagues should learn from it.")

    def noticed(self) -> Noticed:
        """Return what was typed."""
        typed = self.cleaned_data
        comply_by = typed["comply_by"]
        return Noticed(
            kind=NoticeKind(typed["kind"]),
            number=typed["number"],
            dated=typed["dated"],
            comply_by=comply_by,
            # Without a day the steps are kept for the refusal to count them.
            steps=read_steps(typed["steps"], comply_by or typed["dated"]),
            finding=Finding(typed["finding"]) if typed["finding"] else None,
            summary=typed["summary"],
            verdicts=self.verdicts(),
        )


class CloseForm(forms.Form):
    """Why a complaint is over."""

    reason = words_field("How did it end?", missing="Say how it ended.")


class AppealForm(forms.Form):
    """An appeal to the tribunal."""

    by = forms.ChoiceField(
        label="Who appealed?",
        choices=[(party.value, party.label) for party in Party],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose who appealed."},
    )
    lodged_on = day_field("On which day?", "For example 24/11/2026", "Write the day.")
    number = forms.CharField(
        label="The tribunal's reference",
        max_length=60,
        required=False,
        widget=forms.TextInput(attrs=NUMBER),
    )
    late_reason = words_field(
        "If that is after the last day: why did the tribunal allow it?",
        "28 days after the notice. The tribunal can allow more.",
        rows=2,
    )

    def appeal(self) -> dict[str, Any]:
        """Return what was typed."""
        return {**self.cleaned_data, "by": Party(self.cleaned_data["by"])}


class RulingForm(_WithVerdicts):
    """The tribunal's ruling."""

    ruled_on = day_field("On which day?", "For example 24/11/2026", "Write the day.")
    finding = forms.ChoiceField(
        label="What does it make of our decision?",
        choices=[("", "Choose a finding"), *VERDICTS[1:]],
        error_messages={"required": "Choose what it makes of our decision."},
    )
    summary = words_field("In short", "What colleagues should learn from it.")

    def ruling(self) -> Ruling:
        """Return what was typed."""
        typed = self.cleaned_data
        return Ruling(
            typed["ruled_on"], Finding(typed["finding"]), typed["summary"], self.verdicts()
        )


class RegulatorForm(forms.Form):
    """The regulator as letters name it."""

    from_day = day_field(
        "From which day is it called so?", "For example 24/11/2026", "Write the first day."
    )
    name = forms.CharField(
        label="Name",
        help_text="As it follows “the”: Information Commissioner.",
        max_length=200,
        error_messages={"required": "Write the regulator's name."},
    )
    address = forms.CharField(
        label="Address",
        help_text="A line each.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write the regulator's address."},
    )
    website = forms.URLField(
        label="Website", required=False, assume_scheme="https", max_length=200,
        error_messages={"invalid": "Write a web address, like https://ico.org.uk"},
    )  # fmt: skip
    phone = forms.CharField(label="Phone", required=False, max_length=60)

    def details(self) -> Details:
        """Return what was typed."""
        return Details(**self.cleaned_data)
