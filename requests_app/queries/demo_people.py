"""The people of the demonstration, one for each part."""

from dataclasses import dataclass

from django.db.models import Count, Q

from requests_app.domain.workflow import State
from requests_app.models import Case, DepartmentSeat, ReplyBy, Role, Seat, User
from requests_app.queries.tracking import tracking_path


@dataclass(frozen=True)
class DemoPerson:
    """Somebody to sign in as, and what they do."""

    person: User
    does: str


OFFICES = {
    Role.FOI_MANAGER: "FOI manager: opens the inbox, triages, drafts, sends",
    Role.FOI_ADMINISTRATOR: "FOI administrator: helps in the FOI office",
    Role.DIRECTOR_OF_CORPORATE_AFFAIRS: (
        "Director of corporate affairs: reads every case, decides the public interest, signs"
    ),
    Role.QUALIFIED_PERSON: "Qualified person: gives the opinion under section 36, reads no case",
    Role.COMMUNICATIONS: "Communications: reads cases with press interest",
    Role.AUDITOR: "Auditor: reads, changes nothing",
    Role.SYSTEM_ADMINISTRATOR: "System administrator: people and departments, no cases",
}
SEATS = {
    Seat.MANAGER: "finds the information and answers the questions",
    Seat.DEPUTY_MANAGER: "stands in for the manager",
    Seat.DIRECTOR: "signs the answers",
    Seat.DEPUTY_DIRECTOR: "stands in for the director",
}


def demo_people() -> list[DemoPerson]:
    """Return the first person of each office, and of each seat in a department."""
    people = []
    for role, does in OFFICES.items():
        person = User.objects.filter(role=role, is_active=True).order_by("pk").first()
        if person:
            people.append(DemoPerson(person, does))
    for seat, does in SEATS.items():
        held = (
            DepartmentSeat.objects.filter(seat=seat, user__is_active=True)
            .select_related("user", "department")
            # Somebody with work to do shows more.
            .annotate(
                waiting=Count("user__sign_offs", filter=Q(user__sign_offs__outcome="pending"))
            )
            .order_by("-waiting", "pk")
            .first()
        )
        if held:
            label = f"{held.get_seat_display()}, {held.department}: {does}"
            people.append(DemoPerson(held.user, label))
    return people


@dataclass(frozen=True)
class DemoApplicant:
    """A request of the demonstration, and the secret address under which it is followed."""

    case: Case
    path: str


def demo_applicants() -> list[DemoApplicant]:
    """Return one request that is being looked into and one that was answered."""
    found = []
    for state in (State.WITH_DEPARTMENTS, State.ANSWERED):
        cases = Case.objects.filter(state=state, reply_by=ReplyBy.EMAIL)
        case = cases.order_by("-received_on", "-pk").first()
        if case:
            found.append(DemoApplicant(case, tracking_path(case)))
    return found
