"""The words of a kind of letter are published by the FOI manager; the old version stays."""

from datetime import datetime
from hashlib import sha256

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction

from requests_app import permissions
from requests_app.domain.errors import RuleBroken, StalePage
from requests_app.domain.letter_composing import without_a_slot
from requests_app.domain.letter_kinds import KINDS, TemplateKind
from requests_app.domain.letter_template import TemplateFault, parse
from requests_app.models import Case, TemplateVersion, User
from requests_app.queries.letter_words import standing_template
from requests_app.queries.template_trial import made_worse, tried_on_case, tried_on_sample
from requests_app.services import audit

TRAIL = "letter-templates"


@transaction.atomic
def publish(
    kind: TemplateKind,
    text: str,
    *,
    why: str,
    after: int,
    actor: User,
    at: datetime,
    tried_on: Case | None = None,
) -> TemplateVersion:
    """Make `text` the template of `kind` from now on.

    `after` is the version that the person changed. Raises `RuleBroken` for a template that cannot
    be read, or whose letter would lack what the law asks of its kind: on a made-up letter with
    everything in it, and on the case it was tried on. The version that stands goes on standing.
    """
    if not permissions.can_publish_templates(actor):
        raise PermissionDenied("The FOI manager publishes templates.")
    text = text.replace("\r\n", "\n").strip()
    if not why.strip():
        raise RuleBroken("Say what you changed, and why. It is kept with the version.")
    standing = standing_template(kind)
    if standing.number != after:
        raise _published_meanwhile(standing.number)
    if text == standing.text.strip():
        raise RuleBroken("These are the words that stand already. Nothing was published.")
    try:
        template = parse(text, KINDS[kind].places)
    except TemplateFault as fault:
        raise RuleBroken(f"{fault} Nothing was published.") from fault
    if lacking := without_a_slot(kind, template):
        raise RuleBroken(f"{lacking} Nothing was published.")
    faults = tried_on_sample(kind, template).faults
    if tried_on is not None:
        before = tried_on_case(kind, standing.read(), tried_on).faults
        faults += made_worse(tried_on_case(kind, template, tried_on).faults, before)
    if faults:
        said = " ".join(dict.fromkeys(f"{each.message} ({each.rule})" for each in faults))
        raise RuleBroken(
            f"A letter in these words would not pass the check. {said} Nothing was published, and "
            f"the words that stand go on standing."
        )
    try:
        with transaction.atomic():
            row = TemplateVersion.objects.create(
                kind=kind.value,
                number=after + 1,
                text=text,
                why=why.strip()[:300],
                published_by=actor,
                published_at=at,
            )
    except IntegrityError as clash:
        raise _published_meanwhile(after + 1) from clash
    audit.record(
        TRAIL,
        "publish_template",
        actor=actor,
        at=at,
        template=str(row),
        sha256=sha256(text.encode()).hexdigest(),
    )
    return row


def _published_meanwhile(number: int) -> StalePage:
    return StalePage(
        f"Someone published version {number} after you opened the page. Nothing was published. "
        "Look at their words, then decide."
    )
