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
    "application/x-msi": "a program",
    "application/java-archive": "a program",
    "application/x-ms-shortcut": "a shortcut",
    "application/x-mswinurl": "a shortcut",
    "application/javascript": "a script",
    "text/javascript": "a script",
    "text/x-shellscript": "a script",
    "text/x-perl": "a script",
    "text/x-php": "a script",
    "text/x-ruby": "a script",
    "text/x-python": "a script",
    "text/x-script.python": "a script",
    "text/x-msdos-batch": "a script",
    "text/html": "a web page",
    "application/xhtml+xml": "a web page",
    "image/svg+xml": "a drawing that can hold a script",
}
REFUSED_ENDINGS = (
    ".bat", ".cmd", ".com", ".cpl", ".dll", ".exe", ".hta", ".htm", ".html", ".jar", ".js", ".jse",
    ".lnk", ".mht", ".mhtml", ".msc", ".msi", ".php", ".pif", ".pl", ".ps1", ".psm1", ".py", ".rb",
    ".reg", ".scf", ".scr", ".sh", ".svg", ".url", ".vbe", ".vbs", ".wsf", ".wsh", ".xht", ".xhtml",
)  # fmt: skip


class Refused(ValueError):
    """The file is of a kind that must not be stored. The message says which."""


def media_type_of(beginning: bytes, name: str) -> str:
    """Return the media type of a file from its first bytes.

    Raises `Refused` for programs, scripts and pages that a browser would run.
    """
    found, kind = type_and_danger(beginning, name)
    if kind:
        shown = safe_name(name, otherwise="This file")
        raise Refused(
            f"“{shown}” is {kind}. Upload a document, a spreadsheet, a picture or a PDF instead."
        )
    return found


def type_and_danger(beginning: bytes, name: str) -> tuple[str, str]:
    """Return the media type of a file from its first bytes, and as what it could run, or ""."""
    beginning, shown = beginning[:ENOUGH_TO_TELL], safe_name(name, otherwise="This file").lower()
    found: str = magic.from_buffer(beginning, mime=True)
    kind = REFUSED.get(found) or _runs(beginning, shown, found)
    if found == "text/plain" and shown.endswith(".csv"):
        found = "text/csv"
    return found, kind


def _runs(beginning: bytes, name: str, found: str) -> str:
    """Return what libmagic does not tell: as what a file could run, or nothing."""
    if beginning.startswith(b"#!"):
        return "a script"
    if found == "text/xml" and b"<html" in beginning.lower():
        return "a web page"
    return "a program, a script or a page that can run" if name.endswith(REFUSED_ENDINGS) else ""
