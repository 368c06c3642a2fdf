"""How a provision is written."""

from exemptions.domain.citation import Citation, read_citation


def test_a_provision_is_read_from_the_outside_in() -> None:
    assert read_citation(" Section 40(2) Second condition ") == Citation(
        "40", ("2",), "second condition"
    )
