"""How much may be unpacked of one received file, however deep it is packed."""

from dataclasses import dataclass, field

MOST_BYTES = 300 * 1024 * 1024
MOST_ENTRIES = 5_000
DEEPEST = 6


class NoRoom(Exception):
    """The file holds more than may be unpacked. The message says what was too much."""


@dataclass
class _Left:
    unpacked: int = MOST_BYTES
    entries: int = MOST_ENTRIES


@dataclass(frozen=True)
class Room:
    """What is left for a file and everything in it; each level down shares it."""

    depth: int = 0
    left: _Left = field(default_factory=_Left)

    def deeper(self) -> "Room":
        """Return the room of what is inside; raises `NoRoom` where that is too deep."""
        if self.depth >= DEEPEST:
            raise NoRoom("archives inside archives, too deep to look into")
        return Room(self.depth + 1, self.left)

    def take_entry(self) -> None:
        """Count one file; raises `NoRoom` beyond the limit."""
        self.left.entries -= 1
        if self.left.entries < 0:
            raise NoRoom("too many files to look into")

    def take(self, size: int) -> None:
        """Count unpacked bytes; raises `NoRoom` beyond the limit."""
        self.left.unpacked -= size
        if self.left.unpacked < 0:
            raise NoRoom("far more than its size when it is unpacked")
