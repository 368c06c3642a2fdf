"""Who can sign in: staff whom an administrator has entered, and nobody else."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.shortcuts import render


class StaffOnly(DefaultAccountAdapter):
    """Nobody opens an account of their own."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Whether strangers may register: never."""
        return False


class KnownStaffOnly(DefaultSocialAccountAdapter):
    """A work account opens the door only for a person who is already known here."""

    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Whether a work account may create a person: never."""
        return False

    def on_authentication_error(self, request: HttpRequest, provider: Any, **_: Any) -> None:
        """Say plainly that the work account did not open the door."""
        raise ImmediateHttpResponse(
            render(request, "errors/not_signed_in.html", {"provider": provider}, status=403)
        )
