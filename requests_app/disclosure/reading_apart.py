"""Has the words of a file read by a process that may die of it, and keeps what it says."""

import json
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryFile
from typing import BinaryIO

from requests_app.disclosure.file_words import MOST_CHARACTERS, FileWords

WORKER = "requests_app.disclosure.words_worker"
ROOT = Path(__file__).resolve().parents[2]
LARGEST = 100 * 1024 * 1024
"""Bytes. What is longer is not read."""
SECONDS_TO_WAIT = 30
LONGEST_SAID = 4 * 1024 * 1024
TOO_LARGE = "It is too large to be read."
DIED = "Reading it took too much time or memory."


def read_apart(file: BinaryIO, name: str, size: int) -> FileWords:
    """Return the words of a stored file of `size` bytes. Nothing that it does reaches us."""
    if size > LARGEST:
        return FileWords(problem=TOO_LARGE)
    file.seek(0)
    with TemporaryFile() as said:
        try:
            subprocess.run(  # noqa: S603 - our own module
                # Not the whole name, which may name somebody and stands in the list of processes.
                [sys.executable, "-s", "-P", "-m", WORKER, Path(name).suffix],
                stdin=file,
                stdout=said,
                stderr=subprocess.DEVNULL,
                cwd="/",
                # Nothing of ours: no address of the database, no key.
                env={
                    "PYTHONPATH": str(ROOT),
                    "PYTHONDONTWRITEBYTECODE": "1",
                    "PYTHONUTF8": "1",
                },
                timeout=SECONDS_TO_WAIT,
                check=True,
            )
            said.seek(0)
            found = FileWords(**json.loads(said.read(LONGEST_SAID)))
        except (subprocess.SubprocessError, OSError, ValueError, TypeError):
            return FileWords(problem=DIED)
    return FileWords(
        storable(found.text)[:MOST_CHARACTERS], bool(found.is_cut), storable(found.problem)[:200]
    )


def storable(text: str) -> str:
    """Return a text without what PostgreSQL refuses: NUL, and halves of signs."""
    return str(text).replace("\0", " ").encode("utf-8", "ignore").decode()
