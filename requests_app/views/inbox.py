"""The inbox: the board of cases, and the two tabs of mail."""

from collections.abc import Iterable
from datetime import datetime
from functools import cache
from typing import Any, NamedTuple
from urllib.parse import quote, urlencode

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_GET

from requests_app import permissions
from requests_app.domain.board import (
    ATTENTION,
    BY_KEY,
    MAIL_TABS,
    ORDER,
    ORDER_CLOSED,
    REPLIES,
    TABS,
    MailTab,
    Tab,
)
from requests_app.domain.london import london_day
from requests_app.domain.standing_still import untouched_since
from requests_app.domain.workflow import State
from requests_app.models import Case, Channel
from requests_app.models.case import REGIMES
from requests_app.queries.alarms import alarms
from requests_app.queries.calendar import stored_calendar
from requests_app.queries.case_search import are_common
from requests_app.queries.inbox import NOBODY, Filters, Row, filtered, page_of
from requests_app.queries.inbox_choices import choices
from requests_app.queries.inbox_counts import REVIEWS, Counts, counts, mail_counts
from requests_app.queries.review_days import open_reviews
from requests_app.queries.waiting_mail import given_up_work, needing_attention, possible_replies
from requests_app.templatetags.links import address
from requests_app.views.acting import staff_only, the_person

MOST_MESSAGES = 100
SLOT = "REFERENCE"
FILTER_NAMES = ("search", "department", "owner", "channel", "regime")
LINKS = {
    State.RECEIVED: ("Read and decide", "triage"),
    State.ACCEPTED: ("Send to departments", "commission"),
    State.DRAFTING: ("Open the letter", "letter"),
    State.READY: ("Send the answer", "letter"),
}
FORMER_TABS = {"mail": ATTENTION.key, "accepted": "new", "drafting": "back"}
"""Words that stood in addresses before, and in bookmarks still."""


class Listed(NamedTuple):
    """A row with its addresses: the case, and the likeliest acts."""

    row: Row
    url: str
    menu: tuple[tuple[str, str], ...]


@staff_only
@require_GET
def inbox(request: HttpRequest) -> HttpResponse:
    """Show the cases this person may read, what hurts first at the top."""
    is_office = permissions.is_foi_office(request.user)
    if not permissions.can_read_cases(request.user):
        raise Http404
    now = timezone.now()
    today = london_day(now)
    filters = Filters(**{name: request.GET.get(name, "").strip() for name in FILTER_NAMES})
    cases = _narrowed(request, filters, sees_applicant=is_office)
    chosen = _chosen(request.GET.get("tab", ""), is_office)
    calendar = stored_calendar()
    untouched = untouched_since(calendar, today) if is_office else None
    counted = counts(cases, today, untouched=untouched)
    if cases is not None and untouched:
        counted = Counts({**counted.by_tab, **mail_counts(untouched).by_tab})
    context: dict[str, Any] = {
        "tabs": _tabs(request, counted, chosen, is_office=is_office),
        "filters": filters,
        "crumbs": _crumbs(request.GET),
        "clear_url": f"?tab={chosen.key}",
        "is_office": is_office,
        "today": today,
        "tab": chosen,
        "order": ORDER_CLOSED if isinstance(chosen, Tab) and chosen.is_closed else ORDER,
        "channels": Channel.choices,
        "regimes": REGIMES,
    }
    if isinstance(chosen, Tab):
        number = request.GET.get("page", "1")
        page = page_of(cases, chosen, number, today, calendar=calendar, for_office=is_office)
        departments, office, views = choices(the_person(request).pk)
        context |= {
            "is_mail": False,
            "page": page,
            "rows": _listed(page.rows, is_office=is_office),
            "total": counted.words(chosen.key),
            "departments": [(name, name) for name in departments],
            "office": office,
            "views": views,
            "view_query": _kept(request),
            "search_query": urlencode({"words": filters.search}),
            "only_latest": bool(filters.search)
            and are_common(filters.search, sees_applicant=is_office),
            "owners": [(NOBODY, "Nobody"), *((name, name) for _, name in office)],
        }
    else:
        context |= {"is_mail": True} | _mail(chosen, now)
    return render(request, "casework/inbox.html", context)


@staff_only
@require_GET
def keys(request: HttpRequest) -> HttpResponse:
    """Show the list of keys, for whoever has no script or wants to read it in peace."""
    if not permissions.can_read_cases(request.user):
        raise Http404
    return render(request, "casework/keys.html")


def _kept(request: HttpRequest) -> str:
    kept = request.GET.copy()
    kept.pop("page", None)
    return kept.urlencode()


def _narrowed(
    request: HttpRequest, filters: Filters, *, sees_applicant: bool
) -> QuerySet[Case] | None:
    """Return the cases that the person may read and asked for; None where that is every case."""
    sees_all = permissions.reads_every_case(request.user)
    if sees_all and filters == Filters():
        return None
    visible = permissions.visible_cases(request.user)
    return filtered(visible, filters, sees_applicant=sees_applicant)


def _chosen(asked: str, is_office: bool) -> Tab | MailTab:
    key = FORMER_TABS.get(asked, asked)
    mail = next((tab for tab in MAIL_TABS if tab.key == key), None)
    if mail and is_office:
        return mail
    return BY_KEY.get(key) or BY_KEY["new" if is_office else "open"]


def _mail(chosen: MailTab, now: datetime) -> dict[str, Any]:
    if chosen is REPLIES:
        return {"waiting": list(possible_replies()[:MOST_MESSAGES])}
    return {
        "waiting": list(needing_attention()[:MOST_MESSAGES]),
        "given_up": given_up_work(),
        "alarms": alarms(now),
    }


def _listed(rows: Iterable[Row], *, is_office: bool) -> list[Listed]:
    listed = []
    for row in rows:
        reference = quote(row.reference)
        menu = []
        if is_office:
            if row.stage in LINKS:
                label, name = LINKS[row.stage]
                menu.append((label, _page(name, reference)))
            menu.append(("History", _page("history", reference)))
        decides = is_office and row.stage is State.RECEIVED
        url = _page("triage" if decides else "case", reference)
        listed.append(Listed(row, url, tuple(menu)))
    return listed


def _page(name: str, reference: str) -> str:
    return _pattern(name).replace(SLOT, reference)


@cache
def _pattern(name: str) -> str:
    """Return the address of a case's page with a slot in it: worked out once, not once a row."""
    return reverse(name, args=[SLOT])


def _tabs(
    request: HttpRequest, counted: Counts, current: Tab | MailTab, *, is_office: bool
) -> list[dict[str, Any]]:
    kept = request.GET.copy()
    for name in ("page", "tab"):
        kept.pop(name, None)
    rest = f"&{kept.urlencode()}" if kept else ""
    first, *others = TABS
    mail: tuple[MailTab, ...] = MAIL_TABS if is_office else ()
    every: tuple[Tab | MailTab, ...] = (first, *mail, *others)
    tabs: list[dict[str, Any]] = [
        {
            "label": tab.label,
            "url": f"?tab={tab.key}{rest}",
            "current": tab == current,
            "count": counted.words(tab.key),
        }
        for tab in every
    ]
    if permissions.can_read_reports(request.user):
        count = counted.words(REVIEWS) if is_office else open_reviews()
        tabs.append(
            {"label": "Reviews", "url": address("reviews"), "current": False, "count": count}
        )
    return tabs


def _crumbs(query: QueryDict) -> list[dict[str, str]]:
    crumbs = []
    for name in FILTER_NAMES:
        value = query.get(name, "").strip()
        if value:
            rest = query.copy()
            rest.pop(name, None)
            rest.pop("page", None)
            label = {**dict(Channel.choices), **dict(REGIMES)}
            if name == "owner" and value == NOBODY:
                value = "Nobody has it"
            crumbs.append({"label": str(label.get(value, value)), "url": f"?{rest.urlencode()}"})
    return crumbs
