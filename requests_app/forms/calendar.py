"""A day for the calendar."""

from django import forms

from requests_app.domain.working_days import Nation
from requests_app.forms.working_days import DAY, DAY_FORMATS

SOURCE = forms.CharField(
    label="Where does it stand?",
    help_text="For example: The London Gazette, 4 February 2026, or gov.uk/bank-holidays",
    max_length=200,
    error_messages={"required": "Say where it stands. Others must be able to look it up."},
)


class NewDayForm(forms.Form):
    """A proclaimed bank holiday."""

    day = forms.DateField(
        label="Which day?",
        help_text="For example 15/06/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )
    name = forms.CharField(
        label="What is it called?",
        max_length=120,
        error_messages={"required": "Write what the day is called."},
    )
    nations = forms.MultipleChoiceField(
        label="In which nations?",
        help_text="One is enough to stop the clock in all four.",
        choices=[(nation.value, nation.label) for nation in Nation],
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": "Choose at least one nation."},
    )
    source = SOURCE


class SourceForm(forms.Form):
    """Where it stands that something is so."""

    source = SOURCE
