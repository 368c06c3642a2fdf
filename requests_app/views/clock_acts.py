"""Acts on the clock. Each page shows what the act does to the dates before it is done."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.conf import settings
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.clock_facts import ClockFact, EntryKind
from requests_app.domain.clock_what_if import Supposed
from requests_app.domain.letter_wording import STATUTE
from requests_app.domain.london import london_day
from requests_app.domain.months import months_after
from requests_app.domain.more_time import Wish, limits
from requests_app.domain.regime import Regime
from requests_app.domain.two_laws import OF_ONE_LAW, other_law
from requests_app.domain.working_days import CalendarEnds
from requests_app.forms.case_acts import ReasonForm
from requests_app.forms.clock_acts import (
    ClarificationForm,
    ComplexityForm,
    PublicInterestForm,
    ReplyForm,
)
from requests_app.models import Case, ClockEntry, Message, Payment, Question
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.clarifications import open_clarifications
from requests_app.queries.clock_ledger import CORRECTED_ELSEWHERE, ENTRY_WORDS
from requests_app.queries.clock_reading import both_laws, clock_facts, own_reading
from requests_app.queries.clock_what_if import what_if
from requests_app.services import clarification, clock_corrections, extension, late_payment
from requests_app.views.act_page import typed, whose_act
from requests_app.views.acting import carried_out, staff_only
from requests_app.views.letter import office_case

USUAL_REPLY_DAYS = 5
"""Working days after which a reply is supposed to come, to show what one would do."""


def _page(
    request: HttpRequest, case: Case, form: Form, *, title: str, button: str,
    said: str | Callable[[Any], str], do: Callable[[], Any],
    supposed: Callable[[], Sequence[Supposed]], intro: str = "", can_preview: bool = False,
) -> HttpResponse:  # fmt: skip
    """Show a form and what it would do; do it when it is filled in rightly and not a preview."""

    def show(status: int = 200, **more: Any) -> HttpResponse:
        context = {
            "case": case,
            "form": form,
            "title": title,
            "button": button,
            "intro": intro,
            "can_preview": can_preview,
            "what_if": what_if(case, supposed(), today=_today()),
            "laws": both_laws(case, stored_calendar()),
        }
        return render(request, "casework/clock_act.html", {**context, **more}, status=status)

    if request.method == "GET":
        return show()
    if not form.is_valid():
        return show(422)
    if can_preview and "preview" in request.POST:
        return show()
    return carried_out(
        request,
        do,
        said=said,
        then=reverse("case", args=[case.reference]),
        again=lambda refusal: show(refusal=refusal),
    )


def _today() -> date:
    return london_day(timezone.now())


def _value(form: Form, name: str, otherwise: Any) -> Any:
    """Return what was typed into a field, where it was typed rightly."""
    return getattr(form, "cleaned_data", {}).get(name) or otherwise


def _in_working_days(n: int) -> date | None:
    try:
        return stored_calendar().nth_working_day_after(_today(), n)
    except CalendarEnds:
        return None


@staff_only
@require_http_methods(["GET", "POST"])
def ask(request: HttpRequest, reference: str) -> HttpResponse:
    """Ask the applicant what they mean."""
    case = office_case(request, reference)
    close_after = months_after(_today(), settings.CLARIFICATION_MONTHS)
    form = ClarificationForm(
        typed(request), initial={"version": case.version, "close_after": close_after}
    )

    def supposed() -> list[Supposed]:
        asked = ClockFact(EntryKind.CLARIFICATION_ASKED, _today())
        steps = [Supposed("Once it is sent", (asked,))]
        if reply_on := _in_working_days(USUAL_REPLY_DAYS):
            answered = ClockFact(EntryKind.CLARIFICATION_RECEIVED, reply_on)
            steps.append(Supposed(f"If they reply on {long_day(reply_on)}", (answered,)))
        return steps

    return _page(
        request, case, form,
        title="Ask the applicant what they mean",
        intro="The question goes to the applicant, and the clock stands still until they reply.",
        button="Send the question",
        said="The question is on its way. The clock stands still until they reply.",
        supposed=supposed,
        do=lambda: clarification.ask(
            case.pk,
            clarification.Wording(
                **{
                    name: form.cleaned_data[name]
                    for name in ("unclear", "why", "help_offered", "close_after")
                }
            ),
            **whose_act(request, form),
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def reply(request: HttpRequest, reference: str) -> HttpResponse:
    """Record the day a reply came, from a message on the case or from elsewhere."""
    case = office_case(request, reference)
    waiting = list(open_clarifications(case))
    message = _message(case, request.POST.get("message") or request.GET.get("message"))
    came_on = london_day(message.happened_at) if message else _today()
    form = ReplyForm(
        typed(request),
        waiting=waiting,
        initial={
            "version": case.version,
            "message": message.pk if message else None,
            "received_on": came_on,
        },
    )

    def supposed() -> list[Supposed]:
        received_on = _value(form, "received_on", came_on)
        chosen = _value(form, "clarifications", waiting)
        fact = ClockFact(EntryKind.CLARIFICATION_RECEIVED, received_on)
        return [Supposed(f"With a reply of {long_day(received_on)}", (fact,) * len(chosen))]

    return _page(
        request, case, form,
        title="Record the applicant's reply",
        intro="" if waiting else "No question to the applicant is open on this case.",
        button="Record the reply",
        said=lambda recorded: f"The reply is recorded. {recorded.said}",
        supposed=supposed,
        can_preview=True,
        do=lambda: clarification.record_reply(
            case.pk,
            [int(pk) for pk in form.cleaned_data["clarifications"]],
            form.cleaned_data["received_on"],
            message=message,
            **whose_act(request, form),
        ),
    )  # fmt: skip


def _message(case: Case, asked: str | None) -> Message | None:
    if not asked:
        return None
    if not (asked.isascii() and asked.isdigit()):
        raise Http404
    return get_object_or_404(Message, pk=int(asked), case=case)


@staff_only
@require_http_methods(["GET", "POST"])
def more_time(request: HttpRequest, reference: str) -> HttpResponse:
    """Take more time: for the public interest, or for what is complex and large."""
    case = office_case(request, reference)
    is_foia = case.regime == Regime.FOIA.value
    bounds = limits(own_reading(case, stored_calendar()))
    entry = ClockEntry.objects.filter(
        case=case, kind=EntryKind.EXTENDED.value, countered_by=None, counters=None
    ).last()
    form: Form
    if is_foia:
        known = {"provision": entry.provision} if entry else {"until": bounds.outer}
        form = PublicInterestForm(typed(request), initial={"version": case.version, **known})
    else:
        form = ComplexityForm(typed(request), initial={"version": case.version})

    def supposed() -> list[Supposed]:
        until = _value(form, "until", entry.until if entry else bounds.outer)
        told = ClockFact(EntryKind.EXTENDED, _today(), until if is_foia else bounds.outer)
        return [Supposed("Once the applicant is told", (told,))]

    last_day = f" The last day to tell the applicant: {long_day(bounds.notice_by)}." if (
        bounds.notice_by and entry is None
    ) else ""  # fmt: skip
    return _page(
        request, case, form,
        title="Take more time",
        intro=(
            "Only to weigh the public interest, and only for what a qualified exemption covers. "
            f"Everything else is still due by working day 20.{last_day}"
            if is_foia
            else "Up to 40 working days, only where the request is both complex and large."
            + last_day
        ),
        button="Tell the applicant",
        said="The applicant is being told, and the dates are worked out again.",
        supposed=supposed,
        can_preview=is_foia,
        do=lambda: extension.extend(
            case.pk,
            Wish(
                **{
                    name: value
                    for name, value in form.cleaned_data.items()
                    if name != "version"
                }
            ),
            **whose_act(request, form),
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def law(request: HttpRequest, reference: str) -> HttpResponse:
    """Put a case under the other law."""
    case = office_case(request, reference)
    other = other_law(Regime(case.regime))
    name = STATUTE[other]
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _page(
        request, case, form,
        title=f"Handle it under the {name}",
        intro="The information decides which law it is, not what the applicant calls it.",
        button=f"Put it under the {name}",
        said=f"The case runs under the {name} now, and its dates are worked out again.",
        supposed=lambda: [Supposed(f"Under the {name}", regime=other)],
        do=lambda: clock_corrections.switch_regime(
            case.pk, other, reason=form.cleaned_data["reason"], **whose_act(request, form)
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def law_of_question(request: HttpRequest, reference: str, question_id: int) -> HttpResponse:
    """Put one question under the other law."""
    case = office_case(request, reference)
    question = get_object_or_404(Question, pk=question_id, case=case)
    other = other_law(Regime(question.law))
    name = STATUTE[other]
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _page(
        request, case, form,
        title=f"Handle question {question.number} under the {name}",
        intro=(
            "The rest of the request stays under its law. Both clocks run, and we work to the "
            "earlier date. A fee or more time under one law leaves the other alone."
        ),
        button=f"Put it under the {name}",
        said=f"Question {question.number} runs under the {name} now.",
        # By the law it comes under: fees and more time of the other one do not hold there.
        supposed=lambda: [
            Supposed(
                f"Question {question.number} under the {name}",
                regime=other,
                without=tuple(fact for fact in clock_facts(case) if fact.kind in OF_ONE_LAW)
                if other.value != case.regime
                else (),
            )
        ],
        do=lambda: clock_corrections.switch_question(
            case.pk, question.pk, reason=form.cleaned_data["reason"], **whose_act(request, form)
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def take_back(request: HttpRequest, reference: str, entry_id: int) -> HttpResponse:
    """Take back an entry of the ledger; it stays there with the reason."""
    case = office_case(request, reference)
    entry = get_object_or_404(
        ClockEntry, pk=entry_id, case=case, counters=None, countered_by=None,
        kind__in=[kind.value for kind in ENTRY_WORDS if kind not in CORRECTED_ELSEWHERE],
    )  # fmt: skip
    fact = ClockFact(EntryKind(entry.kind), entry.on, entry.until)
    form = ReasonForm(typed(request), initial={"version": case.version})
    return _page(
        request, case, form,
        title="Take back an entry of the clock",
        intro=(
            f"{ENTRY_WORDS[EntryKind(entry.kind)]} on {long_day(entry.on)}. The entry stays in "
            "the ledger, crossed out, with your reason."
        ),
        button="Take it back",
        said=lambda moved: f"The entry is taken back. {moved}",
        supposed=lambda: [Supposed("Without this entry", without=(fact,))],
        do=lambda: clock_corrections.take_back(
            case.pk, entry.pk, reason=form.cleaned_data["reason"], **whose_act(request, form)
        ),
    )  # fmt: skip


@staff_only
@require_http_methods(["GET", "POST"])
def reopen_paid_late(request: HttpRequest, reference: str, payment_id: int) -> HttpResponse:
    """Open a request again that ended unpaid, on money that came too late."""
    case = office_case(request, reference)
    payment = get_object_or_404(Payment, pk=payment_id, notice__case=case)
    form = ReasonForm(typed(request), initial={"version": case.version})

    def supposed() -> list[Supposed]:
        gone = tuple(
            ClockFact(EntryKind(entry.kind), entry.on, entry.until)
            for entry in late_payment.ended_entries(case)
        )
        came = ClockFact(EntryKind.RECEIVED, payment.received_on)
        return [Supposed("Once it is reopened", (came,), without=gone)]

    return _page(
        request, case, form,
        title="Reopen by a late payment",
        intro=(
            f"The money came on {long_day(payment.received_on)}, after the last day to pay, so the "
            "law owes no answer to it. If you answer all the same, the time to answer begins with "
            "that day. Agree with the applicant first, or give the money back."
        ),
        button="Reopen the request",
        said="The request is open again, and its dates are worked out from the payment.",
        supposed=supposed,
        do=lambda: late_payment.reopen(
            payment.pk, reason=form.cleaned_data["reason"], **whose_act(request, form)
        ),
    )  # fmt: skip
