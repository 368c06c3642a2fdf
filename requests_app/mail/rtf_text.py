"""The words of rich text, as Outlook hides them in its own format."""

import re

from requests_app.mail.charset import decoded

TOKEN = re.compile(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-f]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)",
    re.IGNORECASE,
)
UNREAD = frozenset(
    {
        b"fonttbl",
        b"colortbl",
        b"stylesheet",
        b"info",
        b"pict",
        b"object",
        b"themedata",
        b"listtable",
    }
)
LINES = {b"par": b"\n", b"line": b"\n", b"tab": b"\t", b"sect": b"\n", b"row": b"\n"}
MARKS = {b"lquote": "‘", b"rquote": "’", b"ldblquote": "“", b"rdblquote": "”", b"endash": "–",
         b"emdash": "—", b"bullet": "•"}  # fmt: skip
LONGEST = 4_000_000


def text_of_rtf(raw: bytes) -> str:
    """Return the readable text of rich text; HTML that Outlook wrapped in it is left out.

    Works sign by sign, with a stack of groups, so that no depth of nesting can hurt.
    """
    out: list[str] = []
    plain = bytearray()
    unread = [False]
    skipped_after_sign, is_wrapping = 0, False

    def settle() -> None:
        out.append(decoded(bytes(plain), "cp1252").text)
        plain.clear()

    for token in TOKEN.finditer(raw[:LONGEST]):
        word, number, code, sign, brace, text = token.groups()
        if brace == b"{":
            unread.append(unread[-1])
        elif brace == b"}":
            unread = unread[:-1] or [False]
        elif sign == b"*" or (word and word.lower() in UNREAD):
            unread[-1] = True
        elif word == b"htmlrtf":
            is_wrapping = number != b"0"
        elif unread[-1] or is_wrapping:
            continue
        elif word == b"u" and number:
            settle()
            out.append(chr(int(number) % 65536))
            skipped_after_sign = 1
        elif word in LINES:
            plain += LINES[word]
        elif word in MARKS:
            settle()
            out.append(MARKS[word])
        elif code or sign:
            shown = bytes.fromhex(code.decode()) if code else sign if sign in b"\\{}" else b" "
            plain += b"" if skipped_after_sign else shown
            skipped_after_sign = 0
        elif text:
            plain += text[skipped_after_sign:]
            skipped_after_sign = 0
    settle()
    return decoded("".join(out).encode("utf-8", "surrogatepass"), "utf-8").text.strip()
