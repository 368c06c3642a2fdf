"""A request that came twice, one message that held two, and two that are worked on together."""

from requests_app.domain.regime import Regime
from requests_app.management.demo.walk import Walker
from requests_app.models import Case, Channel
from requests_app.services import intake, merging, splitting, triage, working_together

LAUNDRY = (
    "1. How many tonnes of linen did the hospital laundry wash in each of the last three years?\n"
    "2. Which company holds the contract, and until when?"
)
TWO_IN_ONE = (
    "1. How many people waited longer than a year for a hearing test on 1 October?\n"
    "2. Please send me the letters that your clinic wrote about my own hearing since 2024."
)

ABOUT_COVER = ("Bank shifts that were cancelled", "Fees paid to locums")


def cases_that_belong_together(walker: Walker) -> None:
    """Merge a duplicate, split a message in two, and put two cases together."""
    _came_twice(walker)
    _two_in_one(walker)
    _worked_on_together(walker)


def _came_twice(walker: Walker) -> None:
    office = walker.people["office"]
    first = _open(walker, Channel.MAIL, 4, "Odalys Pemberton", "Linen and laundry", LAUNDRY)
    triage.accept(
        first.pk,
        triage.Acceptance(Regime.FOIA, first.subject, has_press_interest=False),
        actor=office,
        at=walker.moment(first.received_on, 1),
    )
    again = _open(walker, Channel.FORM, 2, "Odalys Pemberton", "Laundry", LAUNDRY)
    at = walker.moment(again.received_on, 1)
    merging.merge(again.pk, first.pk, actor=office, at=at)
    walker.settle(at)


def _two_in_one(walker: Walker) -> None:
    case = _open(walker, Channel.MAIL, 1, "Idris Calloway", "Hearing tests", TWO_IN_ONE)
    own_records = case.questions.get(number="2")
    splitting.split(
        case.pk,
        [own_records.pk],
        actor=walker.people["office"],
        at=walker.moment(case.received_on, 1),
    )


def _worked_on_together(walker: Walker) -> None:
    one, other = (Case.objects.get(subject=subject) for subject in ABOUT_COVER)
    at = walker.moment(walker.today, 0)
    working_together.work_together(one.pk, other.pk, actor=walker.people["office"], at=at)


def _open(walker: Walker, channel: Channel, age: int, name: str, subject: str, text: str) -> Case:
    received = walker.working_day_ago(age)
    at = walker.moment(received, 0)
    case = intake.open_case(
        intake.NewRequest(
            channel=channel,
            received_on=received,
            subject=subject,
            text=f"Hello,\n\n{text}\n\nThank you,\n{name}",
            name=name,
            email=f"{name.lower().replace(' ', '.')}@example.org",
        ),
        actor=None,
        at=at,
    )
    walker.settle(at)
    return case
