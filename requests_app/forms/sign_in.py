"""Signing in with a password."""

from typing import Any

from allauth.account.forms import LoginForm


class SignInForm(LoginForm):
    """The sign-in library's form, in our own words and without hints inside the boxes."""

    marks_nothing_optional = True

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = "Work e-mail address"
        self.fields["remember"].label = "Keep me signed in on this computer"
        for field in self.fields.values():
            field.widget.attrs.pop("placeholder", None)
