"""How a letter says that it refuses, why, and how the public interest was weighed."""

import re
from dataclasses import dataclass

from exemptions.domain.letter_text import LetterText, Sentence
from exemptions.domain.wording import REGULATOR, US, Wording

REFUSES = Wording(
    r"\bwith-?h(?:old|eld|olding|olds)\b",
    r"\brefus(?:e|ed|es|ing|al)\b",
    r"\bexempt(?:ed|s|ion|ions)?\b[^.]{0,80}\b(?:appl(?:y|ies|ied)|engaged?|disclosure|release)",
    r"\bexempt\b",
    r"\b(?:not|un|cannot|can't|won't|never)\b ?(?:be |been )?(?:able|willing|going|prepared"
    r"|in a position)?(?: to)?[^.]{0,30}\b(?:provid|disclos|releas|suppl|shar|giv|send|let you"
    r"|publish|make available|comply|answer)",
    r"\b(?:declin|redact|unable|reject|removed?|blank(?:ed)?|black(?:ed)? out|left out|taken out"
    r"|held back|hold(?:ing)? back|keep(?:ing)? back|kept back|omitted|excluded)\w*",
)
KEEPS_BACK = Wording(
    r"\bwith-?h(?:old|eld|olding)\b",
    r"\bredact(?:ed|ion|ions|ing)\b",
    r"\b(?:held|hold(?:ing)?|keep(?:ing)?|kept) back\b",
    r"\bleav(?:e|es|ing) out\b|\bnot (?:giving|including|sharing|releasing|disclosing|providing)\b",
    r"\bblack(?:ed)? out\b|\bblanked\b|\bobscured\b|\basterisk",
    r"\b(?:removed|taken out|left out|blanked|blacked|obscured|omitted)\b[^.]{0,60}(?:name|detail"
    r"|information|figure|number|column|passage|paragraph|identif)",
    r"\b(?:name|detail|information|figure|column|passage|paragraph)s?[^.]{0,60}\b(?:removed"
    r"|taken out|left out|blanked|blacked|obscured|omitted)\b",
    r"\b(?:cannot|can't|not able to|unable to|will not|won't|are not|am not|not be|not been)\b"
    r"[^.]{0,30}(?:provid|disclos|releas|suppl|shar|giv|send)\w*",
    r"\brefus(?:e|ed|ing|al)\b",
    unless=(
        r"\b(?:nothing|no (?:information|part)|none)\b[^.]{0,50}(?:withheld|with-held|redacted"
        r"|held back|kept back|refused)",
        r"not (?:with-?held|redacted|refused|kept back|held back|withholding|keeping)",
        r"without (?:any )?redact",
        r"\b(?:if|where|when|should)\b[^.]{0,60}(?:refus|withh)",
        r"\b(?:permission|licen[cs]e|copyright|re-?use)\b",
    ),
)

_REASON = Wording(
    r"\b(?:because|since(?! (?:\d|then|last|your|jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec|we"
    r" (?:received|wrote|last)))|due to|on the (?:grounds?|footing|basis) that|inasmuch|owing to"
    r"|on account of|in order (?:to|not to)|so as (?:to|not to)"
    r"|so that|given that|in that|the reason|for the reason|by reason|as a result|this is (?:as"
    r"|so|that)|explanation|which means|meaning that|therefore would|thereby|otherwise|the effect"
    r"|why)\b",
    r"\b(?:would|could)\b(?! (?:you|like|also like|be (?:happy|grateful|glad|pleased|able)|welcome"
    r"|appreciate|ask|suggest|advise|prefer|wish|take|cost))",
    r"\b(?:not (?:yet )?been (?:checked|verified|finished|completed|validated)|unfinished"
    r"|incomplete"
    r"|known to be|final version|preparing|out of (?:all )?proportion|burden)\b",
    r"\b(?:would|could|might|may|will|is likely to|are likely to|risks?|were to)\b[^.]{0,50}"
    r"\b(?:prejudic|harm|damag|undermin|weaken|inhibit|identif|breach|contraven|unfair|endanger"
    r"|expose|reveal|give|allow|enable|disadvantag|affect|deter|discourag|hinder|hamper|imped"
    r"|jeopardi|put|lead|cause|help|assist|compromis|erode|distress|lawful|infring|amount|make"
    r"|lose|constitute|impair|reduc|disclose|let|show|tell|distort|threaten|chill|place|risk"
    r"|interfer|deprive|open|invite|encourage|limit|restrict|spoil|pre-?empt)\w*",
    r"\bwould (?:not be|be un)(?: )?(?:fair|lawful)|\bunfair\b|reasonable expectation|would expect"
    r"|do(?:es)? not expect|not expect(?:ed)?\b|legitimate interest",
    r"\b(?:is|are|was|were|contains?|constitutes?|includes?|comprises?|amounts? to|relates? to"
    r"|consists? of|concerns?|falls? within|qualif(?:y|ies) as|counts? as)\b[^.]{0,80}\b(?:personal"
    r" (?:data|information|details)|special category|legal advice|privileged|confiden|commercial"
    r"|trade secret|sensitive|third part|identif|health of|individuals?|living|advice|draft"
    r"|internal communication|unfinished|incomplete|correspondence with|court record)",
    r"\b(?:already|readily|reasonably|publicly|freely)\b[^.]{0,30}\b(?:accessible|available"
    r"|published|public domain|obtain)|\bcan be (?:found|accessed|obtained|seen|read|downloaded)",
    r"\b(?:intend(?:s|ed)?|plan(?:s|ned)?|due|scheduled|going|set|expected) to (?:be )?publish"
    r"|will be published|publication (?:is )?(?:planned|due|scheduled|date)",
    r"\b(?:provided|given|supplied|obtained|received|shared|told|imparted|entrusted)\b[^.]{0,60}"
    r"\b(?:in confidence|confidential|expectation|by (?:a|the|his|her|its|another|our))",
    r"\b(?:prohibit\w*|forbid\w*|bars?|bans?|prevents?|makes? it (?:an offence|unlawful))\b",
    r"\b(?:protect|safeguard|preserve)\w*\b[^.]{0,60}",
    r"\bas (?!(?:it|they|this|these|the information) (?:is|are) (?:therefore )?exempt)(?:it|they"
    r"|this|these|that|the|disclos|releas|to|an?|such|we|he|she|its|their)\b"
    r"[^.]{0,120}\b(?:would|could|might|may|is|are|was|were|has|have|contain|relate|identif)",
    r"\bsought (?:for|from)\b|dominant purpose|lawyer|solicitor",
)
_TITLE_ONLY = re.compile(r"\([^)]*\)")


def gives_reason(letter: LetterText, *, leaves_part_aside: bool = True) -> Sentence | None:
    """Return where the letter says why the exemption applies (FOIA s.17(1)(c)).

    The weighing of the public interest comes after that and is left aside, and so are the
    paragraphs on what the reader may do next. Where nothing is weighed yet only the sentences
    that speak of the test are left aside, not all that follows (`leaves_part_aside` False).
    """
    zone = set(public_interest_part(letter))
    if not leaves_part_aside:
        zone = {each for each in zone if _OPENS_WEIGHING.search(each.plain)}
    for sentence in letter.sentences:
        if sentence in zone or sentence.is_heading or _is_about_rights(sentence):
            continue
        text = _TITLE_ONLY.sub(" ", sentence.plain)
        if _REASON.said_in(text) and not _NO_REASON.search(text):
            return sentence
    return None


_NO_REASON = re.compile(
    r"\b(?:thank you|your request (?:of|dated|for|was)|you (?:asked|requested)|we received"
    r"|large print|copyright|re-?use|licen[cs]e|would like (?:us|to|help|more)|open government"
    r"|if you (?:would|have|need|want|wish|are)|please (?:contact|let|ask|quote|write|accept|find)"
    r"|sorry|i am (?:now )?(?:writing|able)|under the freedom of information act 2000 (?:we|you)"
    r"|would (?:normally|ordinarily|usually) (?:have|be|tell)|same (?:answer|response|reply)"
    r"|whether or not|taken to|taken as|public interest test"
    r"|^(?:we|i) (?:estimate|expect|anticipate|aim|hope)|make (?:this|a|our|the) decision"
    r"|statutory duty|(?:act|foia) (?:gives|requires|provides|places|creates))\b"
)


def _is_about_rights(sentence: Sentence) -> bool:
    return bool(
        re.search(
            rf"\b(?:internal review|review of (?:our|this|the) (?:decision|response|handling)"
            rf"|(?:you|your|please|wish to|right to)\b[^.]*\b(?:complain|appeal|dissatisf\w+"
            rf"|unhappy))"
            rf"\b|\bcomplaints? (?:procedure|process)|{REGULATOR}",
            sentence.plain,
        )
    )


_OPENS_WEIGHING = re.compile(
    r"public(?:'s)?[- ]interest|\bpit\b|\bbalanc(?:e|ing)\b|\bweigh(?:ed|ing|s)?\b|\boutweigh"
    r"|factors? (?:in favour|for|against)|arguments? (?:in favour|for|against)"
    r"|in favour of (?:disclos|releas|withhold|maintain|publish|non)"
)
_LEAVES_WEIGHING = re.compile(
    r"^(?:section|s\.?|question|regulation|q)\s?\d|internal review|your right|rights? (?:of|to)"
    r"|complain|what (?:you can|to) do|next steps?|yours (?:sincerely|faithfully)|kind regards"
    r"|duty to (?:help|advise)|advice and assistance|re-?use|copyright|personal (?:data"
    r"|information)"
)


def public_interest_part(letter: LetterText) -> tuple[Sentence, ...]:
    """Return the sentences in which the public interest is weighed, in order.

    From the first that speaks of it, through its lists, to the next subject.
    """
    zone: list[Sentence] = []
    inside = False
    paragraph = -1
    for place, sentence in enumerate(letter.sentences):
        is_title = sentence.is_heading and place < 3
        if _OPENS_WEIGHING.search(sentence.plain) and not is_title:
            if not _DENIES_WEIGHING.search(sentence.plain):
                inside, paragraph = True, sentence.paragraph
        elif inside and (
            _is_about_rights(sentence)
            or (sentence.paragraph != paragraph and _LEAVES_WEIGHING.search(sentence.plain))
        ):
            inside = False
        if inside:
            zone.append(sentence)
            paragraph = sentence.paragraph
    return tuple(zone)


_DENIES_WEIGHING = re.compile(
    r"\b(?:no|not|without|nor|need not|does not|do not|is not"
    r"|isn't)\b[^.]{0,60}\b(?:public interest"
    r"|test)\b[^.]{0,40}|absolute exemption"
)

_FOR_STRONG = re.compile(
    r"transparen|accountab|\bopen(?:ness|ly)?\b|open government|understand|scrutin|public (?:money"
    r"|funds"
    r"|purse|spending|expenditure|debate|confidence|trust|awareness|knowledge)|taxpayer|tax payer"
    r"|inform(?:ed|s|ing)? (?:the )?(?:public|debate|patients|people)|debate|value for money"
    r"|right to know|hold (?:us|the|public)[^.]{0,40}account|hold[^.]{0,30}to account|reassur"
    r"|how (?:we|the trust|public|decisions|money|funds|it|services|well|much|it is)\b[^.]{0,60}"
    r"\b(?:spen|spent|run|made|use|used|work|decid|perform|manag|reach|handl|protect|cost)"
    r"|well[- ]?spent|money is|informed choices?|patient choice|participat|confidence in"
    r"|(?:interest in|benefit from|know|knowing|see|seeing) how\b|benefit from (?:knowing|seeing)"
    r"|interest in (?:knowing|seeing|learning)|legitimate(?:ly)? interest(?:ed)?"
    r"|people (?:should|ought|have|want|would|care)|patients (?:should|ought|have|want|would)"
    r"|public (?:should|ought|has|have|wants|would|can|could|is entitled|deserves)"
    r"|spent (?:well|properly|wisely)|competition|encourage (?:more )?(?:suppliers|bidders|compet)"
    r"|lessons|safety of|wrongdoing|malpractice|quality of (?:care|decision)|presumption"
)
_FOR_LABEL = re.compile(
    r"(?:reasons?|factors?|arguments?|case) (?:to|for|why we should) (?:disclos|releas|publish)|"
    r"\b(?:in favour of|favou?r(?:s|ing)?|for|support(?:s|ing)?|towards?|promot\w+)\b (?:the |of )?"
    r"(?:disclos|releas|publish|publication|openness|giving)|disclosure (?:would|could|might|will)"
    r"(?: also)? (?:help|promote|increase|allow|enable|further|show|let|add|improve|give"
    r"|demonstrate"
    r"|contribute|assist|shed|inform|aid|enhance)|releasing (?:it|this|them)[^.]{0,30}(?:would"
    r"|could) (?:help|promote|increase|allow|show|let)|case for (?:disclos|releas|openness)"
    r"|(?:weighs?|pulls?|points?|counts?|argues?|speaks?|tells?) (?:for|towards?|in favour of)"
    r" (?:disclos|releas|openness|publ)"
)
_AGAINST_STRONG = re.compile(
    r"prejudic|harm|damag|undermin|weaken|inhibit|chill|deter|discourag|protect|negotiat|bargain"
    r"|competitors?|competitive|confiden(?:ce|tial)(?!.{0,12}in (?:the|how|public))|safe space"
    r"|private space|frank|candi[du]|candour|security|risk|jeopardi|safety|expos|attack|criminals?"
    r"|disadvantag|less (?:willing|likely|open)|reluctan|distract|impair|hinder|hamper|imped"
    r"|distort"
    r"|driv(?:e|ing) up|higher prices?|suffer|crime|injur|theft|hold back|dry up|poorer|harder"
    r"|more difficult|keep\w*[^.]{0,40}\bsafe\b"
    r"|worse (?:terms|prices?|deal)|better (?:terms|deal|prices?)"
    r"|future (?:tenders?|procure|negotiat|contracts?)|privilege|free and|integrity of|premature"
    r"|mislead|alarm|distress|intrusi|privacy|endanger|facilitat|vulnerab|threat|adverse"
    r"|cost(?:s|ing)? the|unwilling|withdraw|stop (?:shar|bid|com)|full and|lawyers?|client"
    r"|position in|leverage|interfer|compromis|resources|orderly|planned publication"
)
_AGAINST_LABEL = re.compile(
    r"(?:reasons?|factors?|arguments?|case) (?:to|for) (?:withhold|keep|refus|not disclos)|"
    r"\b(?:in favour of|favou?r(?:s|ing)?|for|support(?:s|ing)?|towards?)\b (?:the |of )?"
    r"(?:withhold|maintain|non-?disclos|not (?:disclos|releas)|keeping|refus|upholding"
    r"|the exemption"
    r"|exemption|exclud)|against (?:disclos|releas|openness|publ|confirm|it|doing)"
    r"|case for (?:withhold|keeping|maintain)|(?:weighs?|pulls?|points?|counts?|argues?|speaks?"
    r"|tells?) (?:against|the other way|for keeping|for withholding)"
)
_CONCLUDES = re.compile(
    r"outweigh|(?:balance|scales?)[^.]{0,60}(?:lies|falls|favour|rests|is in|comes? down|tip|was"
    r"|therefore|supports)|(?:public interest|it|test|balance|which|judgment|decision|we)[^.]{0,60}"
    r"(?:lies|favou?rs|rests|(?:better|best) served|comes? down|is stronger|is greater"
    r"|carries? more weight|weighs more|prevails?|falls)|(?:is|are) (?:the )?(?:greater|stronger"
    r"|weightier"
    r"|heavier)|(?:greater|stronger|more|heavier|weightier)"
    r"[^.]{0,20}(?:public interest|weight|case|side|argument)|conclu(?:de|ded|sion)"
    r"|\bprevails?\b|carries the day|is decisive|(?:on|in) balance|(?:decided|satisfied|determined"
    r"|judged?|our view|my view|of the view"
    r"|believe|consider(?:ed)? that)[^.]{0,60}(?:public interest|exemption|withhold)"
    r"|in favour of (?:maintain|withhold)[^.]{0,60}$|served by (?:maintain|withhold|not)"
)


@dataclass(frozen=True)
class Scales:
    """What a letter says of the public interest: each side, and where it comes down."""

    part: tuple[Sentence, ...]
    has_reasons_for: bool
    has_reasons_against: bool
    has_conclusion: bool


def scales(letter: LetterText) -> Scales:
    """Read the weighing of the public interest (FOIA s.17(3), EIR reg 14(3)(b))."""
    part = public_interest_part(letter)
    has_for = has_against = has_conclusion = False
    side = ""
    for sentence in part:
        text = _without_formula(sentence.plain)
        concludes = bool(_CONCLUDES.search(sentence.plain))
        has_conclusion |= concludes
        label_for, label_against = _FOR_LABEL.search(text), _AGAINST_LABEL.search(text)
        is_label = sentence.is_heading or sentence.plain.rstrip().endswith(":")
        if is_label and bool(label_for) != bool(label_against):
            # A list under a heading: what it lists is on that side, in whatever words.
            side = "for" if label_for else "against"
            continue
        if is_label:
            side = ""
        strong_for, strong_against = _FOR_STRONG.search(text), _AGAINST_STRONG.search(text)
        if bool(label_for) != bool(label_against) and not concludes and not _TURNS.search(text):
            # “In favour of disclosure is how we protect data”: one side, whatever its words are.
            has_for |= bool(label_for)
            has_against |= bool(label_against)
        elif side and not concludes and not sentence.is_heading:
            has_for |= side == "for"
            has_against |= side == "against"
            if strong_for and strong_against is None and label_for:
                has_for = True
        else:
            has_for |= bool(strong_for) or bool(label_for and not concludes)
            has_against |= bool(strong_against) or bool(label_against and not concludes)
        if concludes:
            side = ""
    return Scales(part, has_for, has_against, has_conclusion)


_TURNS = re.compile(r"\b(?:but|however|whereas|while|although|though|against|set against)\b")
_FORMULA = re.compile(
    r"(?:the )?public interest in (?:maintaining|upholding|applying|favour of maintaining"
    r"|withholding|non-?disclosure|not disclosing|disclosure|disclosing|releasing|release"
    r"|maintaining the (?:exemption|exception|exclusion))(?: (?:of )?(?:the |this "
    r"|that )?(?:exemption"
    r"|exception|exclusion|information|duty|it))?(?: (?:of|in|to|under|at) (?:the )?(?:section"
    r"|regulation|s\.?|duty)[^,.;]{0,40})?|in all (?:the )?circumstances(?: of the case)?"
    r"|balance of (?:the )?public interest|public interest test|public interest arguments?"
    r"|prejudice test|(?:weigh|consider|balanc|carr)\w* (?:out |up )?(?:the )?public interest"
    r"|\([^)]{0,60}\)"
)


def _without_formula(text: str) -> str:
    """Take out the words of the test itself: they are no reason for either side."""
    return _FORMULA.sub(" ", text)


CALLS_ABSOLUTE = Wording(
    r"\b(?:is|are|as|being) an? absolute exemptions?\b",
    r"\babsolute\b[^.]{0,60}\b(?:no|not|without)\b[^.]{0,40}(?:public interest|test)",
    r"(?:no|not|without|need not|does not)[^.]{0,50}(?:public interest)[^.]{0,50}\babsolute\b",
    r"\b(?:no|not (?:require|need|subject to)|without) (?:the |a |any )?(?:need (?:for|to (?:apply"
    r"|consider|carry out)) )?(?:the |a |any )?public interest(?: test)?\b",
)

NEITHER_NOR = Wording(
    r"\b(?:neither|nor)\b[^.]{0,30}\bconfirm\w*\b[^.]{0,20}\b(?:nor|or)\b[^.]{0,10}den(?:y|ies|ied"
    r"|ying)",
    r"\b(?:not|cannot|can't|unable|refus\w+|declin\w+|exclud\w+|won't|exempt\w*|never|lift\w*"
    r"|remov\w+|relie\w+|disappl\w+|without|not be|rather than)\b[^.]{0,60}\b(?:confirm(?:ing)?"
    r"(?: or|/) ?den(?:y|ying)|(?:say|saying|confirm|tell|telling|state|stating|disclose|reveal)"
    r"\w*(?: you)?(?: to you)? (?:whether|if))",
    r"\bconfirm(?:ing)?(?:(?: or|/| nor| and) ?den(?:y|ying|ial))[^.]{0,60}\b(?:not (?:apply|arise)"
    r"|does not|do not|is (?:lifted|excluded|removed|exempt)|not required|falls away|disapplied"
    r"|would (?:itself|in itself))",
    r"neither (?:say|state|tell)[^.]{0,40}\bwhether|\bncnd\b",
)
_HOLDS = re.compile(
    rf"\b(?:{US}|it) (?:can confirm that {US} )?(?:also |currently |certainly |in fact |already "
    rf"|now"
    r" )?(?:do(?:es)?(?: not|n't)? |did(?: not|n't)? )?(?:hold|holds|held|possess|possesses|have"
    r" (?:identified|located|found|copies|a copy|records?)|has (?:identified|located|found|a copy"
    r"|records?))\b"
    r"|\b(?:information|records?|documents?|data|file|files|report) (?:that |which )?(?:we"
    r"|the trust)"
    r" (?:hold|holds|have|has)\b"
    r"|\b(?:is|are) (?:not )?held\b|\bhold no\b|\bholds no\b"
    rf"|\b(?:{US}) (?:are|am|is|have|has)(?: therefore| also)? (?:with-?h(?:olding|eld)"
    r"|decided to withhold)"
    r"|\bwith-?h(?:olding|eld) (?:the|this|that|these|those|a|some|all)"
    r"|copies? (?:are|is) (?:enclosed|withheld)|\bcontained in (?:the|his|her|their) (?:file"
    r"|record)"
)
_HYPOTHETICAL = re.compile(
    r"\b(?:whether|if|were|neither|nor|confirm or deny|confirming or denying|imply|implied|implies"
    r"|indicat\w*|infer\w*|suggest\w*|conclusion|any|either|should not be|would|could|might"
    r"|interpreted|taken as|taken to|right to (?:be told|know)|entitle\w*|obliged|obligation"
    r"|duty|requires?|normally|usually|generally|ordinarily|public authorit(?:y|ies)|does not mean"
    r"|not to be read|hypothetical\w*|even to say|simply saying|merely saying)\b"
)


def reveals_whether_held(letter: LetterText) -> Sentence | None:
    """Return where a letter that should say neither gives away whether information is held."""
    for sentence in letter.sentences:
        if _HOLDS.search(sentence.plain) and not _HYPOTHETICAL.search(sentence.plain):
            return sentence
    return None


_HOLDER = (
    r"(?:we|i|trust|it|council|organisation|board|department|authority|finance|estates|hospital"
    r"|office|team|directorate)"
)
CONFIRMS_HOLDING = Wording(
    rf"\b{_HOLDER}\b(?: \w+){{0,3}} (?:hold|holds|held|possess|possesses)\b",
    rf"\b{_HOLDER}(?: do| does| also| already| currently| indeed)* (?:have|has|keep|keeps|got)"
    r"(?: the| this| that| all| some| both| these| those| such| full| your| of| a| an| any| two"
    r"| detailed| recorded| relevant)*"
    r" (?:information|data|records?|documents?|cop(?:y|ies)|figures?|it"
    r"|files?|lists?|rota|reports?|what you asked|minutes|papers|spreadsheet|emails?|log"
    r"|register)\b",
    rf"\b{_HOLDER} (?:have|has|'ve) (?:found|located|identified)\b|\bwe've (?:found|located)\b",
    r"\b(?:is|are|was|were) (?:indeed |all |both |also )?held\b(?! (?:by (?!us|the trust)|at|on))",
    r"\bconfirm[^.]{0,60}\b(?:hold|holds|held|have|has)\b",
    r"\binformation (?:that |which )?(?:we|the trust|you)[^.]{0,20}(?:hold|holds|have|has)\b",
    r"\bholds? (?:the|this|some|all|that|most|both)\b",
    unless=(
        r"\b(?:do|does|did)(?: not|n't) (?:hold|have)|\bneither\b|\bconfirm or deny\b"
        r"|\bnot held\b|\bhold no\b|\bwhether\b|\bright to\b|entitle|^if\b|\bheld (?:by (?!us|the)"
        r"|at|on"
        r" behalf)",
    ),
)
DENIES_HOLDING = Wording(
    r"\b(?:do|does|did|could|can)(?: not|n't)(?: currently| actually| presently| ourselves"
    r"| itself)?"
    r" (?:hold|possess|keep|collect|record|have|maintain|store|own|produce|create|generate)\b",
    r"\bhold(?:s)? (?:no|none|nothing|neither)\b|\bha(?:ve|s) no (?:recorded )?(?:information"
    r"|records?|data|documents?|such|copies|figures)",
    r"\b(?:is|are|was|were)(?: not|n't)(?: \w+)? held\b|\bnot held\b|\bno (?:recorded |relevant"
    r" |such )?(?:information|records?|data|documents?|correspondence|copies)[^.]{0,40}\b"
    r"(?:exists?|held|kept)",
    r"\bno longer (?:hold|holds|held|have|has|possess)|\bno record\b|information not held"
    r"|\bnothing (?:is |was )?(?:held|recorded)",
    unless=(r"\bdo not have to\b", r"\bconfirm or deny\b", r"\bneither confirm\b"),
)
