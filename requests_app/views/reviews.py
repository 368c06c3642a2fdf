"""Reviews: the list of a person's, and the page of one."""

from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.errors import RuleBroken
from requests_app.domain.london import london_day
from requests_app.domain.review_workflow import ReviewAct, ReviewPower, ReviewState
from requests_app.forms.review import ReturnForm, SendOnForm, SignForm
from requests_app.forms.uploads import UploadForm
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import exchanges, letter_pdf
from requests_app.letters.text_blocks import text_blocks
from requests_app.models import Review
from requests_app.queries.review_content import outcome_content
from requests_app.queries.review_page import ReviewPage, review_lines, review_page
from requests_app.views.acting import staff_only, the_person
from requests_app.views.downloads import as_pdf

FORMS = {
    ReviewAct.ACCEPT_LATE: ("Decide whether it is taken up", "review-late"),
    ReviewAct.APPOINT: ("Choose the reviewer", "review-appoint"),
    ReviewAct.OVERRIDE: ("Allow a reviewer who took part", "review-override"),
    ReviewAct.SAVE_FINDINGS: ("Write the findings", "review-findings"),
    ReviewAct.EXTEND: ("Take more time", "review-extend"),
    ReviewAct.RECALL: ("Give it back to the reviewer", "review-recall"),
    ReviewAct.WITHDRAW: ("Record that it was withdrawn", "review-withdraw"),
}
"""The acts that have a page of their own, in the order in which they are offered."""


@staff_only
@require_GET
def reviews(request: HttpRequest) -> HttpResponse:
    """Show the reviews that this person makes, signs or may read."""
    today = london_day(timezone.now())
    waiting, closed = review_lines(permissions.visible_reviews(request.user), today)
    return render(
        request,
        "reviews/reviews.html",
        {
            "waiting": waiting,
            "closed": closed,
            "today": today,
            "reads_regulator": permissions.can_read_reports(request.user),
        },
    )


def visible_review(request: HttpRequest, review_id: int) -> Review:
    """Return a review that this person may read; any other does not exist."""
    rows = permissions.visible_reviews(request.user).select_related(
        "case", "answer", "reviewer", "signatory", "signed_by", "override_by", "outcome_letter"
    )
    return get_object_or_404(rows, pk=review_id)


def review_for(request: HttpRequest, review_id: int, power: ReviewPower) -> Review:
    """Return a review on which this person holds `power`; for others its page does not exist."""
    review = visible_review(request, review_id)
    if not permissions.may_on_review(request.user, power, review):
        raise Http404
    return review


@staff_only
@require_GET
def review(request: HttpRequest, review_id: int) -> HttpResponse:
    """Show a review."""
    return show_review(request, visible_review(request, review_id))


def show_review(
    request: HttpRequest,
    row: Review,
    *,
    refusal: RuleBroken | None = None,
    sending: Form | None = None,
    returning: Form | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show the page, with what was typed where something was refused."""
    person = the_person(request)
    page = review_page(row, person)
    return render(
        request,
        "reviews/review.html",
        {
            "review": row,
            "case": row.case,
            "page": page,
            "today": london_day(timezone.now()),
            "refusal": refusal,
            "is_office": permissions.can_see_applicant(person),
            "reads_cases": permissions.can_read_reports(person),
            "acts": _acts(page, row),
            "letter": _letter(row),
            "upload": UploadForm(),
            "sending": sending
            or SendOnForm(
                initial={"version": row.version},
                review=row,
                needs_signature=page.needs_signature,
                auto_id="send_%s",
            ),
            "signing": SignForm(
                initial={"version": row.version, "digest_seen": row.digest}, auto_id=False
            ),
            "returning": returning or ReturnForm(),
            "before_sending": _before_sending(page),
        },
        status=status,
    )


def _acts(page: ReviewPage, row: Review) -> dict[str, Any]:
    """Return the one next act and the menu of the rest."""
    offered = [
        {"label": label, "url": reverse(name, args=[row.pk])}
        for act, (label, name) in FORMS.items()
        if act in page.objections
    ]
    is_first = bool(offered) and (
        page.state is ReviewState.LATE
        or (row.reviewer_id is None and ReviewAct.APPOINT in page.objections)
        or ReviewAct.SAVE_FINDINGS in page.objections
    )
    if ReviewAct.SAVE_FINDINGS in page.objections:
        offered.sort(key=lambda one: not one["url"].endswith("/findings/"))
    return {"primary": offered[0] if is_first else None, "rest": offered[is_first:]}


def _before_sending(page: ReviewPage) -> tuple[str, ...] | None:
    act = ReviewAct.SEND_FOR_SIGNATURE if page.needs_signature else ReviewAct.FINISH
    return page.objections.get(act)


def _letter(row: Review) -> dict[str, object] | None:
    """Return the words of the outcome as they stand, once somebody reviews."""
    if row.reviewer_id is None:
        return None
    content = outcome_content(row)
    return {
        "opening": text_blocks(content.opening),
        "exchanges": exchanges(content.questions),
        "closing": text_blocks(content.closing),
        "rights": [(right.heading, text_blocks(right.text)) for right in content.rights],
    }


@staff_only
@require_GET
def answer(request: HttpRequest, review_id: int) -> HttpResponse:
    """Show the answer that is looked at again, byte for byte."""
    row = visible_review(request, review_id)
    if not row.answer.pdf:
        raise Http404
    with row.answer.pdf.open("rb") as file:
        return as_pdf(file.read(), f"{row.case.reference}.pdf")


@staff_only
@require_GET
def outcome(request: HttpRequest, review_id: int) -> HttpResponse:
    """Show the outcome on paper: as it left, or as it would leave today."""
    row = visible_review(request, review_id)
    if row.outcome_letter and row.outcome_letter.pdf:
        with row.outcome_letter.pdf.open("rb") as file:
            return as_pdf(file.read(), f"{row.case.reference} review.pdf")
    if row.reviewer_id is None:
        raise Http404
    return as_pdf(
        letter_pdf(outcome_content(row), PdfVariant.UA), f"{row.case.reference} review draft.pdf"
    )
