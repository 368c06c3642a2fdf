"""What each kind of letter looks like: its title, its template, its fixed heading."""

from dataclasses import dataclass

from requests_app.domain.letter_content import LetterKind


@dataclass(frozen=True)
class LetterForm:
    """The frame around a letter's own words."""

    title: str
    template: str


CATALOGUE: dict[LetterKind, LetterForm] = {
    LetterKind.ACKNOWLEDGEMENT: LetterForm("We have received your request", "letters/notice.html"),
    LetterKind.NARROWING_OFFER: LetterForm(
        "Help with narrowing your request", "letters/notice.html"
    ),
    LetterKind.CLARIFICATION: LetterForm(
        "Please tell us more about your request", "letters/notice.html"
    ),
    LetterKind.LAPSE: LetterForm("We have closed your request", "letters/notice.html"),
    LetterKind.EXTENSION: LetterForm("We need more time", "letters/notice.html"),
    LetterKind.FEES_NOTICE: LetterForm("What your request costs", "letters/notice.html"),
    LetterKind.FEE_NEWS: LetterForm("The fee for your request", "letters/notice.html"),
    LetterKind.FEE_LAPSE: LetterForm("Your request has ended", "letters/notice.html"),
    LetterKind.REDIRECT: LetterForm("Who will deal with your message", "letters/notice.html"),
    LetterKind.RESPONSE: LetterForm("Our response to your request", "letters/response.html"),
    LetterKind.REVIEW_BEGUN: LetterForm(
        "We are looking at our answer again", "letters/notice.html"
    ),
    LetterKind.REVIEW_LATER: LetterForm("Our review needs more time", "letters/notice.html"),
    LetterKind.REVIEW_REFUSED: LetterForm("We cannot review our answer", "letters/notice.html"),
    LetterKind.REVIEW_OUTCOME: LetterForm(
        "The outcome of our review", "letters/review_outcome.html"
    ),
}
