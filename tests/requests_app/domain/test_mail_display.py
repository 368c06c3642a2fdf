"""Links are shown as they were written; quotes are folded and nothing of them is lost."""

import pytest

from requests_app.domain.mail_display import folded, with_plain_links


@pytest.mark.parametrize(
    ("written", "shown"),
    [
        (
            "See https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.org"
            "%2Fa%3Fb%3D1&data=05%7C02&reserved=0 please",
            "See https://www.example.org/a?b=1 please",
        ),
        (
            "https://urldefense.proofpoint.com/v2/url?u=https-3A__www.example.org_a&d=x&c=y",
            "https://www.example.org/a",
        ),
        ("https://urldefense.com/v3/__https://www.example.org/a__;!!x$", "https://www.example.org/a"),
        ("https://a.safelinks.protection.outlook.com/?data=1",) * 2,
        ("https://a.safelinks.protection.outlook.com/?url=javascript%3Aalert",) * 2,
        ("https://www.example.org/",) * 2,
    ],
)  # fmt: skip
def test_links_that_a_filter_rewrote_are_shown_as_they_were(written: str, shown: str) -> None:
    assert with_plain_links(written) == shown


@pytest.mark.parametrize(
    "quoted",
    [
        "> earlier words",
        "On Mon, 2 Nov 2026 at 09:00, FOI Office <foi@x.example> wrote:\n> earlier",
        "From: FOI Office\nSent: Monday\nTo: Ann\n\nearlier",
        "-----Original Message-----\nFrom: a",
        "________________________________\nFrom: a",
    ],
)
def test_what_is_quoted_is_folded_and_kept(quoted: str) -> None:
    own, below = folded(f"Thank you.\n\n{quoted}\nlast line")

    assert own == "Thank you."
    assert "last line" in below
    assert own.split() + below.split() == f"Thank you. {quoted} last line".split()


def test_a_text_without_a_quote_is_all_its_own() -> None:
    assert folded("From: here to there, how far?") == ("From: here to there, how far?", "")
