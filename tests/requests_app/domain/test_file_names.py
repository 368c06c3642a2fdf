"""Names of files that strangers chose."""

import pytest

from requests_app.domain.file_names import safe_name


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\x\\beds.csv", "beds.csv"),
        ("St\u0175\u202e.csv\n", "Stŵ.csv"),
        ("...", "file"),
        ("x" * 300 + ".csv", "x" * 196 + ".csv"),
    ],
)
def test_names_lose_folders_and_tricks_and_keep_their_letters(name: str, shown: str) -> None:
    assert safe_name(name, otherwise="file") == shown
