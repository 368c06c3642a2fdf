"""File names as people see them: never a path, never a trick."""

import re
import unicodedata

LONGEST_NAME = 200


def safe_name(name: str, *, otherwise: str) -> str:
    """Return a display name without folders and control characters; Unicode stays.

    `otherwise` is the name of a file whose own name leaves nothing to show.
    """
    last = re.split(r"[/\\]", unicodedata.normalize("NFC", name))[-1]
    shown = "".join(c for c in last if unicodedata.category(c)[0] != "C").strip(" .")
    return shown[-LONGEST_NAME:] or otherwise
