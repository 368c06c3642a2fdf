"""The scanner is asked by its own protocol; where it says nothing, that is said."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path

import pytest

from requests_app.disclosure.virus_scan import scanned
from requests_app.domain.file_safety import Safety


@contextmanager
def a_scanner(where: socket.socket, answer: bytes, takes: int = 10**9) -> Iterator[list[bytes]]:
    """Speak clamd's side of INSTREAM once; what was scanned is in the list."""
    got: list[bytes] = []

    def serve() -> None:
        wire, _ = where.accept()
        with wire, wire.makefile("rb") as lines:
            assert lines.read(10) == b"zINSTREAM\0"
            content = b""
            while size := struct.unpack("!I", lines.read(4))[0]:
                content += lines.read(size)
                if len(content) > takes:
                    break
            got.append(content)
            wire.sendall(answer)

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield got
    finally:
        thread.join(10)
        where.close()


def listening() -> tuple[socket.socket, str]:
    server = socket.create_server(("127.0.0.1", 0))
    return server, f"127.0.0.1:{server.getsockname()[1]}"


@pytest.mark.parametrize(
    ("answer", "safety", "reason"),
    [
        (b"stream: OK\0", Safety.CLEAN, ""),
        (b"stream: Win.Test.EICAR_HDB-1 FOUND\0", Safety.QUARANTINED,
         "The virus scanner found Win.Test.EICAR_HDB-1 in it."),
        (b"INSTREAM size limit exceeded. ERROR\0", Safety.UNSCANNED,
         "Not scanned for viruses: the file is larger than the scanner takes."),
        (b"", Safety.UNSCANNED, "Not scanned for viruses: the scanner did not answer."),
    ],
)  # fmt: skip
def test_what_the_scanner_says_is_the_verdict(answer: bytes, safety: Safety, reason: str) -> None:
    server, address = listening()
    content = b"ward,beds\n" * 20_000

    with a_scanner(server, answer) as got:
        verdict = scanned(BytesIO(content), address)

    assert (verdict.safety, verdict.reason) == (safety, reason)
    assert got == [content]


def test_a_scanner_on_a_socket_is_asked_too(tmp_path: Path) -> None:
    path = tmp_path / "clamd"
    server = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
    server.bind(str(path))
    server.listen()

    with a_scanner(server, b"stream: OK\0"):
        assert scanned(BytesIO(b"x"), f"unix:{path}").safety is Safety.CLEAN


def test_no_scanner_and_one_that_is_away_are_said_plainly() -> None:
    server, address = listening()
    server.close()

    assert scanned(BytesIO(b"x"), "").reason == "Not scanned for viruses: no scanner is set up."
    away = scanned(BytesIO(b"x"), address)
    assert away.safety is Safety.UNSCANNED
    assert away.reason == "Not scanned for viruses: the scanner did not answer."
