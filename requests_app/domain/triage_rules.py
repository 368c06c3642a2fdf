"""What a message looks like: rules that suggest, say why, and decide nothing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from requests_app.domain.triage_phrases import objections_to_phrases, pattern_of, phrases_of

MOST_READ = 200_000
"""Characters of a text that are looked at."""


class PointsTo(StrEnum):
    """What the words of a message may mean."""

    OWN_RECORDS = "own_records"
    DECEASED_RECORDS = "deceased_records"
    EIR = "eir"
    PRESS = "press"
    REVIEW = "review"
    COMPLAINT = "complaint"
    BUSINESS_AS_USUAL = "business_as_usual"
    REUSE = "reuse"
    SPAM = "spam"
    OTHER = "other"


@dataclass(frozen=True)
class Rule:
    """Phrases, one a line, and the sentence that is said where one of them stands."""

    key: str
    name: str
    points_to: PointsTo
    phrases: str
    reason: str


@dataclass(frozen=True)
class Hint:
    """One suggestion: what it points to, the words it saw, and what that may mean."""

    points_to: PointsTo | None
    words: str
    reason: str
    rule: str = ""


STANDARD_RULES: tuple[Rule, ...] = (
    Rule(
        "own_records", "Their own records", PointsTo.OWN_RECORDS,
        "my [own] [medical/health/patient/hospital/gp/maternity/personnel] "
        "record/records/notes/file/data/scan/scans/x-ray/x-rays\n"
        "my [own] test results\nsubject access\ncctv/footage/information of/about/on me",
        "It may be about the sender's own records: the records team answers that (s.40(1)).",
    ),
    Rule(
        "deceased_records", "Records of somebody who has died", PointsTo.DECEASED_RECORDS,
        "late/deceased mother/father/parent/husband/wife/partner/son/daughter/brother/sister\n"
        "late/deceased grand*\nrecord/records of [a/my] deceased/late\nnext of kin",
        "It may be about somebody who has died: the Access to Health Records Act 1990.",
    ),
    Rule(
        "environment", "Environmental information", PointsTo.EIR,
        "waste\nrecycl*\ninciner*\nemission/emissions\nenergy\nboiler/boilers\nasbestos\n"
        "legionella\nnoise\nair quality\ncarbon\npollut*\ndrain/drains/drainage\nsewage\n"
        "biodiversity\ntree/trees\ncontaminat*",
        "It may be environmental information: the Regulations of 2004 apply instead of the Act.",
    ),
    Rule(
        "press", "The press", PointsTo.PRESS,
        "journalist\nreporter\nnewsroom\nnews desk\nfor an/a article/story\nfor publication\n"
        "freelance writer\ndeadline for print/broadcast\nbbc\nitv\nsky news",
        "It may come from the press. Who asks does not matter to the law; tell Communications.",
    ),
    Rule(
        "review", "An earlier answer is complained about", PointsTo.REVIEW,
        "internal review\nnot satisfied\ndissatisfied\n"
        "unhappy with your/the response/reply/answer\n"
        "complain about how you\ncomplain about [how/the] [way] my request\n"
        "complain about the way you\nyour refusal",
        "It may ask us to look again at an earlier answer. Any such wish counts as a request for "
        "a review.",
    ),
    Rule(
        "complaint", "A complaint about care", PointsTo.COMPLAINT,
        "complaint about … care/treatment/ward/nurse/doctor/consultant\nformal complaint\n"
        "i wish/want to complain\npals",
        "It may be a complaint about care: patient advice deals with that.",
    ),
    Rule(
        "ordinary_business", "Ordinary business", PointsTo.BUSINESS_AS_USUAL,
        "my appointment\ncancel an appointment\nvisiting hours\nopening hours\n"
        "how do i book/contact/park\nlost property\napply for a/the job\nwork experience",
        "A colleague may simply answer this.",
    ),
    Rule(
        "reuse", "Using our information again", PointsTo.REUSE,
        "re-use\nreuse\nrepublish\ncommercial use\ncommercially use\nlicence/license to use",
        "It may ask to use our information again: the Re-use Regulations of 2015.",
    ),
    Rule(
        "spam", "Advertising", PointsTo.SPAM,
        "search engine optimi*\nseo services/audit/ranking\nguest post\nwebsite traffic\n"
        "increase your sales/ranking/traffic\nunsubscribe\nbusiness loan\ncrypto*\n"
        "special offer",
        "It may be advertising. A request may still stand in it: read to the end.",
    ),
)  # fmt: skip

_NO_REAL_NAME = re.compile(
    r"(concerned|anonymous|a|the|angry|worried) (citizen|patient|taxpayer|resident|member)|"
    r"anon(ymous)?|n/?a|none|test|admin|info|foi( requester)?|mickey mouse|john doe|jane doe",
    re.I,
)


def objections_to(rule: Rule) -> tuple[str, ...]:
    """Return what is wrong with a rule, one sentence each."""
    said = [*objections_to_phrases(rule.phrases)]
    if not rule.reason.strip():
        said.append("Write what it may mean.")
    return tuple(said)


def hints(text: str, rules: Iterable[Rule]) -> tuple[Hint, ...]:
    """Return what the words of a message point to: one suggestion a rule, in their order."""
    read = text[:MOST_READ]
    found = []
    for rule in rules:
        seen = pattern_of(phrases_of(rule.phrases)).search(read)
        if seen:
            words = " ".join(seen[0].split())
            found.append(Hint(rule.points_to, words, rule.reason, rule.name))
    return tuple(found)


def name_hint(name: str) -> Hint | None:
    """Return a doubt about the name under a request; none where there is no name at all."""
    name = name.strip()
    if not name or (len(name.split()) > 1 and not _NO_REAL_NAME.fullmatch(name)):
        return None
    return Hint(
        None,
        name,
        "This may not be a real name, which the Act asks for (s.8(1)(b)). An initial and a "
        "surname are enough.",
    )
