"""The words of office documents that are packed XML: of Word, Excel, PowerPoint, OpenDocument.

Each part is read as a stream, tag by tag: no tree is built, and no entity is ever resolved.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import IO
from xml.parsers import expat
from zipfile import ZipFile

from requests_app.disclosure.room import Room

PIECE = 64 * 1024


class Damaged(ValueError):
    """A part is no XML, or XML that wants to be more than a text."""


@dataclass(frozen=True)
class Part:
    """Which parts of a document hold words, in which elements, and what ends a line or a cell.

    `words` None stands for every element below `below`.
    """

    name: re.Pattern[str]
    words: frozenset[str] | None
    lines: frozenset[str]
    below: str = ""


PARTS = (
    Part(
        re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes|comments)\.xml"),
        frozenset({"t"}),
        frozenset({"p", "br", "tab", "cr", "tc"}),
    ),
    # Its words, not its numbers: those would fill the room of everything else.
    Part(
        re.compile(r"xl/(?:sharedStrings|worksheets/[\w-]+|comments\d*)\.xml"),
        frozenset({"t"}),
        frozenset({"si", "is", "c", "comment"}),
    ),
    Part(
        re.compile(r"ppt/(?:slides|notesSlides)/[\w-]+\.xml"),
        frozenset({"t"}),
        frozenset({"p", "br", "tc"}),
    ),
    Part(
        re.compile(r"content\.xml"),
        None,
        frozenset({"p", "h", "line-break", "tab", "s", "table-cell"}),
        below="body",
    ),
)
MARKS = frozenset({"[Content_Types].xml", "META-INF/manifest.xml"})
"""What an archive holds that is a document."""


def is_office_document(archive: ZipFile) -> bool:
    """Whether an archive is a document of an office program."""
    return not MARKS.isdisjoint(archive.namelist())


def office_words(archive: ZipFile, room: Room) -> Iterator[str]:
    """Yield the words of a document, piece by piece, in the order of its parts.

    Raises `Damaged`, and `NoRoom` beyond what may be unpacked.
    """
    for entry in archive.infolist():
        room.take_entry()
        part = next((one for one in PARTS if one.name.fullmatch(entry.filename)), None)
        if part:
            with archive.open(entry) as packed:
                yield from _words(packed, part, room)
                yield "\n"


def _words(packed: IO[bytes], part: Part, room: Room) -> Iterator[str]:
    reader = _Reader(part)
    while piece := packed.read(PIECE):
        room.take(len(piece))
        yield reader.read(piece)
    yield reader.read(b"", is_last=True)


class _Reader:
    def __init__(self, part: Part) -> None:
        self._part = part
        self._found: list[str] = []
        self._depth = 0
        self._parser = expat.ParserCreate(namespace_separator=" ")
        self._parser.buffer_text = True
        self._parser.StartElementHandler = self._start
        self._parser.EndElementHandler = self._end
        self._parser.CharacterDataHandler = self._data
        self._parser.StartDoctypeDeclHandler = self._refuse

    def read(self, piece: bytes, *, is_last: bool = False) -> str:
        """Return the words of the next piece."""
        try:
            self._parser.Parse(piece, is_last)
        except expat.ExpatError as problem:
            raise Damaged from problem
        words = "".join(self._found)
        self._found.clear()
        return words

    def _start(self, name: str, _: dict[str, str]) -> None:
        local = name.rsplit(" ", 1)[-1]
        if self._holds_words(local):
            self._depth += 1
        if local in self._part.lines:
            self._found.append("\n" if local != "s" else " ")

    def _end(self, name: str) -> None:
        if self._holds_words(name.rsplit(" ", 1)[-1]):
            self._depth -= 1

    def _holds_words(self, local: str) -> bool:
        words = self._part.words
        return local == self._part.below if words is None else local in words

    def _data(self, text: str) -> None:
        if self._depth:
            self._found.append(text)

    def _refuse(self, *_: object) -> None:
        raise Damaged
