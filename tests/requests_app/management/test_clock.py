"""The `clock` command, as an officer or another program calls it."""

import json
import subprocess
import sys
from datetime import date
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path

import pytest
import time_machine
from django.core.exceptions import ImproperlyConfigured
from django.core.management import CommandError, call_command
from django.db import OperationalError
from django.utils import timezone

from requests_app.domain.statutory_clock import EntryKind
from requests_app.management.commands import clock as command
from requests_app.models import Case, NonWorkingDay
from requests_app.services.clock import enter
from tests.factories import CaseMaker, Cast, at

ROOT = Path(__file__).parents[3]
GOLDEN = ROOT / "tests" / "data" / "golden" / "clock.json"
QUESTION = {"id": "A", "calculate": "foia_due_date", "inputs": {"received": "2025-09-01"}}


def run(*arguments: str) -> str:
    said = StringIO()
    call_command("clock", *arguments, stdout=said)
    return said.getvalue()


def due_of(said: str) -> list[str]:
    return [each["result"]["due"] for each in json.loads(said)]


@pytest.fixture
def questions(tmp_path: Path) -> str:
    path = tmp_path / "questions.json"
    path.write_text(json.dumps([QUESTION]), "utf-8")
    return str(path)


def without_services(*arguments: str, **environment: str) -> "subprocess.CompletedProcess[str]":
    """Run the command as from a fresh checkout: no environment, nothing to talk to."""
    return subprocess.run(
        [sys.executable, "manage.py", "clock", *arguments],
        cwd=ROOT,
        env=environment,
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
        (
            ("FOI-2026-00042",),
            1,
            "CommandError: The database does not answer. Start it, then try again.",
        ),
        ((), 2, "manage.py clock: error: one of the arguments reference --json is required"),
        (
            ("FOI-2026-00042", "--json", "-"),
            2,
            "manage.py clock: error: argument --json: not allowed with argument reference",
        ),
    ],
)
def test_what_cannot_be_done_is_one_sentence_and_a_code(
    arguments: tuple[str, ...], code: int, last_line: str
) -> None:
    # Even where the product is running in this checkout, it is not to be found here.
    done = without_services(*arguments, DATABASE_URL="")
    assert (done.returncode, done.stdout, done.stderr.splitlines()[-1]) == (code, "", last_line)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"[", "is not valid JSON"),
        (b"[NaN]", "NaN is not a JSON number"),
        (b"\xff\xfe[", "is not valid JSON"),
        (b"[" * 100_000, "is not valid JSON"),
        (b"5", "holds no questions"),
    ],
)
def test_a_file_that_holds_no_questions_is_refused(
    tmp_path: Path, content: bytes, sentence: str
) -> None:
    path = tmp_path / "questions.json"
    path.write_bytes(content)
    with pytest.raises(CommandError, match=sentence):
        run("--json", str(path))


@pytest.mark.django_db
def test_a_dash_is_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", TextIOWrapper(BytesIO(json.dumps([QUESTION]).encode())))
    assert due_of(run("--json", "-")) == ["2025-09-29"]


@pytest.mark.django_db
def test_a_question_that_is_not_valid_does_not_take_the_others_with_it(tmp_path: Path) -> None:
    path = tmp_path / "questions.json"
    path.write_text(json.dumps({"cases": [{"id": "\ud800"}, QUESTION]}), "utf-8")
    first, second = json.loads(run("--json", str(path)))
    assert (first["id"], list(first), second["result"]["due"]) == (
        "\ud800",
        ["id", "error"],
        "2025-09-29",
    )


@pytest.mark.django_db
def test_a_day_proclaimed_in_the_database_counts_for_the_answers(questions: str) -> None:
    NonWorkingDay.objects.create(
        day=date(2025, 9, 10),
        name="Proclaimed",
        nations=["wales"],
        source="The Gazette",
        added_at=timezone.now(),
    )
    assert due_of(run("--json", questions)) == ["2025-09-30"]


@pytest.mark.parametrize(
    ("problem", "warning"),
    [
        (ImproperlyConfigured(), ""),
        (OperationalError(), "The database does not answer: this is the built-in calendar.\n"),
    ],
)
def test_without_a_database_the_built_in_calendar_answers(
    questions: str, monkeypatch: pytest.MonkeyPatch, problem: Exception, warning: str
) -> None:
    def fail() -> None:
        raise problem

    monkeypatch.setattr(command, "stored_calendar", fail)
    said, complained = StringIO(), StringIO()
    call_command("clock", "--json", questions, stdout=said, stderr=complained)
    assert (due_of(said.getvalue()), complained.getvalue()) == (["2025-09-29"], warning)


def test_the_ledger_of_a_case_says_where_every_day_went(case: Case, cast: Cast) -> None:
    asked, paid = (at(date(2026, 11, day)) for day in (5, 6))
    for kind, moment in ((EntryKind.FEE_ASKED, asked), (EntryKind.FEE_RECEIVED, paid)):
        enter(case, kind, moment.date(), actor=cast.foi_manager, at=moment)
    with time_machine.travel(date(2026, 11, 9)):
        lines = run(case.reference).splitlines()
    assert lines[:7] == [
        case.reference,
        "The request was received on Monday 2 November 2026: day 0 (FOIA s.10(6)).",
        "A fee was asked for on Thursday 5 November 2026.",
        "It was paid on Friday 6 November 2026; the working days between, both ends included, "
        "do not count (FOIA s.10(2)).",
        "The answer is due on working day 20: Thursday 3 December 2026 (FOIA s.10(1)).",
        "",
        "2026-11-02 Mon    0  Received: day 0 [FOIA s.10(6)]",
    ]
    assert lines[9:12] == [
        "2026-11-05 Thu    -  Waiting for the fee [FOIA s.10(2)]",
        "2026-11-06 Fri    -  Waiting for the fee [FOIA s.10(2)]",
        "2026-11-07 Sat    -  Saturday [FOIA s.10(6)]",
    ]
    assert lines[-1] == (
        "2026-12-03 Thu   20  Day 20: the last day to answer in time [FOIA s.10(1)]"
    )


def test_the_ledger_of_an_overdue_case_runs_to_today(case: Case) -> None:
    with time_machine.travel(date(2026, 12, 4)):
        assert run(case.reference).splitlines()[-1][:10] == "2026-12-04"


def test_the_ledger_of_an_answered_case_ends_with_the_answer(case: Case, cast: Cast) -> None:
    day = date(2026, 11, 12)
    enter(case, EntryKind.ANSWERED, day, actor=cast.foi_manager, at=at(day))
    lines = run(case.reference).splitlines()
    assert (lines[3], lines[-1][:10]) == ("It was answered on 2026-11-12.", "2026-11-12")


def test_the_ledger_names_no_applicant(case: Case) -> None:
    assert [
        word for word in (case.applicant.name, case.applicant.email) if word in run(case.reference)
    ] == []


@pytest.mark.django_db
def test_an_unknown_case_is_one_sentence() -> None:
    with pytest.raises(CommandError, match=r"^There is no case FOI-2026-99999\.$"):
        run("FOI-2026-99999")


def test_a_case_past_the_calendar_is_refused_in_a_sentence(make_case: CaseMaker) -> None:
    case = make_case()
    NonWorkingDay.objects.all().delete()
    with time_machine.travel(date(2029, 1, 5)), pytest.raises(CommandError, match="covers 2015"):
        run(case.reference)
