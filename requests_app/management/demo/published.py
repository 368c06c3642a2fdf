"""What the Trust of the demonstration has published. Invented, like its addresses."""

from datetime import date, timedelta

from requests_app.domain.publication_scheme import SchemeClass
from requests_app.domain.workflow import State
from requests_app.management.demo.walk import Walker
from requests_app.models import Case
from requests_app.services import publications
from requests_app.services.publications import Entry

SITE = "https://www.harrowdene.example"
ENTRIES = (
    ("Members of the board", "Who sits on the board, how they are appointed, their terms of office "
     "and their register entries.", "about/board", SchemeClass.WHO_WE_ARE, 200),
    ("Annual report and accounts 2025/26", "The accounts, the pay bands of all board members, "
     "numbers of staff and sickness.", "reports/annual-2026", SchemeClass.SPENDING, 120),
    ("Payments over £25,000", "Each payment above £25,000 with its date, supplier and purpose, "
     "month by month since 2019.", "spending/payments", SchemeClass.SPENDING, 20),
    ("Quality account 2025/26", "Waits, infections, falls, complaints and what patients say.",
     "reports/quality-2026", SchemeClass.PRIORITIES, 150),
    ("Papers of the board in public", "Agenda, papers and minutes of each meeting in public.",
     "about/board/meetings", SchemeClass.DECISIONS, 30),
    ("Parking policy and charges", "Who pays for parking, who is let off, and the charges.",
     "visiting/parking", SchemeClass.POLICIES, 300),
    ("Policy on patients from abroad", "How overseas visitors are charged, and the guidance for "
     "staff.", "policies/overseas-visitors", SchemeClass.POLICIES, 400),
    ("Register of gifts and hospitality", "What members of the board and staff declared, 2023/24 "
     "to 2025/26.", "about/registers/gifts", SchemeClass.REGISTERS, 90),
    ("Register of contracts", "Each contract above £10,000: supplier, value, first and last day.",
     "about/registers/contracts", SchemeClass.REGISTERS, 60),
    ("Interpreters and translated letters", "How to ask for an interpreter, and the languages into "
     "which letters are translated.", "services/interpreters", SchemeClass.SERVICES, 250),
)  # fmt: skip
IN_THE_LOG = ("Parking fines issued to staff", "Lost and stolen laptops", "Newborn screening")
"""Subjects of answered requests whose answers stand in the disclosure log."""


def what_is_published(walker: Walker) -> None:
    """Enter the publication scheme and the disclosure log; withdraw what is out of date."""
    office = walker.people["office"]
    for title, summary, place, scheme_class, days in ENTRIES:
        day = walker.today - timedelta(days=days)
        entry = Entry(title, summary, f"{SITE}/{place}", scheme_class, day)
        publications.add(entry, actor=office, at=walker.moment(day, 0))
    for case in Case.objects.filter(subject__in=IN_THE_LOG, state=State.ANSWERED):
        publications.add(
            Entry(
                f"Disclosure log: {case.subject}",
                " ".join(question.text for question in case.questions.all()),
                f"{SITE}/foi/log/{case.reference.lower()}",
                SchemeClass.REGISTERS,
                case.closed_on or walker.today,
                case,
            ),
            actor=office,
            at=walker.moment(case.closed_on or walker.today, 0),
        )
    old = publications.add(
        Entry("Parking charges until 2024", "", f"{SITE}/visiting/old-parking",
              SchemeClass.POLICIES, date(2023, 4, 3)),
        actor=office, at=walker.moment(walker.today - timedelta(days=60), 0),
    )  # fmt: skip
    publications.withdraw(
        old.pk, reason="The charges changed.", actor=office,
        at=walker.moment(walker.today - timedelta(days=50), 0), expected_version=old.version,
    )  # fmt: skip
