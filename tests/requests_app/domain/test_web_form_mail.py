"""Who asked is read from the labelled lines of a form, and from nothing else."""

import pytest

from requests_app.domain.web_form_mail import WebForm, web_form


@pytest.mark.parametrize(
    "text",
    [
        "Name: Zed Asker\nEmail: zed@example.net\nYour request: How many beds?",
        "Full name:\nZed Asker\nE-mail: <zed@example.net>\nPhone: 1\nMessage:\nHow many beds?",
        "*Your name*: Zed Asker\n*Your email*: zed@example.net\n*Request details*: How many beds?",
        "Name\tZed Asker\nEmail\tzed@example.net\nDetails of your request\tHow many beds?",
    ],
)
def test_a_form_says_who_and_what(text: str) -> None:
    assert web_form(text) == WebForm("Zed Asker", "zed@example.net", "How many beds?")


@pytest.mark.parametrize("text", ["", "How many beds?", "Name: Zed", "Email: none"])
def test_without_an_address_it_is_no_form(text: str) -> None:
    assert web_form(text) is None
