"""The FOI office's and the Director's acts on a review, each a form and one call."""

from collections.abc import Callable
from typing import Any

from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from requests_app.domain.review_workflow import ReviewPower
from requests_app.forms.case_acts import ReasonForm
from requests_app.forms.review import AppointForm, AskedForm, LateForm, MoreTimeForm, OverrideForm
from requests_app.models import Direction, Message, Review
from requests_app.services import reviews
from requests_app.views.act_page import act_page, typed, whose_act
from requests_app.views.acting import carried_out, staff_only, the_person, version_of
from requests_app.views.letter import office_case
from requests_app.views.reviews import review_for, show_review


@staff_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Record that a review was asked for, from a message or by another way."""
    case = office_case(request, reference)
    number = request.GET.get("message", "")
    message = (
        Message.objects.filter(pk=int(number), case=case, direction=Direction.INCOMING).first()
        if number.isascii() and number.isdigit()
        else None
    )
    form = AskedForm(
        typed(request),
        case=case,
        initial=AskedForm.of_message(message) if message else {},
    )

    return act_page(
        request, form,
        lambda: reviews.ask(case.pk, form.asked(), actor=the_person(request), at=timezone.now()),
        title="Record that a review was asked for",
        intro="Any words of dissatisfaction with our answer count, spoken or written. Asked for in "
        "time, the review begins at once and the applicant is told its day.",
        button="Record it",
        said="The review is recorded.",
        about={"case": case},
        then=reverse("case", args=[case.reference]),
    )  # fmt: skip


def _page(
    request: HttpRequest, row: Review, form: Form, *, do: Callable[[], object], **words: str
) -> HttpResponse:
    return act_page(
        request,
        form,
        do,
        about={"review": row, "case": row.case},
        then=reverse("review", args=[row.pk]),
        template="reviews/act.html",
        **words,
    )


def _why(request: HttpRequest, form: Form) -> dict[str, Any]:
    return {"reason": form.cleaned_data["reason"], **whose_act(request, form)}


@staff_only
@require_http_methods(["GET", "POST"])
def late(request: HttpRequest, review_id: int) -> HttpResponse:
    """Decide whether a review that was asked for too late is taken up."""
    row = review_for(request, review_id, ReviewPower.DECIDE)
    form = LateForm(typed(request), initial={"version": row.version})

    def do() -> Review:
        act = (
            reviews.accept_late if form.cleaned_data["choice"] == "accept" else reviews.refuse_late
        )
        return act(row.pk, **_why(request, form))

    return _page(
        request, row, form,
        title="Decide whether the review is taken up",
        intro="The last day to ask is good practice and no law under the Freedom of Information "
        "Act: you may be generous.",
        button="Record the decision",
        said="The decision is recorded, and the applicant is told.",
        do=do,
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def appoint(request: HttpRequest, review_id: int) -> HttpResponse:
    """Choose who makes the review."""
    row = review_for(request, review_id, ReviewPower.DECIDE)
    form = AppointForm(
        typed(request),
        review=row,
        initial={"version": row.version, "points": row.points, "reviewer": row.reviewer_id},
    )
    return _page(
        request, row, form,
        title="Choose the reviewer",
        intro="A review is a fresh decision by somebody who took no part in the first one.",
        button="Give them the review",
        said="The reviewer is told.",
        do=lambda: reviews.appoint(
            row.pk,
            form.cleaned_data["reviewer"],
            points=form.cleaned_data["points"],
            **whose_act(request, form),
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def override(request: HttpRequest, review_id: int) -> HttpResponse:
    """Allow somebody to review who took part in the answer."""
    row = review_for(request, review_id, ReviewPower.OVERRIDE)
    form = OverrideForm(typed(request), review=row, initial={"version": row.version})
    return _page(
        request, row, form,
        title="Allow a reviewer who took part",
        intro="Only where nobody else can make the review. Your name and your reason are shown on "
        "the case, and the letter to the applicant says that you allowed it.",
        button="Allow it",
        said="It is allowed, and the reviewer is told.",
        do=lambda: reviews.override(
            row.pk, form.cleaned_data["reviewer"], **_why(request, form)
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def extend(request: HttpRequest, review_id: int) -> HttpResponse:
    """Take more time for the review."""
    row = review_for(request, review_id, ReviewPower.DECIDE)
    form = MoreTimeForm(typed(request), initial={"version": row.version})
    return _page(
        request, row, form,
        title="Take more time for the review",
        intro="20 working days are the aim. Only an unusually complex review takes longer, never "
        "more than 40, and the applicant is told.",
        button="Take more time and tell the applicant",
        said="The applicant is told of the new day.",
        do=lambda: reviews.extend(row.pk, form.cleaned_data["until"], **_why(request, form)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def recall(request: HttpRequest, review_id: int) -> HttpResponse:
    """Give an outcome back to its reviewer."""
    row = review_for(request, review_id, ReviewPower.DECIDE)
    form = ReasonForm(typed(request), initial={"version": row.version})
    return _page(
        request, row, form,
        title="Give it back to the reviewer",
        intro="A signature on the outcome is void then, and it has to be sent on again.",
        button="Give it back",
        said="The outcome is back with its reviewer.",
        do=lambda: reviews.recall(row.pk, **_why(request, form)),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def withdraw(request: HttpRequest, review_id: int) -> HttpResponse:
    """Record that the review is no longer wanted."""
    row = review_for(request, review_id, ReviewPower.DECIDE)
    form = ReasonForm(typed(request), initial={"version": row.version})
    return _page(
        request, row, form,
        title="Record that the review was withdrawn",
        intro="Do this only when the applicant said so.",
        button="Close the review",
        said="The review is closed.",
        do=lambda: reviews.withdraw(row.pk, **_why(request, form)),
    )  # fmt: skip


@staff_only
@require_POST
def issue(request: HttpRequest, review_id: int) -> HttpResponse:
    """Send the outcome."""
    row = review_for(request, review_id, ReviewPower.DECIDE)
    return carried_out(
        request,
        lambda: reviews.issue(
            row.pk,
            actor=the_person(request),
            at=timezone.now(),
            expected_version=version_of(request),
        ),
        said="The outcome is on its way."
        if row.case.reply_by == "email"
        else "The outcome is issued. Print it and the address sheet, and post them.",
        then=reverse("review", args=[row.pk]),
        again=lambda refusal: show_review(
            request, review_for(request, review_id, ReviewPower.DECIDE), refusal=refusal
        ),
    )
