"""The words of any file, for the search. Run by `words_worker`, in a process that may die of it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import BinaryIO, cast
from zipfile import ZipFile

from requests_app.disclosure.archives import FAULTS
from requests_app.disclosure.letter_words import PDF_MARK, ZIP_MARK, NoWords, letter_words
from requests_app.disclosure.office_words import Damaged, is_office_document, office_words
from requests_app.disclosure.room import NoRoom, Room

MOST_CHARACTERS = 100_000
"""As many as the search looks at."""
MOST_TEXT = 4 * 1024 * 1024
"""Bytes of a plain text or a page that are read: far more than those characters."""
MOST_FILES = 50
"""Files of one archive that are read."""
PIECE = 64 * 1024
KEPT_IN_MEMORY = 1024 * 1024
PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
RICH_TEXT = b"{\\rtf"
"""Read where mail is, which knows it."""
NO_WORDS = "There are no words in it, or it is a scan."
PICTURE = "It is a picture: there are no words in it to be read."
DAMAGED = "It is damaged, or of a kind whose words are not read."
TOO_MUCH = "It unpacks to more than is read."


@dataclass(frozen=True)
class FileWords:
    """What was read of a file: its words, whether there were more, or why there are none."""

    text: str = ""
    is_cut: bool = False
    problem: str = ""


def file_words(file: BinaryIO, name: str, room: Room | None = None) -> FileWords:
    """Return the words of a file, told by its content; whatever it is, nothing is raised."""
    room = room or Room()
    file.seek(0)
    beginning = file.read(8)
    file.seek(0)
    if beginning.startswith(PICTURES):
        return FileWords(problem=PICTURE)
    if beginning.startswith(RICH_TEXT):
        return FileWords(problem=DAMAGED)
    try:
        if beginning.startswith(ZIP_MARK):
            return _of_archive(file, room.deeper())
        most = -1 if beginning.startswith(PDF_MARK) else MOST_TEXT
        return _kept([letter_words(file.read(most), name, longest=MOST_CHARACTERS + 1)])
    except NoWords:
        return FileWords(problem=NO_WORDS)
    except NoRoom:
        return FileWords(problem=TOO_MUCH)
    except FAULTS:  # Among them, as a ValueError, what `letter_words` refuses.
        return FileWords(problem=DAMAGED)


def _of_archive(file: BinaryIO, room: Room) -> FileWords:
    with ZipFile(file) as archive:
        if is_office_document(archive):
            return _kept(_as_far_as_it_goes(office_words(archive, room)))
        return _kept(_members(archive, room))


def _as_far_as_it_goes(pieces: Iterable[str]) -> Iterator[str]:
    """Yield what can be read before the damage; raises it only where that is nothing."""
    is_empty = True
    try:
        for piece in pieces:
            is_empty = is_empty and not piece.strip()
            yield piece
    except Damaged:
        if is_empty:
            raise


def _members(archive: ZipFile, room: Room) -> Iterator[str]:
    for entry in [one for one in archive.infolist() if not one.is_dir()][:MOST_FILES]:
        room.take_entry()
        with archive.open(entry) as packed, SpooledTemporaryFile(KEPT_IN_MEMORY) as member:
            while piece := packed.read(PIECE):
                room.take(len(piece))
                member.write(piece)
            yield file_words(cast(BinaryIO, member), entry.filename, room).text
            yield "\n\n"


def _kept(pieces: Iterable[str]) -> FileWords:
    """Put words together until there are enough of them."""
    kept: list[str] = []
    size = 0
    for piece in pieces:
        kept.append(piece)
        size += len(piece)
        if size > MOST_CHARACTERS:
            break
    text = "".join(kept)
    if not text.strip():
        return FileWords(problem=NO_WORDS)
    return FileWords(text[:MOST_CHARACTERS].strip(), is_cut=len(text) > MOST_CHARACTERS)
