"""The two rights at the end of a notice: our own review, and the complaint to the regulator.

They are two duties (FOIA s.17(7)(a) and (b); EIR reg 14(5)(a) and (b)). A sentence about the
regulator that only mentions our review (“once you have been through it”) does not offer one.
"""

import re
from itertools import pairwise

from exemptions.domain.letter_text import LetterText, Sentence
from exemptions.domain.wording import CONTACT, REGULATOR, US, Wording, windows

_REVIEW = (
    r"(?:internal(?:ly)? review(?:s|ed)?|review(?:ed|s|ing)?|reconsider(?:ed|ation)?|re-?examin\w+"
    r"|(?:look|looked|looks)(?: at (?:it|this|your request|our decision|the decision|matters))?"
    r" (?:again|afresh)|second look|fresh look|another look|go(?:es)? (?:through|over) (?:it"
    r"|this)(?: all)? again|second opinion|revisit\w*|appeal|representations?"
    r"|re-?assess\w*|re-?think|think again|fresh decision)"
)
_REFERRED_TO = re.compile(
    "|".join(
        (
            r"(?:outcome|result|conclusion|end|findings?|decision|response|completion|handling)"
            r"s? (?:of|to|at|from|in|on) (?:the |our |any |your |that |an |this |such |its |their )"
            r"{0,2}(?:own )?(?:internal )?(?:review|complaint|appeal|procedure|reconsider"
            r"|representation)\w*(?: procedure| process| stage)?",
            r"(?:if|should|where|when) (?:the|our|that|this|your|an|its) (?:own )?(?:internal )?"
            r"(?:review|complaint|reconsideration|appeal)\b(?! (?:of|into))[^.,;]*",
            r"(?:after|following|at the end of|post) (?:the |our |an |your |any |that |this |its )?"
            r"(?:own )?(?:internal )?(?:review|complaints?|appeal)\w*(?: procedure| process)?",
            r"(?:once|until|unless|before|having|when|after|where|if) [^.,;]{0,70}\b(?:exhaust"
            r"|complet|used|using|gone|been|follow|receiv|conclud|finish|had|asked|sought|requested"
            r"|responded|reviewed|tried|carried|dealt|considered|heard|reached|taken)\w*[^.;]{0,60}"
            r"\b(?:reviews?|complaints?|procedures?|process(?:es)?|reviewed|look again)\b",
            r"(?:exhausted|completed|gone through|been through|followed|concluded|used)"
            r"[^.,;]{0,50}(?:review|complaint|procedure|process)\w*",
            r"enforcement and appeals? (?:provisions?|rights?|procedures?)",
            r"internal review(?:'s)? (?:decision|outcome|response|result|letter|stage)",
            r"(?:have|has|had|having) (?:first |already |previously )?(?:asked|requested|sought"
            r"|had|used|tried|let)[^.,;]{0,60}(?:review\w*|look again|reconsider\w*)",
            r"expects? (?:you|people|applicants|complainants) to[^.]*",
            r"(?:remain|still|are) (?:dissatisfied|unhappy|not satisfied)[^.,;]{0,40}(?:with|after"
            r"|about|by|following) [^.,;]{0,30}review",
            r"(?:our|the|an|your|that|this) (?:internal )?review (?:has|have|is|was|will have)"
            r"(?: been)? (?:complete|conclude|finish|carried out|done)\w*",
            r"(?:cannot|will not|won't|does not|not normally|unlikely|generally)[^.]{0,60}"
            r"(?:until|unless|before|without)[^.]*",
        )
    )
)
_NO_PROCEDURE = re.compile(
    r"(?:no|not (?:have|operate|offer|run|provide)(?: an?| any)?|without an?) (?:internal )?"
    r"(?:complaints?|review|internal review|appeals?)(?: or review)? (?:procedure|process|scheme)"
)
_OFFER = Wording(
    rf"\b(?:ask(?:ing)?|request(?:ing)?|seek|apply|want|wish|like|entitled|right|opportunity|option"
    rf"|write|email|e-mail|contact|reply|let us know|invite|invited|demand|have|obtain|make|call"
    rf"|tell us|say so|can|may|do)\b[^.]{{0,90}}?"
    rf"{_REVIEW}",
    rf"{_REVIEW}[^.]{{0,120}}\b(?:can|may|should|must|please|write|writing|email|e-mail|contact"
    rf"|address(?:ed)?|within|available|request(?:ed|s)?|sought|sent|submit(?:ted)?|free)\b",
    r"(?:complaints?|review|appeals?) (?:procedure|process|policy|scheme)[^.]{0,100}(?:available"
    r"|found|enclosed|attached|below|follow|use|is at|details|online|website|copy|set out|write"
    r"|contact|invoke|as follows)",
    rf"{_REVIEW}[^.]{{0,60}}{CONTACT}",
    r"procedures? for (?:[\w ]{0,20})?(?:complaints?|reviews?|appeals?)",
    r"(?:use|follow|through|under|via|invoke|details of|copy of|make a complaint)[^.]{0,50}"
    r"(?:complaints?|appeals?|review) (?:procedure|process|policy|scheme)",
)
_UNHAPPY = (
    r"(?:complain|complaint|appeal|dissatisf\w+|unhappy|not (?:happy|satisfied|content|agree)"
    r"|disagree|concerned|concerns?|grievance|disappointed|(?:you|if you) (?:think|feel|believe"
    r"|consider)|challenge"
    r"|got (?:this|it|something) wrong|went wrong|dispute|made (?:a |an )?(?:mistake|error)"
    r"|mistaken|contest|aggrieved)"
)
_COMPLAIN_TO_US = Wording(
    rf"{_UNHAPPY}[^.]{{0,170}}\b(?:write|contact|email|e-mail|tell us|let us know|let me know"
    rf"|tell me|reply|send|call"
    rf"|speak|get in touch|raise|put)\b",
    rf"\b(?:write|contact|email|e-mail|tell us|let us know|let me know|tell me|reply|send|call"
    rf"|speak)\b[^.]{{0,120}}"
    rf"{_UNHAPPY}",
    rf"{_UNHAPPY}[^.]{{0,80}}\bto (?:us|me|the (?:trust|council|foi|information governance|"
    rf"head of|director|chief executive|data protection))",
)
_IS_REGULATOR = re.compile(REGULATOR)
_ASKED_ALREADY = re.compile(
    r"(?:you (?:have )?asked (?:us )?for (?:an|a|the) (?:internal )?review)"
)


def offered_review(letter: LetterText) -> Sentence | None:
    """Return where the letter says how to ask us to look again, or that there is no such way."""
    for sentence, text in _candidates(letter):
        if _NO_PROCEDURE.search(text):
            return sentence
        rest = _ASKED_ALREADY.sub(" ", _REFERRED_TO.sub(" ", text))
        rest = _without_regulator(rest)
        if _OFFER.said_in(rest) and re.search(_REVIEW + r"|complaint|appeal", rest):
            if _is_about_the_future(rest):
                return sentence
        elif _COMPLAIN_TO_US.said_in(rest):
            return sentence
    return None


def _candidates(letter: LetterText) -> list[tuple[Sentence, str]]:
    alone = [(each, each.plain) for each in letter.sentences]
    joined = [
        (first, text) for first, text in windows(letter.sentences) if not _IS_REGULATOR.search(text)
    ]
    pairs = [
        (first, f"{first.plain.rstrip('.')} - {second.plain}")
        for first, second in pairwise(letter.sentences)
        if re.search(_UNHAPPY, first.plain) and not _IS_REGULATOR.search(first.plain + second.plain)
    ]
    return [*alone, *joined, *pairs]


def _without_regulator(text: str) -> str:
    """Cut a sentence at the regulator: what follows is the second right and not the first.

    “You may complain to the Information Commissioner” leaves nothing that offers our review.
    """
    match = _IS_REGULATOR.search(text)
    if match is None:
        return text
    before, after = text[: match.start()], text[match.end() :]
    before = re.sub(
        r"\b(?:complain\w*|appeal\w*|apply|refer|contact|write|go|turn|ask|take|raise|right|request"
        r"|approach|escalate|email|seek|call)\b[^.;]{0,60}$",
        " ",
        before,
    )
    parts = re.split(r"[;:]|\b(?:and|but|or)\b", after)
    ours = [part for part in parts if re.search(r"\b(?:us|our|internal)\b", part)]
    return f"{before} {' '.join(ours)}"


_OURS = re.compile(
    rf"\b(?:you|your|please|anyone|applicants?|requesters?|requests? for|requested|contact|write"
    rf"|should|reply|e-?mail|ask|call|procedures? for|available|{US})\b"
)
_ALREADY_DONE = re.compile(
    r"^(?:i|we) (?:have )?(?:review|conduct|carri|complet|consider|reconsider|look|undert|re-?exam)"
    r"|has been reviewed|(?:was|were|have been|been) (?:carefully |fully )?(?:review|reconsider)ed"
    r"|(?:reviewed|reviewing) (?:the|each|all|our|every|your)(?! decision)"
    r"|review of (?:the |our )?(?:records?|files?|data|documents?|systems?)"
    r"|under review|keep[^.]{0,20}under review|peer review|review (?:date|body|board|panel)"
    r"|clinical review|serious incident|mortality review"
)


def _is_about_the_future(text: str) -> bool:
    return bool(_OURS.search(text)) and not _ALREADY_DONE.search(text)


_RIGHT = Wording(
    rf"\b(?:you|your|applicants?|anyone|complainants?)\b[^.]{{0,220}}\b(?:complain\w*|appeal\w*"
    rf"|apply|refer|contact|write|ask|take|raise|approach|go|turn|escalate|challenge|right"
    rf"|entitled|decision|independent\w*|email|seek|call|request|involve|report|bring|put|tell)\b"
    rf"[^.]{{0,220}}{REGULATOR}",
    rf"\bright\b[^.]{{0,90}}{REGULATOR}",
    rf"{REGULATOR}[^.]{{0,80}}\b(?:can|may|will|is able to)\b[^.]{{0,50}}\b(?:look into|investigate"
    rf"|consider|decide|rule|examine|be asked|take up|accept|deal with|hear|help|review)\b",
    rf"{REGULATOR}[^.]{{0,40}}\b(?:accepts|takes|hears|deals with|considers"
    rf"|investigates)\b[^.]{{0,30}}"
    rf"\bcomplaint",
    rf"\b(?:next step|further step|then|afterwards|after that|appeal)\b[^.]{{0,40}}{REGULATOR}",
    rf"{REGULATOR}[^.]{{0,160}}\b(?:complain\w*|appeal\w*|appl(?:y|ication)|decide whether|right"
    rf"|can (?:be contacted|investigate|consider)|may (?:be contacted|investigate))\b",
    rf"\b(?:complaints?|appeals?|applications?|recourse)\b[^.]{{0,100}}\b(?:to|with|by|through)\b"
    rf"[^.]{{0,60}}{REGULATOR}",
    rf"\b(?:complain|appeal|apply|refer|write|contact|recourse)\b[^.]{{0,60}}{REGULATOR}",
    rf"{REGULATOR}[^.]{{0,60}}{CONTACT}[^.]{{0,60}}\bcomplain",
    unless=(
        r"\b(?:guidance|guide|advises?|advised|according to|in line with|recommend\w*|has said"
        r"|have said|states? that|takes? the view|decision notices? (?:fs|ic-|in)|registered with"
        r"|considers? that|has (?:ruled|found|held)|consistent with|approved by)\b(?!.*\b(?:right"
        r" to|complain|appeal)\b)",
        r"\b(?:your (?:own )?personal (?:data|information)|data protection (?:rights|complaint)"
        r"|how we (?:use|handle|process) your (?:data|personal)|privacy notice)\b(?!.*\b(?:request"
        r"|decision|response|answer|outcome|review)\b)",
        r"\b(?:cannot|can not|may not|not able to|no right to) (?:complain|appeal)\b",
    ),
)


def offered_regulator(letter: LetterText) -> Sentence | None:
    """Return where the letter says that the reader may go to the regulator (FOIA s.50)."""
    return _RIGHT.find_in(letter)


_SECTION_50 = r"(?:section|s\.?) ?50\b"
_REVIEW_UNDER_50 = Wording(
    rf"{_SECTION_50}[^.]{{0,80}}\b(?:internal review|review (?:of )?(?:our|the|this))",
    rf"internal review[^.]{{0,60}}\b(?:under|by|in|conferred by|provided by)\b[^.]{{0,20}}"
    rf"{_SECTION_50}",
)


def review_under_section_50(letter: LetterText) -> Sentence | None:
    """Return where the letter takes s.50 for the right to our own review. It is not."""
    found = _REVIEW_UNDER_50.find(letter.sentences)
    return None if found and _IS_REGULATOR.search(found.plain) else found
