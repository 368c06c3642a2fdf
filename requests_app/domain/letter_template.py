"""The small language of letter templates: words, places to fill, and a choice. Nothing else.

A template has no loop, no call, no file and no way to reach a thing that was not put into its
hands: what is filled in is plain text, and is never read as template again. Every text either
parses or is refused at its line, and filling one takes time in proportion to its length.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass

LONGEST = 20_000
"""Characters of a template."""
DEEPEST = 4
"""How many choices may lie within one another."""
MOST_PLACES = 200
ANSWERS = "answers"
RIGHTS = "rights"
SLOTS = (ANSWERS, RIGHTS)
"""Places that hold more than words: the questions with our answers, and the reader's rights."""

_MARK = re.compile(
    r"\{\{(?P<place>[^{}\n]*)\}\}|\{%(?P<tag>[^{}%\n]*)%\}|(?P<stray>\{\{|\{%|%\}|\}\})"
)
_NAME = re.compile(r"[a-z][a-z_]{0,40}")
_IF = re.compile(r"if\s+(?P<negated>not\s+)?(?P<name>\S+)")
_LOOPS = frozenset({"for", "endfor", "while", "endwhile", "cycle"})
_FILES = frozenset({"include", "extends", "load", "import", "from", "ssi", "block", "static"})


class TemplateFault(ValueError):
    """A template cannot be read. Says at which line, and what to write instead."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(f"Line {line}: {message}")
        self.line = line
        self.message = message


@dataclass(frozen=True)
class _Place:
    name: str


@dataclass(frozen=True)
class _Choice:
    name: str
    is_negated: bool
    then: tuple["_Node", ...]
    otherwise: tuple["_Node", ...]


_Node = str | _Place | _Choice


@dataclass(frozen=True)
class Filled:
    """A letter's words: before the answers, after them, and whether each slot is there."""

    opening: str
    closing: str
    has_answers: bool
    has_rights: bool


@dataclass(frozen=True)
class LetterTemplate:
    """A template that can be filled in."""

    nodes: tuple[_Node, ...]

    def fill(self, values: Mapping[str, str]) -> Filled:
        """Return the words with `values` in their places; a place without a value is empty."""
        halves: list[list[str]] = [[], []]
        has_answers = has_rights = False
        for node in self.nodes:
            if node == _Place(ANSWERS):
                has_answers = True
            elif node == _Place(RIGHTS):
                has_rights = True
            else:
                halves[has_answers].extend(_filled((node,), values))
        opening, closing = ("".join(half) for half in halves)
        return Filled(_tidied(opening), _tidied(closing), has_answers, has_rights)


def parse(text: str, placeholders: Collection[str]) -> LetterTemplate:
    """Read a template that may use `placeholders`; raise `TemplateFault` at its first fault."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(text) > LONGEST:
        raise TemplateFault(
            1 + text.count("\n", 0, LONGEST),
            f"The template is longer than {LONGEST:,} characters. Shorten it.",
        )
    if not text.strip():
        raise TemplateFault(1, "The template is empty. Write the letter.")
    nodes = _Reader(text, placeholders).read()
    _refuse_misplaced_slots(nodes, text)
    return LetterTemplate(nodes)


class _Reader:
    """Reads a template once, from the front."""

    def __init__(self, text: str, placeholders: Collection[str]) -> None:
        self._text = text
        self._placeholders = placeholders
        self._marks = iter(_MARK.finditer(text))
        self._at = 0
        self._count = 0

    def read(self) -> tuple[_Node, ...]:
        nodes, ending = self._until((), depth=0)
        assert ending is None
        return nodes

    def _until(
        self, endings: Sequence[str], depth: int
    ) -> tuple[tuple[_Node, ...], re.Match[str] | None]:
        """Return what stands before one of `endings`, or before the end of the text."""
        nodes: list[_Node] = []
        for mark in self._marks:
            if mark.start() > self._at:
                nodes.append(self._text[self._at : mark.start()])
            self._at = mark.end()
            self._count += 1
            if self._count > MOST_PLACES:
                raise self._fault(mark, f"More than {MOST_PLACES} places to fill. Use fewer.")
            if mark["stray"]:
                raise self._fault(
                    mark,
                    f"“{mark['stray']}” stands alone. A place to fill in is written "
                    "{{ like_this }}, a choice {% if like_this %} … {% endif %}, each on one line.",
                )
            if mark["place"] is not None:
                nodes.append(_Place(self._name(mark, mark["place"].strip(), depth)))
                continue
            tag = " ".join(mark["tag"].split())
            if tag in endings:
                return tuple(nodes), mark
            nodes.append(self._choice(mark, tag, depth))
        nodes.append(self._text[self._at :])
        return tuple(nodes), None

    def _choice(self, mark: re.Match[str], tag: str, depth: int) -> _Choice:
        found = _IF.fullmatch(tag)
        if found is None:
            raise self._fault(mark, _why_not(tag))
        if depth == DEEPEST:
            raise self._fault(mark, f"More than {DEEPEST} choices within one another. Simplify it.")
        name = self._name(mark, found["name"], depth + 1)
        then, ending = self._until(("else", "endif"), depth + 1)
        otherwise: tuple[_Node, ...] = ()
        if ending is not None and ending["tag"].split() == ["else"]:
            otherwise, ending = self._until(("endif",), depth + 1)
        if ending is None:
            raise self._fault(mark, f"“{{% {tag} %}}” is not ended. Add {{% endif %}} after it.")
        return _Choice(name, bool(found["negated"]), then, otherwise)

    def _name(self, mark: re.Match[str], name: str, depth: int) -> str:
        if name in SLOTS and name in self._placeholders:
            if depth:
                raise self._fault(
                    mark, f"{{{{ {name} }}}} cannot stand within a choice. Move it out of it."
                )
            return name
        if name in self._placeholders:
            return name
        if not _NAME.fullmatch(name):
            raise self._fault(
                mark,
                f"“{name}” is not the name of a place. It is one word of small letters, such as "
                "received_on, with nothing before or after it.",
            )
        raise self._fault(
            mark,
            f"There is no place called “{name}” in this letter. There are: "
            f"{', '.join(sorted(self._placeholders))}.",
        )

    def _fault(self, mark: re.Match[str], message: str) -> TemplateFault:
        return TemplateFault(1 + self._text.count("\n", 0, mark.start()), message)


def _why_not(tag: str) -> str:
    word = tag.split(" ")[0]
    if word in _LOOPS:
        return (
            f"“{{% {tag} %}}”: a template has no loops. A place that holds several things, such as "
            "{{ answers }}, lists them by itself."
        )
    if word in _FILES:
        return f"“{{% {tag} %}}”: a template cannot fetch anything. Write the words here."
    if word in ("else", "endif"):
        return f"“{{% {tag} %}}” has no {{% if … %}} before it."
    return (
        f"“{{% {tag} %}}” is not known. There is {{% if place %}} or {{% if not place %}}, "
        "{% else %} and {% endif %}."
    )


def _refuse_misplaced_slots(nodes: Sequence[_Node], text: str) -> None:
    """Hold the order: words, the answers, words, and the rights as the last of all."""
    seen: list[str] = []
    for node in nodes:
        if isinstance(node, _Place) and node.name in SLOTS:
            if node.name in seen:
                raise _at_slot(node.name, text, f"{{{{ {node.name} }}}} can stand only once.")
            if RIGHTS in seen:
                raise _at_slot(node.name, text, "The reader's rights come last. Move them down.")
            seen.append(node.name)
        elif RIGHTS in seen and (not isinstance(node, str) or node.strip()):
            raise _at_slot(
                RIGHTS, text, "Nothing can stand after the reader's rights. Move it above them."
            )


def _at_slot(name: str, text: str, message: str) -> TemplateFault:
    *_, last = re.finditer(rf"\{{\{{\s*{name}\s*\}}\}}", text)
    return TemplateFault(1 + text.count("\n", 0, last.start()), message)


def _filled(nodes: Sequence[_Node], values: Mapping[str, str]) -> Iterator[str]:
    for node in nodes:
        if isinstance(node, str):
            yield node
        elif isinstance(node, _Place):
            yield values.get(node.name, "").strip()
        else:
            holds = bool(values.get(node.name, "").strip()) is not node.is_negated
            yield from _filled(node.then if holds else node.otherwise, values)


def _tidied(text: str) -> str:
    """Close the gaps that places without a value leave between paragraphs."""
    paragraphs = (
        "\n".join(line.rstrip() for line in part.split("\n") if line.strip())
        for part in re.split(r"\n[ \t]*\n", text)
    )
    return "\n\n".join(part for part in paragraphs if part.strip())
