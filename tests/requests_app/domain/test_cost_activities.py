"""Which activities count, and what is said of those that do not."""

import json
from pathlib import Path

from requests_app.domain.cost_activities import COUNTED, NOT_COUNTED, Activity

META = json.loads(
    (Path(__file__).parents[2] / "data" / "golden" / "costs.json").read_text("utf-8")
)["meta"]


def test_the_four_of_the_regulations_count_and_no_other() -> None:
    assert sorted(COUNTED) == META["countable_activities"]
    assert sorted(NOT_COUNTED) == META["not_countable"]
    assert {activity for activity in Activity if activity.counts} == COUNTED
    assert set(Activity) == COUNTED | NOT_COUNTED


def test_each_has_a_name_of_its_own() -> None:
    assert len({activity.label for activity in Activity}) == len(Activity)


def test_what_does_not_count_says_why_and_what_counts_does_not() -> None:
    assert {activity for activity in Activity if activity.why_not} == NOT_COUNTED
    assert Activity.LOCATE.why_not == ""
    assert Activity.REDACT.label == "Blacking out"
    assert (
        Activity.REDACT.why_not
        == "Blacking out what is exempt is not extracting ([2011] EWHC 44 (Admin))."
    )


def test_the_names_people_read_are_these() -> None:
    assert [activity.label for activity in Activity] == [
        "Finding out whether we hold it",
        "Finding it, or the document it is in",
        "Getting it out of where it is kept",
        "Taking it out of the document",
        "Blacking out",
        "Hiding small numbers",
        "Reading for sensitive content",
        "Considering exemptions",
        "Weighing the public interest",
        "Taking legal advice",
        "Asking those it concerns",
        "Checking that the request is valid",
        "Considering whether it is vexatious",
        "Working out a fee",
        "Advising the applicant",
        "Writing the answer",
        "Signing the answer off",
        "Showing it to Communications",
        "Reviewing the answer",
        "Putting it into another format",
        "Copying",
        "Posting",
    ]


def test_each_reason_names_its_rule() -> None:
    reasons = list(dict.fromkeys(activity.why_not for activity in Activity if activity.why_not))
    assert reasons == [
        "Blacking out what is exempt is not extracting ([2011] EWHC 44 (Admin)).",
        "Deciding what may be given comes after it is found (reg 4(3)).",
        "The authority's own handling of a request is not one of the four (reg 4(3)).",
        "Writing and approving an answer is not one of the four (reg 4(3)).",
        "Giving the information out may be charged for, and is not counted (reg 6).",
    ]
