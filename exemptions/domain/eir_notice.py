"""What the Environmental Information Regulations demand of a refusal and of an extension."""

import re
from datetime import date

from exemptions.domain.acts import FOIA
from exemptions.domain.grounds import (
    dates_in,
    exact_rows,
    exceptions_relied_on,
    needs_weighing,
    relied_on,
    sentence_around,
)
from exemptions.domain.notice import Finding, NoticeKind, ReadLetter, advice, missing, wrong
from exemptions.domain.provision import Basis, Law, Standing
from exemptions.domain.refusal_wording import (
    CALLS_ABSOLUTE,
    NEITHER_NOR,
    REFUSES,
    gives_reason,
    public_interest_part,
    scales,
)
from exemptions.domain.register import covered_by
from exemptions.domain.rights_wording import offered_regulator, offered_review
from exemptions.domain.wording import DATE, Wording, has_dated_line, shown

_LIKELY = Wording(r"\b(?:likely to|might|may|could)\b[^.]{0,30}\b(?:adversely|prejudic|harm)\w*")
_WOULD = Wording(r"\b(?:would|will)\b(?! be likely)[^.]{0,60}\b(?:adverse|harm|damag|affect"
r"|prejudic"
                 r"|undermin|weaken|expos|disclos|reveal|break|breach|infring|put|hurt|enable|let"
                 r"|allow|give|lead)\w*")  # fmt: skip
_NOT_HELD = Wording(
    r"\b(?:do|does|did)(?: not|n't) (?:hold|have)\b|\bnot held\b|\bhold no\b|\bno information\b"
)


def eir_refusal(letter: ReadLetter) -> list[Finding]:
    """Hold a refusal against reg 14(3) to (5)."""
    found: list[Finding] = []
    text = letter.text
    relied = exceptions_relied_on(letter)
    if REFUSES.find_in(text) is None and _NOT_HELD.find(text.sentences) is None:
        found.append(missing("reg14(3)(a)", "Say plainly that we refuse, and what."))
    found += _exceptions(letter)
    if relied and gives_reason(text) is None and _NOT_HELD.find(text.sentences) is None:
        found.append(missing("reg14(3)(a)", "Say why the exception applies to this information."))
    rows = exact_rows(relied, Law.EIR)
    if any(row.basis is Basis.ADVERSE_EFFECT for row in rows):
        weighed = public_interest_part(text)
        engaged = [each for each in text.sentences if each not in weighed]
        likely = _LIKELY.find(engaged)
        if likely is not None and _WOULD.find(engaged) is None:
            found.append(
                wrong(
                    "reg14(3)(a)",
                    "Regulation 12(5) asks that disclosure would adversely affect the interest. "
                    "“Likely” is not enough.",
                    shown(likely),
                )
            )
    if any(row.parts == ("4", "d") for row in rows) and not _FINISHED.find(text.sentences):
        found.append(
            missing(
                "reg14(4)",
                "For unfinished material say who is preparing it and when it is to be finished.",
            )
        )
    found += _weighing(letter)
    return [*found, *_rights(letter)]


_FINISHED = Wording(
    rf"\b(?:finish|complet|final|publish|ready|conclude|sign)\w*\b[^.]{{0,100}}(?:{DATE}|\b(?:spring"
    rf"|summer|autumn|winter|month|week|year|quarter|20\d\d|{DATE})\b)",
    rf"(?:{DATE}|\b20\d\d\b)[^.]{{0,100}}\b(?:finish|complet|final|publish|ready|conclude)\w*",
)


def _exceptions(letter: ReadLetter) -> list[Finding]:
    relied = exceptions_relied_on(letter)
    text = letter.text
    found: list[Finding] = []
    real = [each for each in relied if covered_by(each.citation, Law.EIR, date.max)]
    denies = NEITHER_NOR.find_in(text) is not None
    exact = [each for each in real if _is_exact(each.section, each.parts)]
    for reference in relied:
        where = sentence_around(text, reference)
        if not reference.known:
            found.append(
                wrong(
                    "reg14(3)(a)",
                    f"There is no regulation {reference.written} in the Regulations.",
                    where,
                )
            )
    if not exact:
        exemptions = [each for each in relied_on(letter) if each.section != "39"]
        acts = [each for each in letter.references if not each.act.is_current]
        if exemptions:
            found.append(
                wrong(
                    "reg14(3)(a)",
                    f"Section {exemptions[0].written} is of the Freedom of Information Act. "
                    "Environmental information is refused under an exception of regulation 12 or "
                    "13.",
                    sentence_around(text, exemptions[0]),
                )
            )
        elif acts:
            found.append(
                wrong(
                    "reg14(3)(a)",
                    f"{acts[0].act.name} is repealed and no exception. Name the paragraph of "
                    "regulation 12, or regulation 13.",
                    sentence_around(text, acts[0]),
                )
            )
        elif not found:
            where = sentence_around(text, real[0]) if real else "the letter as a whole"
            found.append(
                missing(
                    "reg14(3)(a)",
                    "Name the exception: the paragraph and sub-paragraph of regulation 12, such "
                    "as 12(4)(b), or regulation 13.",
                    where,
                )
            )
    elif [each for each in letter.references if not each.act.is_current]:
        repealed = next(each for each in letter.references if not each.act.is_current)
        found.append(
            wrong(
                "reg14(3)(a)",
                f"{repealed.act.name} was repealed: it is no exception.",
                sentence_around(text, repealed),
            )
        )
    if denies and not any(
        each.written.startswith(("12(6)", "13(5A)", "13(5B)")) for each in letter.references
    ):
        found.append(
            wrong(
                "reg14(3)(a)",
                "Only regulation 12(6), with 12(5)(a), and regulation 13(5A) let us neither "
                "confirm nor deny. Say whether the information is held.",
            )
        )
    return found


def _is_exact(section: str, parts: tuple[str, ...]) -> bool:
    if section == "12":
        return len(parts) > 1 or parts == ("6",)
    return True


def _weighing(letter: ReadLetter) -> list[Finding]:
    """Hold the public interest against reg 14(3)(b): what was considered, on either side."""
    relied = exceptions_relied_on(letter)
    rows = exact_rows(relied, Law.EIR)
    exact = [row for row in rows if row.standing is not Standing.QUALIFIED]
    qualified = needs_weighing(relied, Law.EIR)
    if rows and not qualified and exact:
        return []
    text = letter.text
    denied = CALLS_ABSOLUTE.find(text.sentences)
    if denied is not None and qualified:
        return [
            wrong(
                "reg14(3)(b)",
                "Every exception of regulation 12 carries a public interest test. Weigh it and say "
                "what was considered.",
                shown(denied),
            )
        ]
    weighed = scales(text)
    if not weighed.part:
        return [
            missing(
                "reg14(3)(b)",
                "Say what was considered in weighing the public interest, for and against, and "
                "which weighs more.",
            )
        ]
    found: list[Finding] = []
    where = shown(public_interest_part(text)[0])
    if not weighed.has_reasons_for:
        found.append(missing("reg14(3)(b)", "Say what speaks for disclosure.", where))
    if not weighed.has_reasons_against:
        found.append(missing("reg14(3)(b)", "Say what speaks for the exception.", where))
    if not weighed.has_conclusion:
        found.append(missing("reg14(3)(b)", "Say which side weighs more.", where))
    return found


def _rights(letter: ReadLetter) -> list[Finding]:
    found: list[Finding] = []
    if offered_review(letter.text) is None:
        found.append(
            missing(
                "reg14(5)(a)",
                "Say that the reader may make representations to us under regulation 11, within "
                "40 working days.",
                "the end of the letter",
            )
        )
    if offered_regulator(letter.text) is None:
        found.append(
            missing(
                "reg14(5)(b)",
                "Say that the reader may go to the Information Commissioner: the enforcement and "
                "appeal provisions that regulation 18 applies.",
                "the end of the letter",
            )
        )
    return found


_COMPLEX = Wording(r"\bcomplex\w*|\bcomplicated\b|\bintricate\b|\btechnical(?:ly)? difficult")
_VOLUME = Wording(
    r"\bvolum\w*|\b(?:amount|quantity|number|extent|size|scale|sheer) of\b|\bvoluminous\b"
    r"|\b\d[\d,]+ (?:documents?|records?|pages|files|emails|e-mails|reports|items)\b|\bextensive\b"
    r"|\bthousands\b|\bhundreds\b|\bmany (?:documents|records|files)\b"
)
_INSTEAD = Wording(
    r"\bpublic interest\b|\b(?:workload|staff (?:shortage|absence)|annual leave|backlog|holiday)\b"
)
_NEW_DATE = Wording(
    rf"\b(?:by|before|until|till|no later than|not later than|on|to|is|be|date)\b:? (?:the |mon"
    rf"|tues"
    rf"|wednes|thurs|fri|day|\w+day,? )*{DATE}",
    rf"\b(?:expect|estimate|anticipate|aim|hope|intend|extend|due|decision|answer|reply|respon)\w*\b"
    rf"[^.]{{0,90}}{DATE}",
    unless=(
        rf"\b(?:your (?:request|e-?mail|letter)|received|dated|arrived|reached us|you (?:wrote"
        rf"|asked))\b[^.]{{0,60}}{DATE}(?![^.]*\b(?:by|expect|until|decision|reply|answer|respond"
        rf"|now|extend\w*)\b[^.]*\d)",
        r"\b(?:internal review|reconsider|complain|dissatisf|unhappy)\b",
        r"^(?:date|our ref\w*|your ref\w*|ref\w*)\b",
    ),
)
_WITHIN_FORTY = Wording(r"\b(?:40|forty)(?: \(\w+\))? working days\b")


def eir_extension(letter: ReadLetter) -> list[Finding]:
    """Hold an extension against reg 7: complexity and volume, both, and the new date."""
    found: list[Finding] = []
    sentences = letter.text.sentences
    is_complex, is_voluminous = _COMPLEX.find(sentences), _VOLUME.find(sentences)
    if is_complex is None and is_voluminous is None:
        found.append(
            missing(
                "reg7(3)",
                "Say that the complexity and the volume of the information make it impracticable "
                "to answer within 20 working days.",
            )
        )
    elif is_complex is None or is_voluminous is None:
        lacking = "complexity" if is_complex is None else "volume"
        found.append(
            missing(
                "reg7(3)",
                f"Regulation 7(1) asks for complexity and volume, both. Say what the {lacking} is.",
                shown(is_complex or is_voluminous),
            )
        )
    either = re.search(r"complex\w* or (?:the )?(?:\w+ )?volume"
    r"|volume or (?:the )?(?:\w+ )?complex",
                       letter.text.plain)  # fmt: skip
    if either:
        found.append(
            wrong("reg7(3)", "It takes complexity and volume, not one or the other.", either[0])
        )
    instead = _INSTEAD.find(sentences)
    if instead is not None:
        found.append(
            wrong(
                "reg7(3)",
                "Time may be extended for complexity and volume alone, not for the public interest "
                "test or our workload.",
                shown(instead),
            )
        )
    if _NEW_DATE.find(sentences) is None and not has_dated_line(
        letter.text, r"decision|decide|reply|answer|response|new date"
    ):
        found.append(missing("reg7(3)", "Give the new date by which we will answer."))
    elif (days := dates_in(letter.text.plain)) and (max(days) - min(days)).days > 75:
        found.append(
            wrong("reg7(3)", "The new date is more than 40 working days after the request.")
        )
    if any(each.act is FOIA and each.section == "10" for each in letter.references):
        found.append(
            wrong("reg7(3)", "Section 10 of the Act gives no time here: cite regulation 7.")
        )
    if not re.search(r"environmental information|\beirs?\b|regulation 7", letter.text.plain):
        found.append(advice("reg7(3)", "Name the Environmental Information Regulations 2004."))
    return found


EIR_NOTICES = {NoticeKind.EIR_REFUSAL: eir_refusal, NoticeKind.EIR_EXTENSION: eir_extension}
