"""What Outlook packs into winmail.dat: words and files. The file itself is kept beside them."""

import base64
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from requests_app.domain.file_names import safe_name
from requests_app.domain.incoming import IncomingAttachment
from requests_app.mail.charset import decoded
from requests_app.mail.html_text import text_of_html
from requests_app.mail.parts import Part
from requests_app.mail.rtf_text import text_of_rtf

WORKER = Path(__file__).with_name("tnef_worker.py")
SIGNATURE = b"\x78\x9f\x3e\x22"
SECONDS_TO_WAIT = 30
LARGEST = 100 * 1024 * 1024
DAMAGED = "It is damaged or cut short. What could be read is shown; the file is kept as it came."


@dataclass(frozen=True)
class Unpacked:
    """What was found inside; `is_whole` where nothing of it was lost."""

    words: str = ""
    files: tuple[IncomingAttachment, ...] = ()
    is_whole: bool = False


def is_tnef(part: Part) -> bool:
    """Whether a part is Outlook's own format, by what it says or by its name."""
    named = part.file_name.lower() in ("winmail.dat", "win.dat")
    return named or part.media_type in ("application/ms-tnef", "application/vnd.ms-tnef")


def unpacked(part: Part) -> Unpacked:
    """Return what is inside. The work is done by a process that may die of it."""
    content = part.content(LARGEST)
    if not content.startswith(SIGNATURE) or len(content) > LARGEST:
        return Unpacked()
    try:
        done = subprocess.run(  # noqa: S603 - our own script, no argument from outside
            [sys.executable, "-I", str(WORKER)],
            input=content,
            capture_output=True,
            timeout=SECONDS_TO_WAIT,
            check=True,
        )
        said = json.loads(done.stdout)
    except (subprocess.SubprocessError, OSError, ValueError):
        return Unpacked()
    return Unpacked(
        words=_words(*(base64.b64decode(said[kind]) for kind in ("plain", "html", "rtf"))),
        files=tuple(
            _file(one["name"], base64.b64decode(one["content"]), number)
            for number, one in enumerate(said["files"], start=1)
        ),
        is_whole=bool(said["is_whole"]),
    )


def _words(plain: bytes, html: bytes, rtf: bytes) -> str:
    if plain.strip(b"\0 \r\n"):
        return decoded(plain).text.replace("\r\n", "\n").strip()
    if html.strip(b"\0 \r\n"):
        return text_of_html(decoded(html).text)
    return text_of_rtf(rtf)


def _file(name: str, content: bytes, number: int) -> IncomingAttachment:
    shown = safe_name(name, otherwise=f"attachment-{number}")
    return IncomingAttachment(shown, "application/octet-stream", _giving(content))


def _giving(content: bytes) -> Callable[[], Iterator[bytes]]:
    return lambda: iter((content,))
