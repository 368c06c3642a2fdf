"""A day to count from."""

from datetime import date

from django import forms

DAY = forms.DateInput(
    attrs={"class": "govuk-input--width-10", "placeholder": False}, format="%d/%m/%Y"
)
DAY_FORMATS = ["%d/%m/%Y", "%d/%m/%y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]


class CountForm(forms.Form):
    """From which day, how many working days."""

    start = forms.DateField(
        label="Received on",
        help_text="For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day of receipt.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )
    days = forms.IntegerField(
        label="Working days",
        min_value=1,
        max_value=250,
        initial=20,
        widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
        error_messages={
            "required": "Write how many working days.",
            "invalid": "Write a whole number of days.",
            "min_value": "Count at least 1 day.",
            "max_value": "Count at most 250 days.",
        },
    )

    def clean_start(self) -> date:
        """Return the day itself."""
        day: date = self.cleaned_data["start"]
        return day
