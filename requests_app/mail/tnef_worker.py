"""Opens Outlook's winmail.dat in a process of its own, with little memory and little time.

Runs as a script: the file on standard input, one JSON document on standard output.
"""

import base64
import json
import logging
import resource
import sys

from tnefparse import TNEF

MOST_MEMORY = 1024 * 1024 * 1024
MOST_SECONDS = 20
MOST_FILES = 200
MOST_BYTES = 50 * 1024 * 1024


def opened(data: bytes) -> dict[str, object]:
    """Return the words and files inside, and whether the file was there to its end."""
    mail = TNEF.__new__(TNEF)
    is_whole = True
    try:
        mail.__init__(data, do_checksum=False)
    except Exception:  # what was read before the fault stands in the object
        is_whole = False
    files, room = [], MOST_BYTES
    for attachment in getattr(mail, "attachments", ())[:MOST_FILES]:
        content = _bytes(attachment.data)
        room -= len(content)
        if room < 0:
            break
        files.append({"name": _name(attachment), "content": base64.b64encode(content).decode()})
    return {
        "is_whole": is_whole and _reaches_its_end(data) and room >= 0,
        "files": files,
        "plain": base64.b64encode(_bytes(getattr(mail, "body", None))).decode(),
        "html": base64.b64encode(_bytes(getattr(mail, "htmlbody", None))).decode(),
        "rtf": base64.b64encode(_rtf(mail)).decode(),
    }


def _reaches_its_end(data: bytes) -> bool:
    """Whether the attributes fill the file: level, name, type, length, content, checksum."""
    place = 6
    while place + 9 <= len(data):
        if data[place] not in (1, 2):
            return not data[place:].strip(b"\0\r\n")
        place += 9 + int.from_bytes(data[place + 5 : place + 9], "little") + 2
    return 6 < place <= len(data)


def _bytes(value: object) -> bytes:
    if isinstance(value, list):
        value = value[0] if value else b""
    if isinstance(value, str):
        return value.encode("utf-8", "replace")
    return bytes(value) if isinstance(value, (bytes, bytearray)) else b""


def _rtf(mail: TNEF) -> bytes:
    try:
        return _bytes(mail.rtfbody)
    except Exception:  # its compression is broken: the words are lost, the file is kept
        return b""


def _name(attachment: object) -> str:
    try:
        return str(attachment.long_filename())  # type: ignore[attr-defined]
    except Exception:  # a name in a charset that is none
        return ""


if __name__ == "__main__":
    logging.disable(logging.CRITICAL)
    resource.setrlimit(resource.RLIMIT_AS, (MOST_MEMORY, MOST_MEMORY))
    resource.setrlimit(resource.RLIMIT_CPU, (MOST_SECONDS, MOST_SECONDS))
    json.dump(opened(sys.stdin.buffer.read()), sys.stdout)
