"""The repository names no package registry and no machine, and its promises are kept."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
TRACKED = subprocess.run(
    ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
    cwd=ROOT,
    capture_output=True,
    text=True,
    check=True,
).stdout.split("\n")
TEXTS = {
    name: (ROOT / name).read_text("utf-8", errors="replace")
    for name in TRACKED
    if name and (ROOT / name).is_file() and not name.endswith((".png", ".woff2"))
}


def holding(pattern: str) -> list[str]:
    """Return the tracked files in which the pattern stands."""
    return sorted(name for name, text in TEXTS.items() if re.search(pattern, text))


def test_no_file_names_a_package_registry() -> None:
    registries = "|".join(("py" + r"pi\.org", "python" + "hosted", "registry" + r"\.npmjs"))

    assert holding(registries) == []


def test_no_file_names_a_path_of_one_machine() -> None:
    assert holding("(?<![a-z])/" + "work/|/root" + "/|/home/[a-z]+/") == []


def test_no_lock_file_with_addresses_is_kept() -> None:
    assert {"uv.lock", "pylock.toml", "yarn.lock"} & set(TEXTS) == set()
    assert '"resolved"' not in TEXTS["package-lock.json"]
    assert "omit-lockfile-registry-resolved=true" in TEXTS[".npmrc"]


@pytest.mark.parametrize("name", ["requirements.txt", "requirements-dev.txt", ".ci/uv.txt"])
def test_every_python_package_is_pinned_by_hash(name: str) -> None:
    blocks = re.split(r"\n(?=\S)", TEXTS[name].strip())

    assert [block for block in blocks if "==" not in block or "--hash=sha256:" not in block] == []


def test_every_declared_package_is_pinned() -> None:
    declared = tomllib.loads(TEXTS["pyproject.toml"])["project"]["dependencies"]
    names = {re.split(r"[\[><=]", line)[0] for line in declared}

    assert {
        name for name in names if f"\n{name}==" not in f"\n{TEXTS['requirements.txt']}"
    } == set()


def test_npm_packages_are_exact() -> None:
    package = json.loads(TEXTS["package.json"])
    versions = {**package["dependencies"], **package["devDependencies"]}

    assert {name for name, version in versions.items() if not version[0].isdigit()} == set()


def test_the_makefile_stays_thin() -> None:
    recipes = [line for line in TEXTS["Makefile"].splitlines() if line.startswith("\t")]

    assert all("$(WORKSHOP)" in line for line in recipes)


def test_only_the_agreed_python_packages_stand_at_the_top() -> None:
    tops = {name.split("/")[0] for name in TEXTS if name.endswith(".py") and "/" in name}

    assert tops == {".ci", "bench", "exemptions", "foi_portal", "requests_app", "tests"}


def test_there_is_no_room_for_leftovers() -> None:
    forbidden = {"utils", "helpers", "common", "signals", "misc"}

    assert [name for name in TEXTS if forbidden & set(re.split(r"[/.]", name))] == []


def test_no_template_carries_script_or_style_of_its_own() -> None:
    pages = {
        name: text
        for name, text in TEXTS.items()
        if name.startswith("templates/")
        and name.endswith(".html")
        and not name.startswith("templates/letters/")
    }
    inline = re.compile(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son[a-z]+=|javascript:")

    assert [name for name, text in pages.items() if inline.search(text)] == []
