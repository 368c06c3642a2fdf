"""The first decision on a request."""

from typing import Any

from django import forms

from requests_app.domain.regime import Regime
from requests_app.forms.case_acts import RequestForm
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import Route
from requests_app.services.triage import OtherAuthority

REGIMES = {Route.FOI.value: Regime.FOIA, Route.EIR.value: Regime.EIR}


class TriageForm(RequestForm):
    """What the message is; for a request also its subject, its questions and press interest."""

    marks_nothing_optional = True

    route = forms.ChoiceField(
        label="What is it?",
        choices=[
            (Route.FOI.value, "A request under the Freedom of Information Act"),
            (
                Route.EIR.value,
                "A request for environmental information\n"
                "Waste, energy, emissions, land, buildings and their effect on air or water.",
            ),
            (
                Route.OWN_RECORDS.value,
                "Somebody's own records\nGoes to the records team. The Act exempts them (s.40(1)).",
            ),
            (
                Route.DECEASED_RECORDS.value,
                "Records of a patient who has died\nGoes to the records team.",
            ),
            (
                Route.OTHER_AUTHORITY.value,
                "Held by another authority\nWe do not hold it, and say who does.",
            ),
            (Route.PRESS.value, "A press enquiry\nGoes to the press office."),
            (Route.COMPLAINT.value, "A complaint or a call for help\nGoes to patient advice."),
            (Route.BUSINESS_AS_USUAL.value, "Ordinary business\nA colleague simply answers it."),
        ],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
        error_messages={"required": "Choose what it is."},
    )
    has_press_interest = forms.ChoiceField(
        label="Could the press or politicians take an interest?",
        choices=[("yes", "Yes\nCommunications may read the case."), ("no", "No")],
        widget=forms.RadioSelect(attrs={"class": "govuk-radios--small govuk-radios--inline"}),
        required=False,
    )
    other_authority = forms.CharField(
        label="Which authority holds it?",
        help_text="Only if another authority holds it.",
        required=False,
        max_length=200,
    )
    other_contact = forms.CharField(
        label="How can it be reached?",
        help_text="Its address for requests, or a telephone number.",
        required=False,
        max_length=300,
    )
    passed_on = forms.DateField(
        label="When did we pass the request on?",
        help_text="Only if the applicant agreed. For example 24/11/2026",
        required=False,
        input_formats=DAY_FORMATS,
        widget=DAY,
        error_messages={"invalid": "Write the day as day, month, year: 24/11/2026."},
    )
    field_order = ("version", "route", "has_press_interest", "subject", "context")

    def clean(self) -> dict[str, Any]:
        """Ask about press interest where it is a request."""
        cleaned = super().clean() or {}
        if cleaned.get("route") in REGIMES and not cleaned.get("has_press_interest"):
            self.add_error("has_press_interest", "Say whether the press could take an interest.")
        if cleaned.get("route") == Route.OTHER_AUTHORITY:
            if not cleaned.get("other_authority"):
                self.add_error("other_authority", "Name the authority that holds it.")
            if not cleaned.get("other_contact"):
                self.add_error("other_contact", "Say how the authority can be reached.")
        return cleaned

    @property
    def other(self) -> OtherAuthority | None:
        """The authority that holds what was asked for, where it is not us."""
        cleaned = self.cleaned_data
        if cleaned["route"] != Route.OTHER_AUTHORITY:
            return None
        return OtherAuthority(
            cleaned["other_authority"], cleaned["other_contact"], cleaned["passed_on"]
        )

    @property
    def regime(self) -> Regime | None:
        """The law the request runs under, or None where it is no request."""
        return REGIMES.get(self.cleaned_data["route"])
