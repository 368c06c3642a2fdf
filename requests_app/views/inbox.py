"""The inbox, and what is done to several cases at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from requests_app import permissions
from requests_app.domain.london import london_day
from requests_app.domain.workflow import Action, State, rows_from
from requests_app.forms.inbox import AssignForm
from requests_app.models import Channel, Department
from requests_app.models.case import REGIMES
from requests_app.queries.alarms import alarms
from requests_app.queries.inbox import Filters, Row, counts, filtered, page_of, tabs
from requests_app.queries.waiting_mail import given_up_work, waiting_messages
from requests_app.services import case_work
from requests_app.views.acting import staff_only, the_person

FILTER_NAMES = ("search", "department", "owner", "channel", "regime")
LINKS = {
    State.RECEIVED: ("Read and decide", "triage"),
    State.ACCEPTED: ("Send to departments", "commission"),
    State.DRAFTING: ("Open the letter", "letter"),
    State.READY: ("Send the answer", "letter"),
}


@staff_only
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the cases this person may read, what hurts first at the top."""
    is_office = permissions.is_foi_office(request.user)
    visible = permissions.visible_cases(request.user)
    if not permissions.can_read_cases(request.user):
        raise Http404
    today = london_day(timezone.now())
    filters = Filters(**{name: request.GET.get(name, "").strip() for name in FILTER_NAMES})
    narrowed = filtered(visible, filters, sees_applicant=is_office)
    counted = counts(narrowed, today)
    every = tabs(today)
    waiting = waiting_messages() if is_office else None
    asked = request.GET.get("tab", "")
    current = asked if asked == "mail" and is_office else ""
    chosen = next((tab for tab in every if tab.key == asked), None)
    if chosen is None and not current:
        chosen = next(tab for tab in every if tab.key == ("new" if is_office else "open"))
    context: dict[str, Any] = {
        "tabs": _tabs(request, every, counted, chosen.key if chosen else current, waiting),
        "filters": filters,
        "crumbs": _crumbs(request.GET),
        "clear_url": f"?tab={chosen.key if chosen else current}",
        "is_office": is_office,
        "today": today,
        "tab": chosen,
        "departments": list(Department.objects.values_list("name", flat=True)),
        "channels": Channel.choices,
        "regimes": REGIMES,
    }
    if chosen:
        page, rows = page_of(narrowed.filter(chosen.cases), request.GET.get("page", "1"), today)
        context |= {
            "page": page,
            "rows": [_linked(row, is_office) for row in rows],
            "assigning": AssignForm() if is_office else None,
        }
    elif waiting is not None:
        context |= {
            "waiting": list(waiting[:100]),
            "given_up": given_up_work(),
            "alarms": alarms(timezone.now()),
        }
    return render(request, "casework/inbox.html", context)


def _linked(row: Row, is_office: bool) -> dict[str, Any]:
    """Return a row with its addresses: the case, and the likeliest acts."""
    state = State(row.case.state)
    menu = []
    if is_office and state in LINKS:
        label, name = LINKS[state]
        menu.append({"label": label, "url": reverse(name, args=[row.reference])})
    if is_office:
        menu.append({"label": "History", "url": reverse("history", args=[row.reference])})
    decides = is_office and state is State.RECEIVED
    page = "triage" if decides else "case"
    return {**vars(row), "url": reverse(page, args=[row.reference]), "menu": menu}


def _tabs(
    request: HttpRequest, every: Any, counted: dict[str, int], current: str, waiting: Any
) -> list[dict[str, Any]]:
    kept = request.GET.copy()
    kept.pop("page", None)

    def tab(key: str, label: str, count: int) -> dict[str, Any]:
        kept["tab"] = key
        return {
            "label": label,
            "url": f"?{kept.urlencode()}",
            "current": key == current,
            "count": count,
        }

    shown = [tab(one.key, one.label, counted[one.key.replace("-", "_")]) for one in every]
    if waiting is not None:
        shown.insert(1, tab("mail", "Mail to place", waiting.count()))
    return shown


def _crumbs(query: QueryDict) -> list[dict[str, str]]:
    crumbs = []
    for name in FILTER_NAMES:
        value = query.get(name, "").strip()
        if value:
            rest = query.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            label = dict(Channel.choices) | dict(REGIMES)
            crumbs.append({"label": str(label.get(value, value)), "url": f"?{rest.urlencode()}"})
    return crumbs


@staff_only
@require_POST
def assign(request: HttpRequest) -> HttpResponse:
    """Give the picked cases to a member of the office."""
    if not permissions.is_foi_office(request.user):
        raise Http404
    form = AssignForm(request.POST)
    # PostgreSQL refuses to look for a NUL.
    wanted = [one for one in request.POST.getlist("case")[:200] if "\0" not in one]
    picked = permissions.visible_cases(request.user).filter(reference__in=wanted)
    back = request.POST.get("back", "")
    if not form.is_valid() or not picked:
        messages.warning(request, "Pick at least one case and somebody in the FOI office.")
        return HttpResponseRedirect(_back_to(back))
    owner, done = form.cleaned_data["owner"], 0
    for case in picked:
        if any(row.action is Action.ASSIGN for row in rows_from(State(case.state))):
            case_work.assign(case.pk, owner, actor=the_person(request), at=timezone.now())
            done += 1
    messages.success(request, f"{done} case{'' if done == 1 else 's'} given to {owner}.")
    return HttpResponseRedirect(_back_to(back))


def _back_to(query: str) -> str:
    """Return to the list as it was; only its own query is taken over, never an address."""
    return f"{reverse('inbox')}?{QueryDict(query).urlencode()}" if query else reverse("inbox")
