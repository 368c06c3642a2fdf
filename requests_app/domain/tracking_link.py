"""The secret that lets an applicant follow a request without an account."""

import hashlib
import hmac
from datetime import date, timedelta


def link_token(secret: str, case_id: int, version: int) -> str:
    """Return the token of a case's link: 40 hex digits nobody can guess without `secret`.

    Raising the case's link version makes every earlier link worthless.
    """
    words = f"follow:{case_id}:{version}".encode()
    return hmac.new(secret.encode(), words, hashlib.sha256).hexdigest()[:40]


def is_link_token(token: str, secret: str, case_id: int, version: int) -> bool:
    """Whether `token` is the one for this case, compared in constant time."""
    return hmac.compare_digest(token.encode(), link_token(secret, case_id, version).encode())


def link_ends_on(closed_on: date | None, days: int) -> date | None:
    """Return the last day a link works: `days` after closing; None while the case is open."""
    return closed_on + timedelta(days=days) if closed_on else None
