"""The documentation says what the code does."""

import re
from pathlib import Path

from django.core.management import get_commands

from foi_portal.settings import VARIABLES
from requests_app.domain.workflow_diagram import review_diagram, workflow_diagram

ROOT = Path(__file__).resolve().parent.parent


def text(name: str) -> str:
    return (ROOT / name).read_text("utf-8")


def test_the_picture_of_the_workflow_is_the_table() -> None:
    assert f"```mermaid\n{workflow_diagram()}\n```" in text("docs/architecture.md")
    assert f"```mermaid\n{review_diagram()}\n```" in text("docs/architecture.md")


def test_every_setting_is_documented_with_its_default() -> None:
    rows = {
        name: (default, meaning)
        for name, default, meaning in re.findall(
            r"^\| `([A-Z_]+)` \| (.*?) ?\| (.+) \|$", text("README.md"), re.MULTILINE
        )
    }

    assert rows == {
        name: (shown(variable.default), variable.meaning.replace("|", "a bar"))
        for name, variable in VARIABLES.items()
    }


def shown(default: object) -> str:
    """Return a default as the table prints it."""
    if default in ("", []):
        return ""
    word = str(default).lower() if isinstance(default, bool) else str(default)
    return f"`{word.replace('|', ', ')}`"


def test_every_command_is_in_the_guide() -> None:
    ours = {name for name, app in get_commands().items() if app == "requests_app"}

    assert {name for name in ours if f"`{name}" not in text("docs/operating.md")} == set()


def test_links_between_pages_lead_somewhere() -> None:
    broken = []
    for page in [ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")]:
        for target in re.findall(r"\]\((?!https?:|mailto:|#)([^)#]+)", page.read_text("utf-8")):
            if not (page.parent / target).exists():
                broken.append(f"{page.name}: {target}")
    assert broken == []
