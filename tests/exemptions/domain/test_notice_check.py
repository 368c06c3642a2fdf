"""Letters of every kind, by many hands: complete ones pass, and what is wrong is named."""

import pytest

from exemptions.domain.letter_text import LONGEST_LETTER, LONGEST_SENTENCE, LetterText
from exemptions.domain.notice import NoticeKind, Severity
from exemptions.domain.notice_check import REQUIREMENTS, check_notice
from tests.exemptions.domain.letter_corpus import Marked, corpus

LETTERS = {f"{letter.kind.value}/{letter.name}": letter for letter in corpus()}
LACKING = [
    pytest.param(letter.kind, rule, text, id=name)
    for letter in LETTERS.values()
    for rule, name, text in letter.lacking()
]


def faults(kind: NoticeKind, text: str) -> list[str]:
    return [
        finding.rule
        for finding in check_notice(kind, text).findings
        if finding.severity is not Severity.ADVICE
    ]


def test_every_kind_has_its_requirements_and_letters_to_test_them() -> None:
    assert set(REQUIREMENTS) == set(NoticeKind)
    assert {letter.kind for letter in LETTERS.values()} == set(NoticeKind)


@pytest.mark.parametrize("letter", LETTERS.values(), ids=LETTERS)
def test_a_complete_letter_passes(letter: Marked) -> None:
    check = check_notice(letter.kind, letter.complete)

    assert faults(letter.kind, letter.complete) == []
    assert check.complete


@pytest.mark.parametrize(("kind", "rule", "text"), LACKING)
def test_a_letter_with_one_thing_missing_is_told_which(
    kind: NoticeKind, rule: str, text: str
) -> None:
    assert rule in faults(kind, text)
    assert not check_notice(kind, text).complete


WRONG = [
    ("refusal/commercial-formal", "section 43(2) of the Act", "section 43 of the Act", None),
    ("refusal/commercial-formal", "section 43(2) of the Act (commercial interests)",
     "section 43 of the Act", "s17(1)(b)"),
    ("refusal/commercial-formal", "section 43(2) of the Act", "section 47(2) of the Act",
     "s17(1)(b)"),
    ("refusal/commercial-formal", "section 43(2)", "section 43(6)", "s17(1)(b)"),
    ("refusal/commercial-formal", "section 43(2) of the Act (commercial interests)",
     "section 35(1)(a) of the Act", "s17(1)(b)"),
    ("refusal/commercial-formal", "section 43(2) of the Act (commercial interests)",
     "section 33(1)(b) of the Act", "s17(1)(b)"),
    ("refusal/commercial-formal", "section 43(2) of the Act (commercial interests)",
     "regulation 12(5)(e) of the Environmental Information Regulations", "s17(1)(b)"),
    ("refusal/commercial-formal", "Section 43 is a qualified exemption, so I have considered the "
     "public interest. There is a clear", "Section 43(2) is an absolute exemption and no public "
     "interest test is needed. There is a clear", "s17(3)"),
    ("refusal/commercial-formal", "section 50 of the Act entitles you to apply to the Information "
     "Commissioner for a decision: Information Commissioner's Office,",
     "section 50 of the Act entitles you to request an internal review:", "s17(7)(b)"),
    ("refusal/staff-names-plain", "section 40(2) of the Freedom of Information Act, read with "
     "section 40(3A)(a)", "section 10 of the Data Protection Act 1998", "s17(1)(b)"),
    ("refusal/staff-names-plain", "section 40(2) of the Freedom of Information Act, read with "
     "section 40(3A)(a)", "the Data Protection Act 2018", "s17(1)(b)"),
    ("refusal/staff-names-plain", "section 40(2) of the Freedom of Information Act, read with "
     "section 40(3A)(a)", "section 40(3)(a)(i) of the Freedom of Information Act", "s17(1)(b)"),
    ("refusal/staff-names-plain", "section 40(2) of the Freedom of Information Act, read with "
     "section 40(3A)(a)", "section 12(1) of the Freedom of Information Act", "s17(1)(b)"),
    ("refusal/qualified-person", "who is the Trust's qualified person, gave her reasonable opinion",
     "wrote to us", "s17(1)(c)"),
    ("refusal/statutory-bar", "the National Health Service (Venereal Diseases) Regulations 1974, "
     "regulation 2 of which", "a rule that", "s17(1)(c)"),
    ("refusal/accessible-elsewhere", "they are on pages 84 to 86 of our annual report, which you "
     "can download at www.northwold.example/annual-report-2026.", "they have been published.",
     "s17(1)(c)"),
    ("ncnd/disciplinary", "section 40(5B)(a)(i)", "section 40(2)", "s17(1)(b)"),
    ("ncnd/cyber", "section 31(3) FOIA", "section 43(1) FOIA", "s17(1)(b)"),
    ("ncnd/cyber", "section 31(3) FOIA", "section 21 FOIA", "s17(1)(b)"),
    ("ncnd/disciplinary", "This should not be taken", "We hold a file of 40 pages. This should not "
     "be taken", "s17(4)"),
    ("pit_extension/friendly", "section 31(1)(a)", "section 41(1)", "s17(2)"),
    ("pit_extension/board-paper", "We expect to reach a decision by Friday 27 November 2026 and "
     "will write to you then.", "We need more time because of staff shortages and the volume of "
     "work.", "s17(2)"),
    ("cost_refusal/incidents", "£450, which at £25 an hour is 18 hours' work",
     "£600, which at £25 an hour is 24 hours' work", "s17(5)"),
    ("cost_refusal/incidents", "which comes to 154 hours",
     "and redacting them would take 40 hours more, which comes to 194 hours", "s17(5)"),
    ("cost_refusal/incidents", "which comes to 154 hours", "a total of 14 hours", "s17(5)"),
    ("vexatious/burden", "because it considers the request to be vexatious",
     "because you are a vexatious requester", "s14"),
    ("vexatious/burden", "under section 14(1) of the",
     "under the exemption in section 14(1) of the", "s14"),
    ("not_held/service-elsewhere", "We do not hold the information that you asked for.",
     "We do not hold the information that you asked for, and section 43(2) applies.", "s17(1)(b)"),
    ("clarification/which-years", "It is not clear", "Please tell us why you want this. It is not "
     "clear", "s16"),
    ("fees_notice/copying", "The last day on which you can pay is 10 August 2026.",
     "Please pay within 28 days.", "s9(2)"),
    ("fees_notice/copying", "The last day on which you can pay is 10 August 2026.",
     "The last day on which you can pay is 10 July 2026.", "s9(2)"),
    ("fees_notice/copying", "It is made up of",
     "It is made up of two hours of staff time at £25 an hour,", "s9(1)"),
    ("disclosure/figures", "The table attached",
     "Some names have been redacted. The table attached", "s17(1)(b)"),
    ("eir_refusal/waste-contract", "reg. 12(5)(e) of the EIR", "section 43(2) of the Act",
     "reg14(3)(a)"),
    ("eir_refusal/waste-contract", "reg. 12(5)(e) of the EIR", "reg. 12 of the EIR", "reg14(3)(a)"),
    ("eir_refusal/waste-contract", "reg. 12(5)(e) of the EIR", "reg. 12(5)(h) of the EIR",
     "reg14(3)(a)"),
    ("eir_refusal/drainage-draft", "which is to be finished in March 2027", "when it can",
     "reg14(4)"),
    ("eir_extension/surveys", "both the complexity and the volume", "the volume", "reg7(3)"),
    ("eir_extension/surveys", "both the complexity and the volume", "the complexity or the volume",
     "reg7(3)"),
    ("eir_extension/surveys", "Because of", "We need to consider the public interest. Because of",
     "reg7(3)"),
    ("review_outcome/varied", "Wycliffe House, Water Lane, Wilmslow, SK9 5AF.", "Wycliffe House. "
     "The exemption is section 29 of the Data Protection Act 1998.", "s17(1)(b)"),
    ("refusal/letterhead-a", "Factors in favour of disclosure include transparency about how we "
     "protect patient data. ", "", "s17(3)"),
    ("refusal/letterhead-a", "Factors in favour of withholding include the need to protect our "
     "systems and patients from harm caused by cyber attacks. ", "", "s17(3)"),
    ("refusal/letterhead-a", "On balance, we find that the public interest favours withholding the "
     "information.", "", "s17(3)"),
    ("pit_extension/letterhead-a", "section 43(2) of the Freedom", "section 41 of the Freedom",
     "s17(2)"),
    ("eir_refusal/letterhead-a", "would adversely affect", "would be likely to prejudice",
     "reg14(3)(a)"),
    ("cost_refusal/letterhead-a", "section 12(1) of the Freedom", "the Freedom", "s17(5)"),
    ("vexatious/letterhead-a", "section 14(1) of the Freedom", "the Freedom", "s17(5)"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "old", "new", "rule"), WRONG)
def test_a_letter_that_says_something_wrong_is_told_what(
    name: str, old: str, new: str, rule: str | None
) -> None:
    letter = LETTERS[name]
    assert old in letter.complete

    found = faults(letter.kind, letter.complete.replace(old, new))

    assert found == [] if rule is None else rule in found


def test_what_an_applicant_wrote_is_not_taken_for_our_ground() -> None:
    letter = LETTERS["refusal/legal-advice-sections"].complete

    check = check_notice(NoticeKind.REFUSAL, letter)

    assert "section 36" in letter
    assert [each.written for each in check.citations] == ["42(1)", "50"]


def test_an_exemption_that_is_turned_down_is_not_relied_on() -> None:
    letter = LETTERS["refusal/staff-names-plain"].complete + (
        "\nWe also thought about section 43(2), but it does not apply.\n"
    )

    assert faults(NoticeKind.REFUSAL, letter) == []


@pytest.mark.parametrize(
    "piece", ["section ", "(", "the public interest ", "section 40(2) and (3A) ", "You asked:\n"]
)
def test_a_letter_made_to_exhaust_us_is_read_only_so_far(piece: str) -> None:
    letter = LetterText(piece * 200_000)

    assert len(letter.whole) <= LONGEST_LETTER
    assert all(len(each.written) <= LONGEST_SENTENCE for each in letter.sentences)


def test_nothing_at_all_lacks_everything_and_breaks_nothing() -> None:
    for kind in NoticeKind:
        assert not check_notice(kind, "").complete
        assert not check_notice(kind, "\x00 ((( {{{ §§§ section section 99999(((").complete
