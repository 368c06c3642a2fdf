"""How a page carries out an act: one service call, one clear answer."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase

from requests_app.domain.errors import RuleBroken
from requests_app.models import User

Result = TypeVar("Result")
View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def staff_only(view: View) -> View:
    """Let only people who are signed in reach a page, and give it the person themselves.

    Until then a stand-in is there for them, which looks them up again at every question.
    """

    @wraps(view)
    def of_a_person(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        request.user = getattr(request, "_cached_user", request.user)
        return view(request, *args, **kwargs)

    return cast(View, login_required(of_a_person))


def the_person(request: HttpRequest) -> User:
    """Return who is signed in; pages behind `staff_only` always have one."""
    assert isinstance(request.user, User)
    return request.user


def version_of(request: HttpRequest) -> int | None:
    """Return the version of the case that the page was made from, if the form carries it."""
    text = request.POST.get("version", "")
    return int(text) if text.isascii() and text.isdigit() else None


def carried_out(
    request: HttpRequest,
    do: Callable[[], Result],
    *,
    said: str | Callable[[Result], str],
    then: str,
    again: Callable[[RuleBroken], HttpResponse],
) -> HttpResponse:
    """Call a service and move on to `then`, saying what was done (or what `said` makes of it).

    Where the rules refuse, `again` shows the page once more with all that was typed and the
    reason, as 409 Conflict: nothing was done and nothing is lost.
    """
    try:
        result = do()
    except RuleBroken as refusal:
        response = again(refusal)
        response.status_code = 409
        return response
    messages.success(request, said if isinstance(said, str) else said(result))
    return HttpResponseRedirect(then)
