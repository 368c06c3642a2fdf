"""Cases are merged, split, and worked on together."""

from collections.abc import Iterable
from typing import Any

from django import forms

from requests_app.models import Question


class VersionForm(forms.Form):
    """Nothing to fill in: only the version of the case that the page was made from."""

    version = forms.IntegerField(widget=forms.HiddenInput)


class MergeForm(VersionForm):
    """The case that stays; a tick where somebody has to read first whether it is the same."""

    into = forms.IntegerField(widget=forms.HiddenInput)
    into_version = forms.IntegerField(widget=forms.HiddenInput)
    is_read = forms.BooleanField(
        required=False,
        error_messages={"required": "Read both, and tick that they ask for the same."},
    )

    def __init__(self, *args: Any, only_here: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if only_here:
            self.fields["is_read"].required = True
            self.fields[
                "is_read"
            ].label = f"I have read question {only_here}: the other case asks for the same"
        else:
            del self.fields["is_read"]


class SplitForm(VersionForm):
    """The questions that become a case of their own."""

    questions = forms.MultipleChoiceField(
        label="Which questions go to the new case?",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Choose at least one question for the new case.",
            "invalid_choice": "A question that you chose is not on this case any more. Look again.",
        },
    )

    def __init__(self, *args: Any, questions: Iterable[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["questions"].choices = [  # type: ignore[attr-defined]
            (str(one.pk), f"{one.number}. {one.text}") for one in questions
        ]


class TogetherForm(forms.Form):
    """The case to work on together with this one."""

    reference = forms.CharField(
        label="Reference of the other case",
        max_length=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
        error_messages={"required": "Write the reference of the other case."},
    )
