"""Walks the parts of a mail: which are its words, which are files. Drops none."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from requests_app.domain.incoming import IncomingAttachment
from requests_app.mail.files import SEALED, file_of, unread_rest
from requests_app.mail.parts import Part, part_of
from requests_app.mail.tnef import DAMAGED, is_tnef, unpacked
from requests_app.mail.words import MISNAMED, TOO_LONG, words_of

MOST_PARTS = 300
DEEPEST = 12
LONGEST_TEXT = 1_000_000
READ = frozenset({"text/plain", "text/html"})
SEALS = frozenset(
    {"application/pkcs7-signature", "application/x-pkcs7-signature", "application/pgp-signature"}
)
MISBUILT = "The message is not built as it says. Its raw text is shown."
TOO_MANY = "The message has too many parts to show. The original is kept."
TWO_VERSIONS = "The message comes in two versions that differ. Both are shown."
CANNOT_OPEN = "The message is sealed and cannot be read here. Ask the sender to send it open."


@dataclass
class Contents:
    """What a mail holds, as it is found; how many parts and characters were read for it."""

    words: list[str] = field(default_factory=list)
    files: list[IncomingAttachment] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)
    parts: int = 0
    characters: int = 0
    packed_words: list[str] = field(default_factory=list)

    def warn(self, sentence: str) -> None:
        """Note what a person should know, once."""
        if sentence not in self.warnings:
            self.warnings.append(sentence)

    def keep_unread(self, rest: memoryview) -> None:
        """Keep what is beyond the limits as one file."""
        self.warn(TOO_MANY)
        self.files.append(unread_rest(rest))


def contents(mail: Part) -> Contents:
    """Return the words and files of a mail."""
    found = Contents()
    if mail.media_type in READ and mail.disposition != "attachment":
        # A lone text is the message, whatever name it bears.
        _read(mail, found)
    else:
        _walk(mail, found, depth=0)
    if not any(words.strip() for words in found.words):
        found.words = found.packed_words
    return found


def _walk(part: Part, found: Contents, depth: int) -> None:
    pieces = part.pieces()
    if pieces is None:
        _take(part, found)
    elif depth >= DEEPEST:
        found.keep_unread(part.body)
    elif part.media_type == "multipart/alternative":
        _choose(_children(part, pieces, found), found, depth)
    else:
        for child in _children(part, pieces, found):
            _walk(child, found, depth + 1)


def _children(
    part: Part, pieces: Iterator[tuple[int, memoryview]], found: Contents
) -> Iterator[Part]:
    """Yield the parts of a part until the mail has had its share; then keep the rest whole."""
    for number, (start, raw) in enumerate(pieces):
        if found.parts >= MOST_PARTS:
            found.keep_unread(part.body[start:])
            return
        found.parts += 1
        child = part_of(raw, in_digest=part.media_type == "multipart/digest")
        # A seal says nothing itself. Anywhere else the same type is a file like any other.
        if not (number and part.media_type == "multipart/signed" and child.media_type in SEALS):
            yield child


def _choose(versions: Iterator[Part], found: Contents, depth: int) -> None:
    """Read one version of the words; the files of every version are kept."""
    before = found.words
    choices: list[tuple[str, list[str]]] = []
    for version in versions:
        found.words = []
        _walk(version, found, depth + 1)
        choices.append((version.media_type, found.words))
    found.words = before + _best(choices, found)


def _best(choices: list[tuple[str, list[str]]], found: Contents) -> list[str]:
    """Return the plain version of the words, or the other where it is empty.

    Some programs send "see the other version" as the plain one: then both are returned.
    """
    said = [(kind, words) for kind, words in choices if "".join(words).strip()]
    if not said:
        return []
    plain = next((words for kind, words in said if kind == "text/plain"), said[0][1])
    fullest = max((words for _, words in said), key=_length)
    if _length(fullest) > 2 * _length(plain) + 200:
        found.warn(TWO_VERSIONS)
        return plain + fullest
    return plain


def _length(words: list[str]) -> int:
    return len("".join("".join(words).split()))


def _take(part: Part, found: Contents) -> None:
    kind = part.media_type
    if part.head.get_content_maintype() == "multipart":
        found.warn(MISBUILT)
        _read(part, found)
    elif kind in READ and part.disposition != "attachment" and not part.file_name:
        _read(part, found)
    elif is_tnef(part):
        _unpack(part, found)
    else:
        if kind in SEALED:
            found.warn(CANNOT_OPEN)
        if part.is_misnamed:
            found.warn(MISNAMED)
        found.files.append(file_of(part, len(found.files) + 1))


def _unpack(part: Part, found: Contents) -> None:
    """Take Outlook's own format apart; the file it came as is kept beside what was in it."""
    inside = unpacked(part)
    itself = file_of(part, len(found.files) + 1)
    found.files.append(itself if inside.is_whole else replace(itself, trouble=DAMAGED))
    found.files += inside.files
    if not inside.is_whole:
        found.warn(f"“{itself.name}”: {DAMAGED}")
    if inside.words:
        found.packed_words.append(inside.words)


def _read(part: Part, found: Contents) -> None:
    """Add the words of a part; past the longest text it becomes a file instead."""
    if found.characters > LONGEST_TEXT:
        found.warn(TOO_LONG)
        found.files.append(file_of(part, len(found.files) + 1))
        return
    words = words_of(part)
    for sentence in words.warnings:
        found.warn(sentence)
    found.words.append(words.text)
    found.characters += len(words.text)
