"""Requests of the demonstration that cost something: estimates, an offer to narrow, and fees."""

from datetime import date
from decimal import Decimal

from requests_app.domain.cost_activities import Activity
from requests_app.domain.cost_wording import narrowing_offer
from requests_app.domain.estimating import Line, Sample, Spread, sampled
from requests_app.domain.fee_quote import Paper, Provision
from requests_app.domain.fees import Outlay
from requests_app.domain.london import london_day
from requests_app.domain.workflow import State
from requests_app.management.demo.plan import Planned
from requests_app.management.demo.request import Asked
from requests_app.management.demo.walk import Walker
from requests_app.models import Case, FeeNotice, PaymentMethod, Seat
from requests_app.queries.estimate_page import estimate_page
from requests_app.services import costs, fees
from requests_app.services.costs import NewEstimate
from requests_app.services.fees import NewFee

LETTERS = Asked("Letters to the police about records", "Information Governance", (
    ("1", "How many contracts for the storage of paper records does the Trust have?"),
    ("2", "Please send all correspondence with the police about the release of patients' records. "
          "If that would exceed the limit, please limit it to the time since 2024. If it still "
          "costs too much, please limit it to April to June 2026."),
    ("3", "Please send the minutes of every meeting about it."),
), ("Two.", "Attached.", "Attached."), "Paper files of the team")  # fmt: skip
SWABS = Asked("Theatre swabs ordered and unused", "Procurement", (
    ("1", "How many packs of swabs were ordered for each theatre in 2025?"),
    ("2", "How many passed their date unused?"),
), ("9,140; by theatre in the table.", "212."), "Delivery notes")  # fmt: skip
PLANS = Asked("Plans of the old laundry", "Estates and Facilities", (
    ("1", "Please send two paper copies of every plan of the old laundry."),
), ("Attached.",), "Plan chest")  # fmt: skip
LEASES = Asked("Leases of the shops in the hall", "Estates and Facilities", (
    ("1", "Please send paper copies of all leases of the shops in the entrance hall."),
), ("Attached.",), "Lease register")  # fmt: skip
PHOTOGRAPHS = Asked("Photographs of the chapel", "Estates and Facilities", (
    ("1", "Please send prints of all photographs of the chapel before it was rebuilt."),
), ("Attached.",), "Picture archive")  # fmt: skip
GRANTS = Asked("Grants to the hospital museum", "Finance", (
    ("1", "Please send paper copies of the grants to the museum since 1990."),
), ("Attached.",), "Archive")  # fmt: skip
BOILERS = Asked("Boilers and their test papers", "Estates and Facilities", (
    ("1", "Please send paper copies of the test papers of all boilers."),
), ("Attached.",), "Boiler house")  # fmt: skip
COPIES = NewFee(
    Provision.S9, [Outlay("Recorded delivery", Decimal("7.35"))], Paper(186, 1, Decimal("14.90"))
)
PRINTS = NewFee(
    Provision.S9,
    [Outlay("42 prints by the photographer", Decimal("31.50")), Outlay("Postage", Decimal("4.19"))],
)


def requests_that_cost(walker: Walker) -> None:
    """Lay out estimates and fees at every stage of their lives, around today."""
    # What ends by itself comes first: the round that ends it looks at every fee there is.
    _lapsed(walker, BOILERS, 80, 66)
    late = _lapsed(walker, GRANTS, 77, 68)
    _pay(walker, late, late.amount, 6)
    over_the_limit(walker)
    with_a_sample(walker)
    _asked(walker, PLANS, 9, 70, COPIES)
    part = _asked(walker, LEASES, 12, 71, COPIES)
    _pay(walker, part, Decimal("10.00"), 5)
    paid = _asked(walker, PHOTOGRAPHS, 14, 72, PRINTS)
    _pay(walker, paid, paid.amount, 7)


def over_the_limit(walker: Walker) -> None:
    """Question 2 fits only in a narrower scope, question 3 not at all; the offer has gone out."""
    case = walker.walk(Planned(LETTERS, 8, State.WITH_DEPARTMENTS), 64)
    _estimate(walker, case, "1", 0, 4, _line(Activity.LOCATE, "0.5", "1", "1.5"))
    letters = Sample(
        records=720,
        timed=20,
        chosen="Every thirty-sixth folder of the shelf list.",
        minutes=Spread(Decimal(2), Decimal(3), Decimal(5)),
    )
    _estimate(
        walker,
        case,
        "2",
        0,
        4,
        sampled(Activity.LOCATE, letters),
        _line(Activity.RETRIEVE, "3", "4", "6"),
        _line(Activity.REDACT, "10", "14", "20"),
    )
    _estimate(walker, case, "2", 1, 4, _line(Activity.LOCATE, "9", "11", "13"))
    _estimate(walker, case, "2", 2, 4, _line(Activity.LOCATE, "1.5", "2", "3"))
    _estimate(walker, case, "3", 0, 5, _line(Activity.LOCATE, "7", "9", "12"))
    at = walker.moment(case.received_on, 6)
    page = estimate_page(case)
    assert page.ladder is not None
    text = narrowing_offer(page.ladder, page.terms.rate)
    costs.offer_narrowing(case.pk, text, actor=walker.people["office"], at=at)
    walker.settle(at)


def with_a_sample(walker: Walker) -> None:
    """Lay out an estimate that is within the limit, and near it."""
    case = walker.walk(Planned(SWABS, 6, State.WITH_DEPARTMENTS), 65)
    notes = Sample(
        records=1_150,
        timed=30,
        chosen="The delivery notes of the first working day of each month.",
        minutes=Spread(Decimal("0.4"), Decimal("0.6"), Decimal("0.9")),
    )
    _estimate(walker, case, "1", 0, 3, sampled(Activity.EXTRACT, notes))
    _estimate(walker, case, "2", 0, 3, _line(Activity.EXTRACT, "3", "5", "7"))


def _line(activity: Activity, low: str, expected: str, high: str) -> Line:
    return Line(activity, Spread(Decimal(low), Decimal(expected), Decimal(high)))


def _estimate(walker: Walker, case: Case, number: str, scope: int, day: int, *lines: Line) -> None:
    row = case.commissions.select_related("department")[0]
    manager = row.department.seats.get(seat=Seat.MANAGER).user
    at = walker.moment(case.received_on, day)
    new = NewEstimate(
        case.questions.get(number=number).pk, scope, lines,
        "Folders by year on open shelves; nothing says who wrote or when. Two of us tried it.",
    )  # fmt: skip
    costs.estimate(row.pk, new, actor=manager, at=at)
    walker.settle(at)


def _asked(walker: Walker, asked: Asked, age: int, number: int, fee: NewFee) -> FeeNotice:
    case = walker.walk(Planned(asked, age, State.WITH_DEPARTMENTS), number)
    at = walker.moment(case.received_on, 3)
    notice = fees.give_fees_notice(case.pk, fee, actor=walker.people["office"], at=at)
    walker.settle(at)
    return notice


def _lapsed(walker: Walker, asked: Asked, age: int, number: int) -> FeeNotice:
    notice = _asked(walker, asked, age, number, COPIES)
    assert notice.last_day is not None
    over = walker.moment(notice.last_day, 1)
    fees.look_after_unpaid(at=over)
    walker.settle(over)
    return notice


def _pay(walker: Walker, notice: FeeNotice, amount: Decimal, days: int) -> None:
    """Record money that came some working days after the notice, or after its last day."""
    notice.refresh_from_db()
    since: date = notice.last_day if notice.lapsed_at and notice.last_day else notice.given_on
    at = walker.moment(since, days)
    fees.record_payment(
        notice.pk,
        amount=amount,
        method=PaymentMethod.CHEQUE,
        received_on=london_day(at),
        actor=walker.people["assistant"],
        at=at,
    )
    walker.settle(at)
