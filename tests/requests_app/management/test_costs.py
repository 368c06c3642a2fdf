"""The `costs` command, as another program calls it."""

import json
import subprocess
import sys
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "data" / "golden" / "costs.json"
QUESTION = {
    "id": "A",
    "calculate": "limit",
    "inputs": {"activities": [{"activity": "locate", "hours": 18.04}]},
}


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("costs", *arguments, stdout=said)
    return said.getvalue()


def without_services(*arguments: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as from a fresh checkout: no environment, nothing to talk to."""
    return subprocess.run(
        [sys.executable, "manage.py", "costs", *arguments],
        cwd=ROOT,
        env={},
        capture_output=True,
        text=True,
        check=False,
    )


def test_every_golden_question_is_answered_without_any_service() -> None:
    done = without_services("--json", str(GOLDEN))
    answers = json.loads(done.stdout)
    cases = json.loads(GOLDEN.read_text("utf-8"))["cases"]
    assert (done.returncode, [each["id"] for each in answers]) == (
        0,
        [each["id"] for each in cases],
    )
    for case, said in zip(cases, answers, strict=True):
        assert {name: said["result"][name] for name in case["expected"]} == case["expected"]


@pytest.mark.parametrize(
    ("arguments", "code", "last_line"),
    [
        (
            ("--json", "nowhere.json"),
            1,
            "CommandError: nowhere.json cannot be read: No such file or directory.",
        ),
        ((), 2, "manage.py costs: error: the following arguments are required: --json"),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_code(
    arguments: tuple[str, ...], code: int, last_line: str
) -> None:
    done = without_services(*arguments)
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (code, "", last_line)


def test_a_question_that_is_not_valid_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    path.write_text(json.dumps({"cases": [{"id": 1}, None, QUESTION]}), "utf-8")
    first, second, third = json.loads(run("--json", str(path)))
    assert (list(first), list(second)) == (["id", "error"], ["id", "error"])
    assert (third["id"], third["result"]["countable_cost"]) == ("A", "451.00")


def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps([QUESTION]).encode())))
    assert json.loads(run("--json", "-"))[0]["result"]["exceeds_limit"] is True


@pytest.mark.parametrize(
    ("content", "sentence"), [(b"[", "is not valid JSON"), (b"5", "holds no questions")]
)
def test_a_file_that_holds_no_questions_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "questions.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run("--json", str(path))
