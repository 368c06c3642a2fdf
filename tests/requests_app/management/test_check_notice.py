"""The `check_notice` command, as an officer or another program calls it."""

import json
import os
import subprocess
import sys
from io import StringIO
from pathlib import Path
from typing import Any

import docx
import pytest
from django.core.management import CommandError, call_command
from weasyprint import HTML

from tests.exemptions.domain.letter_corpus import FOLDER, corpus

ROOT = Path(__file__).parents[3]
SEED = ROOT.parent / "shared" / "seeds" / "000_bdc616c268e94e91.txt"
LETTER = next(each for each in corpus() if each.name == "salaries").complete


def run(kind: str, path: Path, *more: str) -> str:
    said = StringIO()
    call_command("check_notice", str(path), "--kind", kind, *more, stdout=said)
    return said.getvalue()


def as_text(path: Path) -> Path:
    path = path.with_suffix(".txt")
    path.write_text(LETTER, encoding="utf-8")
    return path


def as_html(path: Path) -> Path:
    path = path.with_suffix(".html")
    blocks = "".join(f"<p>{block}</p>" for block in LETTER.split("\n\n"))
    path.write_text(f"<html lang=en><body>{blocks}</body></html>", encoding="utf-8")
    return path


def as_word(path: Path) -> Path:
    path = path.with_suffix(".docx")
    document = docx.Document()
    for block in LETTER.split("\n\n"):
        document.add_paragraph(block)
    document.save(str(path))
    return path


def as_pdf(path: Path) -> Path:
    html, path = as_html(path), path.with_suffix(".pdf")
    HTML(filename=str(html)).write_pdf(path)
    return path


@pytest.mark.parametrize("write", [as_text, as_html, as_word, as_pdf])
def test_a_complete_letter_passes_in_every_format(write: object, tmp_path: Path) -> None:
    path = write(tmp_path / "letter")  # type: ignore[operator]

    answer = json.loads(run("partial", path, "--json"))

    assert answer["complete"], answer["findings"]
    assert ("43(2)", "FOIA 2000", True) in [
        (each["section"], each["act"], each["known"]) for each in answer["citations"]
    ]


def test_the_answer_has_exactly_the_members_of_the_contract(tmp_path: Path) -> None:
    path = tmp_path / "letter.txt"
    path.write_text("We refuse under section 10 of the Data Protection Act 1998.")

    answer = json.loads(run("refusal", path, "--json"))

    assert set(answer) == {"kind", "complete", "findings", "citations"}
    assert set(answer["findings"][0]) == {"rule", "severity", "message", "where"}
    assert answer["citations"] == [
        {
            "text": "section 10 of the Data Protection Act 1998",
            "act": "DPA 1998",
            "section": "10",
            "known": False,
        }
    ]


def test_a_letter_like_the_real_one_of_2018_fails_as_a_refusal(tmp_path: Path) -> None:
    own = tmp_path / "letter.txt"
    own.write_text(
        "22 August 2018\n\nYou asked:\n\n1. How often was information shared?\n\n"
        "Our response:\n\n1. Twice. As numbers are small, and to protect patients, we refuse "
        "the rest, by the limits in Section 10 and Section 11 of the Data Protection Act 1998.\n"
    )
    # The real one lies beside the checkout on some machines.
    for letter in (own, *filter(Path.exists, [SEED])):
        assert_rests_on_repealed_sections(json.loads(run("refusal", letter, "--json")))


def assert_rests_on_repealed_sections(answer: dict[str, Any]) -> None:

    said = {each["rule"]: each["message"] for each in answer["findings"]}
    assert not answer["complete"]
    assert "sections 10 and 11 of the Data Protection Act 1998" in said["s17(1)(b)"]
    assert "no exemption of the Freedom of Information Act" in said["s17(1)(b)"]
    assert {"s17(7)(a)", "s17(7)(b)"} <= set(said)


def test_people_read_it_in_lines() -> None:
    said = run("refusal", FOLDER / "refusal" / "commercial-formal.txt")

    assert said.startswith("Refusal: complete.")
    assert "cites  FOIA 2000 43(2)" in said


def test_what_cannot_be_read_is_one_sentence(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="cannot be read"):
        run("refusal", tmp_path / "none.txt")
    empty = tmp_path / "empty.txt"
    empty.write_text("")
    with pytest.raises(CommandError, match="no words"):
        run("refusal", empty)


def test_it_works_with_no_service_running_and_nothing_set(tmp_path: Path) -> None:
    path = as_text(tmp_path / "letter")
    done = subprocess.run(
        [sys.executable, "manage.py", "check_notice", "--kind", "partial", "--json", str(path)],
        cwd=ROOT,
        env={"PATH": os.environ["PATH"], "DATABASE_URL": ""},
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["complete"]
