"""Who may. Refuses by default, looks everything up afresh, and sees no superuser.

Two sides of one rule, held together by a test: the querysets (`visible_cases`,
`visible_commissions`, `visible_sign_offs`) say what exists for a person, the predicates say
what they may do with one of them.
"""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.contrib.auth.backends import BaseBackend
from django.contrib.auth.models import AnonymousUser
from django.db.models import Model, Q, QuerySet

from requests_app.domain.review_workflow import ReviewPower
from requests_app.domain.workflow import Permission, State
from requests_app.models import (
    DIRECTOR_SEATS,
    MANAGER_SEATS,
    Case,
    Commission,
    DepartmentSeat,
    ProposalState,
    PublicInterestTest,
    QualifiedOpinion,
    Review,
    Role,
    Route,
    Seat,
    SignOff,
    SignOffOutcome,
    User,
    VexatiousProposal,
)

FOI_OFFICE = frozenset({Role.FOI_MANAGER, Role.FOI_ADMINISTRATOR})
READS_EVERY_CASE = FOI_OFFICE | {Role.DIRECTOR_OF_CORPORATE_AFFAIRS, Role.AUDITOR}
FOR_THE_OFFICE_ALONE = (Route.OWN_RECORDS, Route.DECEASED_RECORDS, Route.COMPLAINT)
"""What is no request for information, and tells of somebody's own life: nobody else reads it."""
Person = User | AnonymousUser


def _role(user: Person) -> str:
    return user.role if isinstance(user, User) and user.is_active else ""


def is_foi_office(user: Person) -> bool:
    """Whether the person works in the FOI office."""
    return _role(user) in FOI_OFFICE


def can_see_applicant(user: Person) -> bool:
    """Whether the person may know who asked: only the FOI office may."""
    return is_foi_office(user)


def can_read_reports(user: Person) -> bool:
    """Whether the person may read the numbers."""
    return _role(user) in READS_EVERY_CASE


def can_set_milestones(user: Person) -> bool:
    """Whether the person may change the steps that every case takes."""
    return _role(user) == Role.FOI_MANAGER


def can_make_case_file(user: Person) -> bool:
    """Whether the person may take a case out of the system, as a file."""
    return _role(user) == Role.FOI_MANAGER


def can_set_triage_rules(user: Person) -> bool:
    """Whether the person may change the rules of the first look at a message."""
    return _role(user) == Role.FOI_MANAGER


def can_publish_templates(user: Person) -> bool:
    """Whether the person may change the words of our letters."""
    return _role(user) == Role.FOI_MANAGER


def can_change_calendar(user: Person) -> bool:
    """Whether the person may enter a bank holiday, or withdraw one."""
    return _role(user) == Role.FOI_MANAGER


def can_change_regulator(user: Person) -> bool:
    """Whether the person may enter how the regulator is named."""
    return _role(user) == Role.FOI_MANAGER


def can_read_cases(user: Person) -> bool:
    """Whether the person has a list of cases at all, be it empty today."""
    return _role(user) in READS_EVERY_CASE | {Role.COMMUNICATIONS}


def reads_every_case(user: Person) -> bool:
    """Whether `visible_cases` leaves nothing out for the person: for the FOI office alone."""
    return _role(user) in FOI_OFFICE


def visible_cases(user: Person) -> QuerySet[Case]:
    """Return the cases whose page the person may open; the rest do not exist for them."""
    role = _role(user)
    if role in FOI_OFFICE:
        return Case.objects.all()
    if role in READS_EVERY_CASE:
        return Case.objects.exclude(route__in=FOR_THE_OFFICE_ALONE)
    if role == Role.COMMUNICATIONS:
        return Case.objects.filter(has_press_interest=True).exclude(
            Q(state__in=(State.RECEIVED, State.INCOMPLETE)) | Q(route__in=FOR_THE_OFFICE_ALONE)
        )
    return Case.objects.none()


def can_read_case(user: Person, case: Case) -> bool:
    """Whether the person may open the page of `case`. Agrees with `visible_cases`."""
    role = _role(user)
    if role in FOI_OFFICE:
        return True
    if case.route in FOR_THE_OFFICE_ALONE:
        return False
    if role in READS_EVERY_CASE:
        return True
    return role == Role.COMMUNICATIONS and bool(
        case.has_press_interest and case.state not in (State.RECEIVED, State.INCOMPLETE)
    )


def _departments(user: User, seats: tuple[Seat, ...]) -> QuerySet[DepartmentSeat, Any]:
    return DepartmentSeat.objects.filter(user=user, seat__in=seats).values("department_id")


def visible_commissions(user: Person) -> QuerySet[Commission]:
    """Return the commissions of the departments where the person has a seat."""
    if not _role(user) or not isinstance(user, User):
        return Commission.objects.none()
    seats = (*MANAGER_SEATS, *DIRECTOR_SEATS)
    return Commission.objects.filter(department_id__in=_departments(user, seats))


def can_answer_commission(user: Person, commission: Commission) -> bool:
    """Whether the person manages, or deputises in, the department that was asked."""
    if not _role(user) or not isinstance(user, User):
        return False
    return DepartmentSeat.objects.filter(
        user=user, seat__in=MANAGER_SEATS, department_id=commission.department_id
    ).exists()


def visible_sign_offs(user: Person) -> QuerySet[SignOff]:
    """Return the sign-offs asked of the person, or of a director they deputise for."""
    if not _role(user) or not isinstance(user, User):
        return SignOff.objects.none()
    deputising = DepartmentSeat.objects.filter(
        seat=Seat.DIRECTOR, department_id__in=_departments(user, (Seat.DEPUTY_DIRECTOR,))
    ).values("user_id")
    return SignOff.objects.filter(Q(signatory=user) | Q(signatory_id__in=deputising))


def visible_reviews(user: Person) -> QuerySet[Review]:
    """Return the reviews the person may read: all, for those who read every case, or their own.

    A director's are those they make, those they are to sign, and those of a director they
    deputise for.
    """
    role = _role(user)
    if not role or not isinstance(user, User):
        return Review.objects.none()
    if role in READS_EVERY_CASE:
        return Review.objects.all()
    return Review.objects.filter(Q(reviewer=user) | _to_sign(user))


def _to_sign(user: User) -> Q:
    deputising = DepartmentSeat.objects.filter(
        seat=Seat.DIRECTOR, department_id__in=_departments(user, (Seat.DEPUTY_DIRECTOR,))
    ).values("user_id")
    return Q(signatory=user) | Q(signatory_id__in=deputising)


def possible_reviewers() -> QuerySet[User]:
    """Return the people who may be asked to review: directors, their deputies, the FOI office."""
    roles = FOI_OFFICE | {Role.DIRECTOR_OF_CORPORATE_AFFAIRS}
    return User.objects.filter(
        Q(seats__seat__in=DIRECTOR_SEATS) | Q(role__in=roles), is_active=True
    ).distinct()


def possible_signatories() -> QuerySet[User]:
    """Return the people who may be asked to sign: directors, and the corporate director."""
    return User.objects.filter(
        Q(seats__seat=Seat.DIRECTOR) | Q(role=Role.DIRECTOR_OF_CORPORATE_AFFAIRS), is_active=True
    ).distinct()


def can_weigh(user: Person) -> bool:
    """Whether the person decides the public interest here (`PUBLIC_INTEREST_ROLES`)."""
    return _role(user) in settings.PUBLIC_INTEREST_ROLES


def can_give_opinion(user: Person) -> bool:
    """Whether the person is the qualified person of s.36(5). Nobody else stands in for them."""
    return _role(user) == Role.QUALIFIED_PERSON


def visible_weighings(user: Person) -> QuerySet[PublicInterestTest]:
    """Return the weighings that the person may decide, and those already decided."""
    rows = PublicInterestTest.objects.filter(claim__taken_away_at__isnull=True)
    return rows if can_weigh(user) else rows.none()


def visible_opinions(user: Person) -> QuerySet[QualifiedOpinion]:
    """Return the opinions asked of the person, and those they gave."""
    rows = QualifiedOpinion.objects.filter(claim__taken_away_at__isnull=True)
    return rows if can_give_opinion(user) else rows.none()


def decides_vexatious(user: Person) -> bool:
    """Whether the person decides what another proposed under s.14 (`VEXATIOUS_ROLES`)."""
    return _role(user) in settings.VEXATIOUS_ROLES


def visible_vexatious(user: Person) -> QuerySet[VexatiousProposal]:
    """Return the proposals under s.14 that the person may read in order to decide."""
    rows = VexatiousProposal.objects.exclude(state=ProposalState.WITHDRAWN)
    return rows if decides_vexatious(user) else rows.none()


def who_decides_vexatious() -> QuerySet[User]:
    """Return the people who decide about s.14."""
    return User.objects.filter(role__in=settings.VEXATIOUS_ROLES, is_active=True)


def who_weighs() -> QuerySet[User]:
    """Return the people who decide the public interest."""
    return User.objects.filter(role__in=settings.PUBLIC_INTEREST_ROLES, is_active=True)


def qualified_people() -> QuerySet[User]:
    """Return the qualified person, and whoever else is authorised as one."""
    return User.objects.filter(role=Role.QUALIFIED_PERSON, is_active=True)


def possible_covers(user: User) -> QuerySet[User]:
    """Return the colleagues who could hear for `user`: those who may read some of the same."""
    same_desk = Q(
        seats__department__in=DepartmentSeat.objects.filter(user=user).values("department")
    )
    if user.role in READS_EVERY_CASE:
        same_desk |= Q(role__in=READS_EVERY_CASE - {Role.AUDITOR})
    elif user.role == Role.COMMUNICATIONS:
        same_desk |= Q(role=Role.COMMUNICATIONS)
    return User.objects.filter(same_desk, is_active=True).exclude(pk=user.pk).distinct()


def _can_handle(user: Person, case: Case) -> bool:
    return is_foi_office(user)


def _can_decide(user: Person, case: Case) -> bool:
    return _role(user) == Role.FOI_MANAGER


def _can_answer(user: Person, case: Case) -> bool:
    if not _role(user) or not isinstance(user, User):
        return False
    return Commission.objects.filter(
        case=case, department_id__in=_departments(user, MANAGER_SEATS)
    ).exists()


def _can_sign(user: Person, case: Case) -> bool:
    return visible_sign_offs(user).filter(case=case, outcome=SignOffOutcome.PENDING).exists()


def _can_weigh(user: Person, case: Case) -> bool:
    return can_weigh(user)


def _can_give_opinion(user: Person, case: Case) -> bool:
    return can_give_opinion(user)


def _decides_vexatious(user: Person, case: Case) -> bool:
    return decides_vexatious(user)


PERMISSIONS: dict[Permission, Callable[[Person, Case], bool]] = {
    Permission.HANDLE: _can_handle,
    Permission.DECIDE: _can_decide,
    Permission.ANSWER: _can_answer,
    Permission.SIGN: _can_sign,
    Permission.WEIGH: _can_weigh,
    Permission.GIVE_OPINION: _can_give_opinion,
    Permission.DECIDE_VEXATIOUS: _decides_vexatious,
}


def may(user: Person, permission: Permission, case: Case) -> bool:
    """Whether the person holds `permission` on `case`. A superuser holds nothing by that."""
    return PERMISSIONS[permission](user, case)


def _reviews(user: Person, review: Review) -> bool:
    return bool(_role(user)) and isinstance(user, User) and review.reviewer_id == user.pk


def _signs_review(user: Person, review: Review) -> bool:
    if not _role(user) or not isinstance(user, User):
        return False
    return Review.objects.filter(_to_sign(user), pk=review.pk).exists()


REVIEW_POWERS: dict[ReviewPower, Callable[[Person, Review], bool]] = {
    ReviewPower.DECIDE: lambda user, review: _role(user) == Role.FOI_MANAGER,
    ReviewPower.OVERRIDE: lambda user, review: _role(user) == Role.DIRECTOR_OF_CORPORATE_AFFAIRS,
    ReviewPower.REVIEW: _reviews,
    ReviewPower.SIGN: _signs_review,
}


def may_on_review(user: Person, power: ReviewPower, review: Review) -> bool:
    """Whether the person holds `power` on `review`. A superuser holds nothing by that."""
    return REVIEW_POWERS[power](user, review)


class CaseBackend(BaseBackend):
    """Django's own permission checks: people and settings, for system administrators, and the
    authority's guidance on the law, for the FOI manager.

    Nothing about a case is ever granted here, so that no administration page can show one.
    """

    SETTINGS = frozenset(
        f"requests_app.{verb}_{model}"
        for verb in ("view", "add", "change")
        for model in ("user", "department", "departmentseat")
    ) | {
        "requests_app.delete_departmentseat",
        "requests_app.view_costterm",
        "requests_app.add_costterm",
    }

    def has_perm(self, user_obj: Any, perm: str, obj: Model | None = None) -> bool:
        """Whether `perm` is one of the administrator's own, or the FOI manager's on the law."""
        if perm == "exemptions.change_guidance":
            return _role(user_obj) == Role.FOI_MANAGER
        return _role(user_obj) == Role.SYSTEM_ADMINISTRATOR and perm in self.SETTINGS

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether the administration pages list `app_label`."""
        return _role(user_obj) == Role.SYSTEM_ADMINISTRATOR and app_label == "requests_app"
