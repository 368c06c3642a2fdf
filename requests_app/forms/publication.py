"""What is published, as the FOI office enters it."""

from typing import Any

from django import forms
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.domain.publication_scheme import SchemeClass
from requests_app.domain.workflow import State
from requests_app.forms.case_acts import ReasonForm
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import Case, Publication
from requests_app.models.publication import CLASSES
from requests_app.services.publications import Entry


class PublicationForm(forms.Form):
    """One entry of the publication scheme or the disclosure log."""

    version = forms.IntegerField(widget=forms.HiddenInput, required=False)
    title = forms.CharField(
        label="What is it called?",
        max_length=200,
        error_messages={"required": "Write what it is called."},
    )
    summary = forms.CharField(
        label="What is in it?",
        help_text="A sentence or two. New requests are held against these words.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    where = forms.CharField(
        label="Where do people find it?",
        help_text="Its web address, or how else to get it. The letter says this.",
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": "Write where people find it."},
    )
    scheme_class = forms.ChoiceField(
        label="Which class of the publication scheme?",
        choices=[("", "Choose a class"), *CLASSES],
        error_messages={"required": "Choose a class."},
    )
    published_on = forms.DateField(
        label="Published on",
        help_text="For example 24/11/2026",
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day it was published.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )
    case = forms.CharField(
        label="The case it answered",
        help_text="Its reference, where the answer to a request is published. The entry names "
        "nobody.",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-20"}),
    )

    @classmethod
    def showing(cls, row: Publication) -> "PublicationForm":
        """Return the form with what stands in an entry now."""
        return cls(
            initial={
                "version": row.version,
                "title": row.title,
                "summary": row.summary,
                "where": row.where,
                "scheme_class": row.scheme_class,
                "published_on": row.published_on,
                "case": row.case.reference if row.case else "",
            }
        )

    def clean_published_on(self) -> Any:
        """Refuse a day to come."""
        day = self.cleaned_data["published_on"]
        if day > london_day(timezone.now()):
            raise forms.ValidationError("This day has not come yet.")
        return day

    def clean_case(self) -> Case | None:
        """Find the case by its reference."""
        typed = self.cleaned_data["case"].strip().upper()
        if not typed:
            return None
        found = (
            Case.objects.select_related("applicant")
            .filter(reference=typed, state=State.ANSWERED)
            .first()
        )
        if found is None:
            raise forms.ValidationError("There is no answered case with this reference.")
        return found

    def entry(self) -> Entry:
        """Return what was typed."""
        data = self.cleaned_data
        return Entry(
            title=data["title"].strip(),
            summary=data["summary"].replace("\r\n", "\n").strip(),
            where=data["where"].replace("\r\n", "\n").strip(),
            scheme_class=SchemeClass(data["scheme_class"]),
            published_on=data["published_on"],
            case=data["case"],
        )


class WithdrawForm(ReasonForm):
    """Why an entry is offered no more."""
