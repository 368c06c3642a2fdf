"""Letters from their templates and the facts of a case. Who asked is not read."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Max

from requests_app.domain.errors import RuleBroken
from requests_app.domain.letter_composing import About, composed, contact_in_mail, contact_on_paper
from requests_app.domain.letter_content import LetterContent
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_template import LetterTemplate, TemplateFault, parse
from requests_app.domain.regime import Regime
from requests_app.domain.standard_letters import STANDARD
from requests_app.models import Case, ReplyBy, TemplateVersion
from requests_app.queries.authority import the_authority, the_regulator


@dataclass(frozen=True)
class StandingTemplate:
    """The template that stands for a kind; number 0 are the standard words."""

    kind: TemplateKind
    number: int
    text: str

    @property
    def label(self) -> str:
        """Its name as letters keep it: refusal/3."""
        return f"{self.kind.value}/{self.number}"

    def read(self) -> LetterTemplate:
        """Return it ready to be filled in.

        Raises `RuleBroken` for one that was published when letters had other places to fill.
        """
        try:
            return parse(self.text, KINDS[self.kind].places)
        except TemplateFault as fault:
            raise RuleBroken(
                f"The template “{KINDS[self.kind].label}” cannot be used any more. {fault} Ask the "
                "FOI manager to publish it anew."
            ) from fault


@dataclass(frozen=True)
class Written:
    """A letter, and the name of the template that it was made from."""

    content: LetterContent
    template: str


def standing_template(kind: TemplateKind) -> StandingTemplate:
    """Return the template that stands for `kind` now."""
    row = TemplateVersion.objects.filter(kind=kind.value).order_by("-number").first()
    if row is None:
        return StandingTemplate(kind, 0, STANDARD[kind])
    return StandingTemplate(kind, row.number, row.text)


def numbered_template(label: str) -> StandingTemplate | None:
    """Return the template that a letter names as its own: refusal/3; None where it names none."""
    name, _, number = label.partition("/")
    if name not in {kind.value for kind in TemplateKind} or not number.isdigit():
        return None
    kind = TemplateKind(name)
    if number == "0":
        return StandingTemplate(kind, 0, STANDARD[kind])
    row = TemplateVersion.objects.filter(kind=kind.value, number=int(number)).first()
    return StandingTemplate(kind, row.number, row.text) if row else None


def standing_numbers() -> dict[str, int]:
    """Return the number of the version that stands, for every kind that has one of our own."""
    rows = TemplateVersion.objects.order_by().values("kind").annotate(last=Max("number"))
    return {row["kind"]: row["last"] for row in rows}


def goes_by_mail(case: Case) -> bool:
    """Whether what we write to the applicant goes by e-mail."""
    return case.reply_by == ReplyBy.EMAIL


def about(case: Case, *, in_mail: bool) -> About:
    """Return what every letter of a case knows of it."""
    authority = the_authority()
    contact = contact_in_mail if in_mail else contact_on_paper
    return About(
        reference=case.reference,
        subject=case.subject,
        regime=Regime(case.regime),
        received_on=case.received_on,
        authority=authority,
        regulator=the_regulator(),
        contact=contact(authority, case.reference),
    )


def written(
    case: Case, kind: TemplateKind, own: Mapping[str, str], *, in_mail: bool, dated: date
) -> Written:
    """Write a letter on the way to the answer, in the words of the template that stands."""
    template = standing_template(kind)
    content = composed(kind, template.read(), about(case, in_mail=in_mail), own, dated=dated)
    return Written(content, template.label)
