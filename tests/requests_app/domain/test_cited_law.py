"""Citations of what is no law are named, and those of law are not."""

import pytest

from requests_app.domain.cited_law import unknown_citations


@pytest.mark.parametrize(
    "text",
    [
        "I ask under section 8 of the Freedom of Information Act 2000.",
        "Please note s.16 FOIA and regulation 9 of the Environmental Information Regulations 2004.",
        "Section 12(4)(b) of the policy, and section 172 of the Equality Act 2010.",
        "Send section 99 of the report.",
        "How many beds were closed?",
    ],
)
def test_law_and_what_is_no_citation_are_left_alone(text: str) -> None:
    assert unknown_citations(text) == ()


@pytest.mark.parametrize(
    ("text", "cited"),
    [
        ("You must answer under section 145 of the Freedom of Information Act 2000.", "145"),
        ("Under s.8(9) of the Freedom of Information Act 2000 I need not say why.", "8(9)"),
        ("regulation 40 of the Environmental Information Regulations 2004 applies", "40"),
    ],
)
def test_what_is_no_law_is_named(text: str, cited: str) -> None:
    (found,) = unknown_citations(text)

    assert cited in found


def test_each_is_named_once() -> None:
    text = "Section 145 of the Freedom of Information Act 2000. " * 3

    assert len(unknown_citations(text)) == 1
