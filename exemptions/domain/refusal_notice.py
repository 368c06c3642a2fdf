"""What section 17 of FOIA demands of a refusal, in part, in whole, or of the duty to confirm."""

import re
from collections.abc import Sequence
from datetime import date

from exemptions.domain.acts import FOIA
from exemptions.domain.grounds import (
    findings_on_exemptions,
    naming,
    needs_weighing,
    relied_on,
    sentence_around,
)
from exemptions.domain.letter_text import Sentence
from exemptions.domain.notice import Finding, NoticeKind, ReadLetter, advice, missing, wrong
from exemptions.domain.provision import Law, Provision
from exemptions.domain.refusal_wording import (
    CALLS_ABSOLUTE,
    CONFIRMS_HOLDING,
    KEEPS_BACK,
    NEITHER_NOR,
    REFUSES,
    gives_reason,
    public_interest_part,
    reveals_whether_held,
    scales,
)
from exemptions.domain.register import covered_by, lifting_confirmation
from exemptions.domain.rights_wording import (
    offered_regulator,
    offered_review,
    review_under_section_50,
)
from exemptions.domain.statute_references import Reference
from exemptions.domain.wording import CONTACT, Wording, has_dated_line, shown

_QUALIFIED_PERSON = Wording(
    r"qualified person|qualified persons|reasonable opinion|s\.?36\(5\)|section 36\(5\)"
)
_WHERE_TO_FIND = Wording(CONTACT, r"\b(?:page|pages|website|web site|library|publication scheme)\b")


def refusal(letter: ReadLetter) -> list[Finding]:
    """Hold a refusal against s.17(1), (3) and (7)."""
    found: list[Finding] = []
    if REFUSES.find(_beside_weighing(letter)) is None:
        found.append(_fact_missing())
    found += _grounds_and_reasons(letter)
    return [*found, *rights(letter)]


def partial(letter: ReadLetter) -> list[Finding]:
    """Hold a disclosure in part against s.1(1) and s.17."""
    found: list[Finding] = []
    if CONFIRMS_HOLDING.find_in(letter.text) is None:
        found.append(missing("s1(1)(a)", "Say that we hold the information."))
    if KEEPS_BACK.find(_beside_weighing(letter)) is None:
        found.append(
            missing(
                "s17(1)(a)",
                "Say that part of the information is withheld, and which part, so that the "
                "reader can tell it from what is given.",
            )
        )
    if _GIVES.find_in(letter.text) is None:
        found.append(
            missing("s1(1)(a)", "Say what is given: the answer itself, a file, or a link to it.")
        )
    found += _grounds_and_reasons(letter)
    return [*found, *rights(letter)]


_GIVES = Wording(
    r"\b(?:enclos|attach|releas|disclos|provid|suppl|giv|send|sent|shar|below|follow|set out"
    r"|table|publish|download|link|copy|copies|find)\w*",
    r"\d",
)


def ncnd(letter: ReadLetter) -> list[Finding]:
    """Hold a refusal to confirm or deny against s.17(1), (3), (4) and (7)."""
    found: list[Finding] = []
    if NEITHER_NOR.find(_beside_weighing(letter)) is None:
        found.append(
            missing(
                "s17(1)(a)",
                "Say that we neither confirm nor deny that the information is held.",
            )
        )
    relied = relied_on(letter)
    lifting = [each for each in relied if _lifts(each)]
    if not lifting:
        found += _denial_missing(letter, relied)
    else:
        found += [
            finding
            for finding in findings_on_exemptions(letter, refuses="")
            if "There is no section" in finding.message
        ]
    if gives_reason(letter.text) is None and _ncnd_reason(letter) is None:
        found.append(
            missing(
                "s17(1)(c)",
                "Say why confirming or denying would itself do what the exemption is there to "
                "prevent.",
            )
        )
    found += _qualified_person(letter, relied)
    found += _weighing(letter, _weighed_denials(letter, lifting), confirming=True)
    revealing = reveals_whether_held(letter.text)
    if revealing is not None:
        found.append(
            wrong(
                "s17(4)",
                "This gives away whether the information is held. The same words have to fit "
                "either case: take it out.",
                shown(revealing),
            )
        )
    return [*found, *rights(letter)]


_NCND_REASON = Wording(
    r"\b(?:confirm|den(?:y|ying|ial)|saying|answer|to do so|doing so|reply|it)\w*\b[^.]{0,80}"
    r"\b(?:would|could|might|may)\b",
    unless=(
        r"same (?:answer|reply|response)|whether or not|taken (?:as|to)|internal review"
        r"|you (?:may|can) (?:also |then )?complain",
    ),
)


def _ncnd_reason(letter: ReadLetter) -> object:
    return _NCND_REASON.find(_beside_weighing(letter))


def _not_on_the_test(letter: ReadLetter) -> list[Sentence]:
    return [
        each
        for each in letter.text.sentences
        if not re.search(r"public interest|\b(?:qualified|absolute) exemption", each.plain)
    ]


def _beside_weighing(letter: ReadLetter) -> list[Sentence]:
    """Return the sentences apart from the weighing and from what it is called."""
    zone = set(public_interest_part(letter.text))
    return [
        each
        for each in letter.text.sentences
        if each not in zone and not re.search(r"\b(?:qualified|absolute) exemption", each.plain)
    ]


def _lifts(reference: Reference) -> bool:
    """Whether it is a provision that lifts the duty, down to its sub-section."""
    return bool(reference.parts) and bool(_lifted(reference))


def _lifted(reference: Reference) -> tuple[Provision, ...]:
    rows = lifting_confirmation(reference.citation, Law.FOIA, date.max)
    # “40(5B)” alone is read as its usual limb, (a).
    return rows[:1] if reference.written == "40(5B)" else rows


def _weighed_denials(letter: ReadLetter, lifting: Sequence[Reference]) -> tuple[Provision, ...]:
    """Return the exemptions whose denial has to be weighed.

    s.37(2) serves absolute and qualified paragraphs alike: it is weighed unless the letter says
    that the one it means is absolute.
    """
    says_absolute = CALLS_ABSOLUTE.find(letter.text.sentences) is not None
    found: dict[str, Provision] = {}
    for reference in lifting:
        rows = _lifted(reference)
        is_mixed = len({row.standing for row in rows}) > 1
        for row in rows:
            if row.weighs_public_interest and not (is_mixed and says_absolute):
                found[row.code] = row
    return tuple(found.values())


def _denial_missing(letter: ReadLetter, relied: Sequence[Reference]) -> list[Finding]:
    grounds = findings_on_exemptions(letter, refuses="that lifts the duty to confirm or deny")
    for reference in relied:
        rows = covered_by(reference.citation, Law.FOIA, date.max)
        where = sentence_around(letter.text, reference)
        lacking = [row for row in rows if not row.confirm_or_deny]
        if lacking and len(lacking) == len(rows):
            return [
                wrong(
                    "s17(1)(b)",
                    f"Section {reference.written} has no provision that lifts the duty to confirm "
                    "or deny. Say whether the information is held.",
                    where,
                )
            ]
        if rows:
            denials = " or ".join(rows[0].confirm_or_deny)
            return [
                wrong(
                    "s17(1)(b)",
                    f"Section {reference.written} exempts information; it does not lift the duty "
                    f"to confirm or deny. Cite section {denials}.",
                    where,
                )
            ]
    return grounds or [
        missing("s17(1)(b)", "Name the sub-section that lifts the duty to confirm or deny.")
    ]


def pit_extension(letter: ReadLetter) -> list[Finding]:
    """Hold a notice of more time against s.10(3) and s.17(1), (2) and (7)."""
    found: list[Finding] = []
    text = letter.text
    relied = relied_on(letter)
    if REFUSES.find(_not_on_the_test(letter)) is None:
        found.append(_fact_missing())
    found += findings_on_exemptions(letter, refuses="whose public interest is being weighed")
    named = naming(letter, relied)
    qualified = needs_weighing(named, Law.FOIA)
    if named and not qualified:
        found.append(
            wrong(
                "s17(2)",
                f"Section {relied[0].written} is absolute: there is no public interest to weigh "
                "and no more time for it. Answer now.",
                sentence_around(text, relied[0]),
            )
        )
    if gives_reason(text, leaves_part_aside=False) is None:
        found.append(missing("s17(1)(c)", "Say why the exemption applies."))
    other = _OTHER_REASON.find(text.sentences)
    if _PUBLIC_INTEREST.find(text.sentences) is None:
        found.append(
            missing(
                "s17(2)",
                "Say that the public interest is still being weighed. There is no more time for "
                "anything else.",
            )
        )
    elif (
        _UNDECIDED.find(
            [
                each
                for each in text.sentences
                if not each.is_heading and not re.search(r"complain|unhappy|dissatisf", each.plain)
            ]
        )
        is None
    ):
        found.append(
            missing("s17(2)", "Say that no decision on the public interest has been reached yet.")
        )
    if other is not None:
        found.append(
            wrong(
                "s17(2)",
                "More time is for the public interest alone, not for searching, consulting or "
                "sign-off.",
                shown(other),
            )
        )
    if _ESTIMATE.find(text.sentences) is None and not has_dated_line(
        text, r"decision|decide|reply|answer|response|estimate"
    ):
        found.append(
            missing("s17(2)", "Give an estimate of the date by which we will have decided.")
        )
    return [*found, *rights(letter)]


_DAY = (
    r"(?:\d{1,2}(?:st|nd|rd|th)? (?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)\w*"
    r"|\d{1,2}[.·/-]\d{1,2}[.·/-]\d{2,4}|\d{4}-\d{2}-\d{2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct"
    r"|nov|dec)\w* \d{1,2}(?:st|nd|rd|th)?)"
)
_ESTIMATE = Wording(
    rf"\b(?:by|before|until|till|no later than|not later than|around|about|date|week (?:of"
    rf"|beginning))\b:? (?:around |about |the |\w+day,? )*{_DAY}",
    r"\b(?:within|in|further|additional|another|up to|extra)\b[^.]{0,20}\b(?:\d{1,2}|ten|fifteen"
    r"|twenty|thirty|forty)(?: \(\w+\))? (?:more |further |additional )?working days",
    rf"\b(?:expect|estimat|anticipat|aim|hope|intend|plan|target|will|shall|should|decision"
    rf"|decide)\w*\b[^.]{{0,90}}{_DAY}",
    unless=(
        rf"^(?:[^.]*\b)?(?:your (?:request|e-?mail|letter)[^.]{{0,40}}(?:of|dated|received)|we "
        rf"received|received on|dated)\b[^.]{{0,40}}{_DAY}(?![^.]*\b(?:by|expect|estimate|decision"
        rf"|reply|answer|respond|until)\b)",
        r"\b(?:internal review|complain|dissatisf|unhappy|give you the outcome|ask within)\b",
        r"\b(?:unable|not|cannot|can't|impossible|impracticable)\b[^.]{0,60}within (?:the )?(?:20"
        r"|twenty)",
        r"^(?:date|our ref\w*|your ref\w*|ref\w*)\b",
        r"\b(?:opinion|approval|agreed|contract|meeting|published|issued)\b[^.]{0,40}\b(?:on|of)\b",
        r"\b20 working days (?:of|from|after|following|to) (?:receipt|receiving|the date|you)",
    ),
)
_UNDECIDED = Wording(
    r"\bnot (?:yet|so far|been able|finish|conclu|complet|decid|reach|made|possible)\w*\b",
    r"\b(?:unable|cannot|can't) (?:to )?(?:yet )?(?:complete|conclude|finish|decide|reach)",
    r"\b(?:still|yet to|need(?:s|ed)? (?:more|further|longer|extra|additional|to)"
    r"|require\w* (?:more"
    r"|further|additional|extra)|continu\w+|ongoing|under (?:way|consideration)|extend\w*"
    r"|extension|additional time|extra time|more time|further time|longer|considering|being"
    r" (?:considered|weighed|balanced)|are (?:now )?(?:weighing|considering|balancing)|no"
    r" (?:final )?decision|have to (?:weigh|consider|balance)|remains? to be)\b",
)
_PUBLIC_INTEREST = Wording(r"public(?:'s)?[- ]interest|\bpit\b")
_OTHER_REASON = Wording(
    r"\b(?:more|further|additional|extra|longer|extend\w*|extension|delay\w*)\b[^.]{0,100}\b(?:search"
    r"|locat|collat|gather|retriev|workload|staff (?:shortage|absence|holiday)|annual leave|backlog"
    r"|volume of|sign-?off|approv|clearance|holiday period|sickness|legal advice|busy|find the"
    r"|consult(?:ing|ation)? (?:with )?(?:third|the (?:contractor|supplier|company)))\w*",
    r"\b(?:due to|because of|owing to|as a result of)\b[^.]{0,40}\b(?:workload|staff (?:shortage"
    r"|absence)|annual leave|backlog|pressure|sickness|holiday)",
    unless=(r"\bnot (?:to|for)\b", r"\bnot because\b", r"\bonly\b", r"\balready\b"),
)


def rights(letter: ReadLetter) -> list[Finding]:
    """Hold the end of a notice against s.17(7)(a) and (b): two rights, each in its own words."""
    found: list[Finding] = []
    if offered_review(letter.text) is None:
        found.append(
            missing(
                "s17(7)(a)",
                "Say how to complain to us about the handling of the request: our internal "
                "review, or that there is no such procedure.",
                "the end of the letter",
            )
        )
    misplaced = review_under_section_50(letter.text)
    regulator = offered_regulator(letter.text)
    if regulator is None:
        found.append(
            missing(
                "s17(7)(b)",
                "Say that the reader may apply to the Information Commissioner for a decision "
                "(section 50 of the Act), and how.",
                "the end of the letter",
            )
        )
    elif not any(_CONTACT.said_in(each.plain) for each in letter.text.sentences):
        found.append(advice("s17(7)(b)", "Add how to reach the regulator.", shown(regulator)))
    if misplaced is not None:
        found.append(
            wrong(
                "s17(7)(b)",
                "Section 50 is the right to go to the regulator. Our own review comes from the "
                "Code of Practice: word the two apart.",
                shown(misplaced),
            )
        )
    return found


_CONTACT = Wording(CONTACT)


def _fact_missing() -> Finding:
    return missing("s17(1)(a)", "Say plainly that we refuse, and what.")


def _grounds_and_reasons(letter: ReadLetter) -> list[Finding]:
    found = findings_on_exemptions(letter, refuses="under which it is withheld")
    relied = relied_on(letter)
    if gives_reason(letter.text) is None:
        found.append(missing("s17(1)(c)", "Say why the exemption applies to this information."))
    found += _qualified_person(letter, relied)
    found += _specific_reasons(letter, relied)
    found += _weighing(letter, needs_weighing(relied, Law.FOIA), confirming=False)
    for reference in relied:
        if lifting_confirmation(reference.citation, Law.FOIA, date.max) and (
            not covered_by(reference.citation, Law.FOIA, date.max)
            and NEITHER_NOR.find_in(letter.text) is None
            and reference.parts
        ):
            found.append(
                wrong(
                    "s17(1)(b)",
                    f"Section {reference.written} lets us neither confirm nor deny; it withholds "
                    "nothing. Cite the exemption itself.",
                    sentence_around(letter.text, reference),
                )
            )
    return found


def _qualified_person(letter: ReadLetter, relied: Sequence[Reference]) -> list[Finding]:
    """s.36 rests on the opinion of the qualified person, given before the refusal."""
    first = next((each for each in relied if each.section == "36"), None)
    if first is None or first.parts[:1] == ("4",) or _QUALIFIED_PERSON.find(letter.text.sentences):
        return []
    return [
        missing(
            "s17(1)(c)",
            "Section 36 needs the reasonable opinion of the qualified person. Say that it was "
            "given, and what it was.",
            sentence_around(letter.text, first),
        )
    ]


def _specific_reasons(letter: ReadLetter, relied: Sequence[Reference]) -> list[Finding]:
    found: list[Finding] = []
    for reference in relied:
        where = sentence_around(letter.text, reference)
        if reference.section == "21" and not any(
            _WHERE_TO_FIND.said_in(each.plain)
            for each in letter.text.sentences
            if not re.search(r"review|complain|commissioner|\bico\b|unhappy", each.plain)
        ):
            found.append(missing("s17(1)(c)", "Say where the information can be found.", where))
        if reference.section == "44" and not any(
            each.act is not FOIA for each in letter.references
        ) and not re.search(r"\b(?:act|order|regulations) "
        r"\d{4}", letter.text.own.lower()):  # fmt: skip
            found.append(missing("s17(1)(c)", "Name the enactment that forbids disclosure.", where))
    return _without_repeats(found)


def _without_repeats(findings: Sequence[Finding]) -> list[Finding]:
    return list({(each.rule, each.message): each for each in findings}.values())


def _weighing(
    letter: ReadLetter, qualified: Sequence[Provision], *, confirming: bool
) -> list[Finding]:
    """Hold the public interest against s.17(3): reasons for both sides, and a conclusion."""
    if not qualified:
        return []
    named = qualified[0].cited
    denied = CALLS_ABSOLUTE.find(letter.text.sentences)
    if denied is not None and any(
        re.search(rf"\b{row.section}\b", denied.plain) for row in qualified
    ):
        return [
            wrong(
                "s17(3)",
                f"{named.capitalize()} is not absolute: section 2(3) does not name it. Weigh the "
                "public interest and give the reasons.",
                shown(denied),
            )
        ]
    weighed = scales(letter.text)
    what = "confirming or denying" if confirming else "disclosure"
    if not weighed.part:
        return [
            missing(
                "s17(3)",
                f"{named.capitalize()} is qualified. Give the public interest reasons for and "
                f"against {what}, and say which weigh more.",
            )
        ]
    found: list[Finding] = []
    where = shown(public_interest_part(letter.text)[0])
    if not weighed.has_reasons_for:
        found.append(
            missing("s17(3)", f"Say what speaks for {what} in the public interest.", where)
        )
    if not weighed.has_reasons_against:
        found.append(
            missing("s17(3)", f"Say what speaks against {what} in the public interest.", where)
        )
    if not weighed.has_conclusion:
        found.append(missing("s17(3)", "Say which side of the public interest weighs more.", where))
    return found


REFUSALS = {
    NoticeKind.REFUSAL: refusal,
    NoticeKind.PARTIAL: partial,
    NoticeKind.NCND: ncnd,
    NoticeKind.PIT_EXTENSION: pit_extension,
}
