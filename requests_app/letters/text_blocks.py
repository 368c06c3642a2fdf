"""Plain text as an officer types it, divided into paragraphs and simple lists."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

_BULLET = re.compile(r"^\s*[-*•]\s+(?P<text>\S.*)$")
_NUMBER = re.compile(r"^\s*(?P<number>\d{1,3})[.)]\s+(?P<text>\S.*)$")


class BlockKind(StrEnum):
    """How a block is set."""

    PARAGRAPH = "paragraph"
    BULLETS = "bullets"
    NUMBERS = "numbers"


@dataclass(frozen=True)
class Block:
    """A paragraph's lines or a list's items. `start` is the number of a list's first item."""

    kind: BlockKind
    lines: tuple[str, ...]
    start: int = 1


def text_blocks(text: str) -> tuple[Block, ...]:
    """Divide `text` at empty lines and at lists.

    A list is bulleted ("- ", "* ", "• ") or counts up by one ("3. ", "3) "); a number out
    of turn begins a new list, so that it is printed as it was typed.
    """
    return tuple(
        block
        for passage in re.split(r"\n\s*\n", text.replace("\r\n", "\n"))
        for block in _blocks_of(passage)
    )


def _blocks_of(passage: str) -> Iterator[Block]:
    current: Block | None = None
    for line in filter(None, map(str.strip, passage.splitlines())):
        block = _block_of(line)
        if current and _continues(current, block):
            current = Block(current.kind, current.lines + block.lines, current.start)
            continue
        if current:
            yield current
        current = block
    if current:
        yield current


def _block_of(line: str) -> Block:
    if bullet := _BULLET.match(line):
        return Block(BlockKind.BULLETS, (bullet["text"],))
    if number := _NUMBER.match(line):
        return Block(BlockKind.NUMBERS, (number["text"],), int(number["number"]))
    return Block(BlockKind.PARAGRAPH, (line,))


def _continues(current: Block, following: Block) -> bool:
    if current.kind is not following.kind:
        return False
    if current.kind is BlockKind.NUMBERS:
        return following.start == current.start + len(current.lines)
    return True
