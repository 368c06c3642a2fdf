"""What the qualified person, and whoever decides the public interest, write."""

from typing import Any

from django import forms

from exemptions.domain.claim import Likelihood
from exemptions.domain.public_interest import Balance
from requests_app.models import PublicInterestTest, QualifiedOpinion
from requests_app.services.claim_decisions import Decision, GivenOpinion

LONGEST = 10_000


def _words(label: str, error: str, hint: str = "", rows: int = 4) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": rows}),
        error_messages={"required": error},
    )


def _plain(text: str) -> str:
    return text.replace("\r\n", "\n").strip()


class WeighingForm(forms.Form):
    """The scales, and where they come to rest. `seal_seen` is the claim on the page."""

    seal_seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    for_disclosure = _words(
        "What speaks for disclosure?", "Write what speaks for disclosure.", "This is printed."
    )
    for_withholding = _words(
        "What speaks for withholding?", "Write what speaks for withholding.", "This is printed."
    )
    balance = forms.ChoiceField(
        label="Which weighs more?",
        widget=forms.RadioSelect,
        choices=[
            (Balance.WITHHOLD.value, "Withholding weighs more"),
            (Balance.DISCLOSE.value, "Disclosure weighs more, or neither: it is released"),
        ],
        error_messages={"required": "Say which side weighs more."},
    )
    reasons = _words("Why?", "Write why one side weighs more than the other.", "This is printed.")

    @classmethod
    def showing(cls, row: PublicInterestTest) -> "WeighingForm":
        """Return the form with what the FOI office proposes, for the person to keep or change."""
        claim = row.claim
        return cls(
            initial={
                "seal_seen": row.seal,
                "for_disclosure": claim.for_disclosure,
                "for_withholding": claim.for_withholding,
                "reasons": claim.balance_reasons,
            }
        )

    def decision(self) -> Decision:
        """Return what was decided."""
        cleaned = self.cleaned_data
        return Decision(
            _plain(cleaned["for_disclosure"]),
            _plain(cleaned["for_withholding"]),
            Balance(cleaned["balance"]),
            _plain(cleaned["reasons"]),
        )


class OpinionForm(forms.Form):
    """The qualified person's own opinion."""

    seal_seen = forms.CharField(max_length=64, required=False, widget=forms.HiddenInput)
    finding = forms.ChoiceField(
        label="In your reasonable opinion, what would disclosure do?",
        widget=forms.RadioSelect,
        choices=[
            (Likelihood.WOULD.value, "It would cause this harm: more probable than not"),
            (
                Likelihood.WOULD_BE_LIKELY.value,
                "It would be likely to cause it: a real and significant risk",
            ),
            ("none", "Neither: section 36 is not engaged"),
        ],
        error_messages={"required": "Say what disclosure would do, in your opinion."},
    )
    reasons = _words("Why do you think so?", "Write your reasons.", "This is printed.")

    @classmethod
    def showing(cls, row: QualifiedOpinion) -> "OpinionForm":
        """Return the form for a submission."""
        return cls(initial={"seal_seen": row.seal})

    def opinion(self) -> GivenOpinion:
        """Return the opinion."""
        finding: str = self.cleaned_data["finding"]
        return GivenOpinion(
            is_engaged=finding != "none",
            likelihood="" if finding == "none" else finding,
            reasons=_plain(self.cleaned_data["reasons"]),
        )


class SendBackForm(forms.Form):
    """What is missing before it can be decided."""

    comment = forms.CharField(
        label="What is missing?",
        max_length=5000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": "Say what is missing, so that it can be put right."},
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **{"auto_id": "back_%s", **kwargs})
