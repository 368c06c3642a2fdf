"""What a department fills in: for each question held or not, searches, hours, answer, file."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django import forms

from requests_app.forms.uploads import CheckedFilesField
from requests_app.models import Activity, Held, QuestionReturn
from requests_app.queries.own_answers import OwnAnswer
from requests_app.services.commissioning import Finding
from requests_app.services.drafting import StoredFile

LONGEST_ANSWER = 50_000
SPARE_ROWS = 3
MOST_ROWS = 60
MOST_HOURS = 500
SEARCH_PARTS = (("place", "Where", 200), ("terms", "Looked for", 300), ("result", "Found", 300))


class TaskForm(forms.Form):
    """Every question of one commission on one page."""

    marks_nothing_optional = True
    own: Mapping[int, OwnAnswer] = {}

    def __init__(self, *args: Any, returns: list[QuestionReturn], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.returns = returns
        self.row_counts = {found.pk: self._row_count(found) for found in returns}
        for found in returns:
            self._add_fields(found)

    def _row_count(self, found: QuestionReturn) -> int:
        """Return how many search rows to show: those of the page that was sent, or three spare."""
        if self.is_bound:
            sent = str(self.data.get(f"rows_{found.pk}", ""))
            if sent.isascii() and sent.isdigit():
                return min(int(sent), MOST_ROWS)
        return len(found.searches.all()) + SPARE_ROWS

    def _add_fields(self, found: QuestionReturn) -> None:
        pk, number = found.pk, found.question.number
        searches = list(found.searches.all())
        minutes = {time.activity: time.minutes for time in found.times.all()}
        self.fields[f"held_{pk}"] = forms.ChoiceField(
            label="Do you hold this?",
            choices=Held.choices,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--small"}),
            required=False,
            initial=found.held,
        )
        for index in range(self.row_counts[pk]):
            for name, label, longest in SEARCH_PARTS:
                self.fields[f"{name}_{pk}_{index}"] = forms.CharField(
                    label=f"{label}, search {index + 1} for question {number}",
                    max_length=longest,
                    required=False,
                    initial=getattr(searches[index], name) if index < len(searches) else "",
                    # Lets the stylesheet see whether a line is empty.
                    widget=forms.TextInput(attrs={"placeholder": " "}),
                )
        for activity in Activity:
            self.fields[f"hours_{pk}_{activity.value}"] = forms.DecimalField(
                label=activity.label,
                min_value=Decimal(0),
                max_value=Decimal(MOST_HOURS),
                decimal_places=2,
                required=False,
                initial=_hours(minutes.get(activity.value)),
                widget=forms.TextInput(
                    attrs={"inputmode": "decimal", "class": "govuk-input--width-4"}
                ),
                error_messages={
                    "invalid": f"Question {number}: write the hours as a number, such as 1.5.",
                    "min_value": f"Question {number}: hours cannot be less than 0.",
                    "max_value": f"Question {number}: {MOST_HOURS} hours is the most we can note.",
                    "max_decimal_places": f"Question {number}: write the hours such as 1.25.",
                },
            )
        self.fields[f"answer_{pk}"] = forms.CharField(
            label="Your answer",
            help_text="In words that can go to the applicant as they are.",
            max_length=LONGEST_ANSWER,
            required=False,
            initial=found.answer,
            widget=forms.Textarea(attrs={"rows": 4}),
        )
        self.fields[f"files_{pk}"] = CheckedFilesField(
            label="Add files",
            required=False,
            error_messages={"empty": f"Question {number}: the file is empty. Choose another."},
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a search that says what was looked for and not where."""
        cleaned = super().clean() or {}
        for found in self.returns:
            for index in range(self.row_counts[found.pk]):
                place, *rest = self._search(cleaned, found.pk, index)
                if any(rest) and not place:
                    self.add_error(
                        f"place_{found.pk}_{index}",
                        f"Question {found.question.number}: say where you looked.",
                    )
        return cleaned

    def cards(self) -> Iterator[dict[str, Any]]:
        """Yield the questions in their order, each with its fields."""
        for found in self.returns:
            pk = found.pk
            held = self[f"held_{pk}"]
            rows = [
                [self[f"{name}_{pk}_{index}"] for name, _, _ in SEARCH_PARTS]
                for index in range(self.row_counts[pk])
            ]
            hours = [self[f"hours_{pk}_{activity.value}"] for activity in Activity]
            answer = self[f"answer_{pk}"]
            fields = [held, answer, *hours, *(field for row in rows for field in row)]
            yield {
                "found": found,
                "question": found.question,
                "held": held,
                "rows": rows,
                "row_count": self.row_counts[pk],
                "hours": hours,
                "answer": answer,
                "upload": self[f"files_{pk}"],
                "files": list(found.documents.all()),
                "own": self.own.get(found.question_id),
                "scopes": self._scopes(found),
                "is_begun": any(field.value() for field in fields),
            }

    @staticmethod
    def _scopes(found: QuestionReturn) -> list[dict[str, Any]]:
        """Return the question as it was asked and narrower, and which are estimated."""
        estimated = {
            row.scope
            for row in found.question.estimates.all()
            if row.commission_id == found.commission_id and row.superseded_at is None
        }
        texts = ["", *found.question.narrower_scopes]
        return [
            {"text": text, "is_estimated": scope in estimated} for scope, text in enumerate(texts)
        ]

    def findings(self) -> list[Finding]:
        """Return what was typed, as the service takes it.

        A question that came to the department after the page was opened is left alone.
        """
        cleaned = self.cleaned_data
        return [
            Finding(
                question_return_id=found.pk,
                held=cleaned[f"held_{found.pk}"],
                answer=cleaned[f"answer_{found.pk}"],
                searches=tuple(
                    row
                    for index in range(self.row_counts[found.pk])
                    if any(row := self._search(cleaned, found.pk, index))
                ),
                minutes={
                    activity: _minutes(cleaned.get(f"hours_{found.pk}_{activity.value}"))
                    for activity in Activity
                },
            )
            for found in self.returns
            if f"rows_{found.pk}" in self.data
        ]

    def good_files(self) -> Iterator[tuple[int, StoredFile]]:
        """Yield the good files, also of a page on which something else is wrong."""
        for found in self.returns:
            for stored in self.cleaned_data.get(f"files_{found.pk}", []):
                yield found.pk, stored

    def opened_at(self) -> datetime | None:
        """Return when the page was opened that was sent, if it says so."""
        try:
            opened_at = datetime.fromisoformat(self.data.get("opened_at", ""))
        except ValueError:
            return None
        return opened_at if opened_at.tzinfo else None

    def typed_in_vain(self) -> list[tuple[str, str]]:
        """Return the question and the words of all that was typed and does not stand saved."""
        in_vain = []
        for found in self.returns:
            saved = [(search.place, search.terms, search.result) for search in found.searches.all()]
            typed = [
                self._search(self.data, found.pk, index)
                for index in range(self.row_counts[found.pk])
            ]
            lines = [", ".join(filter(None, row)) for row in typed if row not in saved]
            answer = _one_kind_of_newline(self.data.get(f"answer_{found.pk}", ""))
            if answer != _one_kind_of_newline(found.answer):
                lines.append(answer)
            if words := "\n".join(filter(None, lines)):
                in_vain.append((found.question.number, words))
        return in_vain

    @staticmethod
    def _search(cleaned: Mapping[str, Any], pk: int, index: int) -> tuple[str, str, str]:
        place, terms, result = (
            cleaned.get(f"{name}_{pk}_{index}") or "" for name, _, _ in SEARCH_PARTS
        )
        return place, terms, result


class DeclineForm(forms.Form):
    """Why the questions are not this department's."""

    reason = forms.CharField(
        label="Why is this not yours?",
        help_text="If you know who has it, say so. The FOI office will ask them.",
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say why this is not yours, so that we can ask someone else."},
    )


def _one_kind_of_newline(text: str) -> str:
    return "\n".join(text.strip().splitlines())


def _hours(minutes: int | None) -> str:
    return f"{Decimal(minutes) / 60:.2f}".rstrip("0").rstrip(".") if minutes else ""


def _minutes(hours: Decimal | None) -> int:
    return int((hours * 60).to_integral_value(ROUND_HALF_UP)) if hours else 0
