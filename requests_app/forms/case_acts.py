"""Small acts on a case."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.forms.inbox import AssignForm as PickedForm
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import LetterForm, Question
from requests_app.services.triage import QuestionText

MOST_QUESTIONS = 300


class AssignForm(PickedForm):
    """Who has the case."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["owner"].label = "Give the case to"


class LetterFormForm(forms.Form):
    """What the applicant needs in order to read our letters."""

    letter_form = forms.ChoiceField(
        label="Our letters to them",
        choices=LetterForm.choices,
        widget=forms.Select,
        error_messages={"required": "Choose how our letters are made."},
    )


class NoteForm(forms.Form):
    """A working note."""

    text = forms.CharField(
        label="Write a note",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "The note is empty. Write something, then save it."},
    )


def _come(day: date, what_to_do: str) -> date:
    """Return a day that has come; refuse a later one."""
    if day > london_day(timezone.now()):
        raise forms.ValidationError(f"This day has not come yet. {what_to_do}")
    return day


class ReasonForm(forms.Form):
    """Why something is done."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(
        label="Why?",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why. It stands in the history."},
    )


class ReceiptForm(ReasonForm):
    """The right day of receipt."""

    received_on = forms.DateField(
        label="It really reached us on",
        help_text="For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day it reached us.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )
    field_order = ("version", "received_on", "reason")

    def clean_received_on(self) -> date:
        """Refuse a day to come."""
        return _come(self.cleaned_data["received_on"], "Write the day it reached us.")


class SupplyForm(forms.Form):
    """What the applicant has now given."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    name = forms.CharField(label="Name", max_length=200, required=False)
    organisation = forms.CharField(label="Organisation", max_length=200, required=False)
    email = forms.EmailField(label="E-mail address", max_length=254, required=False)
    postal_address = forms.CharField(
        label="Postal address",
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    phone = forms.CharField(label="Phone", max_length=40, required=False)
    supplied_on = forms.DateField(
        label="On which day was the request complete?",
        help_text="Its time runs from this day. For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day the request was complete.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )

    def clean_supplied_on(self) -> date:
        """Refuse a day to come."""
        return _come(self.cleaned_data["supplied_on"], "Write the day the request was complete.")


class RequestForm(forms.Form):
    """Subject, context and questions, as departments will read them."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    subject = forms.CharField(
        label="Subject",
        max_length=200,
        error_messages={"required": "Write a subject."},
    )
    context = forms.CharField(
        label="What applies to every question",
        max_length=20_000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(self, *args: Any, questions: list[Question], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.numbers = [(q.number, q.parent_number) for q in questions]
        for question in questions:
            self.fields[self._name(question.number)] = forms.CharField(
                label=f"Question {question.number}",
                required=False,
                max_length=50_000,
                initial=question.text,
                widget=forms.Textarea(attrs={"rows": 2 if question.parent_number else 3}),
            )
        self.fields["more"] = forms.CharField(
            label="Add a question",
            help_text="It gets the next number.",
            required=False,
            max_length=50_000,
            widget=forms.Textarea(attrs={"rows": 2}),
        )

    @staticmethod
    def _name(number: str) -> str:
        return f"question_{number}"

    def question_fields(self) -> list[forms.BoundField]:
        """Return the fields of the questions, and of one more."""
        return [*(self[self._name(number)] for number, _ in self.numbers), self["more"]]

    def questions(self) -> tuple[QuestionText, ...]:
        """Return the questions as they were typed; an emptied one is taken out."""
        typed = [
            QuestionText(number, self.cleaned_data[self._name(number)].strip(), parent)
            for number, parent in self.numbers
            if self.cleaned_data[self._name(number)].strip()
        ]
        more = self.cleaned_data["more"].strip()
        if more:
            tops = [int(number) for number, _ in self.numbers if number.isdigit()]
            typed.append(QuestionText(str(max(tops, default=0) + 1), more))
        return tuple(typed)
