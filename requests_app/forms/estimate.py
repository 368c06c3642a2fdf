"""What somebody types when they estimate a question, offer to narrow it, or refuse it."""

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django import forms

from requests_app.domain.cost_activities import COUNTED, NOT_COUNTED, Activity
from requests_app.domain.estimating import MOST_HOURS, Line, Sample, Spread, sampled
from requests_app.domain.outcomes import Outcome
from requests_app.models import Estimate
from requests_app.queries.estimate_page import line_of

MOST_PERSONS = 100
MOST_POUNDS = 100_000
MOST_RECORDS = 10_000_000
MOST_MINUTES = 10_000
OTHER_ROWS = 4
FIGURES = (("low", "at least"), ("expected", "expected"), ("high", "at most"))
IN_ORDER = tuple(activity for activity in Activity if activity in COUNTED)
NOT_IN_ORDER = tuple(activity for activity in Activity if activity in NOT_COUNTED)


def _number(label: str, most: int, places: int = 2, **more: Any) -> forms.DecimalField:
    return forms.DecimalField(
        label=label,
        min_value=Decimal(0),
        max_value=Decimal(most),
        max_digits=12,
        decimal_places=places,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-5"}),
        error_messages={
            "invalid": f"{label}: write a number, such as 1.5.",
            "min_value": f"{label}: it cannot be less than 0.",
            "max_value": f"{label}: {most:,} is the most that can be noted.",
            "max_decimal_places": f"{label}: write it such as 1.25.",
            "max_digits": f"{label}: this number is too long.",
        },
        **more,
    )


def _whole(label: str, most: int) -> forms.IntegerField:
    return forms.IntegerField(
        label=label,
        min_value=1,
        max_value=most,
        required=False,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "class": "govuk-input--width-5"}),
        error_messages={
            "invalid": f"{label}: write a whole number.",
            "min_value": f"{label}: it has to be at least 1.",
            "max_value": f"{label}: {most:,} is the most that can be noted.",
        },
    )


class EstimateForm(forms.Form):
    """One scope of one question: four activities that count, and apart from them the rest."""

    marks_nothing_optional = True

    basis = forms.CharField(
        label="How are the records kept, and where do your figures come from?",
        help_text="For example: paper files by patient in the basement store, no index by ward. "
        "Somebody should be able to follow it a year from now.",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={
            "required": "Say how the records are kept and where your figures come from."
        },
    )

    def __init__(self, *args: Any, standing: Estimate | None = None, **kwargs: Any) -> None:
        kwargs.setdefault("initial", _initial(standing) if standing else {})
        super().__init__(*args, **kwargs)
        for activity in IN_ORDER:
            for figure, words in FIGURES:
                self.fields[f"{activity}_{figure}"] = _number(
                    f"{activity.label}, hours {words}", MOST_HOURS
                )
            self.fields[f"{activity}_persons"] = _whole(
                f"{activity.label}, how many people", MOST_PERSONS
            )
            self.fields[f"{activity}_expense"] = _number(
                f"{activity.label}, other costs in pounds", MOST_POUNDS
            )
        self.fields["sample_activity"] = forms.ChoiceField(
            label="Which activity did you time on a sample?",
            choices=[("", "None: the hours are above")]
            + [(activity.value, activity.label) for activity in IN_ORDER],
            required=False,
        )
        self.fields["sample_records"] = _whole("How many records are there in all", MOST_RECORDS)
        self.fields["sample_timed"] = _whole("How many of them did you time", MOST_RECORDS)
        for figure, words in FIGURES:
            self.fields[f"sample_{figure}"] = _number(
                f"Minutes for one record, {words}", MOST_MINUTES
            )
        self.fields["sample_chosen"] = forms.CharField(
            label="How did you choose those you timed?",
            help_text="For example: every thirtieth file on the shelf.",
            max_length=1000,
            required=False,
        )
        others = [(activity.value, activity.label) for activity in NOT_IN_ORDER]
        for row in range(OTHER_ROWS):
            self.fields[f"other_{row}_activity"] = forms.ChoiceField(
                label=f"Other work {row + 1}", choices=[("", "Nothing"), *others], required=False
            )
            self.fields[f"other_{row}_hours"] = _number(
                f"Hours of other work {row + 1}", MOST_HOURS
            )

    def clean(self) -> dict[str, Any]:
        """Hold the figures of a line together."""
        cleaned = super().clean() or {}
        self.lines: list[Line] = []
        of_sample = cleaned.get("sample_activity", "")
        for activity in IN_ORDER:
            self._clean_activity(activity, cleaned, is_sampled=activity.value == of_sample)
        if not of_sample and any(cleaned.get(name) for name in self._sample_names()):
            self.add_error("sample_activity", "Say which activity you timed.")
        self._clean_others(cleaned)
        if not self.errors and not any(line.activity.counts for line in self.lines):
            self.add_error(
                f"{IN_ORDER[1]}_expected",
                "Write the hours of at least one activity that counts, even if it is 0.",
            )
        return cleaned

    @staticmethod
    def _sample_names() -> tuple[str, ...]:
        names = ("records", "timed", "chosen", *(figure for figure, _ in FIGURES))
        return tuple(f"sample_{name}" for name in names)

    def _clean_activity(
        self, activity: Activity, cleaned: Mapping[str, Any], *, is_sampled: bool
    ) -> None:
        more: dict[str, Any] = {
            "persons": cleaned.get(f"{activity}_persons") or 1,
            "expense": cleaned.get(f"{activity}_expense") or Decimal(0),
        }
        typed = [cleaned.get(f"{activity}_{figure}") for figure, _ in FIGURES]
        if is_sampled:
            if any(figure is not None for figure in typed):
                self.add_error(
                    f"{activity}_expected",
                    f"{activity.label}: the hours follow from the sample. Leave them empty here.",
                )
            sample = self._sample(cleaned)
            if sample:
                self.lines.append(sampled(activity, sample, **more))
            return
        hours = self._spread(typed, f"{activity}_expected", activity.label)
        if hours is not None:
            self.lines.append(Line(activity, hours, **more))
        elif more["expense"]:
            nothing = Spread(Decimal(0), Decimal(0), Decimal(0))
            self.lines.append(Line(activity, nothing, **more))

    def _sample(self, cleaned: Mapping[str, Any]) -> Sample | None:
        minutes = self._spread(
            [cleaned.get(f"sample_{figure}") for figure, _ in FIGURES],
            "sample_expected",
            "Minutes for one record",
        )
        for name, words in (
            ("records", "Write how many records there are in all."),
            ("timed", "Write how many records you timed."),
            ("chosen", "Say how you chose the records that you timed."),
            ("expected", "Write how many minutes one record is expected to take."),
        ):
            if cleaned.get(f"sample_{name}") in (None, "") and f"sample_{name}" not in self.errors:
                self.add_error(f"sample_{name}", words)
        records, timed = cleaned.get("sample_records"), cleaned.get("sample_timed")
        if records and timed and timed > records:
            self.add_error("sample_timed", "More records were timed than there are.")
        if self.errors or minutes is None or records is None or timed is None:
            return None
        sample = Sample(records, timed, cleaned["sample_chosen"].strip(), minutes)
        if sample.hours().high > MOST_HOURS:
            self.add_error(
                "sample_records",
                f"That makes more than {MOST_HOURS:,} hours, the most that can be noted. "
                "Write fewer records: it is over the limit long before.",
            )
            return None
        return sample

    def _spread(self, typed: list[Decimal | None], field: str, name: str) -> Spread | None:
        low, expected, high = typed
        if expected is None:
            if low is not None or high is not None:
                self.add_error(field, f"{name}: write what you expect as well.")
            return None
        spread = Spread(
            expected if low is None else low, expected, expected if high is None else high
        )
        if not spread.is_in_order:
            self.add_error(
                field, f"{name}: “at least” is the smallest and “at most” the largest figure."
            )
            return None
        return spread

    def _clean_others(self, cleaned: Mapping[str, Any]) -> None:
        seen: set[str] = set()
        for row in range(OTHER_ROWS):
            chosen = cleaned.get(f"other_{row}_activity")
            hours = cleaned.get(f"other_{row}_hours")
            if chosen and chosen in seen:
                self.add_error(f"other_{row}_activity", "This work is already in a row above.")
            elif chosen and hours is None:
                self.add_error(f"other_{row}_hours", "Write the hours of this other work.")
            elif hours is not None and not chosen:
                self.add_error(f"other_{row}_activity", "Say what this other work is.")
            elif chosen and hours is not None:
                seen.add(chosen)
                self.lines.append(Line(Activity(chosen), Spread(hours, hours, hours)))

    def activities(self) -> Iterator[dict[str, Any]]:
        """Yield the activities that count, each with its fields."""
        for activity in IN_ORDER:
            yield {
                "activity": activity,
                "hours": [(self[f"{activity}_{figure}"], words) for figure, words in FIGURES],
                "persons": self[f"{activity}_persons"],
                "expense": self[f"{activity}_expense"],
            }

    def sample_minutes(self) -> list[tuple[forms.BoundField, str]]:
        """Return the three fields of minutes with their words."""
        return [(self[f"sample_{figure}"], words) for figure, words in FIGURES]

    def others(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the rows of work that does not count."""
        return [
            (self[f"other_{row}_activity"], self[f"other_{row}_hours"]) for row in range(OTHER_ROWS)
        ]


def _initial(standing: Estimate) -> dict[str, Any]:
    """Return the figures of the estimate that stands, for the form to begin with."""
    initial: dict[str, Any] = {"basis": standing.basis}
    others = 0
    for line in (line_of(row) for row in standing.lines.all()):
        if not line.activity.counts:
            if others < OTHER_ROWS:
                initial[f"other_{others}_activity"] = line.activity.value
                initial[f"other_{others}_hours"] = line.hours.expected
            others += 1
            continue
        initial[f"{line.activity}_persons"] = line.persons
        initial[f"{line.activity}_expense"] = line.expense or None
        if line.sample:
            initial |= {
                "sample_activity": line.activity.value,
                "sample_records": line.sample.records,
                "sample_timed": line.sample.timed,
                "sample_chosen": line.sample.chosen,
            }
        figures = line.sample.minutes if line.sample else line.hours
        prefix = "sample" if line.sample else line.activity
        for figure, _ in FIGURES:
            initial[f"{prefix}_{figure}"] = getattr(figures, figure)
    return initial


class OfferForm(forms.Form):
    """The offer to narrow a request, to be edited."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    text = forms.CharField(
        label="The offer",
        help_text="It goes to the applicant as a letter, by e-mail or to be posted.",
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 18}),
        error_messages={"required": "Write what could be had within the limit."},
    )


class RefusalForm(forms.Form):
    """Which questions are refused for their cost, under which provision, in which words."""

    marks_nothing_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self,
        *args: Any,
        questions: Mapping[int, tuple[str, str, bool]],
        is_eir: bool,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.question_ids = tuple(questions)
        self.is_eir = is_eir
        if not is_eir:
            self.fields["provision"] = forms.ChoiceField(
                label="What would cost too much?",
                choices=[
                    (
                        Outcome.TOO_COSTLY.value,
                        "Answering it: section 12(1)\nWe say that we hold it.",
                    ),
                    (
                        Outcome.TOO_COSTLY_TO_SAY.value,
                        "Finding out whether we hold it: section 12(2)\n"
                        "We do not say whether we hold it.",
                    ),
                ],
                widget=forms.RadioSelect,
            )
        for question_id, (number, words, is_refused) in questions.items():
            self.fields[f"refuse_{question_id}"] = forms.BooleanField(
                label=f"Refuse question {number}", required=False, initial=is_refused
            )
            self.fields[f"words_{question_id}"] = forms.CharField(
                label=f"What we say to question {number}",
                max_length=20_000,
                required=False,
                initial=words,
                widget=forms.Textarea(attrs={"rows": 10}),
            )
        if is_eir:
            for name, label in (
                ("for_release", "What speaks for answering in the public interest?"),
                ("against_release", "What speaks against it?"),
            ):
                self.fields[name] = forms.CharField(
                    label=label,
                    max_length=5000,
                    widget=forms.Textarea(attrs={"rows": 3}),
                    error_messages={"required": "Regulation 12(1)(b) asks for both sides."},
                )

    def clean(self) -> dict[str, Any]:
        """Ask for words for each question that is refused."""
        cleaned = super().clean() or {}
        for question_id in self.question_ids:
            if cleaned.get(f"refuse_{question_id}") and not cleaned.get(f"words_{question_id}"):
                self.add_error(f"words_{question_id}", "Write what we say to this question.")
        return cleaned

    def pairs(self) -> list[tuple[forms.BoundField, forms.BoundField]]:
        """Return the two fields of each question."""
        return [(self[f"refuse_{pk}"], self[f"words_{pk}"]) for pk in self.question_ids]

    @property
    def outcome(self) -> Outcome:
        """The outcome of the questions that are refused."""
        return Outcome(self.cleaned_data.get("provision") or Outcome.TOO_COSTLY)

    def words(self) -> dict[int, str]:
        """Return what is said to each question that is refused."""
        weighed = ""
        if self.is_eir:
            weighed = (
                "\n\nIn favour of answering: "
                f"{self.cleaned_data['for_release'].strip()}\n\nAgainst: "
                f"{self.cleaned_data['against_release'].strip()}\n\nWe have decided that the "
                "public interest in keeping to the exception is the greater."
            )
        return {
            pk: self.cleaned_data[f"words_{pk}"].replace("\r\n", "\n").strip() + weighed
            for pk in self.question_ids
            if self.cleaned_data[f"refuse_{pk}"]
        }
