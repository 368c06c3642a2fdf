"""What people type into a review."""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from django import forms
from django.utils import timezone

from requests_app.domain.london import london_day
from requests_app.domain.regime import Regime
from requests_app.domain.review_findings import BREACHES, Finding
from requests_app.domain.review_wording import standard_opening
from requests_app.forms.case_acts import ReasonForm
from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import (
    Case,
    Claim,
    ClaimFinding,
    Message,
    Question,
    QuestionFinding,
    Review,
    ReviewChannel,
    User,
)
from requests_app.permissions import possible_reviewers, possible_signatories
from requests_app.queries.involvement import involvement
from requests_app.services.review_findings import Written, WrittenFinding
from requests_app.services.reviews import Asked

LONGEST = 20_000
INVALID_DAY = "Write the day as day, month, year: 24/11/2026."
FINDINGS = [("", "Choose a finding"), *((each.value, each.label) for each in Finding)]


def day_field(label: str, hint: str, missing: str = "") -> forms.DateField:
    """Return a field for a day; one without `missing` may stay empty."""
    return forms.DateField(
        label=label,
        help_text=hint,
        required=bool(missing),
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={"required": missing, "invalid": INVALID_DAY},
    )


def words_field(label: str, hint: str = "", missing: str = "", rows: int = 3) -> forms.CharField:
    """Return a field for words; one without `missing` may stay empty."""
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        required=bool(missing),
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": missing},
    )


class AskedForm(forms.Form):
    """A review that somebody asked for, as the FOI office records it."""

    message = forms.IntegerField(widget=forms.HiddenInput, required=False)
    channel = forms.ChoiceField(
        label="How was it asked for?",
        choices=[each for each in ReviewChannel.choices if each[0] != ReviewChannel.PAGE],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose how it was asked for."},
    )
    asked_on = day_field(
        "On which day did it reach us?",
        "Any words of dissatisfaction count. For example 24/11/2026",
        "Write the day it reached us.",
    )
    believed_on = day_field(
        "When do they believe that we went wrong?",
        "The time to ask runs from this day (reg 11(2)). Empty: from the day of our answer.",
    )
    points = words_field(
        "What are they unhappy with?",
        "In your words, for the reviewer, who must not learn who asked. You can write it later.",
    )

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if Regime(case.regime) is not Regime.EIR:
            del self.fields["believed_on"]

    def clean_asked_on(self) -> date:
        """Refuse a day to come."""
        day: date = self.cleaned_data["asked_on"]
        if day > london_day(timezone.now()):
            raise forms.ValidationError("This day has not come yet. Write the day it reached us.")
        return day

    def asked(self) -> Asked:
        """Return what was typed."""
        return Asked(
            channel=ReviewChannel(self.cleaned_data["channel"]),
            asked_on=self.cleaned_data["asked_on"],
            points=self.cleaned_data["points"],
            believed_on=self.cleaned_data.get("believed_on"),
            message_id=self.cleaned_data["message"],
        )

    @staticmethod
    def of_message(message: Message) -> dict[str, Any]:
        """Return what a message says by itself."""
        return {
            "message": message.pk,
            "channel": ReviewChannel.MAIL,
            "asked_on": london_day(message.happened_at),
        }


class LateForm(ReasonForm):
    """Whether a review that was asked for too late is taken up."""

    choice = forms.ChoiceField(
        label="It was asked for after the last day. What do you decide?",
        choices=[
            ("accept", "Take it up all the same\nThe applicant is told by when they hear from us."),
            ("refuse", "Do not take it up\nThe applicant gets a letter with your reason."),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": "Choose whether it is taken up."},
    )
    field_order = ("version", "choice", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].help_text = "Refused, the applicant reads these words."


class PersonField(forms.ModelChoiceField):  # type: ignore[type-arg]
    """A choice among people, each with what they did in the first answer."""

    parts: dict[int, tuple[str, ...]]

    def label_from_instance(self, obj: Any) -> str:
        """Return name, office and part."""
        title = f", {obj.job_title}" if obj.job_title else ""
        part = " and ".join(self.parts.get(obj.pk, ()))
        return f"{obj.full_name}{title}{f' ({part})' if part else ''}"


def _people(form: forms.Form, name: str, people: Any, case: Case) -> dict[int, tuple[str, ...]]:
    field = form.fields[name]
    assert isinstance(field, PersonField)
    field.queryset = people
    field.parts = involvement(case, list(people))
    return field.parts


class AppointForm(forms.Form):
    """Who makes the review, and what they should look at."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    points = words_field(
        "What are they unhappy with?",
        "In your words. The reviewer reads this, and must not learn who asked.",
        "Write what they are unhappy with.",
        rows=5,
    )
    reviewer = PersonField(
        label="Who looks at the answer again?",
        help_text="Nobody who drafted, decided or signed. Better somebody more senior.",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose who makes the review."},
    )

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.review = review
        self.parts = _people(self, "reviewer", possible_reviewers(), review.case)

    def clean_reviewer(self) -> User:
        """Refuse whoever took part in the answer, unless the Director allowed exactly them."""
        person: User = self.cleaned_data["reviewer"]
        part = self.parts.get(person.pk, ())
        allowed = self.review.override_by_id and self.review.reviewer_id == person.pk
        if part and not allowed:
            raise forms.ValidationError(
                f"{person.full_name} {' and '.join(part)}. Choose somebody who took no part, or "
                "ask the Director of Corporate Affairs to allow it."
            )
        return person


class OverrideForm(ReasonForm):
    """The Director's exception."""

    reviewer = PersonField(
        label="Whom do you allow to make the review?",
        queryset=User.objects.none(),
        empty_label="Choose a person",
        error_messages={"required": "Choose whom you allow."},
    )
    field_order = ("version", "reviewer", "reason")

    def __init__(self, *args: Any, review: Review, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _people(self, "reviewer", possible_reviewers(), review.case)
        self.fields["reason"].label = "Why can nobody else make it?"
        self.fields["reason"].help_text = "It is shown on the case, and stays in its file."


class MoreTimeForm(ReasonForm):
    """More time for a review."""

    until = day_field(
        "By which day will the applicant have the outcome?",
        "At most 40 working days after it was asked for. For example 24/11/2026",
        "Write the day.",
    )
    field_order = ("version", "until", "reason")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = "Why does it take longer?"
        self.fields["reason"].help_text = "The applicant reads these words."


class SendOnForm(forms.Form):
    """Where the outcome goes."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    signatory = PersonField(
        label="Who is to sign the outcome?",
        queryset=User.objects.none(),
        empty_label="Choose a director",
        required=False,
    )

    def __init__(self, *args: Any, review: Review, needs_signature: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["signatory"]
        _people(self, "signatory", possible_signatories(), review.case)
        field.required = needs_signature
        field.error_messages["required"] = "Choose the director who is to sign the outcome."
        if not needs_signature:
            field.help_text = "Leave it empty to finish without a signature."


class SignForm(forms.Form):
    """The seal of what a director has read."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    digest_seen = forms.CharField(max_length=64, widget=forms.HiddenInput)


class ReturnForm(forms.Form):
    """What has to change."""

    comment = words_field("What has to change?", missing="Say what has to change.")


class FindingsForm(forms.Form):
    """The reviewer's page: questions, exemptions, handling."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    opening = words_field("What did you look at, and how?", "Printed at the beginning.", rows=4)
    breaches = forms.MultipleChoiceField(
        label="Did we break a rule in handling the request?",
        help_text="Leave all empty where you found nothing. The letter then says so.",
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    handling = words_field(
        "More about how we handled it",
        "Printed after the breaches. An apology, for instance.",
    )
    action = words_field(
        "What will we do to put it right?",
        "Where we failed to comply, the Regulations ask for it (reg 11(5)).",
    )
    action_by = day_field("By when?", "For example 24/11/2026")

    def __init__(
        self,
        *args: Any,
        case: Case,
        questions: Sequence[Question],
        claims: Sequence[Claim],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.questions, self.claims = questions, claims
        regime = Regime(case.regime)
        field = self.fields["breaches"]
        field.choices = [  # type: ignore[attr-defined]
            (breach.value, f"{_capital(rule.said)}\n{_capital(rule.cited(regime))}")
            for breach, rule in BREACHES.items()
        ]
        if regime is not Regime.EIR:
            del self.fields["action"], self.fields["action_by"]
        for question in questions:
            about = f"question {question.number}"
            self.fields[f"finding_q{question.pk}"] = forms.ChoiceField(
                label=f"Finding on our answer to {about}", choices=FINDINGS, required=False
            )
            self.fields[f"why_q{question.pk}"] = words_field(f"Why, on {about}?")
            self.fields[f"given_q{question.pk}"] = words_field(
                f"What is given now, on {about}",
                "In words; a file is added below. Leave it empty where nothing changes.",
                rows=2,
            )
        for claim in claims:
            about = f"{claim.code} on question {claim.question.number}"
            self.fields[f"finding_c{claim.pk}"] = forms.ChoiceField(
                label=f"Finding on {about}", choices=FINDINGS, required=False
            )
            self.fields[f"why_c{claim.pk}"] = words_field(f"Why, on {about}?")

    @staticmethod
    def showing(
        review: Review,
        on_questions: dict[int, QuestionFinding],
        on_claims: dict[int, ClaimFinding],
    ) -> dict[str, Any]:
        """Return what stands in the findings now."""
        initial: dict[str, Any] = {
            "version": review.version,
            "opening": review.opening or standard_opening(),
            "breaches": review.breaches,
            "handling": review.handling,
            "action": review.action,
            "action_by": review.action_by,
        }
        for pk, question in on_questions.items():
            initial |= {
                f"finding_q{pk}": question.finding,
                f"why_q{pk}": question.why,
                f"given_q{pk}": question.now_given,
            }
        for pk, claim in on_claims.items():
            initial |= {f"finding_c{pk}": claim.finding, f"why_c{pk}": claim.why}
        return initial

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield each question with its fields, and the fields of the exemptions claimed on it."""
        for question in self.questions:
            yield {
                "question": question,
                "fields": [self[f"{name}_q{question.pk}"] for name in ("finding", "why", "given")],
                "claims": [
                    (claim, [self[f"{name}_c{claim.pk}"] for name in ("finding", "why")])
                    for claim in self.claims
                    if claim.question_id == question.pk
                ],
            }

    def written(self) -> Written:
        """Return the findings as they were typed."""
        typed = self.cleaned_data
        return Written(
            opening=typed["opening"],
            handling=typed["handling"],
            breaches=typed["breaches"],
            action=typed.get("action", ""),
            action_by=typed.get("action_by"),
            questions=[
                self._typed("q", each.pk, typed[f"given_q{each.pk}"]) for each in self.questions
            ],
            claims=[self._typed("c", each.pk) for each in self.claims],
        )

    def _typed(self, of: str, pk: int, now_given: str = "") -> WrittenFinding:
        finding = self.cleaned_data[f"finding_{of}{pk}"]
        return WrittenFinding(
            pk,
            Finding(finding) if finding else None,
            self.cleaned_data[f"why_{of}{pk}"],
            now_given,
        )


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]
