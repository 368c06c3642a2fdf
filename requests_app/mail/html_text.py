"""The words of an HTML mail: no script, no style, nothing fetched."""

import html
import re

import nh3

GONE = re.compile(
    r"<(script|style|head|title|template|noscript)\b.*?(?:</\1\s*>|\Z)|<!--.*?(?:-->|\Z)",
    re.IGNORECASE | re.DOTALL,
)
BREAKS = re.compile(r"<(?:br|hr)\s*/?>|</(?:p|div|tr|h[1-6]|blockquote|pre|table|ul|ol)\s*>", re.I)
ITEMS = re.compile(r"<li\b[^>]*>", re.I)
CELLS = re.compile(r"</t[dh]\s*>", re.I)
META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
MOST_CHARACTERS = 2_000_000


def charset_in_html(raw: bytes) -> str:
    """Return the charset that the page itself names near its top, or ""."""
    found = META_CHARSET.search(raw[:4096])
    return found[1].decode("ascii", "ignore") if found else ""


def text_of_html(page: str) -> str:
    """Return the readable text of a page, in lines as a reader would see them.

    Works by substitution over the text, so that no depth of nesting can hurt.
    """
    # In HTML a line feed of the source is a space; only tags break lines.
    words = GONE.sub(" ", page[:MOST_CHARACTERS])
    words = re.sub(r"\s+", " ", words)
    words = ITEMS.sub("\n- ", CELLS.sub("\t", BREAKS.sub("\n", words)))
    words = (
        html.unescape(re.sub(r"<[^>]*>?", "", words))
        if words.count("<") > 5000
        else _stripped(words)
    )
    lines = [re.sub(r"[ \xa0]+", " ", line).strip() for line in words.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip()


def _stripped(words: str) -> str:
    return html.unescape(nh3.clean(words, tags=set(), attributes={}))
