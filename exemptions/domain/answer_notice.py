"""Letters that answer: disclosure in full, not held, and the outcome of an internal review."""

import re

from exemptions.domain.grounds import (
    exceptions_relied_on,
    findings_on_exemptions,
    relied_on,
    sentence_around,
)
from exemptions.domain.notice import Finding, NoticeKind, ReadLetter, advice, missing, wrong
from exemptions.domain.refusal_wording import CONFIRMS_HOLDING, DENIES_HOLDING, KEEPS_BACK
from exemptions.domain.rights_wording import offered_regulator, offered_review
from exemptions.domain.wording import Wording, shown

_GIVES = Wording(
    r"\b(?:enclos|attach|below|following|follows|set out|table|download|link|copy of|copies of)\w*",
    r"\b(?:provid|releas|disclos|suppl|send|sent|giv|gave|publish|find)\w*\b[^.]{0,60}\b(?:here|it|you"
    r"|information|data|figures?|answer|spreadsheet|file|report|document)",
    r"https?://|www\.",
    r"\b(?:there (?:was|were|are|is)|we (?:spent|have|had|employ\w*|use|run|closed|paid)"
    r"|the (?:total"
    r"|number|cost|figure|answer)|in (?:19|20)\d\d)\b[^.]*\d",
)
_REUSE = Wording(
    r"\bre-?us(?:e|es|ing|ed)\b|\blicen[cs]\w*|\bcopyright\b|\bintellectual property\b"
    r"|\b(?:use|publish|copy) (?:it|this|the information|them) (?:again|freely|as you)"
)


def disclosure(letter: ReadLetter) -> list[Finding]:
    """Hold a disclosure in full against s.1(1), the Code of Practice and the policy."""
    text = letter.text
    found: list[Finding] = []
    if CONFIRMS_HOLDING.find_in(text) is None:
        found.append(missing("s1(1)(a)", "Say that we hold the information."))
    if _GIVES.find_in(text) is None:
        found.append(
            missing("s1(1)(b)", "Give the information: in the letter, in a file, or by a link.")
        )
    kept = KEEPS_BACK.find(text.sentences)
    if kept is not None:
        grounds = findings_on_exemptions(letter, refuses="under which part is withheld")
        found.append(
            wrong(
                "s17(1)(b)" if grounds else "s17(1)(a)",
                "Something is kept back here, so this is a disclosure in part. Name the exemption "
                "and check it as partial.",
                shown(kept),
            )
        )
    if _REUSE.find(text.sentences) is None:
        found.append(missing("policy", "Say how the information may be used again: the licence."))
    return [*found, *_code_rights(letter)]


def _code_rights(letter: ReadLetter) -> list[Finding]:
    """The two rights where s.17 does not ask for them: the Code of Practice does."""
    found: list[Finding] = []
    if offered_review(letter.text) is None:
        found.append(
            missing("code", "Say how to ask for an internal review.", "the end of the letter")
        )
    if offered_regulator(letter.text) is None:
        found.append(
            missing("code", "Say how to complain to the regulator.", "the end of the letter")
        )
    return found


_SEARCHED = Wording(
    r"\b(?:search\w*|looked|look(?:ing)? (?:in|through|at)|checked|checks?|consulted|examined"
    r"|enquir\w*|inquir\w*|asked (?:the|our|all|every|each|both|around)|contacted (?:the|our|all)"
    r"|reviewed (?:our|the|all)|went through|gone through|trawl\w*|interrogated|spoke(?:n)? (?:to"
    r"|with)|made enquiries|queried|ran (?:a|the)|inspected)\b",
    r"\b(?:because|since|as) (?:we|it|the trust|this|they|that|there)\b[^.]{0,80}\b(?:not|never|no"
    r"|closed|transferred|run by|provided by|separate|another|before|destroyed|ended)\b",
    r"\b(?:do(?:es)?|did)(?: not|n't) (?:provide|run|record|collect|keep|use|employ|have any"
    r"|operate"
    r"|offer|commission)\b",
    unless=(
        r"\byou (?:may|might|can|could|should) (?:also )?(?:search|look|check)",
        r"\breview\b[^.]*\b(?:answer|decision|response)|\bunhappy|dissatisf|complain",
        r"\bcheck this (?:answer|decision)",
        r"\bafresh\b",
    ),
)
_POINTS_ON = Wording(
    r"\b(?:may|might|could|likely|probably|should)\b[^.]{0,60}\b(?:hold|have|be able to"
    r"|help|be held|know)\b",
    r"\b(?:contact|ask|write to|try|approach|apply to|request[^.]{0,20}from|get in touch with"
    r"|direct"
    r"|suggest)\b[^.]{0,100}",
    r"\b(?:held|published|available|kept|collected) (?:by|at|from|on|in) (?!us\b|the (?:trust"
    r"|council"
    r"|board|authority)\b|this (?:trust|organisation))",
    r"\b(?:help|assist\w*|advice|advise|alternativ\w*|instead|any questions|anything else"
    r"|large print)\b",
    unless=(r"\breview\b", r"\binformation commissioner\b|\bico\b", r"\bunhappy\b",
            r"\bdissatisf|complain"),
)  # fmt: skip


def not_held(letter: ReadLetter) -> list[Finding]:
    """Hold a denial against s.1(1)(a), s.16 and the Code of Practice."""
    text = letter.text
    found: list[Finding] = []
    if DENIES_HOLDING.find_in(text) is None:
        found.append(missing("s1(1)(a)", "Say that we do not hold the information."))
    if _SEARCHED.find(text.sentences) is None:
        found.append(missing("s16", "Say where we looked, or why there is nothing to find."))
    if _POINTS_ON.find(text.sentences) is None:
        found.append(missing("s16", "Name who may hold it, if anybody does, and offer help."))
    exemptions = relied_on(letter)
    if exemptions:
        found.append(
            wrong(
                "s17(1)(b)",
                f"Section {exemptions[0].written} is an exemption, and what we do not hold needs "
                "none. Take it out.",
                sentence_around(text, exemptions[0]),
            )
        )
    return [*found, *_code_rights(letter)]


_REVIEWER = Wording(
    r"\b(?:review|reconsider|complaint|appeal)\w*\b[^.]{0,100}\b(?:carried out|conducted|undertaken"
    r"|done|made|completed|led|overseen|handled|allocated|assigned|considered)\b[^.]{0,60}\bby\b",
    r"\b(?:reviewed|reconsidered|looked at|considered|examined)\b[^.]{0,80}\bby (?:me|the|our|a|an"
    r"|\w+"
    r" \w+)\b",
    r"\b(?:i|we) (?:am|was|have been|were|have|had)\b[^.]{0,60}\b(?:asked to|appointed|reviewing"
    r"|conduct\w*|carried out|undertak\w*|completed|reviewed|reconsidered|considered|looked"
    r"|reviewer"
    r"|took|taken|no (?:part|involvement|previous))",
    r"\bi (?:reviewed|looked|considered|carried|conducted|examined|took)\b|\bmy (?:review|findings?"
    r"|role)\b|\breviewer\b|\breviewing officer\b",
    r"\b(?:director|head|secretary|officer|manager|chief|panel|deputy)\b[^.]{0,80}\b(?:reviewed"
    r"|conducted|carried out|undertook|looked|considered|reconsidered)\b",
)
_UNINVOLVED = Wording(
    r"\b(?:not|no|nor|never|independent\w*|nothing to do|without)\b[^.]{0,60}\b(?:part|involve\w*"
    r"|role"
    r"|original|first|answer|decision|response|handling)\b|\bafresh\b|\bfresh\b|\bindependent"
)
_DECISION = Wording(
    r"\b(?:uphold|upheld|upholds|upholding|overturn\w*|var(?:y|ied|ies)|set aside|revers\w*"
    r"|revis\w*"
    r"|substitut\w*|dismiss\w*|allow(?:ed|ing)? (?:your|the|in)|reject\w* your)\b",
    r"\b(?:decision|response|answer|refusal|outcome|original)\b[^.]{0,40}\b(?:stands?|confirmed"
    r"|maintained|correct|right|wrong|amended|changed|altered|justified|quashed|withdrawn)\b",
    r"\b(?:confirm|maintain|change|alter|amend|reverse|stand by)\w* (?:the|our|that"
    r"|its) (?:original"
    r" |first |initial )?(?:decision|response|answer|refusal)",
)
_FINDINGS = Wording(
    r"\b(?:found|find|finding|satisfied|conclud\w*|consider\w*|agree\w*|view|accept\w*|correct(?:ly)?"
    r"|wrong(?:ly)?|right(?:ly)?|properly|engaged|appl(?:y|ies|ied)|justified|entitled|not"
    r" persuaded|persuaded)\b[^.]*"
)
_GROUND = re.compile(
    r"\b(?:section|s|sections|ss|regulation|reg|regulations) ?(?:1[24]|2\d|3\d|4[0-4])|exempt"
    r"|exception|public interest|search|withh|redact|cost (?:limit|estimate)|estimate|vexatious"
    r"|personal data|confiden|legal advice|privilege|commercial"
)
_PROCEDURE = Wording(
    r"\b(?:late|in time|on time|out of time|20 working days|twenty working days|\d+ working days"
    r"|time ?limit|deadline|timescale|time-?frame|delay\w*|section 10|section 17|section 16"
    r"|procedur\w*"
    r"|promptly|in breach|breach\w*|handling of|how (?:we|your request was) handled|failed to"
    r"|acknowledg\w*|regulation 5\(2\)|regulation 14|notice)\b",
    unless=(r"\b(?:reply|respond|complain|contact|commissioner)\b[^.]{0,80}\bwithin\b",
            r"data protection principle|breach (?:of )?(?:confiden|the data)"),
)  # fmt: skip
_RELEASED = Wording(
    r"\b(?:now|enclos\w*|attach\w*|therefore|also)\b[^.]{0,60}\b(?:releas|disclos|provid|suppl|send"
    r"|giv|enclos|attach)\w*",
    r"\b(?:enclos|attach)\w*",
    r"\b(?:enclosed|attached|releas\w+|disclos(?:ing|ed)|provid(?:ing|ed)) (?:to you|with|is|are"
    r"|the"
    r"|a|it|them|here|you)\b",
    r"\b(?:no (?:further|more|additional|other|new)|nothing (?:further|more|else|new"
    r"|additional))\b",
    r"\b(?:remain\w*|continu\w*|still|stays?)\b[^.]{0,50}\b(?:with-?h|exempt|rely|refus|closed"
    r"|held back|unreleased)\w*",
    r"\bwithheld (?:in full|information remains)|\bnot (?:be )?(?:releas|disclos)\w*",
)


def review_outcome(letter: ReadLetter) -> list[Finding]:
    """Hold the outcome of a review against the Code of Practice, part 5, and s.17(7)(b)."""
    text = letter.text
    found: list[Finding] = []
    is_eir = bool(re.search(r"environmental information regulations|\beir\b", text.plain))
    if _REVIEWER.find(text.sentences) is None:
        found.append(missing("code", "Say who carried out the review."))
    elif _UNINVOLVED.find(text.sentences) is None:
        found.append(advice("code", "Say that the reviewer took no part in the first answer."))
    cites = [*relied_on(letter), *exceptions_relied_on(letter), *letter.references]
    if _DECISION.find(text.sentences) is None:
        found.append(
            missing("code", "Say whether the first decision is upheld, varied or overturned.")
        )
    if not any(
        _FINDINGS.said_in(each.plain)
        and _GROUND.search(each.plain)
        and not re.search(r"\b(?:section|s) ?(?:1|10|16|17)\b(?![\d(]*\))|complain", each.plain)
        for each in text.sentences
    ):
        found.append(missing("code", "Give a finding on each ground that was relied on."))
    if _PROCEDURE.find(text.sentences) is None:
        found.append(
            missing("code", "Give a finding on the handling: the time taken, and the notice given.")
        )
    if _RELEASED.find_in(text) is None:
        found.append(missing("code", "Say what is now released, or that nothing more is."))
    for reference in cites:
        if not reference.act.is_current and not re.search(
            r"wrong|should not|repealed|incorrect|error", sentence_around(text, reference).lower()
        ):
            found.append(
                wrong(
                    "s17(1)(b)",
                    f"{reference.act.name} is repealed and no ground for a refusal.",
                    sentence_around(text, reference),
                )
            )
            break
    if offered_regulator(text) is None:
        found.append(
            missing(
                "reg14(5)(b)" if is_eir else "s17(7)(b)",
                "Say that the reader may now go to the Information Commissioner, and how.",
                "the end of the letter",
            )
        )
    return found


ANSWERS = {
    NoticeKind.DISCLOSURE: disclosure,
    NoticeKind.NOT_HELD: not_held,
    NoticeKind.REVIEW_OUTCOME: review_outcome,
}
