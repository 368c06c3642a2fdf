"""Looks at a file that a stranger sent: what it is, whether it runs, opens and stays in bounds."""

import re
from typing import BinaryIO

from requests_app.disclosure.archives import is_archive, look_into_archive
from requests_app.disclosure.file_type import ENOUGH_TO_TELL, type_and_danger
from requests_app.disclosure.office_files import look_into_office_file
from requests_app.disclosure.pdf_lock import look_into_pdf
from requests_app.disclosure.room import Room
from requests_app.domain.file_safety import NOTHING_SEEN, Safety, Verdict, gravest

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
EICAR = b"X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"
HOLDS_MACROS = (".docm", ".dotm", ".xlsm", ".xltm", ".xlam", ".pptm", ".potm", ".ppam", ".ppsm")
DANGEROUS_ENDINGS = (
    ".ade", ".adp", ".appref-ms", ".appx", ".chm", ".desktop", ".gadget", ".iqy", ".iso", ".img",
    ".library-ms", ".mde", ".msix", ".msp", ".mst", ".one", ".onepkg", ".search-ms",
    ".settingcontent-ms", ".slk", ".vb", ".vhd", ".vhdx", ".website", ".wim", ".wsc", ".xbap",
    ".xll",
)  # fmt: skip
DANGEROUS_BEGINNINGS = (
    (b"MZ", "a program"),
    (b"L\x00\x00\x00\x01\x14\x02\x00", "a shortcut"),
    (b"\xe4\x52\x5c\x7b\x8c\xd8\xa7\x4d", "a notebook that can hold programs"),
    (b"ITSF", "a help file that can run"),
)
RTF_OBJECT = re.compile(rb"\\obj(?:data|update|emb|link)", re.IGNORECASE)
PAGE = re.compile(rb"<(?:!doctype\s+html|html|script|iframe|svg)\b", re.IGNORECASE)
RTF_READ = 4 * 1024 * 1024


def looked_at(file: BinaryIO, name: str, room: Room | None = None) -> tuple[str, Verdict]:
    """Return the media type of a file by its content, and what was seen in it.

    Nothing of it is run, and nothing is written; what is packed is unpacked within `room`.
    """
    room = room or Room()
    file.seek(0)
    beginning = file.read(ENOUGH_TO_TELL)
    media_type, danger = type_and_danger(beginning, name)
    danger = danger or _danger(beginning, name.lower().rstrip(". "), media_type)
    if danger:
        return media_type, Verdict(Safety.QUARANTINED, f"It is {danger}.")
    return media_type, _inside(file, beginning, name, media_type, room)


def _danger(beginning: bytes, name: str, media_type: str) -> str:
    if EICAR in beginning[:512]:
        return "the test file of virus scanners"
    for sign, kind in DANGEROUS_BEGINNINGS:
        # Two letters prove no program where all that follows is text.
        is_prose = sign == b"MZ" and media_type.startswith("text/") and b"\0" not in beginning
        if beginning.startswith(sign) and not is_prose:
            return kind
    if name.endswith(HOLDS_MACROS):
        return "a document that can hold macros"
    if name.endswith(DANGEROUS_ENDINGS):
        return "of a kind that can run"
    # Any word before the page, and the type is told as plain text or XML.
    if media_type.startswith("text/") and not name.endswith((".txt", ".csv", ".eml", ".ics")):
        return "a web page" if PAGE.search(beginning[:1024]) else ""
    return ""


def _inside(file: BinaryIO, beginning: bytes, name: str, media_type: str, room: Room) -> Verdict:
    def look(inner: BinaryIO, inner_name: str, inner_room: Room) -> Verdict:
        return looked_at(inner, inner_name, inner_room)[1]

    file.seek(0)
    if beginning.startswith(b"{\\rtf"):
        if RTF_OBJECT.search(file.read(RTF_READ)):
            return Verdict(Safety.QUARANTINED, "It holds an embedded object, which can run.")
        return NOTHING_SEEN
    if b"%PDF-" in beginning[:1024]:
        return look_into_pdf(file)
    if beginning.startswith(OLE):
        return look_into_office_file(file, look, room)
    if is_archive(beginning, name, media_type):
        return gravest([look_into_archive(file, beginning, name, look, room)])
    return NOTHING_SEEN
