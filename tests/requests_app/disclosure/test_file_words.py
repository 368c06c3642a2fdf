"""The words of files of every kind; and whatever a file does, only words or a reason come of it."""

import os
import subprocess
import sys
from io import BytesIO
from pathlib import Path
from typing import BinaryIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.disclosure import reading_apart
from requests_app.disclosure.file_words import (
    DAMAGED,
    MOST_CHARACTERS,
    MOST_FILES,
    NO_WORDS,
    PICTURE,
    TOO_MUCH,
    FileWords,
    file_words,
)
from requests_app.disclosure.reading_apart import DIED, TOO_LARGE, read_apart
from requests_app.disclosure.room import Room
from tests.requests_app.disclosure.files_with_words import (
    KINDS,
    TYPES,
    open_document,
    rich_text,
    word,
)
from tests.requests_app.mail.building import a_pdf, ole, zipped

WORDS = "The café closed twelve beds & saved £40"


@pytest.fixture
def stored(tmp_path: Path) -> BinaryIO:
    return (tmp_path / "stored").open("w+b")


def apart(stored: BinaryIO, content: bytes, name: str = "") -> FileWords:
    stored.write(content)
    return read_apart(stored, name, len(content))


@pytest.mark.parametrize("name", KINDS)
def test_words_of_every_kind_are_read(name: str) -> None:
    found = file_words(BytesIO(KINDS[name](WORDS)), name)

    assert WORDS in found.text
    assert "hidden" not in found.text
    assert "no words" not in found.text
    assert (found.is_cut, found.problem) == (False, "")


def test_words_of_two_cells_or_paragraphs_do_not_run_together() -> None:
    assert "£40\nnext" in file_words(BytesIO(KINDS["table.xlsx"](WORDS)), "").text
    assert file_words(BytesIO(KINDS["several.zip"](WORDS)), "").text.endswith("\n\nthe second")


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", NO_WORDS),
        (a_pdf(), NO_WORDS),
        (a_pdf("secret"), DAMAGED),
        (ole({"WordDocument": b"x"}), DAMAGED),
        (rich_text(WORDS), DAMAGED),
        (b"\x89PNG\r\n\x1a\n" + bytes(90), PICTURE),
        (zipped({}), DAMAGED),
        (zipped(TYPES), NO_WORDS),
        (zipped(TYPES | {"word/document.xml": b"<unclosed>"}), DAMAGED),
        (word(WORDS)[:-60], DAMAGED),
        (zipped({"two.png": b"\x89PNG"}), NO_WORDS),
        (zipped({f"{number}.txt": b"" for number in range(MOST_FILES + 9)}), NO_WORDS),
    ],
)
def test_where_there_are_no_words_it_says_why(content: bytes, problem: str) -> None:
    assert file_words(BytesIO(content), "") == FileWords(problem=problem)


def test_an_entity_that_would_grow_without_end_is_not_resolved() -> None:
    bomb = (
        b'<!DOCTYPE t [<!ENTITY a "words"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;">]>'
        b'<w:t xmlns:w="w">&b;</w:t>'
    )
    found = file_words(BytesIO(zipped(TYPES | {"word/document.xml": bomb})), "")
    assert found == FileWords(problem=DAMAGED)


def test_what_unpacks_without_end_is_not_read() -> None:
    room = Room()
    room.left.unpacked = 1_000_000
    long = b'<w:p xmlns:w="w">' + b"<w:r/>" * 400_000 + b"</w:p>"

    found = file_words(BytesIO(zipped(TYPES | {"word/document.xml": long})), "", room)

    assert found == FileWords(problem=TOO_MUCH)


def test_archives_in_archives_are_read_only_so_deep() -> None:
    packed = b"deep words"
    for _ in range(9):
        packed = zipped({"one.zip": packed})
    assert file_words(BytesIO(packed), "").text == ""


def test_a_long_text_is_cut_and_says_so() -> None:
    found = file_words(BytesIO(open_document("word " * 50_000)), "")
    assert (len(found.text), found.is_cut) == (MOST_CHARACTERS - 1, True)


@given(
    st.binary(max_size=300), st.sampled_from([b"", b"%PDF-", b"PK\x03\x04", b"{\\rtf", b"<html"])
)
def test_nothing_that_a_file_holds_is_raised(content: bytes, beginning: bytes) -> None:
    found = file_words(BytesIO(beginning + content), "")
    assert len(found.text) <= MOST_CHARACTERS


@given(st.data())
def test_a_document_with_any_byte_changed_is_read_or_has_a_reason(data: st.DataObject) -> None:
    content = bytearray(open_document("words"))
    for place in data.draw(st.lists(st.integers(0, len(content) - 1), max_size=5)):
        content[place] ^= data.draw(st.integers(1, 255))
    found = file_words(BytesIO(bytes(content)), "")
    assert bool(found.text) != bool(found.problem)


def test_a_process_of_its_own_reads_it_and_is_given_nothing_of_ours(
    stored: BinaryIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    given_to: list[dict[str, object]] = []
    run = subprocess.run

    def watched(command: list[str], **how: object) -> object:
        given_to.append({"command": command, **how})
        return run(command, **how)  # type: ignore[call-overload]

    monkeypatch.setenv("DATABASE_URL", "postgres://secret")
    monkeypatch.setattr(subprocess, "run", watched)

    assert apart(stored, word(WORDS), "From Ann Asker.docx").text == WORDS
    (how,) = given_to
    assert "secret" not in str(how)
    assert "Ann" not in str(how)
    assert set(how["env"]) == {"PYTHONPATH", "PYTHONDONTWRITEBYTECODE", "PYTHONUTF8"}  # type: ignore[call-overload]


@pytest.mark.parametrize(
    "dies",
    [
        "bytearray(2 * 1024 ** 3)",
        "os.kill(os.getpid(), 9)",
        "open('/tmp/never', 'w').write('x' * (400 * 1024 ** 2))",
        "print('no answer')",
        "print('{\"unknown\": 1}')",
        "time.sleep(9)",
    ],
)
def test_a_reader_that_dies_of_a_file_leaves_a_reason(
    stored: BinaryIO, dies: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    dies = dies.replace("/tmp/never", str(tmp_path / "never"))
    (tmp_path / "worker.py").write_text(
        "import os, resource, time\n"
        "from requests_app.disclosure.words_worker import LIMITS\n"
        "for limit, most in LIMITS.items():\n"
        "    resource.setrlimit(limit, (most, most))\n"
        f"{dies}\n"
    )
    paths = os.pathsep.join((str(tmp_path), str(reading_apart.ROOT)))
    monkeypatch.setattr(reading_apart, "WORKER", "worker")
    monkeypatch.setattr(reading_apart, "ROOT", paths)
    monkeypatch.setattr(reading_apart, "SECONDS_TO_WAIT", 4)

    assert apart(stored, b"words") == FileWords(problem=DIED)


def test_what_is_too_large_is_not_even_given_to_it(
    stored: BinaryIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading_apart, "LARGEST", 3)
    monkeypatch.setattr(sys, "executable", "/nowhere")
    assert apart(stored, b"words") == FileWords(problem=TOO_LARGE)


def test_what_postgresql_would_refuse_is_left_out(stored: BinaryIO) -> None:
    assert apart(stored, b"one " * 2_000 + b"\0two").text.endswith("one  two")
