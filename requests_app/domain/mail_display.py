"""How the text of a mail is shown: rewritten links as they were written, quotes apart."""

import re
from urllib.parse import parse_qs, unquote, urlsplit

SAFE_LINK = re.compile(
    r"https://[\w.-]+\.safelinks\.protection\.outlook\.com/[^\s<>\"]{1,4000}", re.IGNORECASE
)
PROOFPOINT = re.compile(
    r"https://urldefense\.(?:proofpoint\.)?com/v(?:2/url\?[^\s<>\"]{1,4000}|3/__(.{1,3000}?)__;[^\s<>\"]*)",
    re.IGNORECASE,
)
QUOTED = re.compile(
    r"\n(?:>.*|-{3,} ?(?:Original Message|Forwarded message)|On .{5,200}\bwrote:|"
    r"From: .+\n(?:Sent|Date): |_{20,}\nFrom: )",
    re.DOTALL,
)


def with_plain_links(text: str) -> str:
    """Return `text` with the links that mail filters rewrote as they were before.

    For reading only: the message itself keeps what came.
    """
    return PROOFPOINT.sub(_of_proofpoint, SAFE_LINK.sub(_of_safe_links, text))


def folded(text: str) -> tuple[str, str]:
    """Return a message's own words and what it quotes below them: folded, never deleted."""
    found = QUOTED.search("\n" + text)
    return (text[: found.start()].rstrip(), text[found.start() :]) if found else (text, "")


def _of_safe_links(found: re.Match[str]) -> str:
    return _web(parse_qs(urlsplit(found[0]).query).get("url", [""])[0]) or found[0]


def _of_proofpoint(found: re.Match[str]) -> str:
    if found[1]:
        return _web(found[1]) or found[0]
    written = parse_qs(urlsplit(found[0]).query).get("u", [""])[0]
    return _web(unquote(written.replace("-", "%").replace("_", "/"))) or found[0]


def _web(address: str) -> str:
    return address if re.match(r"https?://[^\s<>]+$", address) else ""
