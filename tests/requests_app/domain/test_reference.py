"""References are found as people write them; a slip of the hand is a guess and no more."""

import pytest

from requests_app.domain.reference import exact_references, likely_references


@pytest.mark.parametrize(
    "text",
    [
        "FOI-2026-00042", "re: foi-2026-00042.", "FOI/2026/00042", "FOI 2026 00042",
        "FOI202600042", "foi+FOI-2026-00042@trust.example", "Foi_2026_00042",
    ],
)  # fmt: skip
def test_a_reference_is_exact_however_it_is_divided(text: str) -> None:
    assert exact_references(text) == ("FOI-2026-00042",)


@pytest.mark.parametrize(
    "text",
    [
        "FOI-2026-0042", "FOI-2026-OOO42", "F0I-2026-00042", "FO1-2026-00042", "FO-2026-00042",
        "FOI-226-00042", "FOI-2026-000042", "FOI-2026-00024", "FOI-2O26-00042", "FOI 2026 42",
        "FOII-2026-00042",
    ],
)  # fmt: skip
def test_a_slip_is_a_guess(text: str) -> None:
    assert "FOI-2026-00042" in likely_references(text, prefix="FOI", this_year=2026)
    if text != "FOI-2026-00024":
        assert "FOI-2026-00042" not in exact_references(text) or text == "FOI-2026-000042"


@pytest.mark.parametrize("text", ["for 2026 00042 beds", "In 2026, 42", "42", "A4-2026-00042"])
def test_figures_in_prose_are_none(text: str) -> None:
    assert likely_references(text, prefix="FOI", this_year=2026) == ()


def test_a_long_text_of_figures_is_read_in_bounds() -> None:
    assert len(likely_references("FOI-2026-0042 " * 20_000, prefix="FOI", this_year=2026)) <= 200
