"""How files are shared out over mails, where one mail server would not take them all at once."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

BYTES_A_LINE = 57
LINE = 78
"""Base64 writes 57 bytes as a line of 76 signs and its end (RFC 2045, section 6.8)."""
WORDS = 64 * 1024
"""Room for the text of a mail and its headers, in bytes."""
LETTER = 512 * 1024
"""What a letter is taken to need before it has been made, in bytes."""


def encoded_size(size: int) -> int:
    """Return how many bytes a file of `size` bytes takes in a mail."""
    return ceil(size / BYTES_A_LINE) * LINE


@dataclass(frozen=True)
class Shares:
    """Places of files in their list: those of each mail, and those that no mail can carry."""

    mails: tuple[tuple[int, ...], ...]
    too_large: tuple[int, ...]


def shared_out(sizes: Sequence[int], *, limit: int, letter: int = 0) -> Shares:
    """Share files of `sizes` bytes out over as few mails as their order allows.

    No mail is longer than `limit` bytes. The first carries a letter of `letter` bytes as well;
    there is always a first one. A file is never cut in two.
    """
    mails: list[list[int]] = [[]]
    too_large = []
    used = WORDS + encoded_size(letter)
    for place, size in enumerate(sizes):
        needs = encoded_size(size)
        if WORDS + needs > limit:
            too_large.append(place)
            continue
        if used + needs > limit:
            mails.append([])
            used = WORDS
        mails[-1].append(place)
        used += needs
    return Shares(tuple(map(tuple, mails)), tuple(too_large))


def mailing_words(files: Sequence[tuple[str, int]], *, limit: int) -> tuple[str, ...]:
    """Return what a person should know about sending these files (names and sizes) by mail."""
    shares = shared_out([size for _, size in files], limit=limit, letter=LETTER)
    limit_words = f"{limit // 1024 // 1024} MB"
    words = []
    if len(shares.mails) > 1:
        words.append(
            f"The files are more than one e-mail takes ({limit_words}), so the answer goes in "
            f"{len(shares.mails)} e-mails."
        )
    words += [
        f"“{files[place][0]}” is too large for any e-mail ({limit_words}). The applicant gets a "
        "link to it instead, and you have to see that it reaches them. Save it in a smaller form "
        "if you can."
        for place in shares.too_large
    ]
    return tuple(words)
