"""Asks a virus scanner (clamd) about a file, by its INSTREAM command. The only room that does."""

import re
import socket
import struct
from typing import BinaryIO

from requests_app.domain.file_safety import Safety, Verdict

PIECE = 64 * 1024
SECONDS_TO_WAIT = 60
NO_SCANNER = "Not scanned for viruses: no scanner is set up."
NO_ANSWER = "Not scanned for viruses: the scanner did not answer."
TOO_LARGE = "Not scanned for viruses: the file is larger than the scanner takes."
FOUND = re.compile(r": (.+) FOUND\b")


def scanned(file: BinaryIO, scanner: str) -> Verdict:
    """Return what the scanner says. `scanner` is "unix:/path", "host:port" or "" for none."""
    if not scanner:
        return Verdict(Safety.UNSCANNED, NO_SCANNER)
    file.seek(0)
    try:
        said = _ask(file, scanner)
    except OSError:
        return Verdict(Safety.UNSCANNED, NO_ANSWER)
    found = FOUND.search(said)
    if found:
        name = re.sub(r"[^\w.:-]", "", found[1])[:100]
        return Verdict(Safety.QUARANTINED, f"The virus scanner found {name} in it.")
    if said.rstrip("\0\n ").endswith("OK"):
        return Verdict(Safety.CLEAN)
    return Verdict(Safety.UNSCANNED, TOO_LARGE if "size limit" in said else NO_ANSWER)


def _ask(file: BinaryIO, scanner: str) -> str:
    with _connected(scanner) as wire:
        wire.sendall(b"zINSTREAM\0")
        try:
            while piece := file.read(PIECE):
                wire.sendall(struct.pack("!I", len(piece)) + piece)
            wire.sendall(struct.pack("!I", 0))
        except OSError:
            # It has hung up in the middle: it may have said why.
            pass
        said = b""
        while piece := wire.recv(4096):
            said += piece
            if b"\0" in piece or len(said) > PIECE:
                break
    return said.decode("utf-8", "replace")


def _connected(scanner: str) -> socket.socket:
    if scanner.startswith("unix:"):
        wire = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        wire.settimeout(SECONDS_TO_WAIT)
        wire.connect(scanner.removeprefix("unix:"))
        return wire
    host, _, port = scanner.rpartition(":")
    return socket.create_connection((host, int(port)), timeout=SECONDS_TO_WAIT)
