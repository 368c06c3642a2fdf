"""Which question goes to which departments."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms

from requests_app.domain.likely_departments import Suggestion
from requests_app.models import Department, Question


class CommissionForm(forms.Form):
    """A choice of departments for each question; lettered parts go along with their question."""

    marks_nothing_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    instructions = forms.CharField(
        label="A word to the departments",
        help_text="They read it above the questions. Do not say who asked.",
        max_length=5000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

    def __init__(
        self,
        *args: Any,
        questions: list[Question],
        likely: Mapping[int, Sequence[Suggestion]] | None = None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions = questions
        self.likely = likely or {}
        self.departments = {
            str(department.pk): department
            for department in Department.objects.filter(is_active=True).order_by("name")
        }
        choices = [
            (pk, f"{department.name}\n{department.areas_covered}".strip())
            for pk, department in self.departments.items()
        ]
        for question in questions:
            self.fields[f"departments_{question.pk}"] = forms.MultipleChoiceField(
                label=f"Who may hold the answer to question {question.number}?",
                choices=choices,
                required=False,
                initial=self._likeliest(question),
                widget=forms.CheckboxSelectMultiple(attrs={"class": "govuk-checkboxes--small"}),
            )

    def _likeliest(self, question: Question) -> list[str]:
        """Return the likeliest department of a question that goes nowhere by its parent."""
        found = self.likely.get(question.pk, ())
        if not found or question.parent_number:
            return []
        names = {department.name: pk for pk, department in self.departments.items()}
        return [names[one.department] for one in found[:1] if one.department in names]

    def clean(self) -> dict[str, Any]:
        """Ask for at least one department."""
        cleaned = super().clean() or {}
        if not self.errors and not any(self._chosen(cleaned, q) for q in self.questions):
            raise forms.ValidationError("Choose a department for at least one question.")
        return cleaned

    @staticmethod
    def _chosen(cleaned: dict[str, Any], question: Question) -> list[str]:
        chosen: list[str] = cleaned.get(f"departments_{question.pk}") or []
        return chosen

    def by_department(self) -> dict[Department, list[Question]]:
        """Return the questions of each chosen department.

        A lettered part without a choice of its own goes where its question goes.
        """
        parents = {question.number: question for question in self.questions}
        found: dict[Department, list[Question]] = {}
        for question in self.questions:
            chosen = self._chosen(self.cleaned_data, question)
            parent = parents.get(question.parent_number)
            if not chosen and parent:
                chosen = self._chosen(self.cleaned_data, parent)
            for pk in chosen:
                found.setdefault(self.departments[pk], []).append(question)
        return found

    def groups(self) -> list[dict[str, Any]]:
        """Return the questions, each with its lettered parts and their fields."""
        groups: list[dict[str, Any]] = []
        for question in self.questions:
            entry = {
                "question": question,
                "field": self[f"departments_{question.pk}"],
                "likely": self.likely.get(question.pk, ()),
            }
            if question.parent_number and groups:
                groups[-1]["parts"].append(entry)
            else:
                groups.append({**entry, "parts": []})
        return groups
