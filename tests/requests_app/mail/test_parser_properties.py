"""Over the structure of mail and over its bytes: nothing raises, no leaf is lost, no blow-up."""

import base64
import quopri
import tracemalloc
from dataclasses import dataclass

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from requests_app.domain.incoming import IncomingMessage
from requests_app.mail.parser import parse

TYPES = (
    "text/plain", "text/plain; charset=utf-8", "text/plain; format=flowed", "text/html",
    "text/csv", "text/calendar; method=REQUEST", "application/pdf", "image/png",
    "application/octet-stream", "application/ms-tnef", "application/pkcs7-signature",
    "application/pkcs7-mime", "message/delivery-status", "x-strange/x-kind", "", "nonsense",
)  # fmt: skip
SUBTYPES = ("mixed", "related", "alternative", "signed", "digest", "report", "parallel", "x-odd")
DISPOSITIONS = ("", "inline", "attachment", "attachment; filename=a.csv", "inline; filename=b.txt")
ENCODINGS = ("", "7bit", "base64", "quoted-printable", "BASE64", "x-unknown")


@dataclass(frozen=True)
class Leaf:
    kind: str
    disposition: str
    encoding: str
    filling: bytes


@dataclass(frozen=True)
class Tree:
    subtype: str
    parts: "tuple[Leaf | Tree | Carried, ...]"
    has_end: bool
    preamble: bool


@dataclass(frozen=True)
class Carried:
    """A whole message as a part."""

    inside: "Leaf | Tree"


leaves = st.builds(
    Leaf,
    st.sampled_from(TYPES),
    st.sampled_from(DISPOSITIONS),
    st.sampled_from(ENCODINGS),
    st.binary(max_size=40).map(lambda raw: raw.replace(b"-", b"").replace(b"<", b"")),
)
trees = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.builds(
            Tree,
            st.sampled_from(SUBTYPES),
            st.lists(inner, min_size=1, max_size=5).map(tuple),
            st.booleans(),
            st.booleans(),
        ),
        st.builds(Carried, inner.filter(lambda one: not isinstance(one, Carried))),
    ),
    max_leaves=12,
)


class Written:
    """A message as bytes, with a mark in each of its leaves that must come out again."""

    def __init__(self) -> None:
        self.marks: list[bytes] = []

    def message(self, top: Leaf | Tree | Carried) -> bytes:
        return b"From: Ann <ann@example.org>\r\nSubject: Beds\r\n" + self._part(top, may_drop=False)

    def _part(self, one: Leaf | Tree | Carried, *, may_drop: bool) -> bytes:
        if isinstance(one, Carried):
            return b"Content-Type: message/rfc822\r\n\r\n" + self.message(one.inside)
        if isinstance(one, Tree):
            return self._tree(one, may_drop=may_drop)
        mark = b"mark%06dmark" % len(self.marks)
        words = one.kind.split(";")[0] in ("text/plain", "text/html", "", "nonsense")
        if not (may_drop and (words or one.kind == "application/pkcs7-signature")):
            self.marks.append(mark)
        content = mark + one.filling
        if one.encoding.lower() == "base64":
            content = base64.encodebytes(content)
        elif one.encoding == "quoted-printable":
            content = quopri.encodestring(content)
        lines = (
            f"Content-Type: {one.kind}" if one.kind else "",
            f"Content-Disposition: {one.disposition}" if one.disposition else "",
            f"Content-Transfer-Encoding: {one.encoding}" if one.encoding else "",
        )
        return "\r\n".join([*filter(None, lines), "", ""]).encode() + content

    def _tree(self, tree: Tree, *, may_drop: bool) -> bytes:
        edge = f"edge{len(self.marks)}x{id(tree)}".encode()
        # Of two versions one is shown, and a seal says nothing: those alone may stay away.
        drops = may_drop or tree.subtype in ("alternative", "signed")
        out = b"Content-Type: multipart/%s; boundary=%s\r\n\r\n" % (tree.subtype.encode(), edge)
        out += b"This is a message of several parts.\r\n" if tree.preamble else b""
        for part in tree.parts:
            out += b"--%s\r\n" % edge + self._part(part, may_drop=drops) + b"\r\n"
        return out + (b"--%s--\r\n" % edge if tree.has_end else b"")


def everything_in(mail: IncomingMessage) -> bytes:
    """Return all that came out: words, files, and what is inside the messages among them."""
    return b"\n".join([mail.text.encode(), *(file.content for file in mail.attachments)])


def decoded_all(raw: bytes) -> bytes:
    """Return what came out of a message and of the messages inside it."""
    mail = parse(raw)
    inner = [decoded_all(file.content) for file in mail.carried_messages]
    return b"\n".join([everything_in(mail), *inner])


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(trees)
def test_no_leaf_is_lost(top: Leaf | Tree | Carried) -> None:
    written = Written()
    raw = written.message(top)

    found = decoded_all(raw)

    assert [mark for mark in written.marks if mark not in found] == []


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    trees,
    st.lists(st.tuples(st.integers(0, 10**6), st.binary(min_size=1, max_size=3)), max_size=30),
    st.integers(0, 10**6),
)
def test_no_damage_raises_and_what_comes_out_can_be_stored(
    top: Leaf | Tree | Carried, damage: list[tuple[int, bytes]], cut: int
) -> None:
    raw = bytearray(Written().message(top))
    for place, wrong in damage:
        at = place % len(raw)
        raw[at : at + len(wrong)] = wrong
    if cut % 3 == 0:
        del raw[cut % len(raw) :]

    mail = parse(bytes(raw))

    shown = (mail.text, mail.subject, mail.sender_name, mail.answer_to, mail.message_id,
             *mail.recipients, *(file.name for file in mail.attachments))  # fmt: skip
    for words in shown:
        assert "\x00" not in words
        assert words.encode("utf-8").decode() == words
    assert all(isinstance(file.content, bytes) for file in mail.attachments)


@settings(max_examples=60, deadline=None)
@given(
    st.sampled_from([
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n",
        b"--a\r\nContent-Type: multipart/mixed; boundary=a\r\n\r\n",
        b"Content-Type: message/rfc822\r\n\r\n", b"<div>", b"=?utf-8?q?=C3?= ", b"\\", b'"', b"(",
        b"From: <", b"a@", b",", b"=\r\n", b"=E9", b"\r\n", b"\r", b"\x00", b"&amp", b"> ",
        b"X-A: b\r\n", b"SG93IG1hbnk/", b"FOI-2026-", b"--",
    ]),
    st.sampled_from([
        b"From: a@b.c\r\n\r\n", b"Subject: ", b"From: ", b"To: ",
        b"Content-Type: text/html\r\n\r\n",
        b"Content-Transfer-Encoding: base64\r\n\r\n",
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n",
        b"Content-Type: multipart/mixed; boundary=a\r\n\r\n--a\r\n", b"Received: ", b"References: ",
    ]),
)  # fmt: skip
def test_what_is_repeated_without_end_costs_memory_in_proportion(piece: bytes, head: bytes) -> None:
    raw = head + piece * (200_000 // len(piece))

    tracemalloc.start()
    try:
        parse(raw)
        _, most = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()

    assert most < 60 * len(raw) + 2_000_000
