"""The words of a kind of letter, and the case they are tried on."""

from typing import Any

from django import forms

from requests_app import permissions
from requests_app.domain.letter_composing import without_a_slot
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_law import BOUND
from requests_app.domain.letter_template import LONGEST, LetterTemplate, TemplateFault, parse
from requests_app.models import Case, User


class TemplateForm(forms.Form):
    """`after` is the version that the person changed; `publishing` asks why as well."""

    marks_nothing_optional = True

    after = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
    text = forms.CharField(
        label="The words",
        help_text="An empty line begins a new paragraph. A line that begins with - is part of a "
        "list.",
        max_length=LONGEST,
        strip=False,
        widget=forms.Textarea(attrs={"rows": 22, "spellcheck": "true"}),
        error_messages={"required": "Write the letter."},
    )
    reference = forms.CharField(
        label="Try it on a case",
        help_text="A reference such as FOI-2026-00042. Leave it empty for a made-up letter.",
        required=False,
        max_length=30,
        widget=forms.TextInput(attrs={"class": "govuk-input--width-10"}),
    )
    why = forms.CharField(
        label="What did you change, and why?",
        help_text="Kept with the version. Needed only to publish.",
        required=False,
        max_length=300,
    )

    def __init__(
        self, *args: Any, kind: TemplateKind, person: User, publishing: bool = False, **more: Any
    ) -> None:
        self._kind, self._person, self._publishing = kind, person, publishing
        self.template: LetterTemplate | None = None
        self.case: Case | None = None
        super().__init__(*args, **more)

    def clean_text(self) -> str:
        """Read the template; say at which line it cannot be read."""
        text: str = self.cleaned_data["text"].replace("\r\n", "\n")
        try:
            self.template = parse(text, KINDS[self._kind].places)
        except TemplateFault as fault:
            raise forms.ValidationError(str(fault)) from fault
        if lacking := without_a_slot(self._kind, self.template):
            raise forms.ValidationError(lacking)
        return text

    def clean_reference(self) -> str:
        """Find the case among those that the person may see."""
        reference = str(self.cleaned_data["reference"]).strip().upper()
        if not reference:
            return ""
        case = permissions.visible_cases(self._person).filter(reference=reference).first()
        if case is None:
            raise forms.ValidationError(f"There is no case {reference}. Check the reference.")
        law = BOUND.get(self._kind)
        if law and law.value != case.regime:
            raise forms.ValidationError(
                f"This letter is written under the other law than {reference}. Choose another case."
            )
        self.case = case
        return reference

    def clean_why(self) -> str:
        """Ask for the reason of a new version."""
        why: str = self.cleaned_data["why"].strip()
        if self._publishing and not why:
            raise forms.ValidationError("Say what you changed, and why.")
        return why
