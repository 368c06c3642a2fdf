"""Looks into archives, within bounds: nothing is written under a name that a stranger chose."""

import bz2
import gzip
import lzma
import re
import tarfile
import zipfile
import zlib
from collections.abc import Callable, Iterator
from tempfile import SpooledTemporaryFile
from typing import IO, Any, BinaryIO, cast

from requests_app.disclosure.room import NoRoom, Room
from requests_app.domain.file_safety import NOTHING_SEEN, Safety, Verdict, gravest

Look = Callable[[BinaryIO, str, Room], Verdict]

PIECE = 64 * 1024
KEPT_IN_MEMORY = 1024 * 1024
HIGHEST_RATIO = 150
SMALL_ENOUGH = 20 * 1024 * 1024
PACKED: dict[bytes, Callable[..., Any]] = {
    b"\x1f\x8b": gzip.open,
    b"BZh": bz2.open,
    b"\xfd7zXZ\x00": lzma.open,
}
UNOPENED = (
    (b"Rar!\x1a\x07", "RAR"), (b"7z\xbc\xaf\x27\x1c", "7-Zip"), (b"MSCF", "CAB"),
    (b"\x60\xea", "ARJ"), (b"\x28\xb5\x2f\xfd", "Zstandard"),
)  # fmt: skip
LEAVES_ITS_FOLDER = re.compile(r"(?:^|[/\\])\.\.(?:[/\\]|$)|^[/\\]|^[A-Za-z]:[/\\]")
MACRO_PARTS = re.compile(
    r"(?:^|/)(?:vbaproject\.bin|vbadata\.xml|macrosheets/|intlmacrosheets/)|^basic/|^scripts/", re.I
)
OFFICE_PARTS = "[Content_Types].xml"
PACKED_IN = re.compile(r"(?:^|/)embeddings/", re.IGNORECASE)
FETCHED_TEMPLATE = re.compile(rb"attachedTemplate\"[^>]*TargetMode=\"External\"", re.IGNORECASE)
SETTINGS = frozenset({"word/_rels/settings.xml.rels", "META-INF/manifest.xml"})
LOCKED_PARTS = re.compile(rb"<(?:\w+:)?encryption-data\b")
FAULTS = (
    zipfile.BadZipFile, tarfile.TarError, zlib.error, lzma.LZMAError, EOFError, OSError,
    ValueError, KeyError, IndexError, RuntimeError,
)  # fmt: skip
"""What the readers of packed files raise for damaged ones; a way of packing that `zipfile` does not
know is a RuntimeError, too."""
DAMAGED = Verdict(Safety.UNREADABLE, "It is damaged or cut short and cannot be opened.")
LOCKED = Verdict(Safety.LOCKED, "It is locked with a password. Ask the sender to send it open.")


def is_archive(beginning: bytes, name: str, media_type: str) -> bool:
    """Whether a file is, or calls itself, something packed."""
    signs = (b"PK\x03\x04", b"PK\x05\x06", *PACKED, *(sign for sign, _ in UNOPENED))
    return (
        beginning.startswith(signs)
        or media_type in ("application/zip", "application/x-tar")
        or name.lower().endswith(".zip")
    )


def look_into_archive(
    file: BinaryIO, beginning: bytes, name: str, look: Look, room: Room
) -> Verdict:
    """Return the gravest thing seen in an archive or a document that is one inside."""
    for sign, kind in UNOPENED:
        if beginning.startswith(sign):
            return Verdict(Safety.UNREADABLE, f"It is a {kind} archive, which is not opened here.")
    try:
        inside = room.deeper()
        packed = next((do for sign, do in PACKED.items() if beginning.startswith(sign)), None)
        if packed:
            return _single(cast("IO[bytes]", packed(file)), name, look, inside)
        if tarfile.is_tarfile(file):
            file.seek(0)
            return _tar(file, look, inside)
        file.seek(0)
        return _zip(file, look, inside)
    except NoRoom as problem:
        return Verdict(Safety.QUARANTINED, f"It holds {problem}.")
    except FAULTS:
        return DAMAGED


def _zip(file: BinaryIO, look: Look, room: Room) -> Verdict:
    with zipfile.ZipFile(file) as archive:
        entries = archive.infolist()
        for _ in entries:
            room.take_entry()
        packed = sum(entry.compress_size for entry in entries)
        _check_ratio(packed, sum(entry.file_size for entry in entries))
        # The names first: they cost nothing.
        seen = gravest(_of_name(entry.filename) for entry in entries)
        if seen.safety is Safety.QUARANTINED:
            return seen
        if any(entry.flag_bits & 0x1 for entry in entries):
            return LOCKED
        return gravest(_members(archive, entries, look, room))


def _members(
    archive: zipfile.ZipFile, entries: list[zipfile.ZipInfo], look: Look, room: Room
) -> Iterator[Verdict]:
    names = {entry.filename for entry in entries}
    is_document = OFFICE_PARTS in names or {"mimetype", "META-INF/manifest.xml"} <= names
    for entry in entries:
        name = entry.filename
        if name in SETTINGS:
            with archive.open(entry) as settings:
                said = settings.read(KEPT_IN_MEMORY)
            if FETCHED_TEMPLATE.search(said):
                yield Verdict(Safety.QUARANTINED, "It fetches a template from elsewhere.")
            if LOCKED_PARTS.search(said):
                yield LOCKED
        # Of a document only what is packed into it: its own parts are drawings and marked text.
        if not entry.is_dir() and (not is_document or PACKED_IN.search(name)):
            with archive.open(entry) as packed, _unpacked(packed, room) as member:
                yield _named(look(member, name, room), name)


def _tar(file: BinaryIO, look: Look, room: Room) -> Verdict:
    seen = []
    with tarfile.open(fileobj=file, mode="r:") as archive:
        for entry in archive:
            room.take_entry()
            seen.append(_of_name(entry.name))
            content = archive.extractfile(entry) if entry.isfile() else None
            if content:
                with _unpacked(content, room) as member:
                    seen.append(_named(look(member, entry.name, room), entry.name))
    return gravest(seen)


def _single(packed: IO[bytes], name: str, look: Look, room: Room) -> Verdict:
    with packed, _unpacked(packed, room) as member:
        return look(member, name.rsplit(".", 1)[0], room)


def _unpacked(packed: IO[bytes], room: Room) -> BinaryIO:
    """Return an unpacked file; what it says about its size is not believed."""
    member = SpooledTemporaryFile(KEPT_IN_MEMORY)  # noqa: SIM115 - closed by who asked for it
    while piece := packed.read(PIECE):
        room.take(len(piece))
        member.write(piece)
    member.seek(0)
    return cast(BinaryIO, member)


def _check_ratio(packed: int, unpacked: int) -> None:
    if unpacked > SMALL_ENOUGH and unpacked > HIGHEST_RATIO * max(packed, 1):
        raise NoRoom("far more than its size when it is unpacked")


def _of_name(name: str) -> Verdict:
    if LEAVES_ITS_FOLDER.search(name):
        return Verdict(Safety.QUARANTINED, "A file in it wants to be put outside its own folder.")
    if MACRO_PARTS.search(name):
        return Verdict(Safety.QUARANTINED, "It holds macros.")
    return NOTHING_SEEN


def _named(seen: Verdict, name: str) -> Verdict:
    """Say in which file of the archive it was seen."""
    if not seen.reason or "Inside it" in seen.reason:
        return seen
    shown = re.split(r"[/\\]", name)[-1][-60:]
    return Verdict(seen.safety, f"Inside it, “{shown}”: {seen.reason}")
