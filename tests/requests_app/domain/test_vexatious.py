"""Section 14: the request and not the person, the four themes, s.17(6) where all of it holds."""

from dataclasses import replace

import pytest

from requests_app.domain.regime import Regime
from requests_app.domain.vexatious import (
    Earlier,
    Ground,
    Reasons,
    blames_the_person,
    no_further_notice,
    section_14_undecided,
    shortcomings,
)

WHOLE = Reasons(
    burden="The fourteenth request in two months, forty hours of work each.",
    motive="The history shows that a settled complaint is reopened.",
    value="Little: the inquiry published all of it.",
    distress="Two members of staff are accused by name in each.",
    conclusion="Taken together the request is out of all proportion.",
    interval="It came nine days after our answer, and nothing has changed.",
)
ANSWERED = Earlier(
    is_same_person=True, came_before=True, was_answered=True, was_refused_under_section_14=False
)
REFUSED = replace(ANSWERED, was_answered=False, was_refused_under_section_14=True)


def test_a_whole_proposal_lacks_nothing() -> None:
    assert shortcomings(Ground.VEXATIOUS, Regime.FOIA, WHOLE, None) == ()
    assert shortcomings(Ground.REPEATED, Regime.FOIA, WHOLE, ANSWERED) == ()


@pytest.mark.parametrize("theme", ["burden", "motive", "value", "distress", "conclusion"])
def test_each_of_the_four_themes_and_the_whole_are_written(theme: str) -> None:
    said = shortcomings(Ground.VEXATIOUS, Regime.FOIA, replace(WHOLE, **{theme: " "}), None)

    assert len(said) == 1
    assert said[0].startswith("Write ")


def test_a_repeated_request_needs_no_themes_but_an_interval() -> None:
    bare = Reasons(conclusion="The same request.", interval="A week.")
    assert shortcomings(Ground.REPEATED, Regime.FOIA, bare, ANSWERED) == ()
    assert shortcomings(Ground.REPEATED, Regime.FOIA, replace(bare, interval=""), ANSWERED) == (
        "Write why no reasonable time has passed since the earlier request.",
    )


@pytest.mark.parametrize(
    ("earlier", "said"),
    [
        (None, "Choose the earlier request"),
        (replace(ANSWERED, is_same_person=False), "Only a request of the same person"),
        (replace(ANSWERED, came_before=False), "has to have come before it"),
        (replace(ANSWERED, was_answered=False), "was not complied with"),
        (REFUSED, "was not complied with"),
    ],
)
def test_a_request_repeats_only_one_of_the_same_person_that_was_complied_with(
    earlier: Earlier | None, said: str
) -> None:
    found = shortcomings(Ground.REPEATED, Regime.FOIA, WHOLE, earlier)
    assert len(found) == 1
    assert said in found[0]


def test_under_the_regulations_there_is_no_section_14() -> None:
    for ground in Ground:
        (said,) = shortcomings(ground, Regime.EIR, WHOLE, ANSWERED)
        assert "12(4)(b)" in said


@pytest.mark.parametrize(
    "text",
    [
        "The applicant is vexatious.",
        "He has been persistently vexatious.",
        "This is a vexatious requester.",
        "They are a nuisance to us.",
        "Such vexatious persons are known.",
        "An individual who is vexatious",
    ],
)
def test_words_that_blame_the_person_are_sent_back(text: str) -> None:
    said = blames_the_person(text)
    assert said is not None
    assert "never the person" in said
    assert said in shortcomings(Ground.VEXATIOUS, Regime.FOIA, replace(WHOLE, motive=text), None)


@pytest.mark.parametrize(
    "text",
    [
        "The request is vexatious, whatever the applicant meant.",
        "The applicant asked fourteen times.",
        "A vexatious request by somebody who was upset.",
        "The person is not known to us.",
    ],
)
def test_words_about_the_request_are_taken(text: str) -> None:
    assert blames_the_person(text) is None


@pytest.mark.parametrize(
    ("earlier", "why", "said"),
    [
        (REFUSED, "It went out last week.", ()),
        (REFUSED, " ", ("Write why it would be unreasonable",)),
        (None, "It did.", ("Choose the earlier request",)),
        (ANSWERED, "It did.", ("No notice under section 14 was given",)),
        (replace(REFUSED, is_same_person=False), "It did.", ("to the same person",)),
        (replace(REFUSED, came_before=False), "It did.", ("before this one",)),
        (ANSWERED, "", ("No notice under section 14", "Write why it would be")),
    ],
)
def test_no_further_notice_only_where_every_condition_holds(
    earlier: Earlier | None, why: str, said: tuple[str, ...]
) -> None:
    found = no_further_notice(earlier, why)
    assert len(found) == len(said)
    for text, expected in zip(found, said, strict=True):
        assert expected in text


def test_a_decision_on_one_ground_does_not_serve_for_the_other() -> None:
    refused = [("question 1", Ground.VEXATIOUS), ("question 2", Ground.REPEATED)]
    assert section_14_undecided(refused, [Ground.VEXATIOUS]) == ("question 2",)
    assert section_14_undecided(refused, list(Ground)) == ()
    assert section_14_undecided(refused, []) == ("question 1", "question 2")
