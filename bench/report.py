"""The tables as Markdown, and the machine that they were measured on."""

import os
import platform
from collections.abc import Iterable
from pathlib import Path

from django.db import connection

from bench.measuring import Row, Table


def machine() -> str:
    """Return what was measured on, in one sentence."""
    lines = Path("/proc/cpuinfo").read_text("utf-8").splitlines()
    processor = next((line for line in lines if line.startswith("model name")), ": unknown")
    with connection.cursor() as cursor:
        cursor.execute("SHOW server_version")
        postgres = cursor.fetchone()[0].split()[0]
    load = os.getloadavg()[0]
    return (
        f"{os.cpu_count()} × {processor.split(':', 1)[1].strip()}, Python "
        f"{platform.python_version()}, PostgreSQL {postgres}; load {load:.1f} at the start."
    )


def as_markdown(table: Table) -> str:
    """Return a table, its widths left to the reader's program."""
    return "\n".join(
        (
            f"### {table.title}",
            "",
            f"One unit: {table.yardstick}.",
            "",
            "| | fastest | middle | units | aim | |",
            "|---|--:|--:|--:|--:|---|",
            *(_line(row) for row in table.rows),
            "",
        )
    )


def missed(tables: Iterable[Table]) -> list[str]:
    """Return the names of the lines that are over their aim."""
    return [row.what for table in tables for row in table.rows if not row.is_met]


def _line(row: Row) -> str:
    aim = "" if row.aim is None else f"≤ {row.aim:g}{'' if row.is_met else ' **missed**'}"
    cells = (
        row.what,
        _duration(row.timing.fastest),
        _duration(row.timing.middle),
        f"{row.times:.2f}" if row.times < 10 else f"{row.times:.0f}",
        aim,
        row.note,
    )
    return f"| {' | '.join(cells)} |"


def _duration(seconds: float) -> str:
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{seconds / size:.3g} {unit}"
    return f"{seconds / 1e-9:.0f} ns"
