"""What one exemption asks of the officer who claims it."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils import timezone

from exemptions.domain.claim import Asked, Likelihood, asked_by, asks_likelihood, written
from exemptions.domain.provision import Availability, Law, Provision
from exemptions.domain.public_interest import Balance
from exemptions.domain.register import in_force
from requests_app.domain.london import london_day
from requests_app.models import Claim, Document
from requests_app.services.decisions import ClaimDetails

LONGEST = 10_000
BALANCES = [
    ("", "Not decided yet"),
    (Balance.WITHHOLD.value, "Withholding weighs more"),
    (Balance.DISCLOSE.value, "Disclosure weighs more"),
]
LIKELIHOODS = [
    ("", "Choose"),
    (Likelihood.WOULD.value, "Would: more probable than not"),
    (Likelihood.WOULD_BE_LIKELY.value, "Would be likely to: a real and significant risk"),
]


class ChooseExemptionForm(forms.Form):
    """Which exemption is claimed."""

    code = forms.ChoiceField(
        label="Which exemption?",
        error_messages={
            "required": "Choose an exemption.",
            "invalid_choice": "Choose one of the exemptions in the list.",
        },
    )

    def __init__(self, *args: Any, regime: str, today: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["code"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [("", "Choose an exemption")] + [
            (row.code, f"{row.code} {row.title}")
            for row in in_force(today, Law(regime))
            if row.availability is not Availability.NOT_AVAILABLE
        ]


def _text(label: str, hint: str = "", rows: int = 3) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class ClaimForm(forms.Form):
    """A claim of one provision. All may be left open until sign-off, which says what lacks."""

    marks_nothing_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, row: Provision, documents: Sequence[Document], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        self._add("what", _text("What is the information?", "In words that may be published.", 2))
        if documents:
            files = [("", "The answer itself")] + [(str(file.pk), file.name) for file in documents]
            self._add(
                "document",
                forms.ChoiceField(label="On which file?", choices=files, required=False),
            )
            self._add(
                "pages",
                forms.CharField(
                    label="On which pages?",
                    help_text="For example 3 to 5",
                    required=False,
                    max_length=60,
                    widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
                ),
            )
        if row.confirm_or_deny:
            self._add(
                "denies",
                forms.BooleanField(
                    label="Do not even say whether we hold it",
                    help_text=f"The letter then cites {row.confirm_or_deny[0]}.",
                    required=False,
                ),
            )
        if row.limbs:
            choices = [("", "Choose" if row.names_limb else "The whole of it")]
            choices += [(written(limb), f"{written(limb)} {limb.subject}") for limb in row.limbs]
            self._add(
                "limb",
                forms.ChoiceField(label="Which paragraph?", choices=choices, required=False),
            )
        self._add("why", _text(f"Why does {row.code} apply to it?", "This is printed."))
        if asks_likelihood(row):
            self._add(
                "likelihood",
                forms.ChoiceField(
                    label="How likely is the harm?", choices=LIKELIHOODS, required=False
                ),
            )
        for asked in asked_by(row):
            self._add(f"answer_{asked.name}", _field(asked))
        if row.weighs_public_interest:
            self._add_weighing()
        self._add(
            "record_year",
            forms.IntegerField(
                label="If the record is old: in which year was it made?",
                required=False,
                min_value=1000,
                max_value=9999,
                widget=forms.NumberInput(attrs={"class": "govuk-input--width-4"}),
            ),
        )

    def _add(self, name: str, field: forms.Field) -> None:
        self.fields[name] = field

    def _add_weighing(self) -> None:
        self._add("for_disclosure", _text("What speaks for disclosure?", "This is printed."))
        self._add("for_withholding", _text("What speaks for withholding?", "This is printed."))
        self._add(
            "balance",
            forms.ChoiceField(label="Which weighs more?", choices=BALANCES, required=False),
        )
        self._add("balance_reasons", _text("Why?", "This is printed."))
        self._add(
            "decided_by",
            forms.CharField(
                label="Who decided the public interest?",
                help_text="Name and office.",
                required=False,
                max_length=200,
            ),
        )
        self._add(
            "decided_on",
            forms.DateField(
                label="On which day?",
                help_text="For example 24 11 2026",
                required=False,
                input_formats=DAYS,
                widget=forms.DateInput(attrs={"class": "govuk-input--width-10"}, format="%d %m %Y"),
                error_messages={"invalid": "Write the day like 24 11 2026."},
            ),
        )

    @classmethod
    def showing(
        cls, claim: Claim, version: int, *, row: Provision, documents: Sequence[Document]
    ) -> "ClaimForm":
        """Return the form with what stands in a claim."""
        names = (
            "what", "pages", "denies", "limb", "why", "likelihood", "for_disclosure",
            "for_withholding", "balance", "balance_reasons", "decided_by", "decided_on",
            "record_year",
        )  # fmt: skip
        initial = {name: getattr(claim, name) for name in names}
        initial |= {f"answer_{name}": text for name, text in claim.answers.items()}
        initial |= {"version": version, "document": claim.document_id or ""}
        return cls(initial=initial, row=row, documents=documents)

    def clean(self) -> dict[str, Any]:
        """Refuse a decision of a day that is still to come."""
        cleaned: dict[str, Any] = super().clean() or {}
        day = cleaned.get("decided_on")
        if day and day > london_day(timezone.now()):
            self.add_error("decided_on", "The day of the decision is still to come.")
        return cleaned

    def details(self) -> ClaimDetails:
        """Return what was written."""
        cleaned = self.cleaned_data
        document = cleaned.get("document") or ""
        words = (
            "limb", "what", "why", "likelihood", "pages", "for_disclosure", "for_withholding",
            "balance", "balance_reasons", "decided_by",
        )  # fmt: skip
        return ClaimDetails(
            code=self.row.code,
            denies=bool(cleaned.get("denies")),
            answers={
                asked.name: _plain(cleaned.get(f"answer_{asked.name}"))
                for asked in asked_by(self.row)
            },
            record_year=cleaned.get("record_year"),
            document_id=int(document) if document else None,
            decided_on=cleaned.get("decided_on"),
            **{name: _plain(cleaned.get(name)) for name in words},
        )


DAYS = ["%d %m %Y", "%d/%m/%Y", "%d.%m.%Y", "%Y-%m-%d", "%d %B %Y", "%d %b %Y"]


def _field(asked: Asked) -> forms.Field:
    if asked.is_day:
        return forms.DateField(
            label=asked.label,
            help_text=asked.hint,
            required=False,
            input_formats=DAYS,
            widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
            error_messages={"invalid": "Write the day like 24 11 2026."},
        )
    if asked.is_short:
        return forms.CharField(
            label=asked.label, help_text=asked.hint, required=False, max_length=300
        )
    return _text(asked.label, asked.hint)


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
