"""Letters by different hands, with the parts that the law asks for marked.

In a file `{{s17(7)(a)|If you are unhappy …}}` marks the words that answer a rule. Without the marks
the letter is complete; without the marked words that rule is missing from it.
"""

import re
from dataclasses import dataclass
from pathlib import Path

from exemptions.domain.notice import NoticeKind

FOLDER = Path(__file__).parents[2] / "data" / "letters"
_MARKED = re.compile(r"\{\{([^|{}]+)\|(.*?)\}\}", re.DOTALL)


@dataclass(frozen=True)
class Marked:
    """A letter with its marks."""

    kind: NoticeKind
    name: str
    source: str

    @property
    def complete(self) -> str:
        """Return the letter as it was written."""
        return _MARKED.sub(lambda mark: mark[2], self.source)

    def lacking(self) -> list[tuple[str, str, str]]:
        """Return for each mark its rule, a name for the case, and the letter without it."""
        found = []
        for number, mark in enumerate(_MARKED.finditer(self.source)):
            rest = self.source[: mark.start()] + self.source[mark.end() :]
            rule = mark[1].split("#")[0]
            name = f"{self.kind.value}-{self.name}-{number}-{rule}"
            found.append((rule, name, _MARKED.sub(lambda each: each[2], rest)))
        return found


def corpus() -> list[Marked]:
    """Return every letter, by kind and name."""
    return [
        Marked(NoticeKind(path.parent.name), path.stem, path.read_text(encoding="utf-8"))
        for path in sorted(FOLDER.glob("*/*.txt"))
    ]
