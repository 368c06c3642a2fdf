"""What a part of a mail says to its reader."""

from dataclasses import dataclass

from requests_app.mail.charset import decoded
from requests_app.mail.flowed import unflowed
from requests_app.mail.html_text import charset_in_html, text_of_html
from requests_app.mail.parts import Part

LONGEST_PLAIN = 4_000_000
LONGEST_HTML = 2_000_000
UNSURE = "Some characters could not be read for certain. The original is kept."
MISNAMED = "A part is not encoded as it says. It is kept as it came."
TOO_LONG = "The text is too long to show whole. The original is kept."


@dataclass(frozen=True)
class Words:
    """The text of one part, and what a person should know about it."""

    text: str
    warnings: tuple[str, ...] = ()


def words_of(part: Part) -> Words:
    """Read a part as plain text or HTML; of a very long one the beginning."""
    is_html = part.media_type == "text/html"
    longest = LONGEST_HTML if is_html else LONGEST_PLAIN
    whole = part.content(longest)
    raw = _beginning(whole, longest)
    charset = part.parameter("charset") or (charset_in_html(raw) if is_html else "")
    reading = decoded(raw, charset)
    warnings = [] if reading.is_certain else [UNSURE]
    if len(whole) > len(raw):
        warnings.append(TOO_LONG)
    if part.is_misnamed:
        warnings.append(MISNAMED)
    if is_html:
        return Words(text_of_html(reading.text), tuple(warnings))
    text = reading.text.replace("\r\n", "\n").replace("\r", "\n")
    if part.parameter("format") == "flowed":
        text = unflowed(text, keeps_space=part.parameter("delsp") != "yes")
    return Words(text, tuple(warnings))


def _beginning(whole: bytes, longest: int) -> bytes:
    if len(whole) <= longest:
        return whole
    end = longest
    while end > longest - 4 and whole[end] & 0xC0 == 0x80:
        end -= 1  # not inside a character of UTF-8
    return whole[:end]
