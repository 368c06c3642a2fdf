"""How the regulator is named: from a day on, by the FOI manager, in letters and check alike."""

from datetime import date, timedelta

import pytest
import time_machine
from django.core.exceptions import PermissionDenied

from exemptions.domain.notice import NoticeKind
from exemptions.domain.notice_check import check_notice
from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_check import (
    findings_on,
    own_words,
    regulator_in_known_words,
)
from requests_app.domain.review_workflow import ReviewState
from requests_app.models import AuditEvent, RegulatorDetails
from requests_app.queries.authority import the_regulator
from requests_app.queries.review_content import outcome_content
from requests_app.services import regulator_details
from requests_app.services.regulator_details import Details
from tests.factories import Cast, at
from tests.reviewing import ReviewMaker

DAY = date(2026, 11, 26)
NEW = Details(
    DAY + timedelta(days=10),
    "Office for Openness",
    "  Office for Openness \n\n1 Clear Street\nWilmslow",
    "https://openness.example",
    "01632 960 999",
)


@pytest.fixture(autouse=True)
def on_the_day() -> object:
    with time_machine.travel(at(DAY), tick=False) as moved:
        yield moved


def test_it_is_called_so_from_its_day_on_and_by_the_settings_before(cast: Cast) -> None:
    regulator_details.enter(NEW, actor=cast.foi_manager, at=at(DAY))

    assert the_regulator().name == "Information Commissioner"
    found = the_regulator(NEW.from_day)
    assert (found.name, found.address_lines) == (
        "Office for Openness", ("Office for Openness", "1 Clear Street", "Wilmslow")
    )  # fmt: skip
    regulator_details.enter(
        Details(NEW.from_day, "Office of Openness", "1 Clear Street"),
        actor=cast.foi_manager,
        at=at(DAY),
    )
    assert the_regulator(NEW.from_day).name == "Office of Openness"
    assert AuditEvent.objects.filter(verb="enter_regulator").count() == 2


def test_only_the_foi_manager_enters_it(cast: Cast) -> None:
    for name, who in cast.people.items():
        if name != "foi_manager":
            with pytest.raises(PermissionDenied):
                regulator_details.enter(NEW, actor=who, at=at(DAY))
    with pytest.raises(RuleBroken, match="name and its address"):
        regulator_details.enter(Details(DAY, " ", "x"), actor=cast.foi_manager, at=at(DAY))
    assert not RegulatorDetails.objects.exists()
    assert not AuditEvent.objects.filter(verb="enter_regulator").exists()


def test_letters_and_the_check_know_the_new_name_alike(
    make_review: ReviewMaker, cast: Cast
) -> None:
    regulator_details.enter(Details(DAY, NEW.name, NEW.address), actor=cast.foi_manager, at=at(DAY))
    review = make_review(ReviewState.READY)
    content = outcome_content(review)

    assert content.regulator.name == "Office for Openness"
    assert findings_on(content) == ()
    words = own_words(content)
    assert "Information Commissioner" not in words
    assert not check_notice(NoticeKind.REVIEW_OUTCOME, words).complete
    assert check_notice(
        NoticeKind.REVIEW_OUTCOME, regulator_in_known_words(words, [NEW.name])
    ).complete
