"""From when to when somebody is away."""

from typing import Any

from django import forms

from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import User
from requests_app.permissions import possible_covers

SAID = {
    "required": "Write the first day.",
    "invalid": "Write the day as day, month, year: 24/11/2026.",
}


class AbsenceForm(forms.Form):
    """The days, and who stands in."""

    first_day = forms.DateField(
        label="First day away",
        help_text="For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages=SAID,
    )
    last_day = forms.DateField(
        label="Last day away",
        help_text="Leave it empty where you do not know yet.",
        widget=DAY,
        input_formats=DAY_FORMATS,
        required=False,
        error_messages=SAID,
    )
    cover = forms.ModelChoiceField(
        label="Who stands in for you?",
        help_text="They get your reminders. Without anybody, the next person above you does.",
        queryset=User.objects.none(),
        required=False,
        empty_label="Nobody",
        error_messages={"invalid_choice": "Choose a colleague who sees what you see."},
    )

    def __init__(self, *args: Any, person: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cover"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = possible_covers(person)

    def clean(self) -> dict[str, Any]:
        """Refuse an end before the beginning."""
        data = super().clean() or {}
        first, last = data.get("first_day"), data.get("last_day")
        if first and last and last < first:
            self.add_error("last_day", "The last day is before the first. Change one of them.")
        return data
