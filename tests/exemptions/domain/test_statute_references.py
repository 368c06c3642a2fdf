"""References to statute are read as references."""

import pytest

from exemptions.domain.statute_references import references_in


def read(text: str) -> list[str]:
    return [each.written for each in references_in(text)]


@pytest.mark.parametrize(
    ("text", "provisions"),
    [
        ("section 40(2)", ["40(2)"]),
        ("Section 40 (2)", ["40(2)"]),
        ("s.40(2)", ["40(2)"]),
        ("s40(2)", ["40(2)"]),
        ("S 40 ( 2 )", ["40(2)"]),
        ("section 40(2) and (3A)", ["40(2)", "40(3A)"]),
        ("section 40(2)/(3A)(a)", ["40(2)", "40(3A)(a)"]),
        ("section 40(2) by virtue of section 40(3A)(a)(i)", ["40(2)", "40(3A)(a)(i)"]),
        ("sections 40(2) & 41", ["40(2)", "41"]),
        ("sections 12 and 14", ["12", "14"]),
        ("sections 21 to 24", ["21", "22", "22A", "23", "24"]),
        ("Sections 30-32", ["30", "31", "32"]),
        ("ss 31(1)(a)-(c)", ["31(1)(a)", "31(1)(b)", "31(1)(c)"]),
        ("s.31(1)(a), (b) and (g)", ["31(1)(a)", "31(1)(b)", "31(1)(g)"]),
        ("section 36(2)(b)(i) and (ii)", ["36(2)(b)(i)", "36(2)(b)(ii)"]),
        ("subsection (2) of section 40", ["40(2)"]),
        ("paragraph (a) of section 31(1)", ["31(1)(a)"]),
        ("section 43, subsection 2", ["43(2)"]),
        ("the exemption at 40(2)", ["40(2)"]),
        ("under 43(2) of the Act", ["43(2)"]),
        ("regs. 12(4)(d), (e) and 12(5)(b)", ["12(4)(d)", "12(4)(e)", "12(5)(b)"]),
        ("the exception in 12(5)(e)", ["12(5)(e)"]),
        ("section 12 and 30 hours of work", ["12"]),
        ("the Trust's 40 beds", []),
        ("£43 (2 copies)", []),
        ("We closed 21 wards and 40 beds.", []),
        ("sections of the report", []),
    ],
)
def test_a_reference_is_read_in_many_ways(text: str, provisions: list[str]) -> None:
    assert read(text) == provisions


@pytest.mark.parametrize(
    ("text", "act", "known"),
    [
        ("section 10 of the Data Protection Act 1998", "DPA 1998", False),
        ("DPA 1998 s.29(3)", "DPA 1998", False),
        ("section 45 of the Data Protection Act 2018", "DPA 2018", True),
        ("Article 6(1)(f) of the UK GDPR", "UK GDPR", True),
        ("s.43(2) FOIA", "FOIA 2000", True),
        ("FOIA, section 43(2)", "FOIA 2000", True),
        ("section 43(7) of the Freedom of Information Act 2000", "FOIA 2000", False),
        ("section 40(3)(a) of the Act", "FOIA 2000", False),
        ("section 99 of the Act", "FOIA 2000", False),
        ("regulation 12(5)(h)", "EIR 2004", False),
        ("regulation 12(5)(e) of the EIR", "EIR 2004", True),
        ("section 251 of the National Health Service Act 2006",
         "National Health Service Act 2006", True),
        ("section 43(2) (commercial interests) of the Freedom of Information Act 2000",
         "FOIA 2000", True),
        ("regulation 4(3) of the Freedom of Information and Data Protection (Appropriate Limit and "
         "Fees) Regulations 2004", "Fees Regulations 2004", True),
        ("section 25 of the Freedom of Information (Scotland) Act 2002", "FOISA 2002", False),
    ],
)  # fmt: skip
def test_a_reference_belongs_to_an_act(text: str, act: str, known: bool) -> None:
    (reference,) = references_in(text)

    assert (reference.act.name, reference.known) == (act, known)


def test_an_act_named_once_is_the_act_of_both() -> None:
    first, second = references_in("Section 10 and Section 11 of the Data Protection Act 1998.")

    assert first.text == "Section 10 … of the Data Protection Act 1998"
    assert second.text == "Section 11 of the Data Protection Act 1998"
    assert {first.act.name, second.act.name} == {"DPA 1998"}


def test_the_act_is_what_the_letter_says_it_is() -> None:
    text = 'The Data Protection Act 2018 ("the Act") applies. See section 45 of the Act.'

    assert [each.act.name for each in references_in(text)] == ["DPA 2018"]
