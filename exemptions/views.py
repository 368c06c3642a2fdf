"""The register as pages that staff can read, with the authority's own guidance beside it."""

from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from exemptions.domain.provision import Archive, Availability, Law, Provision, Standing
from exemptions.domain.register import by_slug, in_force
from exemptions.forms import GuidanceForm
from exemptions.guidance import WrittenMeanwhile, current_guidance, versions, write_guidance

MAY_WRITE = "exemptions.change_guidance"


def _may_write(request: HttpRequest) -> bool:
    """Whether the person may write guidance.

    Django says yes to a superuser before it asks anybody; to be one is no office.
    """
    return request.user.has_perm(MAY_WRITE) and not request.user.is_superuser


@login_required
@require_GET
def register(request: HttpRequest) -> HttpResponse:
    """List every exemption and exception, with those that have guidance of our own marked."""
    rows = in_force(timezone.localdate())
    guided = current_guidance(row.code for row in rows)
    lists = [
        (
            "Freedom of Information Act 2000, Part II",
            [_line(row, row.code in guided) for row in rows if row.law is Law.FOIA],
        ),
        (
            "Environmental Information Regulations 2004",
            [_line(row, row.code in guided) for row in rows if row.law is Law.EIR],
        ),
    ]
    return render(request, "register/register.html", {"lists": lists})


def _line(row: Provision, is_guided: bool) -> dict[str, Any]:
    return {
        "row": row,
        "is_guided": is_guided,
        "is_closed": row.availability is Availability.NOT_AVAILABLE,
    }


@login_required
@require_GET
def provision(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one provision: what the law says of it, and what we say."""
    row = _row(slug)
    return render(
        request,
        "register/provision.html",
        {
            "row": row,
            "facts": facts(row),
            "versions": versions(row.code),
            "may_write": _may_write(request),
        },
    )


@login_required
@require_http_methods(["GET", "POST"])
def guidance(request: HttpRequest, slug: str) -> HttpResponse:
    """Write a new version of our guidance on a provision."""
    row = _row(slug)
    if not _may_write(request):
        raise PermissionDenied("Guidance is written by the FOI manager.")
    written = versions(row.code)
    latest = written[0] if written else None
    initial = {"after": latest.version if latest else 0}
    if latest:
        initial |= {
            name: getattr(latest, name) for name in ("text", "for_disclosure", "for_withholding")
        }
    form = GuidanceForm(request.POST or None, initial=initial)
    problem, status = "", 200
    if request.method == "POST":
        if form.is_valid():
            try:
                write_guidance(
                    row.code,
                    form.words(),
                    after=form.cleaned_data["after"],
                    written_by=request.user,
                    at=timezone.now(),
                )
            except WrittenMeanwhile as refusal:
                problem, status = str(refusal), 409
                # Saving again is a decision made in knowledge of the newer version.
                form = GuidanceForm({**request.POST.dict(), "after": versions(row.code)[0].version})
            else:
                messages.success(request, "The guidance is saved as a new version.")
                return HttpResponseRedirect(reverse("provision", args=[row.slug]))
        else:
            status = 422
    return render(
        request,
        "register/guidance.html",
        {"row": row, "form": form, "problem": problem, "latest": latest},
        status=status,
    )


def _row(slug: str) -> Provision:
    try:
        return by_slug(slug, timezone.localdate())
    except KeyError:
        raise Http404(slug) from None


def facts(row: Provision) -> list[tuple[str, str]]:
    """Return what the law says of a provision, each with its label."""
    lines = [("What has to be shown", f"{row.basis.value}.")]
    lines.append(("Public interest", _STANDINGS[row.standing]))
    lines.append(
        (
            "Neither confirm nor deny",
            f"By {_law(row)} {' or '.join(row.confirm_or_deny)}."
            if row.confirm_or_deny
            else "Not possible: always say whether it is held.",
        )
    )
    lines.append(("Who decides", f"{row.decider.value[0].upper()}{row.decider.value[1:]}."))
    if row.law is Law.FOIA:
        lines.append(("With the age of the record", _ending(row)))
        if row.historical.archive is not Archive.NO_CHANGE:
            change = _ARCHIVES[row.historical.archive]
            lines.append(("In a public record office", f"{change} (section 64)."))
    if row.emissions_bar:
        lines.append(("Emissions", "Cannot be used for information on emissions (reg 12(9))."))
    lines.append(("For an NHS Trust", f"{row.availability.value.capitalize()}."))
    if row.since > date(2005, 1, 1):
        lines.append(("In force since", f"{row.since:%-d %B %Y}"))
    if row.limbs:
        limbs = (f"{_brackets(limb.parts)} {limb.subject}" for limb in row.limbs)
        lines.append(("Paragraphs", "; ".join(limbs)))
    return lines


_STANDINGS = {
    Standing.ABSOLUTE: "Absolute: it is not weighed (section 2(3)).",
    Standing.QUALIFIED: "Qualified: it can be relied on only where withholding weighs more.",
    Standing.FORMALLY_QUALIFIED: "Qualified by its letter, with nothing left to weigh.",
}


_ARCHIVES = {
    Archive.NOT_EXEMPT: "Cannot be relied on for a historical record",
    Archive.QUALIFIED: "Is weighed like a qualified one for a historical record",
}


def _law(row: Provision) -> str:
    return "section" if row.law is Law.FOIA else "regulation"


def _ending(row: Provision) -> str:
    if row.historical.years is None:
        return "Never ends with age."
    after_death = " or five years after the death, whichever is later" if (
        row.historical.years_after_death
    ) else ""  # fmt: skip
    return f"Ends {row.historical.years} years after the end of the year of creation{after_death}."


def _brackets(parts: tuple[str, ...]) -> str:
    return "".join(f"({part})" for part in parts)
