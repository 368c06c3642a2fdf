"""Refusals that rest on no exemption: cost (s.12), and vexatious or repeated requests (s.14)."""

import re

from exemptions.domain.acts import FEES_REGULATIONS, FOIA, named_in
from exemptions.domain.grounds import sentence_around
from exemptions.domain.notice import Finding, NoticeKind, ReadLetter, advice, missing, wrong
from exemptions.domain.refusal_notice import rights
from exemptions.domain.refusal_wording import CONFIRMS_HOLDING, DENIES_HOLDING
from exemptions.domain.wording import Wording, shown

_COST = Wording(
    r"\b(?:cost|appropriate|fees?|time) limit\b|\bappropriate limit\b|£ ?450|£ ?600|18 hours"
    r"|exceed\w*|too (?:much|long|expensive)"
)
_ESTIMATE = Wording(
    r"\b\d[\d,.·]*(?:\s?-\s?\d[\d,.·]*)?\s?(?:hours?|hrs?|minutes?|mins?|days?|working days"
    r"|weeks)\b",
    r"£ ?\d[\d,.·]*",
    r"\b(?:half an|one|two|three|four|five|six|seven|eight|nine|ten|fifteen|twenty|thirty|forty"
    r"|fifty|sixty|hundred)[\w-]* (?:hours?|minutes?|days|weeks)\b",
)
_ABOUT_LIMIT = re.compile(
    r"(?:£ ?450(?:[.·]00)?|£ ?600(?:[.·]00)?|£ ?25(?:[.·]00)?|\b18(?:[.·]0)? hours?|eighteen hours"
    r"|20 working days|40 working days|twenty working days|forty working days|two months"
    r"|within \d+ (?:working )?days|\d+ weeks)"
)
_OFFER = Wording(
    r"\b(?:narrow\w*|refin\w*|reduc\w*|limit(?:ing|ed)? (?:it|your|the|to)|restrict\w*|smaller"
    r"|shorter|fewer|reword\w*|rephras\w*|revis\w*|focus\w*|more specific)\b",
    r"\b(?:could(?! not)|can(?!'t| not)|would be able to|may be able to"
    r"|might)\b[^.]{0,80}\b(?:within|inside|under)"
    r" (?:the |that |this )?(?:cost |appropriate |time )?limit",
    r"\b(?:instead|one (?:year|month|quarter|ward|site)|last (?:year|month)|sample)\b",
    r"\b(?:had you asked|if you (?:asked|pick|choose|name|were to|limited|confined|chose"
    r"|would (?:accept|settle))"
    r"|we (?:could|can) (?:give|supply|provide|answer|send|offer)|able to (?:answer|give|supply"
    r"|provide|help)|put your request|(?:new|fresh|different|separate) request)\b",
    r"\bhelp you\b[^.]{0,40}\b(?:to )?(?:ask|make|frame|request|find)",
)
_WRONG_LIMIT = Wording(
    r"£ ?600|\b24 hours\b", unless=(r"central government|government department",)
)
_WRONG_RATE = re.compile(r"£ ?(?!25\b)(\d+(?:\.\d+)?)(?: an| per|/| a) ?(?:person )?(?:per )?hour")
_COUNTS_REDACTION = Wording(
    r"\b(?:redact\w*|considering (?:the )?exemptions?|apply(?:ing)? exemptions?|public interest"
    r"|legal advice|sign-?off)\b[^.]{0,80}\b(?:hours?|minutes?|£)",
    r"\b(?:hours?|minutes?)\b[^.]{0,80}\b(?:to redact|redacting|redaction|considering exemptions?)",
    unless=(r"\b(?:not|nor|exclud\w+|without|leav\w+ out|cannot|excluding|apart from)\b",),
)
_TOTAL = re.compile(
    r"(?:estimat\w*|total\w*|altogether|in all|would take|calculat\w*)[^.]{0,80}?\b"
    r"(\d+(?:[.·]\d+)?) hours"
)


def cost_refusal(letter: ReadLetter) -> list[Finding]:
    """Hold a refusal on cost against s.17(5) and (7), s.1(1)(a) and s.16."""
    found: list[Finding] = []
    text = letter.text
    cited = [each for each in letter.references if each.act is FOIA and each.section == "12"]
    if not cited:
        found.append(
            missing(
                "s17(5)",
                "Say that we rely on section 12(1), or on 12(2) where finding out whether it is "
                "held would cost too much.",
            )
        )
    elif not any(each.parts for each in cited):
        found.append(
            advice(
                "s17(5)",
                "Say whether it is section 12(1) or 12(2).",
                sentence_around(text, cited[0]),
            )
        )
    determining_is_too_much = any(each.parts[:1] == ("2",) for each in cited)
    if not determining_is_too_much and not (
        CONFIRMS_HOLDING.find_in(text) or DENIES_HOLDING.find(text.sentences)
    ):
        found.append(
            missing(
                "s1(1)(a)",
                "Say whether we hold the information. Section 12(1) leaves that duty standing.",
            )
        )
    if not any(_ESTIMATE.said_in(_ABOUT_LIMIT.sub(" ", each.plain)) for each in text.sentences):
        found.append(
            missing("s16", "Sum up the estimate: how many records, how long each, what it costs.")
        )
    if _OFFER.find(text.sentences) is None:
        found.append(
            missing("s16", "Say what we could supply within the limit, or how to narrow it.")
        )
    if FEES_REGULATIONS not in named_in(text.own):
        if _COST.find(text.sentences) is None:
            found.append(missing("s17(5)", "Say that the estimate is above the limit."))
        found.append(
            advice("s17(5)", "Name the regulations that set the limit: the Fees Regulations 2004.")
        )
    found += _sums(letter)
    return [*found, *rights(letter)]


def _sums(letter: ReadLetter) -> list[Finding]:
    """Hold the figures against the Fees Regulations 2004, regs 3 and 4."""
    found: list[Finding] = []
    limit = _WRONG_LIMIT.find(letter.text.sentences)
    if limit is not None and re.search(r"limit", limit.plain) and "450" not in limit.plain:
        found.append(
            wrong(
                "s17(5)",
                "The limit of an NHS Trust is £450, which is 18 hours. £600 is for government "
                "departments.",
                shown(limit),
            )
        )
    for sentence in letter.text.sentences:
        rate = _WRONG_RATE.search(sentence.plain)
        if rate:
            found.append(
                wrong(
                    "s17(5)",
                    "The rate is £25 an hour for every person (Fees Regulations, reg 4(4)).",
                    shown(sentence),
                )
            )
        total = _TOTAL.search(sentence.plain)
        if (
            total
            and float(total[1].replace("·", ".")) <= 18
            and not re.search(r"18 hours", total[0])
        ):
            found.append(
                wrong(
                    "s17(5)",
                    f"{total[1]} hours are within the limit of 18 hours: section 12 does not "
                    "apply.",
                    shown(sentence),
                )
            )
    counted = _COUNTS_REDACTION.find(letter.text.sentences)
    if counted is not None:
        found.append(
            wrong(
                "s17(5)",
                "Time for redaction, exemptions or sign-off does not count (Fees Regulations, "
                "reg 4(3)). Take it out of the estimate.",
                shown(counted),
            )
        )
    return found


_CALLS_PERSON = Wording(
    r"\b(?:you|applicant|requester|requestor|individual|person|complainant)s? (?:are|is|have been"
    r"|has been|to be|as|were)(?: being)?(?: a)?(?: \w+)? ?vexatious",
    r"\bvexatious (?:applicant|requester|requestor|individual|person|complainant|correspondent)",
    r"\b(?:deem|consider|regard|treat|find|declare)\w* (?:you|the applicant|the requester)(?: to be"
    r"| as)?(?: a)? vexatious",
    unless=(r"\bnot (?:you|the (?:person|applicant|requester))\b", r"rather than the (?:person|app)"
            r"|\bnot (?:calling|saying|suggesting|to say|a (?:comment|judg)|mean)\b"),
)  # fmt: skip
_CALLS_EXEMPTION = Wording(
    r"\b(?:exemption|exempt)\b[^.]{0,60}\b(?:section|s\.?) ?14\b",
    r"\b(?:section|s\.?) ?14(?:\(\d\))?\b[^.]{0,40}\b(?:exemption|exempts?)\b",
    unless=(r"\bnot an exemption|no exemption|isn't an exemption\b",),
)
_SAYS_VEXATIOUS = Wording(
    r"vexatious|repeated|identical|substantially similar|same (?:request|inf)"
)
_EARLIER = Wording(
    r"\b(?:previous\w*|earlier|already|before|last|prior|first|answered|complied|responded|same"
    r"|replied|since)\b"
)
_WHY = Wording(
    r"\b(?:burden|disproportion\w*|distress|harass\w*|motive|purpose|value|requests? (?:since"
    r"|in the"
    r"|over|on)|history|context|pattern|volume|campaign|disrupt\w*|unreasonabl\w*|oppressive|because"
    r"|reasons?|persist\w*|reopen\w*|abusive|aggressive|accus\w*|already|previous\w*|identical"
    r"|interval)\b"
)


def vexatious(letter: ReadLetter) -> list[Finding]:
    """Hold a refusal under s.14 against s.17(5) and (7)."""
    found: list[Finding] = []
    text = letter.text
    cited = [each for each in letter.references if each.act is FOIA and each.section == "14"]
    if not cited:
        found.append(
            missing(
                "s17(5)",
                "Say that we rely on section 14(1), a vexatious request, or 14(2), a repeated one.",
            )
        )
    elif not any(each.parts for each in cited):
        found.append(
            advice("s14", "Say whether it is section 14(1) or 14(2).",
                   sentence_around(text, cited[0]))
        )  # fmt: skip
    if cited and _SAYS_VEXATIOUS.find(text.sentences) is None:
        found.append(missing("s14", "Say that the request is vexatious, or that it is repeated."))
    person = _CALLS_PERSON.find(text.sentences)
    if person is not None:
        found.append(
            wrong(
                "s14",
                "It is the request that can be vexatious, never the person who makes it.",
                shown(person),
            )
        )
    exemption = _CALLS_EXEMPTION.find(text.sentences)
    if exemption is not None:
        found.append(
            wrong("s14", "Section 14 is no exemption: it ends the duty by itself.",
                  shown(exemption))
        )  # fmt: skip
    if any(each.parts[:1] == ("2",) for each in cited) and _EARLIER.find(text.sentences) is None:
        found.append(
            missing(
                "s14",
                "Section 14(2) needs an earlier request of the same person that was answered. "
                "Name it.",
            )
        )
    if _WHY.find(text.sentences) is None:
        found.append(advice("s14", "Say why, though the Act does not ask for it."))
    return [*found, *rights(letter)]


ENDINGS = {NoticeKind.COST_REFUSAL: cost_refusal, NoticeKind.VEXATIOUS: vexatious}
