"""What is left to whoever got the outcome of a review: the complaint to the regulator."""

from requests_app.domain.letter_content import Authority, Regulator, Right, RightKind
from requests_app.domain.letter_wording import rights
from requests_app.domain.regime import Regime
from requests_app.domain.review_clock import WEEKS_TO_COMPLAIN


def to_the_regulator(regime: Regime, authority: Authority, regulator: Regulator) -> Right:
    """Return the one right that is left after a review: FOIA s.50, through reg 18 for the EIR."""
    complaint = next(
        right
        for right in rights(regime, authority, regulator, ())
        if right.kind is RightKind.COMPLAINT
    )
    first, _, where = complaint.text.partition("\n\n")
    basis = first.partition(". ")[0]
    return Right(
        RightKind.COMPLAINT,
        f"If you are not satisfied with this review: the {regulator.name}",
        f"This is the end of our own complaints procedure. {basis}. They expect to hear from you "
        f"within {_in_words(WEEKS_TO_COMPLAIN)} weeks of this letter.\n\n{where}",
    )


def _in_words(number: int) -> str:
    return {6: "six"}.get(number, str(number))
