"""An earlier answer that could serve again: how old it is, and what speaks against it.

Each request is answered on its own circumstances, as they are when it comes. So the words of an
earlier answer are a draft and nothing more; what was decided then is decided anew.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from requests_app.domain.months import months_after
from requests_app.domain.questions import names_applicant

SHORTEST_LINE = 5
FEWEST_DIGITS = 7
DAYS_AS_DAYS = 60
"""Up to so many days an age is given in days, then in months."""
_YEARS = re.compile(
    r"(?<!\d)((?:19|20)\d\d)(?!\d)(?:\s*[/\u2013-]\s*((?:19|20)?\d\d)(?!\d|[/\u2013-]\d))?"
)
_RUNNING = re.compile(
    r"\b(since|to date|so far|currently|current|at present|at the moment|latest|most recent|"
    r"this (?:financial |calendar )?year|(?:last|past) (?:\w+ ){0,2}(?:years?|months?|quarters?|"
    r"weeks?)|up to now|(?:until|to) now)\b",
    re.I,
)


@dataclass(frozen=True)
class Asker:
    """Whoever asked then, as far as words could give them away."""

    name: str = ""
    organisation: str = ""
    email: str = ""
    postal_address: str = ""
    phone: str = ""


def who_asked_in(text: str, asker: Asker) -> tuple[str, ...]:
    """Return what `text` tells of who asked: "their name or e-mail address" and the like.

    Of a postal address the lines with a number count: a town alone is nobody's.
    """
    folded = _plain(text)
    lines = [_plain(line) for line in asker.postal_address.splitlines()]
    digits, phone = re.sub(r"\D", "", text), re.sub(r"\D", "", asker.phone)
    organisation = _plain(asker.organisation)
    told = (
        (
            "their name or e-mail address",
            names_applicant(text, applicant_name=asker.name, applicant_address=asker.email),
        ),
        (
            "their organisation",
            len(organisation) > 2
            and re.search(rf"(?<!\w){re.escape(organisation)}(?!\w)", folded) is not None,
        ),
        (
            "their address",
            any(
                line in folded
                for line in lines
                if len(line) >= SHORTEST_LINE and any(letter.isdigit() for letter in line)
            ),
        ),
        ("their phone number", len(phone) >= FEWEST_DIGITS and phone in digits),
    )
    return tuple(what for what, is_told in told if is_told)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split()).strip(" ,.")


def age_words(sent_on: date, today: date) -> str:
    """Return how old an answer is: "12 days old", "8 months old"; whole months, rounded down."""
    days = (today - sent_on).days
    if days <= 0:
        return "sent today"
    if days <= DAYS_AS_DAYS:
        return f"{days} day{'' if days == 1 else 's'} old"
    return f"{_whole_months(sent_on, today)} months old"


def _whole_months(first: date, last: date) -> int:
    months = (last.year - first.year) * 12 + last.month - first.month
    return months if months_after(first, months) <= last else months - 1


@dataclass(frozen=True)
class Period:
    """A year that a question names, or a financial one from April to March."""

    name: str
    ends_on: date


def periods(text: str) -> tuple[Period, ...]:
    """Return the years that a question names, each once, in the order of their end."""
    found = set()
    for match in _YEARS.finditer(text):
        first, second = int(match[1]), match[2] or ""
        last = int(match[1][: 4 - len(second)] + second)
        if second and last % 100 == (first + 1) % 100:
            found.add(Period(f"{first}/{last % 100:02d}", date(first + 1, 3, 31)))
        else:
            found |= {Period(str(year), date(year, 12, 31)) for year in (first, max(first, last))}
    return tuple(sorted(found, key=lambda period: (period.ends_on, period.name)))


def period_warnings(here: str, there: str, *, received_then: date) -> tuple[str, ...]:
    """Return in which ways the time that a question asks about has moved on.

    `here` is the present question, `there` the earlier one, `received_then` the day the earlier
    request came: what is held on that day is what its answer gives.
    """
    asked, answered = periods(here), periods(there)
    said = []
    if asked != answered:
        said.append(
            f"This question {_about(asked)}; the earlier one {_about(answered)}. Look whether the "
            "answer covers the same time."
        )
    unfinished = [period.name for period in answered if period.ends_on >= received_then]
    if unfinished:
        said.append(
            f"{_listed(unfinished)} {'was' if len(unfinished) == 1 else 'were'} not over when the "
            f"earlier request came, on {_day(received_then)}."
        )
    running = _RUNNING.search(here) or _RUNNING.search(there)
    if running:
        said.append(
            f"It asks about a time that goes on (“{' '.join(running[0].split())}”). The earlier "
            f"answer stops where that request came, on {_day(received_then)}."
        )
    return tuple(said)


def _about(named: tuple[Period, ...]) -> str:
    names = [period.name for period in named]
    return f"is about {_listed(names)}" if names else "names no year"


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"


def _listed(things: Iterable[str]) -> str:
    *most, last = things
    return f"{', '.join(most)} and {last}" if most else last


def warnings(
    here: str,
    there: str,
    *,
    received_then: date,
    sent_on: date,
    today: date,
    months: int,
    is_same_law: bool,
) -> tuple[str, ...]:
    """Return all that speaks against using an answer again, in words, the age first.

    An answer that was sent `months` ago or more is old.
    """
    said = []
    if months_after(sent_on, months) <= today:
        said.append(
            f"It is {age_words(sent_on, today)}. Ask whoever holds the information whether it is "
            "still so."
        )
    said += period_warnings(here, there, received_then=received_then)
    if not is_same_law:
        said.append("It was answered under the other law.")
    return tuple(said)
