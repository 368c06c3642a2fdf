"""Codes by which an applicant shows that a request is theirs."""

import hashlib
import secrets
from datetime import datetime, timedelta

from django.conf import settings
from django.db import transaction

from requests_app.models import AccessCode, Case
from requests_app.services import audit, outbox

CODE_LIFE = timedelta(minutes=15)
MOST_CODES_AN_HOUR = 5


@transaction.atomic
def ask_for_code(reference: str, email: str, *, at: datetime) -> None:
    """Have a code sent, where reference and address belong together.

    Says nothing either way, so that nobody learns who asked what. The code is made when
    the mail is written; the address is only ever the applicant's own.
    """
    case = (
        Case.objects.select_related("applicant")
        .filter(reference__iexact=reference.strip(), applicant__email__iexact=email.strip())
        .first()
    )
    if case is None or not case.applicant.email:
        return
    recent = AccessCode.objects.filter(case=case, made_at__gt=at - timedelta(hours=1)).count()
    if recent >= MOST_CODES_AN_HOUR:
        return
    code = AccessCode.objects.create(case=case, code_hash="", made_at=at, expires_at=at + CODE_LIFE)
    code.code_hash = _hash(code.pk, code_of(code.pk))
    code.save()
    outbox.enqueue("send_access_code", code.pk, key=f"access-code:{code.pk}", at=at)
    audit.record(
        case.reference, "ask_for_code", actor=None, at=at, actor_name=audit.APPLICANT, code=code.pk
    )


@transaction.atomic
def redeem_code(reference: str, email: str, code: str, *, at: datetime) -> Case | None:
    """Return the case that the code opens, once; None for a wrong, used or old code.

    Every wrong try counts against every code that is open for the case. Whoever does not know
    the applicant's address tries in vain, and so cannot use up the applicant's own tries.
    """
    digits = "".join(character for character in code if character.isdigit())
    live = list(
        AccessCode.objects.select_for_update(of=("self",))
        .select_related("case")
        .filter(
            case__reference__iexact=reference.strip(),
            case__applicant__email__iexact=email.strip(),
            expires_at__gt=at,
            used_at__isnull=True,
            tries_left__gt=0,
        )
    )
    for row in live:
        if secrets.compare_digest(row.code_hash, _hash(row.pk, digits)):
            row.used_at = at
            row.save()
            return row.case
    for row in live:
        row.tries_left -= 1
        row.save()
    return None


def code_of(code_id: int) -> str:
    """Return the six digits of a code: made from the site's secret, never stored."""
    sealed = hashlib.sha256(f"{settings.SECRET_KEY}:code:{code_id}".encode()).digest()
    return f"{int.from_bytes(sealed[:8]) % 1_000_000:06d}"


def _hash(code_id: int, digits: str) -> str:
    return hashlib.sha256(f"{settings.SECRET_KEY}:{code_id}:{digits}".encode()).hexdigest()
