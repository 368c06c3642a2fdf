"""Whom we consult, what they said, what we told them."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django import forms

from requests_app.forms.working_days import DAY, DAY_FORMATS
from requests_app.models import Claim, Consultation, Document, Question
from requests_app.services.consultation import Asked


def _day(label: str, *, required: bool = True) -> forms.DateField:
    return forms.DateField(
        label=label,
        help_text="For example 24/11/2026",
        required=required,
        widget=DAY,
        input_formats=DAY_FORMATS,
        error_messages={
            "required": "Write the day.",
            "invalid": "Write the day as day, month, year: 24/11/2026.",
        },
    )


def _words(label: str, hint: str, error: str, *, rows: int = 6) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=bool(error),
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": error},
    )


class ConsultForm(forms.Form):
    """Who is asked about which question, claim or file, in which words, and by when."""

    kind = forms.ChoiceField(label="Who is asked?", choices=Consultation.Kind.choices)
    party = forms.CharField(
        label="Name",
        help_text="The company, body or person. For example Palisade Analytics Ltd",
        max_length=200,
        error_messages={"required": "Write who is asked."},
    )
    contact = forms.CharField(label="Where did you write to?", max_length=300, required=False)
    question = forms.ChoiceField(
        label="About which question?", error_messages={"required": "Choose the question."}
    )
    claim = forms.ChoiceField(label="About which claim?", required=False)
    document = forms.ChoiceField(label="About which file?", required=False)
    asked_in = _words(
        "What do you write to them?",
        "Send it from your own mailbox. Leave out who asked.",
        "Write what they are asked.",
        rows=10,
    )
    asked_on = _day("On which day were they asked?")
    reply_by = _day("By when are they to reply?")

    def __init__(
        self,
        *args: Any,
        questions: Sequence[Question],
        claims: Sequence[Claim],
        documents: Sequence[Document],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        for name, choices in (
            ("question", [(str(each.pk), f"Question {each.number}") for each in questions]),
            (
                "claim",
                [("", "No claim yet")]
                + [(str(each.pk), f"{each.code} on {each.question.number}") for each in claims],
            ),
            ("document", [("", "No file")] + [(str(each.pk), each.name) for each in documents]),
        ):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = choices

    def asked(self) -> Asked:
        """Return what was asked."""
        cleaned = self.cleaned_data
        return Asked(
            question_id=int(cleaned["question"]),
            kind=Consultation.Kind(cleaned["kind"]),
            party=cleaned["party"],
            contact=cleaned["contact"],
            asked_in=cleaned["asked_in"].replace("\r\n", "\n"),
            asked_on=cleaned["asked_on"],
            reply_by=cleaned["reply_by"],
            claim_id=int(cleaned["claim"]) if cleaned["claim"] else None,
            document_id=int(cleaned["document"]) if cleaned["document"] else None,
        )


class ConsultedReplyForm(forms.Form):
    """What they said."""

    stance = forms.ChoiceField(
        label="What did they say?",
        widget=forms.RadioSelect,
        choices=Consultation.Stance.choices,
        error_messages={"required": "Say whether they object."},
    )
    reply = _words("In their words", "Their reasons, and their own evidence of any harm.", "")
    replied_on = _day("On which day did they reply?", required=False)


class ToldForm(forms.Form):
    """What we decided and told them."""

    fate = forms.ChoiceField(
        label="What did we decide?",
        widget=forms.RadioSelect,
        choices=Consultation.Fate.choices,
        error_messages={"required": "Say what we decided."},
    )
    told_in = _words(
        "What did you write to them?", "Leave out who asked.", "Write what they were told."
    )
    told_on = _day("On which day?")


def first_values(today: date, reply_by: date, words: str) -> dict[str, Any]:
    """Return what the form for asking begins with."""
    return {"asked_on": today, "reply_by": reply_by, "asked_in": words}
