"""The words of an HTML mail: no script, no style, nothing fetched."""

import html
import re
from collections import Counter

import nh3

META_CHARSET = re.compile(rb"<meta[^<>]{0,200}?charset\s*=\s*[\"']?([\w.:-]{2,40})", re.I)
TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)([^<>]*)>|<[!?/a-z][^<>]*>?", re.IGNORECASE)
HREF = re.compile(r"\bhref=[\"']?(https?://[^\"'\s<>]{1,2000})", re.IGNORECASE)
START = re.compile(r"\bstart=[\"']?(\d{1,4})\b", re.IGNORECASE)
UNREAD = ("script", "style", "title", "template")
PARAGRAPHS = frozenset(
    {"p", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "table", "ul", "ol"}
)
LINES = frozenset({"hr", "div", "tr", "li", "section", "article", "dt", "dd"})
UNCLOSED = frozenset(
    {"br", "hr", "img", "input", "meta", "link", "p", "li", "tr", "td", "th", "col", "tbody"}
)
CELLS = frozenset({"td", "th"})
KEPT = PARAGRAPHS | LINES | CELLS | {"br", "a"}
DEEPEST = 1000
MOST_AMPERSANDS = 100_000


def charset_in_html(raw: bytes) -> str:
    """Return the charset that the page itself names near its top, or ""."""
    found = META_CHARSET.search(raw[:4096])
    return found[1].decode("ascii", "ignore") if found else ""


def text_of_html(page: str) -> str:
    """Return the readable text of a page, in lines as a reader would see them.

    Lists keep their numbers and links their addresses: both can be what is asked about.
    Works tag by tag, without a tree, so that no depth of nesting can hurt.
    """
    shown = _laid_out(_without_unread(page) if _is_too_hard(page) else _cleaned(page))
    lines = (re.sub(r"[ \xa0]+", " ", line).strip() for line in shown.split("\n"))
    return "\n".join(lines).strip()


def _cleaned(page: str) -> str:
    return nh3.clean(
        page,
        tags=set(KEPT),
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https"},
        clean_content_tags=set(UNREAD),
        link_rel=None,
    )


def _is_too_hard(page: str) -> bool:
    """Whether a tree would take long: its time grows with the square of depth and ampersands."""
    if page.count("&") > MOST_AMPERSANDS:
        return True
    depth = 0
    still_open: Counter[str] = Counter()
    for tag in TAG.finditer(page):
        name = (tag[2] or "").lower()
        if not name or name in UNCLOSED:
            continue
        # Counted by name: a closing tag of another name closes nothing.
        step = 1 if not tag[1] else -1 if still_open[name] else 0
        still_open[name] += step
        depth += step
        if depth > DEEPEST:
            return True
    return False


def _without_unread(page: str) -> str:
    """Drop comments, scripts and styles without a tree. One that never ends drops nothing."""
    page = _dropped(page, "<!--", "-->")
    for name in UNREAD:
        page = _dropped(page, rf"<{name}\b", rf"</{name}[^<>]*>?")
    return page


def _dropped(page: str, opening: str, closing: str) -> str:
    # Looked for only before the last closing: each opening there has one, so none scans far.
    ends = [found.end() for found in re.finditer(closing, page, re.IGNORECASE)]
    if not ends:
        return page
    unread = re.compile(f"{opening}.*?{closing}", re.IGNORECASE | re.DOTALL)
    return unread.sub("", page[: ends[-1]]) + page[ends[-1] :]


def _laid_out(page: str) -> str:
    """Return the words with marks: LF for a break, VT for a line unless at one, FF for a gap."""
    out: list[str] = []
    numbers: list[int] = []
    link, place, in_pre = "", 0, False
    for tag in TAG.finditer(page):
        out.append(_words(page[place : tag.start()], keeps_lines=in_pre))
        place = tag.end()
        opens, name = not tag[1], (tag[2] or "").lower()
        if name in ("ul", "ol"):
            numbers = [*numbers[-50:], _first_number(name, tag[3])] if opens else numbers[:-1]
        if name == "a":
            shown = out[-1].strip()
            if link and shown and link not in shown and not opens:
                out.append(f" <{link}>")
            target = HREF.search(tag[3]) if opens else None
            link = html.unescape(target[1]) if target else ""
        elif name == "li" and opens:
            out.append("\v" + _bullet(numbers))
        elif name in CELLS and not opens:
            out.append("\t")
        else:
            in_pre = opens if name == "pre" else in_pre
            out.append("\n" if name == "br" else _gap(name))
    out.append(_words(page[place:], keeps_lines=in_pre))
    return re.sub(r" *[\n\v\f][ \n\v\f]*", _line_breaks, "".join(out))


def _gap(name: str) -> str:
    return "\f" if name in PARAGRAPHS else "\v" if name in LINES else ""


def _line_breaks(run: re.Match[str]) -> str:
    breaks = 0
    for mark in run[0]:
        if mark == "\n":
            breaks += 1
        elif mark != " ":
            breaks = max(breaks, 2 if mark == "\f" else 1)
    return "\n" * min(breaks, 2)


def _words(source: str, *, keeps_lines: bool) -> str:
    spaces = r"[ \t\f]+" if keeps_lines else r"[ \t\r\n\f]+"
    return html.unescape(re.sub(spaces, " ", source))


def _first_number(name: str, attributes: str) -> int:
    start = START.search(attributes)
    return 0 if name == "ul" else int(start[1]) if start else 1


def _bullet(numbers: list[int]) -> str:
    """Return the mark of the next item and count on; 0 stands for a list without numbers."""
    number = numbers[-1] if numbers else 0
    if not number:
        return "- "
    numbers[-1] = number + 1
    return f"{number}. "
