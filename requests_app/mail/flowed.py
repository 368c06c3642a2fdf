"""Lines that a mail program broke only to keep them short, joined again (RFC 3676)."""


def unflowed(text: str, *, keeps_space: bool) -> str:
    """Join the soft line breaks of format=flowed text; quoted lines stay as they are.

    A soft break is a space at the end of a line: part of the text where `keeps_space`.
    """
    lines: list[str] = []
    pieces: list[str] = []
    for raw in text.split("\n"):
        line = raw.removeprefix(" ")
        is_soft = line.endswith(" ") and line != "-- " and not line.startswith(">")
        pieces.append(line[:-1] if is_soft and not keeps_space else line)
        if not is_soft:
            lines.append("".join(pieces))
            pieces = []
    return "\n".join([*lines, "".join(pieces)] if pieces else lines)
