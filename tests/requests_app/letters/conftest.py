"""A letter with everything in it."""

from datetime import date

import pytest

from requests_app.domain.letter_content import (
    AnsweredQuestion,
    Authority,
    EnclosedFile,
    LetterContent,
    Regulator,
)
from requests_app.domain.letter_wording import (
    answered,
    response_letter,
    search_summary,
)
from requests_app.domain.outcomes import Outcome
from requests_app.domain.regime import Regime


@pytest.fixture
def authority() -> Authority:
    return Authority(
        "Harrowdene Hospitals NHS Trust",
        ("Freedom of Information Office", "Station Road", "Harrowdene", "HD1 4QX"),
        "foi@harrowdene.example",
        "01632 960 120",
        "https://www.harrowdene.example",
    )


@pytest.fixture
def letter(authority: Authority) -> LetterContent:
    def part(
        number: str, text: str, answer: str = "", outcome: Outcome | None = None, parent: str = ""
    ) -> AnsweredQuestion:
        return answered(
            Regime.FOIA,
            number=number,
            text=text,
            answer=answer,
            outcome=outcome,
            parent_number=parent,
        )

    received = date(2018, 7, 24)
    return response_letter(
        reference="FOI-2018-00042",
        subject="Collaborations with Immigration Enforcement",
        regime=Regime.FOIA,
        received_on=received,
        authority=authority,
        regulator=Regulator(
            "Information Commissioner",
            ("Wycliffe House", "Water Lane", "Wilmslow", "SK9 5AF"),
            "https://ico.org.uk",
            "0303 123 1113",
        ),
        opening="Thank you for your request, which we received on Tuesday 24 July 2018.",
        context="This request refers to April, May and June of 2018.",
        questions=[
            part(
                "1",
                "Procedures for working with immigration enforcement:",
                "See the policy:\n\n- section 3\n- section 5\n\nIt is reviewed each year.",
                Outcome.DISCLOSED,
            ),
            part("1a", "requests for patient information;", parent="1"),
            part("1b", "information routinely shared.", parent="1"),
            part("2", "The number of times it was shared, and:"),
            part(
                "2a",
                "how many were in primary care;",
                search_summary(["the log"]),
                Outcome.NOT_HELD,
                "2",
            ),
            part(
                "2b",
                "how many led to an arrest.",
                "Siân Ŵyn of Tŷ Gwyn counted two.",
                Outcome.DISCLOSED,
                "2",
            ),
        ],
        closing="Please ask if anything is unclear. Write to foi@harrowdene.example.",
        enclosures=[EnclosedFile("Overseas visitors policy.pdf", 482_133, "ab" * 32)],
        dated=date(2018, 8, 22),
    )
