"""What a file is, by its content. The only importer of libmagic."""

import magic

from requests_app.domain.file_names import safe_name

ENOUGH_TO_TELL = 8192
REFUSED = {
    "application/x-dosexec": "a program",
    "application/vnd.microsoft.portable-executable": "a program",
    "application/x-executable": "a program",
    "application/x-pie-executable": "a program",
    "application/x-sharedlib": "a program",
    "application/x-mach-binary": "a program",
    "application/java-archive": "a program",
    "application/x-ms-shortcut": "a shortcut",
    "application/javascript": "a script",
    "text/javascript": "a script",
    "text/x-shellscript": "a script",
    "text/x-python": "a script",
    "text/x-script.python": "a script",
    "text/x-msdos-batch": "a script",
    "text/html": "a web page",
    "image/svg+xml": "a drawing that can hold a script",
}
REFUSED_ENDINGS = (
    ".bat", ".cmd", ".com", ".exe", ".dll", ".hta", ".htm", ".html", ".jar", ".js", ".lnk",
    ".msi", ".ps1", ".scr", ".sh", ".svg", ".url", ".vbs", ".wsf",
)  # fmt: skip


class Refused(ValueError):
    """The file is of a kind that must not be stored. The message says which."""


def media_type_of(beginning: bytes, name: str) -> str:
    """Return the media type of a file from its first bytes.

    Raises `Refused` for programs, scripts and pages that a browser would run.
    """
    found: str = magic.from_buffer(beginning[:ENOUGH_TO_TELL], mime=True)
    kind = REFUSED.get(found) or (
        "a kind that can run" if name.lower().endswith(REFUSED_ENDINGS) else ""
    )
    if kind:
        shown = safe_name(name, otherwise="This file")
        raise Refused(
            f"“{shown}” is {kind}. Upload a document, a spreadsheet, a picture or a PDF instead."
        )
    if found == "text/plain" and name.lower().endswith(".csv"):
        return "text/csv"
    return found
