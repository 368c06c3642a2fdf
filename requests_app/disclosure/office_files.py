"""Looks into the older Office files and Outlook messages: locks, macros, what is packed in."""

import re
import struct
from collections.abc import Iterator
from io import BytesIO
from typing import BinaryIO

import olefile

from requests_app.disclosure.archives import DAMAGED, LOCKED, Look
from requests_app.disclosure.file_type import REFUSED_ENDINGS
from requests_app.disclosure.room import NoRoom, Room
from requests_app.domain.file_safety import Safety, Verdict, gravest

MACROS = Verdict(Safety.QUARANTINED, "It holds macros.")
RUNS = Verdict(Safety.QUARANTINED, "It holds an embedded object, which can run.")
MACRO_STORAGES = frozenset({"macros", "_vba_project_cur", "vba"})
ATTACHED = "__substg1.0_37010102"
ATTACHED_NAMES = ("__substg1.0_3707001f", "__substg1.0_3707001e", "__substg1.0_3704001f")
ENDINGS = b"|".join(re.escape(ending.encode()) for ending in REFUSED_ENDINGS)
PROGRAM_NAME = re.compile(rb"[^\x00]{1,200}(?:" + ENDINGS + rb")\x00", re.IGNORECASE)
MOST_RECORDS = 200_000
LOCKED_SLIDES = 0xF3D1C4DF


def look_into_office_file(file: BinaryIO, look: Look, room: Room) -> Verdict:
    """Return the gravest thing seen in an OLE file."""
    try:
        inside = room.deeper()
        with olefile.OleFileIO(file) as ole:
            return gravest(_seen(ole, look, inside))
    except NoRoom as problem:
        return Verdict(Safety.QUARANTINED, f"It holds {problem}.")
    except Exception:  # its library raises whatever a broken file makes it raise
        return DAMAGED


def _seen(ole: olefile.OleFileIO, look: Look, room: Room) -> Iterator[Verdict]:
    for path in ole.listdir(streams=True, storages=True):
        room.take_entry()
        names = [name.lower() for name in path]
        if MACRO_STORAGES.intersection(names):
            yield MACROS
        elif names[-1] == "encryptedpackage":
            yield LOCKED
        elif names[-1] == "\x01ole10native":
            if PROGRAM_NAME.search(_content(ole, path, room)[:2000]):
                yield RUNS
        elif names == ["worddocument"]:
            flags = _content(ole, path, room)[10:12]
            if len(flags) == 2 and struct.unpack("<H", flags)[0] & 0x0100:
                yield LOCKED
        elif names in (["workbook"], ["book"]):
            yield from _of_workbook(_content(ole, path, room))
        elif names == ["current user"]:
            token = _content(ole, path, room)[12:16]
            if len(token) == 4 and struct.unpack("<I", token)[0] == LOCKED_SLIDES:
                yield LOCKED
        elif names[-1] == ATTACHED:
            yield look(BytesIO(_content(ole, path, room)), _name_of(ole, path, room), room)


def _of_workbook(content: bytes) -> Iterator[Verdict]:
    """Walk the records of a workbook: a password (FILEPASS), macro sheets (BOUNDSHEET)."""
    place = 0
    for _ in range(MOST_RECORDS):
        if place + 4 > len(content):
            return
        kind, length = struct.unpack_from("<HH", content, place)
        if kind == 0x002F:
            yield LOCKED
            return
        if kind == 0x0085 and length > 5 and content[place + 9 : place + 10] == b"\x01":
            yield MACROS
        place += 4 + length


def _content(ole: olefile.OleFileIO, path: list[str], room: Room) -> bytes:
    room.take(ole.get_size(path))
    content: bytes = ole.openstream(path).read()
    return content


def _name_of(ole: olefile.OleFileIO, path: list[str], room: Room) -> str:
    for name in ATTACHED_NAMES:
        beside = [*path[:-1], name]
        if ole.exists(beside):
            raw = _content(ole, beside, room)
            return raw.decode("utf-16-le" if name.endswith("1f") else "cp1252", "replace")
    return ""
