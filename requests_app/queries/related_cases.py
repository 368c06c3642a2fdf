"""What a case was merged into, split from or is worked on together with. Who asked is not read."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Q, QuerySet

from requests_app.domain.workflow import State
from requests_app.models import (
    Case,
    Commission,
    Merging,
    SignOff,
    SignOffOutcome,
    Splitting,
    WorkingTogether,
)

REFERENCE = ("reference", "subject", "state")


@dataclass(frozen=True)
class Related:
    """The cases beside one, as far as a person may see them.

    A merged case `may_come_back` unless its questions were put back where they came from.
    """

    merging: Merging | None = None
    may_come_back: bool = False
    took_in: list[Merging] = field(default_factory=list)
    split_from: Splitting | None = None
    split_off: list[Splitting] = field(default_factory=list)
    together: list[Case] = field(default_factory=list)


def related_cases(case: Case, visible: QuerySet[Case]) -> Related:
    """Return what stands beside `case` among the `visible` cases."""
    seen = visible.order_by().values("pk")
    splittings = Splitting.objects.filter(ended_at__isnull=True)
    merging = standing_merging(case, visible)
    return Related(
        merging=merging,
        may_come_back=merging is not None and not Splitting.objects.filter(case=case).exists(),
        took_in=list(duplicates_of(case).filter(case__in=seen).select_related("case")),
        split_from=splittings.filter(case=case, origin__in=seen).select_related("origin").first(),
        split_off=list(splittings.filter(origin=case, case__in=seen).select_related("case")),
        together=companions(case, visible),
    )


def standing_merging(case: Case, visible: QuerySet[Case] | None = None) -> Merging | None:
    """Return the merging of a duplicate, if it stands and the other case may be seen."""
    if State(case.state) is not State.MERGED:
        return None
    rows = Merging.objects.filter(case=case, ended_at__isnull=True)
    if visible is not None:
        rows = rows.filter(into__in=visible.order_by().values("pk"))
    return rows.select_related("case", "into", "made_by").first()


def duplicates_of(case: Case) -> QuerySet[Merging]:
    """Return the mergings into `case` that stand."""
    return Merging.objects.filter(into=case, ended_at__isnull=True)


def merged_into(case: Case) -> QuerySet[Merging, int]:
    """Return the numbers of the cases that were merged into `case`, for a condition."""
    return duplicates_of(case).values_list("case", flat=True)


def companions(case: Case, visible: QuerySet[Case]) -> list[Case]:
    """Return the `visible` cases that are worked on together with `case`."""
    numbers = _companion_numbers(case)
    if not numbers:
        return []
    return list(visible.filter(pk__in=numbers).only(*REFERENCE).order_by("pk"))


def companion_tasks(row: Commission, visible: QuerySet[Commission]) -> list[Commission]:
    """Return what the same department was asked for the cases that belong to this one."""
    numbers = _companion_numbers(row.case)
    if not numbers:
        return []
    theirs = visible.filter(case__in=numbers, department=row.department_id)
    return list(theirs.select_related("case").order_by("pk"))


def companion_sign_offs(row: SignOff, visible: QuerySet[SignOff]) -> list[SignOff]:
    """Return the letters that wait for the same director on cases that belong to this one."""
    numbers = _companion_numbers(row.case)
    if not numbers:
        return []
    waiting = visible.filter(case__in=numbers, outcome=SignOffOutcome.PENDING)
    return list(waiting.select_related("case").order_by("pk"))


def _companion_numbers(case: Case) -> set[int]:
    pairs = WorkingTogether.objects.filter(Q(one=case) | Q(other=case), ended_at__isnull=True)
    return {pk for pair in pairs.values_list("one_id", "other_id") for pk in pair} - {case.pk}


def those_that_stay(cases: Iterable[Case]) -> list[Case]:
    """Return each case, or the one that it was merged into, once each and in the same order."""
    given = list(cases)
    merged = [case.pk for case in given if case.state == State.MERGED]
    standing = (
        Merging.objects.filter(case__in=merged, ended_at__isnull=True).select_related("into")
        if merged
        else ()
    )
    kept = {row.case_id: row.into for row in standing}
    return list({found.pk: found for case in given if (found := kept.get(case.pk, case))}.values())
