"""How one act is sealed to the one before it."""

import hashlib
import json
from collections.abc import Mapping
from datetime import UTC, datetime


def seal(
    *,
    chain: str,
    position: int,
    at: datetime,
    actor_id: int | None,
    actor_name: str,
    verb: str,
    detail: Mapping[str, object],
    previous_hash: str,
) -> str:
    """Return the SHA-256 (64 hex digits) over an act and the seal of the act before it.

    `at` is an aware moment, sealed to the microsecond in UTC.
    """
    words = json.dumps(
        [
            chain,
            position,
            at.astimezone(UTC).isoformat(timespec="microseconds"),
            actor_id,
            actor_name,
            verb,
            detail,
            previous_hash,
        ],
        sort_keys=True,
        ensure_ascii=False,
        separators=(",", ":"),
    )
    return hashlib.sha256(words.encode()).hexdigest()
