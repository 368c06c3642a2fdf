"""Letters on the way: acknowledgement, clarification, fees notice, transfer."""

import re
from datetime import date, timedelta
from itertools import pairwise

from exemptions.domain.grounds import dates_in
from exemptions.domain.letter_text import Sentence
from exemptions.domain.notice import Finding, NoticeKind, ReadLetter, advice, missing, wrong
from exemptions.domain.refusal_wording import DENIES_HOLDING
from exemptions.domain.rights_wording import offered_regulator, offered_review
from exemptions.domain.wording import CONTACT, DATE, EMAIL, PHONE, POSTCODE, Wording, shown

_REFERENCE = Wording(
    r"\b(?:ref(?:erence)?|our ref|your ref|case|request|foi|eir)\b\.?(?: (?:number|no|id|is))?\.?"
    r"\s?[:#-]?\s?[\w/.-]*\d[\w/.-]*",
    r"\b(?:foi|eir|f|rfi|ref)[-/ ]?\d[\w/-]*",
)
_RECEIVED = Wording(
    rf"\b(?:receiv|arriv|reached|came|got|sent|receipt|logged|email of|e-mail of|letter of|request"
    rf" of|dated|delivered|wrote|submitted)\w*\b[^.]{{0,80}}{DATE}",
    rf"{DATE}[^.]{{0,60}}\b(?:receiv|arriv|reach|came|got|we had|receipt)\w*",
    unless=(r"\bwill (?:reply|respond|answer|write)[^.]*$(?<!receiv)",),
)
_DUE = Wording(
    rf"\b(?:by|before|until|no later than|not later than|due|deadline|respond|reply|answer|latest"
    rf"|expect|on or before|target|is|end of)\b[^.]{{0,60}}{DATE}",
    rf"{DATE}[^.]{{0,40}}\b(?:at the latest|latest|is (?:the|our) (?:last|due|deadline|date))",
)
_HELP = Wording(
    r"\b(?:help|assist\w*|advice|advise|any (?:questions?|queries)|question about|adjustment"
    r"|large print|another (?:format|language)|accessib\w*|alternative format|braille|easy read"
    r"|anything (?:is )?(?:unclear|we can)|talk to|speak to|discuss|get in touch|hesitate|support"
    r"|enquir(?:e|y|ies))\b"
)
_REGIME = re.compile(
    r"freedom of information act|environmental information regulations|re-?use of public"
    r"|\b(?:under|within|as an?|with|by|of|this|your|an?) (?:the )?(?:foia?|eirs?|freedom of"
    r" information|environmental information)\b(?! (?:team|office|officer|manager|lead|department)"
    r"|[-/@ ]?\d|@)|\b(?:foia?|eirs?) (?:request|act)\b"
)


def acknowledgement(letter: ReadLetter) -> list[Finding]:
    """Hold an acknowledgement against the authority's policy."""
    text = letter.text
    found: list[Finding] = []
    if _REFERENCE.find_in(text) is None:
        found.append(missing("policy", "Give the reference of the request."))
    received = [each for each in text.sentences if _RECEIVED.said_in(each.plain)]
    if not received and not _dated_receipt(letter):
        found.append(missing("policy", "Give the day on which we received the request."))
    if not _REGIME.search(text.plain):
        found.append(
            missing("policy", "Say under which law it is handled: the Act or the Regulations.")
        )
    if not _due_dates(letter):
        found.append(
            missing("policy", "Give the date by which we will answer, not only the 20 days.")
        )
    if not re.search(rf"{EMAIL}|{PHONE}|{POSTCODE}", text.plain):
        found.append(missing("policy", "Say how to reach us: an address, a number or a mailbox."))
    if _HELP.find(text.sentences) is None:
        found.append(missing("s16", "Say how to ask for help."))
    return found


def _dated_receipt(letter: ReadLetter) -> bool:
    return bool(
        re.search(rf"(?:date received|received|date of receipt)\W{{0,4}}{DATE}", letter.text.plain)
    )


def _due_dates(letter: ReadLetter) -> bool:
    """Whether a sentence gives a date to come, apart from the day of receipt."""
    for sentence in letter.text.sentences:
        text = re.sub(
            rf"\b(?:receiv|arriv|reach|dated|sent|request of|letter of|e-?mail of|on|receipt|came)"
            rf"\w*[^.,;]{{0,40}}?{DATE}",
            lambda match: match[0] if _DUE_WORD.search(match[0]) else " ",
            sentence.plain,
        )
        if _DUE.said_in(text) or (_DUE_WORD.search(text) and re.search(DATE, text)):
            return True
    return any(_DUE.said_in(" ".join(pair)) for pair in _labelled(letter))


_DUE_WORD = re.compile(
    r"\b(?:by|respond|reply|answer|due|deadline|latest|no later|until|expect|before|response)\b"
)


def _labelled(letter: ReadLetter) -> list[tuple[str, str]]:
    """Return each heading with the line below it, as forms have them."""
    sentences = letter.text.sentences
    return [
        (first.plain, second.plain)
        for first, second in pairwise(sentences)
        if re.search(
            r"\b(?:due|deadline|respond by|reply by|answer by|response date)\b", first.plain
        )
        and first.is_heading
    ]


_UNCLEAR = Wording(
    r"\b(?:unclear|not (?:quite |entirely |completely |fully )?(?:clear|sure|certain|obvious)"
    r"|clarif\w*|ambiguous|ambiguity|more than one (?:meaning|way|thing)|could (?:mean|refer|be"
    r" read)|uncertain|unsure|(?:what|which|whether) (?:you|the|your|kind|type|period|years?|it"
    r"|documents?|information|records?|part|site|services?|team)\b|be more specific|do(?:es)?(?:"
    r" not|n't) (?:say|specify|make clear|tell us|know|understand|give|state)|vague|broad|several"
    r" (?:meanings|ways|things)|cannot (?:tell|work out)|can't (?:tell|work out)|puzzl\w*"
    r"|either\b[^.]*\bor|explain what)\b",
    r"\?$",
    unless=(
        r"\b(?:your|the|this) clarification\b|\bclarification (?:is|has been) received\b",
        r"\bonce (?:you|we) (?:have )?clarif\w*\b(?![^.]*\?)",
    ),
)
_WHY_NEEDED = Wording(
    r"\b(?:identify|identif\w+|locat\w+|find (?:the|it|what|this|your|that|any|them|out)|trace"
    r"|look(?:ing)? (?:for|in|through)|search\w*|pin ?point|retrieve|need(?:s|ed)? to know|put our"
    r" hands on)\b",
    unless=(r"\bmatters? you\b", r"\byou (?:can|could|may|will) find\b"),
)
_CLOCK = Wording(
    r"\b(?:clock|time[- ]?(?:limit|scale|frame)s?|20 (?:working )?days?|twenty working days"
    r"|deadline"
    r"|time|period|count\w*|due date)\b[^.]{0,100}\b(?:stop\w*|start\w*|begin\w*|restart\w*|paus\w*"
    r"|on hold|suspend\w*|run\w*|from the (?:day|date)|afresh|again|until|once|when|count\w*"
    r"|reset\w*)",
    r"\b(?:stop|start|begin|restart|paus|suspend|on hold|count)\w*\b[^.]{0,60}\b(?:clock"
    r"|20 (?:working )?"
    r"days|twenty working days|time|period|count)",
    r"\b(?:20|twenty) working days[^.]{0,60}\b(?:from|after|of|once|when)\b[^.]{0,60}\b(?:hear"
    r"|reply|clarif|receiv|answer|respon|get|come|arriv)\w*",
    r"\b(?:on hold|not (?:be )?(?:obliged|required|able) to (?:go|proceed|comply|continue|deal))\b",
)
_CLOSE = Wording(
    rf"\b(?:clos\w+|withdrawn|lapse\w*|treat\w*|assume|end(?:ed)?|no longer|take no further|shut"
    rf"|file)\b[^.]{{0,120}}(?:{DATE}|\b(?:months?|weeks?|days)\b)",
    rf"(?:{DATE}|\b(?:months?|weeks?|days)\b)[^.]{{0,120}}\b(?:clos\w+|withdrawn|lapse\w*|treat\w*"
    rf"|assume|no longer|take no further|shut|file)\b",
)
_ASKS_PURPOSE = Wording(
    r"\b(?:why (?:do )?you (?:want|need|are asking|would like|require|wish)|(?:the )?(?:reason"
    r"|purpose)"
    r"s? (?:for|of|behind) (?:your|the|this) (?:request|enquiry|asking)|what you (?:will|intend to"
    r"|plan"
    r" to) (?:use|do with)|purpose for which|intended use|proof of (?:identity|address)"
    r"|copy of your"
    r" (?:passport|driving))",
    unless=(r"\b(?:not|need not|no need|don't|without)\b[^.]{0,40}\b(?:reason|purpose|why|proof)",),
)
_NOT_TO_LOCATE = Wording(r"\b(?:cost limit|too expensive|curio|interest(?:ed)? to know)\b")


def clarification(letter: ReadLetter) -> list[Finding]:
    """Hold a request for clarification against s.1(3), s.16 and the authority's policy."""
    text = letter.text
    found: list[Finding] = []
    if _UNCLEAR.find(text.sentences) is None:
        found.append(missing("s16", "Say what is unclear, in the applicant's own words."))
    if _WHY_NEEDED.find(text.sentences) is None:
        found.append(
            missing(
                "s16", "Say why it is needed: to identify and locate what is asked for (s.1(3))."
            )
        )
    if not _offers_help(letter):
        found.append(missing("s16", "Offer help with putting the request."))
    if _CLOCK.find(text.sentences) is None:
        found.append(
            missing("policy", "Say what it does to the time limit: 20 working days from the reply.")
        )
    if _CLOSE.find(text.sentences) is None:
        found.append(
            missing("policy", "Say when we will close the request if we do not hear back.")
        )
    purpose = _ASKS_PURPOSE.find(text.sentences)
    if purpose is not None:
        found.append(
            wrong(
                "s16",
                "Nobody has to say why they ask, or prove who they are. Ask only for what is "
                "needed to identify and locate the information.",
                shown(purpose),
            )
        )
    return found


_OFFERS_HELP = Wording(
    r"\b(?:help|assist\w*|suggest\w*|advice|advise|for (?:example|instance)|discuss|talk|speak"
    r"|phone"
    r"|call|ring|glad|happy to (?!look)|pleased to|options?|get in touch|welcome)\b"
)


def _offers_help(letter: ReadLetter) -> bool:
    return any(
        _OFFERS_HELP.said_in(each.plain)
        for each in letter.text.sentences
        if not re.search(r"\bhelp us\b(?!.*\bhelp you)|help (?:me|us) (?:to )?(?:find|identify"
        r"|locate)",
                         each.plain)
    )  # fmt: skip


_WORKED_OUT = re.compile(
    r"\b(?:made up of|calculated|worked out|consists? of|comprises?|based on|being|namely"
    r"|breakdown)\b.*"
)
_AMOUNT = Wording(
    r"\b(?:fee|charge|cost|total|in all|altogether|pay|sum|amount|payment|invoice)s?\b[^.]{0,90}"
    r"£ ?\d[\d,.·]*",
    r"£ ?\d[\d,.·]*[^.]{0,60}\b(?:fee|charge|total|in all|altogether|to pay|payable)\b",
    r"\b(?:fee|charge|total)\b[^.]{0,60}\b\d+(?:[.·]\d\d)? ?(?:pounds|pence)\b",
    r"\b(?:fee|charge|cost)[^.]{0,40}\b(?:ten|twenty|thirty|forty|fifty|hundred)[\w ]{0,20}pounds",
)
_CALCULATED = Wording(
    r"\b(?:calculat\w*|made up of|worked out|consist\w*|compris\w*|breakdown|based on|covers?|per"
    r" (?:page|sheet|side|copy|disc)|a (?:sheet|page|side|copy)|each|at \d+p|sheets|postage|copying"
    r"|photocopying|made up|plus|namely|as follows)\b"
)
_HOW_TO_PAY = Wording(
    r"\b(?:cheque|postal order|bank transfer|bacs|card|pay(?:able|ment)?(?:s)? (?:to|by|can|may"
    r"|online"
    r"|through|over|at|into)|sort code|account (?:number|no)|payee|invoice|online|cash(?:ier)?"
    r"|made out"
    r" to|send (?:your |the )?payment|by phone)\b"
)
_LAST_DAY = Wording(
    rf"\b(?:pa(?:y|id|yment|ying)|fee|receiv\w*|reach\w*|deadline|last day|lapse\w*|expire\w*|until"
    rf"|within|by)\b[^.]{{0,120}}(?:{DATE}|\b(?:three|3)(?: \(3\))?(?: calendar)? months?\b)",
    rf"(?:{DATE}|\b(?:three|3)(?: calendar)? months\b)[^.]{{0,100}}\b(?:pa(?:y|id|yment)|fee"
    rf"|lapse\w*"
    rf"|close\w*|last day|latest)",
    unless=(r"\byour request (?:of|dated|received)\b(?!.*\b(?:by|until|three months|pay)\b)",),
)
_UNLESS_PAID = Wording(
    r"\b(?:unless|until (?:we|the|it|payment|your|this|you have)|once|when|after"
    r"|as soon as)\b[^.]{0,80}\b(?:pa(?:y|id|yment)|fee"
    r"|receiv\w*|money|it arrives|cleared)\b",
    r"\bif\b[^.]{0,50}\b(?:not|n't|no)\b[^.]{0,40}\b(?:pa(?:y|id|yment)|fee|receiv\w*)\b",
    r"\b(?:not|no longer|lapse\w*|close\w*)\b[^.]{0,80}\b(?:pa(?:y|id|yment)|fee)\b",
    r"\b(?:not (?:required|obliged|have to|need to|bound)|need not"
    r"|don't have to)\b[^.]{0,60}\b(?:go"
    r" on|proceed|continue|process|send|answer|deal|comply|supply|provide|work|start|take)\b",
    r"\brequest (?:comes to an end|lapses|will (?:end|lapse|close|be closed)|is closed)\b",
    r"\b(?:pa(?:y|id|yment)|fee)\b[^.]{0,80}\b(?:not|lapse\w*|close\w*|first|in advance|before)\b",
)
_SHORT_PERIOD = re.compile(
    r"\b(?:within|in) (?:the next )?(?:\d+|seven|ten|fourteen|twenty|twenty-eight|thirty|two|one|a)"
    r" (?:working |calendar )?(?:days?|weeks?|months?)\b"
)
_STAFF_TIME = Wording(
    r"\b(?:staff|officers?|admin\w*|person|employee)\b[^.]{0,40}\btime\b|£ ?25(?:\.00)? ?(?:an|per"
    r"|/"
    r"|a) ?hour|\bhours? (?:of|at)\b[^.]{0,40}(?:staff|£)|hourly rate|time spent (?:searching"
    r"|looking"
    r"|locating|redact\w*)",
    unless=(r"\b(?:not|no|never|nothing|without|excluding|exclude\w*)\b[^.]{0,60}\btime\b",
            r"\btime\b[^.]{0,60}\b(?:not|free|no charge)\b"),
)  # fmt: skip


def fees_notice(letter: ReadLetter) -> list[Finding]:
    """Hold a fees notice against s.9(1) and (2)."""
    text = letter.text
    found: list[Finding] = []
    if not any(_AMOUNT.said_in(_WORKED_OUT.sub(" ", each.plain)) for each in text.sentences):
        found.append(missing("s9(1)", "State the amount of the fee."))
    if _CALCULATED.find(text.sentences) is None:
        found.append(missing("policy", "Say how the fee was worked out."))
    if _HOW_TO_PAY.find(text.sentences) is None:
        found.append(missing("policy", "Say how to pay."))
    short = _short_period(letter)
    if _LAST_DAY.find(text.sentences) is None and not _pay_by_line(letter):
        found.append(
            missing("s9(2)", "Give the last day to pay: three months beginning with this letter.")
            if short is None
            else wrong(
                "s9(2)",
                "The Act gives three months, beginning with the day of this letter.",
                short,
            )
        )
    elif early := _too_early(letter):
        found.append(
            wrong(
                "s9(2)",
                f"The last day to pay is {early:%-d %B %Y}: three months beginning with the day "
                "of this letter.",
            )
        )
    if _UNLESS_PAID.find_in(text) is None:
        found.append(
            missing("s9(2)", "Say that we need not answer unless the fee is paid in that time.")
        )
    charged = _STAFF_TIME.find(text.sentences)
    if charged is not None and not re.search(r"(?:section|s\.?) ?13\b", text.plain):
        found.append(
            wrong(
                "s9(1)",
                "A fee under section 9 covers copying and postage, never our staff's time (Fees "
                "Regulations, reg 6).",
                shown(charged),
            )
        )
    if offered_review(text) is None or offered_regulator(text) is None:
        found.append(
            advice("code", "Add how to complain to us and to the regulator: good practice.")
        )
    return found


def _pay_by_line(letter: ReadLetter) -> bool:
    """Whether a line such as “Pay by:” stands above a date."""
    return any(
        re.search(r"\bpay|last (?:day|date)|deadline", first.plain)
        and re.match(rf"(?:\w+day,? )?{DATE}", second.plain)
        for first, second in pairwise(letter.text.sentences)
    )


def _short_period(letter: ReadLetter) -> str | None:
    for sentence in letter.text.sentences:
        if re.search(r"\bpa(?:y|id|yment)|\bfee\b", sentence.plain) and (
            _SHORT_PERIOD.search(sentence.plain)
        ):
            return sentence.written
    return None


def _too_early(letter: ReadLetter) -> date | None:
    """Return the right last day where the letter gives an earlier one."""
    days = dates_in(letter.text.whole.lower())
    if len(days) < 2:
        return None
    pay_days = [
        day
        for sentence in letter.text.sentences
        if _LAST_DAY.said_in(sentence.plain) and re.search(r"\bpa(?:y|id|yment)|fee|lapse|receiv",
                                                           sentence.plain)
        for day in dates_in(sentence.plain)[-1:]
    ]  # fmt: skip
    if not pay_days:
        return None
    # A letter's own day stands at its head; where two days come first, the letter is the later.
    given = [day for day in days if day not in pay_days]
    if not given:
        return None
    right = last_day_to_pay(days[0])
    return right if pay_days[-1] < right and pay_days[-1] > days[0] else None


def last_day_to_pay(given_on: date) -> date:
    """Return the end of three months beginning with the day a fees notice is given (s.9(2))."""
    before = given_on - timedelta(days=1)
    month = before.month + 3
    year, month = before.year + (month - 1) // 12, (month - 1) % 12 + 1
    following = date(year + month // 12, month % 12 + 1, 1)
    return min(
        date(year, month, min(before.day, (following - timedelta(days=1)).day)),
        following - timedelta(days=1),
    )


_GENERIC = r"(?:The|Our|This|That|Your|Their|Its|Each|Any|Every|No|A|An|Another|Dear|NHS) "
_BODY = re.compile(
    rf"\b(?!{_GENERIC}(?:Trust|Council|Board|Office|Department|Authority|Service|Commission\w*)\b)"
    r"(?:[A-Z][\w&'.-]*,? )(?:(?:of|and|the|for|in|on|with|[A-Z][\w&'.-]*),? ){0,7}"
    r"(?:Trust|Council|Board|Office|Department|Ministry|Authority|Agency|Police|Force|University"
    r"|College|Commission|Hospitals?|Surgery|Practice|Service|Services|Executive|Fund|Inspectorate"
    r"|England|Improvement|Wales|Scotland|Committee|Ltd|Limited|plc|Group|Society|Partnership)\b"
    r"|\b(?:Department|Ministry|Office|University|College|Board|Commission) (?:of"
    r"|for) (?:the )?[A-Z]"
    r"|\b(?:HMRC|DHSC|UKHSA|CQC|MHRA|ICB|NHSE|NHS England|Home Office|HSE|DWP|Defra|NICE|Ofsted)\b"
)
_NOT_ANOTHER = re.compile(
    r"Information Commission|Freedom of Information (?:Act|Office|Team)|Internal Review"
    r"|FOI (?:Office|"
    r"Team)"
)
_HELD_THERE = re.compile(
    r"\b(?:held|hold|holds|kept|keeps|responsib\w*|runs?|pass(?:ed|ing)?|transfer\w*|sent|send"
    r"|forward\w*|redirect\w*|refer\w*|ask|contact|write|apply|request\w*|approach|with|by|belongs?"
    r"|from|likely|believe|think|may|might|should|provides?|matter for|deals? with)\b"
)


def names_another_body(sentence: Sentence) -> bool:
    """Whether a sentence names an authority as the one that holds what was asked for."""
    return (
        bool(_BODY.search(sentence.written))
        and not _NOT_ANOTHER.search(sentence.written)
        and not sentence.is_heading
        and bool(_HELD_THERE.search(sentence.plain))
    )


_PERMISSION = Wording(
    r"\b(?:permission|consent\w*|agreed|agreement|happy (?:for us|with that)|asked us to|at your"
    r" request|you (?:have )?(?:confirmed|agreed|said|told us) (?:that |we |us |you |yes)|(?:would"
    r"|do) you (?:like|want)"
    r" us to|if you (?:would like|want|wish|prefer) us to|let us know (?:if|whether)|say so|your"
    r" authority|approval|as you (?:asked|wished|requested))\b"
)
_SENT_ON = Wording(
    rf"\b(?:transfer|pass|forward|sent|send|redirect|refer|hand|gave"
    rf"|did so)\w*\b[^.]{{0,140}}(?:{DATE}"
    rf"|\btoday\b|\bthis (?:morning|afternoon)\b|\byesterday\b|\bsame day\b)",
    rf"(?:^|[,;] )on (?:the same day|(?:\w+day,? )?{DATE}),? (?:we|i)\b[^.]{{0,60}}\b(?:transfer"
    rf"|pass"
    rf"|forward|sent|redirect|refer|hand)\w*",
)
_NOT_SENT = Wording(
    r"\b(?:not|n't|nor)\b[^.]{0,40}\b(?:transfer|pass|forward|sent|send|redirect)\w*",
    r"\b(?:you (?:may|might|can|should|will need to|need to|could|would need to)|please|suggest"
    r"|advise"
    r"|recommend|invite)\b[^.]{0,60}\b(?:contact|write|apply|ask|request|re-?submit|send|direct|make"
    r"|approach|address)\w*",
    unless=(r"\breview|complain|commissioner|\bico\b",),
)
_HAS_SENT = Wording(
    r"\b(?:have|has|had|was|were|been)\b(?! not)(?!n't)[^.]{0,30}\b(?:transferred|passed|forwarded"
    r"|sent|redirected)\b"
    r"|\b(?:we|i) (?:transferred|passed|forwarded|sent|redirected)\b"
    r"|\bdid so\b|\b(?:are|is|am) (?:now )?(?:transferring|passing|forwarding|sending)\b"
)
_OWN_DATA = re.compile(
    r"subject access|your own (?:personal|health|medical)?|access to health records"
)


_HOLDS_PART = Wording(
    r"\b(?:we|i|the trust)(?: \w+)? (?:hold|holds)\b", unless=(r"\bif\b", r"\bwhether\b")
)


def transfer(letter: ReadLetter) -> list[Finding]:
    """Hold a transfer or a redirection against s.1(1)(a), s.16 and the Code of Practice."""
    text = letter.text
    found: list[Finding] = []
    if not _OWN_DATA.search(text.plain) and not (
        DENIES_HOLDING.find(text.sentences) or _HOLDS_PART.find(text.sentences)
    ):
        found.append(missing("s1(1)(a)", "Say that we do not hold the information."))
    if not any(map(names_another_body, text.sentences)) and not _OWN_DATA.search(text.plain):
        found.append(missing("s16", "Name the authority that is likely to hold it."))
    elif not (
        any(re.search(CONTACT, each.plain) for each in text.sentences)
        if _OWN_DATA.search(text.plain)
        else _contact_of_other(letter)
    ):
        found.append(missing("s16", "Give the other authority's address, number or mailbox."))
    if _HAS_SENT.find(text.sentences) is not None:
        if _PERMISSION.find(text.sentences) is None:
            found.append(
                missing("code", "Say that the reader agreed: a request is passed on by permission.")
            )
        if _SENT_ON.find(text.sentences) is None:
            found.append(missing("code", "Say on which day it was passed on."))
    elif _NOT_SENT.find(text.sentences) is None and _PERMISSION.find(text.sentences) is None:
        found.append(
            missing(
                "code",
                "Say that the reader can apply there, or ask whether we may pass the request on.",
            )
        )
    return found


def _contact_of_other(letter: ReadLetter) -> bool:
    """Whether an address stands near the other authority, and is not our own.

    Our own stands where the letter speaks of complaints, of help, or above its greeting.
    """
    sentences = letter.text.sentences
    for place, sentence in enumerate(sentences):
        if not names_another_body(sentence):
            continue
        for near in sentences[place : place + 5]:
            if re.search(
                r"\b(?:review|complain|unhappy|dissatisf|contact us|reach us|write to us|call us"
                r"|email us|our (?:office|team)|commissioner|help you|any questions)\b",
                near.plain,
            ):
                break
            if re.search(CONTACT, near.plain):
                return True
    return False


HANDLING = {
    NoticeKind.ACKNOWLEDGEMENT: acknowledgement,
    NoticeKind.CLARIFICATION: clarification,
    NoticeKind.FEES_NOTICE: fees_notice,
    NoticeKind.TRANSFER: transfer,
}
