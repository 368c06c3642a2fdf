"""What one exemption asks of the officer who claims it."""

from collections.abc import Sequence
from typing import Any

from django import forms

from exemptions.domain.claim import Asked, Likelihood, asked_by, asks_likelihood, written
from exemptions.domain.provision import Availability, Basis, Law, Provision
from exemptions.domain.register import in_force
from requests_app.domain.page_ranges import page_ranges
from requests_app.domain.page_ranges import written as written_pages
from requests_app.models import Claim, Document
from requests_app.services.decisions import ClaimDetails

LONGEST = 10_000
LIKELIHOODS = [
    ("", "Choose"),
    (Likelihood.WOULD.value, "Would: more probable than not"),
    (Likelihood.WOULD_BE_LIKELY.value, "Would be likely to: a real and significant risk"),
]


EMISSIONS = [("", "Choose"), ("no", "No"), ("yes", "Yes")]


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
        if row.emissions_bar:
            self._add(
                "is_on_emissions",
                forms.ChoiceField(
                    label="Is it information on emissions?",
                    help_text="What goes or may go into the air, the water or the land. Regulation "
                    "12(9) then bars this exception.",
                    choices=EMISSIONS,
                    required=False,
                ),
            )
        if row.basis is Basis.OPINION:
            self._add_submission()
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

    def _add_submission(self) -> None:
        self._add(
            "is_statistical",
            forms.BooleanField(
                label="It is statistical information",
                help_text="Section 36(4): no opinion is needed for statistics.",
                required=False,
            ),
        )
        self._add(
            "submission",
            _text(
                "What do you put before the qualified person?",
                "The information, the arguments on both sides, and what you ask for. Not who "
                "asked. It is not printed.",
                6,
            ),
        )

    def _add_weighing(self) -> None:
        hint = "You propose this to the person who decides the public interest."
        self._add("for_disclosure", _text("What speaks for disclosure?", hint))
        self._add("for_withholding", _text("What speaks for withholding?", hint))
        self._add("balance_reasons", _text("Why should one side weigh more?", hint))

    @classmethod
    def showing(
        cls, claim: Claim, version: int, *, row: Provision, documents: Sequence[Document]
    ) -> "ClaimForm":
        """Return the form with what stands in a claim."""
        names = (
            "what", "pages", "denies", "limb", "why", "likelihood", "for_disclosure",
            "for_withholding", "balance_reasons", "record_year", "submission", "is_statistical",
        )  # fmt: skip
        initial = {name: getattr(claim, name) for name in names}
        initial["is_on_emissions"] = {None: "", False: "no", True: "yes"}[claim.is_on_emissions]
        initial |= {f"answer_{name}": text for name, text in claim.answers.items()}
        initial |= {"version": version, "document": claim.document_id or ""}
        return cls(initial=initial, row=row, documents=documents)

    def clean_pages(self) -> str:
        """Return the pages as the letter prints them."""
        try:
            return written_pages(page_ranges(self.cleaned_data["pages"]))
        except ValueError as problem:
            raise forms.ValidationError(str(problem)) from problem

    def clean(self) -> dict[str, Any]:
        """Refuse pages without the file that they are of."""
        cleaned: dict[str, Any] = super().clean() or {}
        if cleaned.get("pages") and not cleaned.get("document"):
            self.add_error("document", "Choose the file that the pages are of.")
        return cleaned

    def details(self) -> ClaimDetails:
        """Return what was written."""
        cleaned = self.cleaned_data
        document = cleaned.get("document") or ""
        words = (
            "limb", "what", "why", "likelihood", "pages", "for_disclosure", "for_withholding",
            "balance_reasons", "submission",
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
            is_statistical=bool(cleaned.get("is_statistical")),
            is_on_emissions={"no": False, "yes": True}.get(cleaned.get("is_on_emissions", "")),
            **{name: _plain(cleaned.get(name)) for name in words},
        )


def _field(asked: Asked) -> forms.Field:
    if asked.is_short:
        return forms.CharField(
            label=asked.label, help_text=asked.hint, required=False, max_length=300
        )
    return _text(asked.label, asked.hint)


def _plain(value: Any) -> str:
    return "" if value is None else str(value).replace("\r\n", "\n").strip()
