"""A piece of a text with the words that were looked for in it, marked so that nothing can break."""

from dataclasses import dataclass

BEGIN, END = "\x01", "\x02"
"""What stands around a found word. In a text from outside they mark more, and never less."""
BETWEEN = " … "


@dataclass(frozen=True)
class Piece:
    """Some words of an excerpt; `is_found` where they are what was looked for."""

    text: str
    is_found: bool = False


def pieces_of(excerpt: str, *, of: int = 0) -> tuple[Piece, ...]:
    """Return an excerpt in pieces, in one line; `of` a longer text of so many signs, with dots."""
    first, *others = " ".join(excerpt.split()).split(BEGIN)
    found = [Piece(first)]
    for part in others:
        marked, end, rest = part.partition(END)
        found += [Piece(marked, is_found=True), Piece(rest)] if end else [Piece(part)]
    plain = (Piece(one.text.replace(END, ""), one.is_found) for one in found)
    pieces = [piece for piece in plain if piece.text]
    if pieces and sum(len(piece.text) for piece in pieces) < of:
        pieces = [Piece(BETWEEN.lstrip()), *pieces, Piece(BETWEEN.rstrip())]
    return tuple(pieces)
