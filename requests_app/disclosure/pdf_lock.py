"""Whether a PDF opens, and whether programs are packed into it."""

from typing import BinaryIO

import pikepdf

from requests_app.disclosure.file_type import REFUSED_ENDINGS
from requests_app.domain.file_safety import NOTHING_SEEN, Safety, Verdict

LOCKED = Verdict(Safety.LOCKED, "It is locked with a password. Ask the sender to send it open.")


def look_into_pdf(file: BinaryIO) -> Verdict:
    """Return whether a PDF needs a password; a damaged one is left to whoever opens it."""
    try:
        with pikepdf.open(file) as document:
            names = [name.lower() for name in document.attachments]
    except pikepdf.PasswordError:
        return LOCKED
    except Exception:  # whatever its library says of a broken file
        return Verdict(Safety.UNSCANNED, "It seems damaged: it may not open.")
    if any(name.endswith(REFUSED_ENDINGS) for name in names):
        return Verdict(Safety.QUARANTINED, "A program is attached inside it.")
    return NOTHING_SEEN
