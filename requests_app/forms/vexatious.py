"""A refusal under s.14: what is proposed, and what is decided."""

from collections.abc import Sequence
from typing import Any

from django import forms

from requests_app.domain.vexatious import Ground, Reasons
from requests_app.forms.case_acts import ReasonForm
from requests_app.models import Case
from requests_app.services.vexatious import Proposed


def _theme(label: str, hint: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


class ProposalForm(forms.Form):
    """The ground, the four themes, and what it comes to. Nothing here may blame the person."""

    marks_nothing_optional = True

    version = forms.IntegerField(widget=forms.HiddenInput)
    ground = forms.ChoiceField(
        label="What is the request?",
        widget=forms.RadioSelect,
        choices=[
            (Ground.VEXATIOUS.value, "Vexatious\nSection 14(1). Fill in the four themes."),
            (
                Ground.REPEATED.value,
                "Repeated\nSection 14(2): the same or nearly the same, by the same person, "
                "answered before, and no reasonable time has passed.",
            ),
        ],
        error_messages={"required": "Say whether the request is vexatious or repeated."},
    )
    burden = _theme(
        "Burden", "What would answering take, and what did the requests before it take? Or: none."
    )
    motive = _theme("Motive", "What the history shows, not what you suspect. Or: nothing is known.")
    value = _theme("Value or serious purpose", "Whom would the information help, and how much?")
    distress = _theme("Harassment or distress of staff", "What was written, to whom. Or: none.")
    repeats = forms.ChoiceField(
        label="If it is repeated: which request does it repeat?", required=False
    )
    interval = _theme(
        "If it is repeated: why has no reasonable time passed?",
        "What changed since the answer, or did not.",
    )
    conclusion = _theme(
        "What does it come to, taken as a whole?",
        "The request, in its context and history. It need not be bad on every theme.",
    )
    earlier_notice = forms.ChoiceField(
        label="Is another notice unreasonable to expect?",
        help_text="Section 17(6). Only where this person already got a notice under section 14 "
        "for an earlier request. Otherwise a refusal notice is sent.",
        required=False,
    )
    why_no_notice = _theme(
        "If so: why, in all the circumstances?", "For example: the same notice went out last month."
    )

    def __init__(self, *args: Any, others: Sequence[Case], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        requests = [(str(other.pk), f"{other.reference} {other.subject}") for other in others]
        for name, empty in (("repeats", "None"), ("earlier_notice", "No: a notice is sent")):
            field = self.fields[name]
            assert isinstance(field, forms.ChoiceField)
            field.choices = [("", empty), *requests]

    def proposed(self) -> Proposed:
        """Return what is proposed."""
        cleaned = self.cleaned_data
        names = ("burden", "motive", "value", "distress", "conclusion", "interval")
        return Proposed(
            ground=Ground(cleaned["ground"]),
            reasons=Reasons(**{name: _plain(cleaned[name]) for name in names}),
            repeats_id=int(cleaned["repeats"]) if cleaned["repeats"] else None,
            earlier_notice_id=int(cleaned["earlier_notice"]) if cleaned["earlier_notice"] else None,
            why_no_notice=_plain(cleaned["why_no_notice"]),
        )


class DecideProposalForm(forms.Form):
    """Whether the second person agrees, and why."""

    decision = forms.ChoiceField(
        label="Do you agree?",
        widget=forms.RadioSelect,
        choices=[
            ("approve", "Yes: section 14 applies to this request"),
            ("reject", "No: it is answered like any other"),
        ],
        error_messages={"required": "Say whether you agree."},
    )
    reasons = forms.CharField(
        label="Why?",
        max_length=10_000,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": "Write your reasons. They stay on the case."},
    )


class CloseWithoutNoticeForm(ReasonForm):
    """The act of closing, with its reason."""


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()
