"""The standard words of every letter pass the check of their kind, and lacking ones do not."""

from datetime import date

import pytest

from exemptions.domain.notice import NoticeKind
from requests_app.domain.letter_composing import (
    About,
    composed,
    contact_in_mail,
    contact_on_paper,
    faults_of_letter,
    printed_words,
    standard,
    without_a_slot,
)
from requests_app.domain.letter_content import Authority, LetterContent, Regulator
from requests_app.domain.letter_kinds import KINDS, ROWS, TemplateKind
from requests_app.domain.letter_samples import DAY, SAMPLES
from requests_app.domain.letter_template import LetterTemplate, parse
from requests_app.domain.letter_wording import in_full
from requests_app.domain.regime import Regime
from requests_app.domain.standard_letters import STANDARD

TRUST = Authority(
    "Harrowdene Hospitals NHS Trust", ("Station Road", "HD1 4QX"), "foi@trust.example",
    "01632 960 120", "",
)  # fmt: skip
REGULATOR = Regulator(
    "Information Commissioner", ("Wycliffe House", "SK9 5AF"), "https://ico.org.uk", "0303 1"
)
ANSWERS = [row.kind for row in ROWS if row.has_answers]


def letter(
    kind: TemplateKind, template: LetterTemplate | None = None, *, in_mail: bool = False
) -> LetterContent:
    sample = SAMPLES[kind]
    contact = contact_in_mail if in_mail else contact_on_paper
    about = About(
        reference="FOI-2026-00042",
        subject="Shifts that were not covered",
        regime=sample.regime,
        received_on=DAY,
        authority=TRUST,
        regulator=REGULATOR,
        contact=contact(TRUST, "FOI-2026-00042"),
    )
    return composed(
        kind, template or standard(kind), about, sample.own, dated=DAY, questions=sample.questions
    )


def without(kind: TemplateKind, words: str) -> list[str]:
    """Return what the check says of a kind whose standard template has lost `words`."""
    assert words in STANDARD[kind]
    template = parse(STANDARD[kind].replace(words, ""), KINDS[kind].places)
    return [finding.rule for finding in faults_of_letter(kind, letter(kind, template))]


def test_every_kind_has_a_row_words_and_a_sample() -> None:
    assert set(KINDS) == set(STANDARD) == set(SAMPLES) == set(TemplateKind)
    assert len(ROWS) == len(KINDS)


def test_every_notice_of_the_check_is_a_letter_that_we_write() -> None:
    assert {row.checked_as for row in ROWS} - {None} == set(NoticeKind)


@pytest.mark.parametrize("kind", TemplateKind)
@pytest.mark.parametrize("in_mail", [False, True])
def test_the_standard_letter_passes_the_check_of_its_kind(
    kind: TemplateKind, in_mail: bool
) -> None:
    content = letter(kind, in_mail=in_mail)

    assert [each.message for each in faults_of_letter(kind, content)] == []
    assert "{{" not in printed_words(content)


@pytest.mark.parametrize("kind", TemplateKind)
def test_a_sample_fills_only_places_that_there_are(kind: TemplateKind) -> None:
    assert set(SAMPLES[kind].own) <= set(KINDS[kind].places)


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_without_the_readers_rights_fails(kind: TemplateKind) -> None:
    rules = without(kind, "{{ rights }}")

    if kind in (TemplateKind.DISCLOSURE, TemplateKind.NOT_HELD):
        assert "code" in rules
    elif kind is TemplateKind.EIR_REFUSAL:
        assert any(rule.startswith("reg14(5)") for rule in rules)
    elif kind is TemplateKind.REVIEW_OUTCOME:
        # After our own review the complaint to the regulator is what is left.
        assert "s17(7)(b)" in rules
    else:
        assert {"s17(7)(a)", "s17(7)(b)"} <= set(rules)


@pytest.mark.parametrize("kind", ANSWERS)
def test_an_answer_has_a_place_for_the_answers(kind: TemplateKind) -> None:
    bare = parse(STANDARD[kind].replace("{{ answers }}", ""), KINDS[kind].places)

    assert without_a_slot(kind, standard(kind)) == ""
    assert "{{ answers }}" in without_a_slot(kind, bare)


@pytest.mark.parametrize(
    ("kind", "words", "rule"),
    [
        (TemplateKind.ACKNOWLEDGEMENT, " and by {{ due_on }} at the latest", "policy"),
        (TemplateKind.CLARIFICATION, "by the end of {{ close_after }}", "policy"),
        (TemplateKind.PIT_EXTENSION,
         "We expect to decide by {{ estimate }}, and will then write to you again. ", "s17(2)"),
        (TemplateKind.PIT_EXTENSION, "{{ rights }}", "s17(7)(b)"),
        (TemplateKind.EIR_EXTENSION, "The complexity: {{ complexity }}\n\nThe volume: {{ volume }}",
         ""),
        (TemplateKind.EIR_EXTENSION, ", and by {{ due_on }} at the latest", "reg7(3)"),
        (TemplateKind.FEES_NOTICE, "The last day to pay is {{ last_day }}. ", "s9(2)"),
        (TemplateKind.OTHER_AUTHORITY, "We do not hold the information that you asked for.",
         "s1(1)(a)"),
        (TemplateKind.OTHER_AUTHORITY, "We believe that it is held by {{ other_authority }}.",
         "s16"),
    ],
)  # fmt: skip
def test_a_template_that_loses_what_the_law_asks_for_fails(
    kind: TemplateKind, words: str, rule: str
) -> None:
    if rule:
        assert rule in without(kind, words)
    else:
        # The words of the law still stand there; what the officer wrote is not for the check.
        assert without(kind, words) == []


@pytest.mark.parametrize("day", [date(2026, 11, day) for day in range(23, 30)], ids=str)
def test_a_due_date_is_found_on_whatever_day_of_the_week_it_falls(day: date) -> None:
    kind = TemplateKind.ACKNOWLEDGEMENT
    own = {**SAMPLES[kind].own, "due_on": in_full(day)}
    content = letter(kind)
    about = About(
        reference=content.reference,
        subject=content.subject,
        regime=content.regime,
        received_on=DAY,
        authority=TRUST,
        regulator=REGULATOR,
        contact=contact_on_paper(TRUST, content.reference),
    )

    assert faults_of_letter(kind, composed(kind, standard(kind), about, own, dated=DAY)) == ()


def test_rules_that_do_not_bind_a_letter_are_left_aside() -> None:
    kind = TemplateKind.FEES_NOTICE
    template = parse(
        STANDARD[kind].replace("The last day to pay is {{ last_day }}. ", ""), KINDS[kind].places
    )

    assert faults_of_letter(kind, letter(kind, template), aside={"s9(2)"}) == ()


def test_an_environmental_clarification_names_the_regulation() -> None:
    sample = SAMPLES[TemplateKind.CLARIFICATION]
    about = About(
        reference="EIR-1", subject="Drains", regime=Regime.EIR, received_on=DAY, authority=TRUST,
        regulator=REGULATOR, contact="Write to us.",
    )  # fmt: skip
    kind = TemplateKind.CLARIFICATION

    said = composed(kind, standard(kind), about, sample.own, dated=DAY).opening

    assert "Regulation 9 of the Environmental Information Regulations 2004 lets us ask" in said
    assert "Section 1(3)" not in said
