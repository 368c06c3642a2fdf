"""What a refusal rests on: the exemptions it relies on, and the grounds that are none."""

import re
from collections.abc import Iterable, Sequence
from datetime import date

from exemptions.domain.acts import DPA_2018, EIR, FOIA, FOISA, UK_GDPR
from exemptions.domain.letter_text import LONGEST_SENTENCE, LetterText
from exemptions.domain.notice import Finding, ReadLetter, advice, missing, wrong
from exemptions.domain.provision import Availability, Law, Provision, Standing
from exemptions.domain.register import EXEMPT_SECTIONS, covered_by, lifting_confirmation
from exemptions.domain.statute_references import Reference, is_repealed_data_protection
from exemptions.domain.wording import DATE

_TURNED_DOWN = re.compile(
    r"\b(?:do(?:es)?|did|is|are|was|were|has|have|can|could|would|will)(?: not|n't)(?: \w+)?"
    r" (?:appl(?:y|ied|icable)|engaged|rel(?:y|ied|ying)|rely|available|claim(?:ed)?|cite|need"
    r"|consider (?:it|that) (?:applies|is engaged))\b"
    r"|\bno longer (?:rel|appl|claim|cit)|\bwithdr(?:aw|ew|awn)\b|\bnot (?:relying|applying|applied"
    r"|engaged|claimed)\b|\b(?:overturn|set aside|dropped|abandon)\w*|\bcannot stand\b"
    r"|\bwrongly (?:applied|relied|cited)"
)
_SOMETHING_ELSE = re.compile(
    r"\b(?:duty|test|public interest|obligations?|right|requirement)\b[^.;]{0,70}\b(?:not|n't)\b"
    r"[^.;]{0,20}\b(?:appl|engage|aris|need|requir)\w*|\bnot (?:apply|applied|need|consider) (?:the"
    r"|a|any) (?:public|test)"
)
_AS_GROUND = re.compile(
    r"\b(?:exempt|withh|refus|rel(?:y|ied|ying)|appl(?:y|ied|ies)|under|engage|pursuant|accordance"
    r"|virtue|decline|limitation|protect|prevent|prohibit|unable|cannot|redact)\w*"
)
_NOT_GROUNDS = frozenset({"1", "2", "3", "8", "10", "11", "16", "17", "19", "45", "50"})
ENDS_THE_DUTY = {"12": "cost_refusal", "14": "vexatious", "9": "fees_notice", "8": "clarification"}
DPA_DAY = date(2018, 5, 25)


def relied_on(letter: ReadLetter) -> tuple[Reference, ...]:
    """Return the FOIA exemptions that the letter relies on, not those that it turns down."""
    return tuple(
        reference
        for reference in letter.references
        if reference.act is FOIA
        and reference.section in EXEMPT_SECTIONS
        and not _is_turned_down(letter.text, reference)
    )


def exceptions_relied_on(letter: ReadLetter) -> tuple[Reference, ...]:
    """Return the EIR exceptions that the letter relies on."""
    return tuple(
        reference
        for reference in letter.references
        if reference.act is EIR
        and (reference.section in ("12", "13") or reference.written in ("5(3)", "6(1)(b)"))
        and not _is_turned_down(letter.text, reference)
    )


def _is_turned_down(text: LetterText, reference: Reference) -> bool:
    sentence = sentence_around(text, reference).lower()
    # “The duty to confirm or deny does not apply” and “the test does not arise” turn nothing down.
    return bool(_TURNED_DOWN.search(_SOMETHING_ELSE.sub(" ", sentence)))


def sentence_around(text: LetterText, reference: Reference) -> str:
    """Return the sentence in which a reference stands."""
    before = text.own[max(0, reference.start - LONGEST_SENTENCE) : reference.start]
    after = text.own[reference.end : reference.end + LONGEST_SENTENCE]
    start = max(before.rfind("\n"), *(before.rfind(mark) for mark in (". ", "? ", "! ", "; "))) + 1
    ends = [place for mark in ("\n", ". ", "? ", "! ", "; ") if (place := after.find(mark)) >= 0]
    middle = text.own[reference.start : reference.end]
    return (before[start:] + middle + after[: min(ends) + 1 if ends else len(after)]).strip()


def exact_rows(references: Iterable[Reference], law: Law) -> tuple[Provision, ...]:
    """Return the rows of the register that the citations name, each once."""
    found: dict[str, Provision] = {}
    for reference in references:
        rows = covered_by(reference.citation, law, date.max)
        rows = rows or lifting_confirmation(reference.citation, law, date.max)
        for row in rows if len({each.standing for each in rows}) < 2 else rows[:1]:
            found[row.code] = row
    return tuple(found.values())


def needs_weighing(references: Sequence[Reference], law: Law) -> tuple[Provision, ...]:
    """Return the cited provisions that cannot be relied on without weighing the public interest.

    A citation that leaves the limb open, like “section 40(2)”, is read as the usual one.
    """
    return tuple(row for row in exact_rows(references, law) if row.standing is Standing.QUALIFIED)


def findings_on_exemptions(letter: ReadLetter, *, refuses: str) -> list[Finding]:
    """Hold the grounds of a FOIA refusal against s.17(1)(b): an exemption, named exactly.

    `refuses` says what the exemption is wanted for, in the words of the finding.
    """
    relied = relied_on(letter)
    elsewhere = _other_grounds(letter)
    if not relied:
        return [*elsewhere, *_no_exemption(letter, refuses, said_already=bool(elsewhere))]
    found = list(elsewhere)
    precise = {each.section for each in relied if each.parts}
    relied = naming(letter, relied)
    if not relied:
        return [*elsewhere, *_no_exemption(letter, refuses, said_already=bool(elsewhere))]
    for reference in _once(relied):
        where = sentence_around(letter.text, reference)
        if reference.section in precise and not reference.parts:
            continue
        found += _on_one(reference, letter.text, where)
    return found


def naming(letter: ReadLetter, relied: Sequence[Reference]) -> tuple[Reference, ...]:
    """Leave out a bare section that is only spoken of where the public interest is weighed.

    “Section 43 is a qualified exemption” does not say that the information is withheld under it.
    """
    whole = {"21", "22", "22A", "23", "24", "28", "33", "34", "39"}
    return tuple(
        each
        for each in relied
        if not _ON_THE_TEST.search(sentence := sentence_around(letter.text, each).lower())
        or ((each.parts or each.section in whole) and not _DESCRIBES.match(sentence))
    )


_ON_THE_TEST = re.compile(r"public interest|qualified exemption|absolute exemption")
_DESCRIBES = re.compile(
    r"(?:as )?(?:section|s\.?) ?\d\S*(?: \([^)]*\))? (?:is|being) (?:an? )?(?:qualified|absolute)\b"
)


def _on_one(reference: Reference, text: LetterText, where: str) -> list[Finding]:
    rows = covered_by(reference.citation, Law.FOIA, date.max)
    denials = lifting_confirmation(reference.citation, Law.FOIA, date.max)
    if not rows and not denials:
        if reference.known:
            return []
        hint = _replaced(reference)
        return [
            wrong(
                "s17(1)(b)",
                f"There is no section {reference.written} in the Act{hint}. Cite the exemption "
                "as it stands.",
                where,
            )
        ]
    found: list[Finding] = []
    if rows and all(row.availability is Availability.NOT_AVAILABLE for row in rows):
        found.append(
            wrong(
                "s17(1)(b)",
                f"An NHS Trust cannot rely on section {reference.written}. {rows[0].note}",
                where,
            )
        )
    sections_that_differ = len({(row.parts, row.standing) for row in rows}) > 1
    if sections_that_differ and not reference.parts and not _title_settles(rows, where):
        named = " or ".join(row.cited for row in rows[:3])
        found.append(
            wrong(
                "s17(1)(b)",
                f"Section {reference.section} holds several exemptions. Name the one you rely on: "
                f"{named}.",
                where,
            )
        )
    elif any(row.names_limb for row in rows) and len(reference.parts) < 2:
        found.append(
            advice(
                "s17(1)(b)",
                f"Name the paragraph of section {rows[0].section} that is meant, such as "
                f"{rows[0].section}{''.join(f'({part})' for part in rows[0].limbs[0].parts)}.",
                where,
            )
        )
    if reference.written == "40(2)" and not _names_condition(text):
        found.append(
            advice(
                "s17(1)(b)",
                "Name the condition that goes with section 40(2): usually section 40(3A).",
                where,
            )
        )
    return found


def _names_condition(text: LetterText) -> bool:
    return bool(re.search(r"\b(?:3a|3b|4a)\b|principle", text.own.lower()))


_TITLES = (("43", "commercial interest", "2"), ("43", "trade secret", "1"))


def _title_settles(rows: Sequence[Provision], where: str) -> bool:
    """Whether the exemption's name beside a bare section says which one is meant."""
    plain = where.lower()
    return any(rows[0].section == section and title in plain for section, title, _ in _TITLES)


def _replaced(reference: Reference) -> str:
    if reference.section == "40" and reference.parts[:1] in (("3",), ("4",), ("5",)):
        new = {"3": "40(3A) or (3B)", "4": "40(4A)", "5": "40(5A) or (5B)"}[reference.parts[0]]
        return f" since 25 May 2018: what took its place is {new}"
    return ""


def _once(references: Sequence[Reference]) -> list[Reference]:
    seen: dict[str, Reference] = {}
    for reference in references:
        seen.setdefault(reference.written, reference)
    return list(seen.values())


def _other_grounds(letter: ReadLetter) -> list[Finding]:
    """Return what is cited as a ground of refusal and cannot be one."""
    found: list[Finding] = []
    repealed = [each for each in letter.references if is_repealed_data_protection(each)]
    named = re.search(r"data protection act,? \(?1998|\bdpa,? \(?1998", letter.text.own.lower())
    if (repealed or named) and not _was_law(letter.text):
        sections = _listed(_once(repealed))
        where = (
            sentence_around(letter.text, repealed[0])
            if repealed
            else letter.text.own[max(0, named.start() - 60) : named.end() + 60]  # type: ignore[union-attr]
        )
        rests = "It rests on" if not relied_on(letter) else "Beside its exemptions it relies on"
        what = f"{sections} of the Data Protection Act 1998" if sections else (
            "the Data Protection Act 1998"
        )  # fmt: skip
        ending = (
            "" if relied_on(letter) else ", and on no exemption of the Freedom of Information Act"
        )
        found.append(
            wrong(
                "s17(1)(b)",
                f"{rests} {what}, which was repealed on 25 May 2018{ending}. For personal data "
                "of others the exemption is section 40(2) and (3A) of the Freedom of Information "
                "Act 2000.",
                where,
            )
        )
    for reference in letter.references:
        where = sentence_around(letter.text, reference)
        if reference.act is FOISA:
            found.append(
                wrong("s17(1)(b)", "The Scottish Act does not apply to this authority.", where)
            )
        elif (
            reference.act is FOIA
            and not reference.known
            and reference.section not in EXEMPT_SECTIONS
            and _AS_GROUND.search(where.lower())
        ):
            found.append(
                wrong(
                    "s17(1)(b)",
                    f"There is no section {reference.written} in the Freedom of Information Act "
                    "that could be meant.",
                    where,
                )
            )
    return found


def _no_exemption(letter: ReadLetter, refuses: str, *, said_already: bool) -> list[Finding]:
    endings = [
        each.section
        for each in letter.references
        if each.act is FOIA and each.section in ENDS_THE_DUTY
        and _AS_GROUND.search(sentence_around(letter.text, each).lower())
    ]  # fmt: skip
    exceptions = exceptions_relied_on(letter)
    others = [each for each in letter.references if each.act in (DPA_2018, UK_GDPR)]
    not_exempt = [
        each
        for each in letter.references
        if each.act is FOIA and each.section in _NOT_GROUNDS
        and re.search(r"exempt|withh|refus", sentence_around(letter.text, each).lower())
    ]  # fmt: skip
    if said_already:
        return []
    if exceptions:
        message = (
            f"It relies on regulation {exceptions[0].written}, which is no exemption of the "
            "Freedom of Information Act. Check it as a refusal under the EIR, or name the section."
        )
        return [wrong("s17(1)(b)", message, sentence_around(letter.text, exceptions[0]))]
    if endings:
        message = (
            f"Section {endings[0]} is no exemption: it ends the duty by itself. Check this letter "
            f"as {ENDS_THE_DUTY[endings[0]]}, or name the exemption {refuses}."
        )
    elif others:
        message = (
            f"It relies on {others[0].act.name} and on no exemption of the Freedom of Information "
            "Act. For personal data of others name section 40(2) and (3A)."
        )
        return [missing("s17(1)(b)", message, sentence_around(letter.text, others[0]))]
    elif not_exempt:
        message = (
            f"Section {not_exempt[0].written} is no exemption. Name the one of sections 21 to 44 "
            f"{refuses}, to the sub-section."
        )
        return [wrong("s17(1)(b)", message, sentence_around(letter.text, not_exempt[0]))]
    else:
        message = (
            f"Name the exemption {refuses}: its section, sub-section and paragraph in Part II of "
            "the Freedom of Information Act 2000."
        )
    return [missing("s17(1)(b)", message)]


def _listed(references: Sequence[Reference]) -> str:
    names = [each.written for each in references]
    if not names:
        return ""
    if len(names) == 1:
        return f"section {names[0]}"
    return f"sections {', '.join(names[:-1])} and {names[-1]}"


_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def dates_in(text: str) -> list[date]:
    """Return the days that a text writes out with their years, in order."""
    found: list[date] = []
    for match in re.finditer(DATE, text.lower()):
        day = read_day(match[0])
        if day:
            found.append(day)
    return found


def read_day(written: str) -> date | None:
    """Return the day that is written, or None where it has no year or is none."""
    numbers = [int(number) for number in re.findall(r"\d+", written)]
    month = next((i + 1 for i, name in enumerate(_MONTHS) if name in written.lower()), None)
    try:
        if month and len(numbers) == 2 and numbers[1] > 31:
            return date(numbers[1], month, numbers[0])
        if len(numbers) == 3 and numbers[0] > 31:
            return date(*numbers)
        if len(numbers) == 3:
            year = numbers[2] if numbers[2] > 99 else 2000 + numbers[2]
            return date(year, numbers[1], numbers[0])
    except ValueError:
        return None
    return None


def _was_law(text: LetterText) -> bool:
    """Whether the letter is from the days of the 1998 Act, and leans on s.40 with it."""
    days = dates_in(text.whole)
    return bool(days) and max(days) < DPA_DAY and bool(re.search(r"\b40\b", text.own))
