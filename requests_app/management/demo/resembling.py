"""Requests of the demonstration like others: one text of several people, one asked again."""

from requests_app.domain.workflow import State
from requests_app.management.demo.plan import Planned
from requests_app.management.demo.request import Asked
from requests_app.management.demo.walk import Walker

WATER = Asked("Bottled water and water coolers", "Estates and Facilities", (
    ("1", "How much did the Trust spend on bottled water and on water coolers in 2025/26?"),
    ("2", "How many water coolers are in use at each hospital?"),
), ("£38,700.", "41 at the main site and nine at the eye hospital."), "Catering returns",
    also="The same request is being sent to all NHS trusts in England.")  # fmt: skip
CHAPLAINS = Asked("Chaplains", "People", (
    ("1", "How many chaplains does the Trust employ, and of which faiths?"),
), ("Six: three Anglican, one Catholic, one Muslim, one Humanist.",), "Staff register")  # fmt: skip
CHAPLAINS_AGAIN = Asked("Chaplains of the Trust", "People", (
    ("1", "How many chaplains does the Trust employ now, and of which faiths?"),
), ("Six.",), "Staff register")  # fmt: skip
FINES = Asked("Parking charges of staff in 2026", "Estates and Facilities", (
    ("1", "How many parking charges were issued to members of staff in 2026?"),
    ("2", "How many of them were cancelled on appeal?"),
), ("398.", "160."), "Permit system")  # fmt: skip
SCALES = Asked("Scales on the wards", "Procurement", (
    ("1", "How many scales were bought for the wards?"),
    ("2", "What did each of the scales cost, and who chose them?"),
), ("310.", "In part."), "Contracts register")  # fmt: skip


def requests_that_resemble(walker: Walker) -> None:
    """Lay out a round robin, a request that is asked again, and two that were answered before."""
    for number, planned in (
        (77, Planned(WATER, 38, State.ANSWERED, 16)),
        (78, Planned(WATER, 6, State.ACCEPTED)),
        (79, Planned(WATER, 1, State.RECEIVED)),
        (75, Planned(CHAPLAINS, 45, State.ANSWERED, 12)),
        (90, Planned(CHAPLAINS_AGAIN, 1, State.RECEIVED)),
        (81, Planned(FINES, 3, State.ACCEPTED)),
        (83, Planned(SCALES, 4, State.ACCEPTED)),
    ):
        walker.walk(planned, number)
