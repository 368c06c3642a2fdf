"""What the FOI office types into a letter."""

from typing import Any, TypeVar

from django import forms

from requests_app.domain.outcomes import Outcome, clash, outcomes_under
from requests_app.domain.regime import Regime
from requests_app.models import Case, Draft, Question, User
from requests_app.permissions import possible_signatories
from requests_app.queries.letter_page import LetterPage
from requests_app.services.drafting import DraftedAnswer

AnyForm = TypeVar("AnyForm", bound=forms.Form)
LONGEST = 50_000


def outcomes_of(law: Regime) -> list[tuple[str, str]]:
    """Return the outcomes that a law knows, as a field offers them."""
    return [(each.value, each.label) for each in outcomes_under(law)]


LETTER = "letter"
"""The identifier of the letter's form on its page."""


def beside_the_letter(form: AnyForm) -> AnyForm:
    """Let the fields of a form further down be sent together with the words of the letter."""
    for field in form.fields.values():
        field.widget.attrs["form"] = LETTER
    return form


class LetterForm(forms.Form):
    """The whole letter: opening, an outcome and words for each question, closing."""

    marks_nothing_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    opening = forms.CharField(
        label="Opening",
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5}),
        error_messages={"required": "Write how the letter begins."},
    )
    closing = forms.CharField(
        label="Closing", max_length=LONGEST, required=False, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, page: LetterPage, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.questions = page.questions
        self.returns = page.returns
        self.claims = page.claims
        self.reused = page.reused
        self.regime = page.regime
        self.stood = {key: answer.outcome for key, answer in page.answers.items()}
        for question in self.questions:
            about = f"question {question.number}"
            self.fields[f"outcome_{question.pk}"] = forms.ChoiceField(
                label=f"Outcome of {about}",
                choices=[("", "Choose an outcome"), *outcomes_of(self._law_of(question))],
                required=False,
            )
            self.fields[f"text_{question.pk}"] = forms.CharField(
                label=f"Our answer to {about}",
                required=False,
                max_length=LONGEST,
                widget=forms.Textarea(attrs={"rows": 2 if question.parent_number else 5}),
            )
            reused = self.reused.get(question.pk)
            if reused and not reused.checked_at:
                self.fields[f"checked_{question.pk}"] = forms.BooleanField(
                    label=f"I have checked that it answers {about} as things are now",
                    required=False,
                )

    def _law_of(self, question: Question) -> Regime:
        return Regime(question.regime or self.regime)

    @classmethod
    def showing(cls, case: Case, draft: Draft, page: LetterPage) -> "LetterForm":
        """Return the form with what stands in the letter now."""
        initial: dict[str, Any] = {
            "version": case.version,
            "opening": draft.opening,
            "closing": draft.closing,
        }
        for question_id, answer in page.answers.items():
            initial[f"outcome_{question_id}"] = answer.outcome
            initial[f"text_{question_id}"] = answer.text
        return cls(initial=initial, page=page)

    def rows(self) -> list[dict[str, Any]]:
        """Return each question with its two fields and the departments' returns."""
        return [
            {
                "question": question,
                "outcome": self[f"outcome_{question.pk}"],
                "text": self[f"text_{question.pk}"],
                "returns": self.returns.get(question.pk, ()),
                "claims": self.claims.get(question.pk, ()),
                "reused": self.reused.get(question.pk),
                "checked": self[f"checked_{question.pk}"]
                if f"checked_{question.pk}" in self.fields
                else None,
            }
            for question in self.questions
        ]

    def clean(self) -> dict[str, Any]:
        """Refuse an outcome, newly chosen, that what is claimed on its question contradicts."""
        cleaned: dict[str, Any] = super().clean() or {}
        for question in self.questions:
            name = f"outcome_{question.pk}"
            chosen = cleaned.get(name)
            if not chosen or chosen == self.stood.get(question.pk):
                continue
            denies = [claim.row.denies for claim in self.claims.get(question.pk, ())]
            said = clash(
                Outcome(chosen),
                withholding=denies.count(False),
                denying=denies.count(True),
                regime=self._law_of(question),
            )
            if said:
                self.add_error(name, f"Question {question.number} {said}")
        return cleaned

    def answers(self) -> list[DraftedAnswer]:
        """Return the answers as they were typed."""
        return [
            DraftedAnswer(
                question_id=question.pk,
                outcome=self.cleaned_data[f"outcome_{question.pk}"],
                text=self.cleaned_data[f"text_{question.pk}"].replace("\r\n", "\n").strip(),
            )
            for question in self.questions
        ]

    def checked(self) -> list[int]:
        """Return the questions whose earlier answer was ticked as checked."""
        return [
            question.pk
            for question in self.questions
            if self.cleaned_data.get(f"checked_{question.pk}")
        ]


class SendForSignOffForm(forms.Form):
    """Who is to sign, and what they should know."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    signatory = forms.ModelChoiceField(
        label="Who is to sign it?",
        queryset=User.objects.none(),
        empty_label="Choose a director",
        error_messages={"required": "Choose the director who is to sign the letter."},
    )
    note = forms.CharField(
        label="Anything the director should know",
        help_text="Do not say who asked.",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signatory"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = possible_signatories()


class PostingForm(forms.Form):
    """The day a letter went into the post."""

    posted_on = forms.DateField(
        label="Day it was posted", error_messages={"required": "Enter the day it was posted."}
    )
