"""What people do to answer a request, and which of it the cost limit counts.

Fees Regulations 2004 reg 4(3) is a closed list ("only"): four activities count, whoever does
them. The rest may be recorded, and each kind knows why it does not count.
"""

from enum import StrEnum


class Activity(StrEnum):
    """Something somebody spends time or money on for a request. The values are stored."""

    DETERMINE_HELD = "determine_held"
    LOCATE = "locate"
    RETRIEVE = "retrieve"
    EXTRACT = "extract"
    REDACT = "redact"
    ANONYMISE_SMALL_NUMBERS = "anonymise_small_numbers"
    READ_FOR_SENSITIVITY = "read_for_sensitivity"
    CONSIDER_EXEMPTIONS = "consider_exemptions"
    PUBLIC_INTEREST_TEST = "public_interest_test"
    LEGAL_ADVICE = "legal_advice"
    CONSULT_THIRD_PARTY = "consult_third_party"
    CHECK_VALIDITY = "check_validity"
    CONSIDER_VEXATIOUS = "consider_vexatious"
    CALCULATE_FEE = "calculate_fee"
    ADVICE_AND_ASSISTANCE = "advice_and_assistance"
    DRAFT_RESPONSE = "draft_response"
    SIGN_OFF = "sign_off"
    PRESS_REVIEW = "press_review"
    INTERNAL_REVIEW = "internal_review"
    CONVERT_FORMAT = "convert_format"
    COPY = "copy"
    POST = "post"

    @property
    def counts(self) -> bool:
        """Whether the regulations let it be counted (reg 4(3))."""
        return self in COUNTED

    @property
    def label(self) -> str:
        """Its name on the page."""
        return _COUNTED_LABELS[self] if self.counts else _NOT_COUNTED[self][0]

    @property
    def why_not(self) -> str:
        """Why it does not count, or "" where it does."""
        return "" if self.counts else _NOT_COUNTED[self][1]


_COUNTED_LABELS = {
    Activity.DETERMINE_HELD: "Finding out whether we hold it",
    Activity.LOCATE: "Finding it, or the document it is in",
    Activity.RETRIEVE: "Getting it out of where it is kept",
    Activity.EXTRACT: "Taking it out of the document",
}
COUNTED = frozenset(_COUNTED_LABELS)
"""Reg 4(3)(a) to (d)."""

_DECIDING = "Deciding what may be given comes after it is found (reg 4(3))."
_ANSWERING = "Writing and approving an answer is not one of the four (reg 4(3))."
_HANDLING = "The authority's own handling of a request is not one of the four (reg 4(3))."
_GIVING = "Giving the information out may be charged for, and is not counted (reg 6)."

_NOT_COUNTED = {
    Activity.REDACT: (
        "Blacking out",
        "Blacking out what is exempt is not extracting ([2011] EWHC 44 (Admin)).",
    ),
    Activity.ANONYMISE_SMALL_NUMBERS: ("Hiding small numbers", _DECIDING),
    Activity.READ_FOR_SENSITIVITY: ("Reading for sensitive content", _DECIDING),
    Activity.CONSIDER_EXEMPTIONS: ("Considering exemptions", _DECIDING),
    Activity.PUBLIC_INTEREST_TEST: ("Weighing the public interest", _DECIDING),
    Activity.LEGAL_ADVICE: ("Taking legal advice", _DECIDING),
    Activity.CONSULT_THIRD_PARTY: ("Asking those it concerns", _DECIDING),
    Activity.CHECK_VALIDITY: ("Checking that the request is valid", _HANDLING),
    Activity.CONSIDER_VEXATIOUS: ("Considering whether it is vexatious", _HANDLING),
    Activity.CALCULATE_FEE: ("Working out a fee", _HANDLING),
    Activity.ADVICE_AND_ASSISTANCE: ("Advising the applicant", _HANDLING),
    Activity.DRAFT_RESPONSE: ("Writing the answer", _ANSWERING),
    Activity.SIGN_OFF: ("Signing the answer off", _ANSWERING),
    Activity.PRESS_REVIEW: ("Showing it to Communications", _ANSWERING),
    Activity.INTERNAL_REVIEW: ("Reviewing the answer", _ANSWERING),
    Activity.CONVERT_FORMAT: ("Putting it into another format", _GIVING),
    Activity.COPY: ("Copying", _GIVING),
    Activity.POST: ("Posting", _GIVING),
}
NOT_COUNTED = frozenset(_NOT_COUNTED)
