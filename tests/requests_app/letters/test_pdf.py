"""A letter reaches nothing but our own fonts."""

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest
from django.conf import LazySettings

from requests_app.letters.pdf import OwnFilesOnly, PdfVariant, RefusedAddress, render_pdf


@pytest.fixture
def secret(tmp_path: Path) -> Path:
    path = tmp_path / "secret.css"
    path.write_text("p::after { content: 'leaked' }")
    return path


@pytest.fixture
def visits() -> Iterator[tuple[str, list[str]]]:
    """Give the address of a web server, and the paths it has been asked for."""
    asked: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            asked.append(self.path)
            self.send_response(404)
            self.end_headers()

        def log_message(self, *args: object) -> None:
            """Say nothing on the terminal."""

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", asked
    server.shutdown()
    thread.join()
    server.server_close()


def make(body: str, *, head: str = "", css_paths: tuple[Path, ...] = ()) -> bytes:
    return render_pdf(
        f"<html lang=en-GB><head><title>T</title>{head}</head><body>{body}</body></html>",
        css_paths=css_paths,
        fonts={},
        variant=PdfVariant.UA,
        identifier=b"0123456789abcdef",
    )


WAYS_IN_BODY = [
    "<img src='{}' alt='x'>",
    "<object data='{}'></object>",
    "<embed src='{}'>",
    "<p style=\"background: url('{}')\">x</p>",
    "<ul style=\"list-style-image: url('{}')\"><li>x</ul>",
]
WAYS_THAT_ARE_NOT_FOLLOWED = [
    "<p style=\"content: url('{}')\">x</p>",
    "<svg xmlns='http://www.w3.org/2000/svg'><image href='{}' width='9' height='9'/></svg>",
    "<svg xmlns='http://www.w3.org/2000/svg'><use href='{}#a'/></svg>",
]
WAYS_IN_HEAD = [
    "<link rel='stylesheet' href='{}'>",
    "<link rel='attachment' href='{}'>",
    "<style>@import url('{}');</style>",
    "<style>@font-face {{ font-family: X; src: url('{}') }} body {{ font-family: X }}</style>",
    "<base href='{0}'><link rel='stylesheet' href='x.css'>",
]


@pytest.mark.parametrize("way", WAYS_IN_BODY)
def test_no_element_can_read_a_file(way: str, secret: Path) -> None:
    with pytest.raises(RefusedAddress, match="may not fetch file:"):
        make(way.format(secret.as_uri()))


@pytest.mark.parametrize("way", WAYS_THAT_ARE_NOT_FOLLOWED)
def test_what_is_not_refused_is_not_followed_either(
    way: str, secret: Path, visits: tuple[str, list[str]]
) -> None:
    address, asked = visits

    assert make(way.format(secret.as_uri())) == make(way.format(secret.as_uri() + "x"))
    assert make(way.format(address)).startswith(b"%PDF")
    assert asked == []


@pytest.mark.parametrize("way", WAYS_IN_HEAD)
def test_nothing_in_the_head_can_read_a_file(way: str, secret: Path) -> None:
    with pytest.raises(RefusedAddress, match="may not fetch file:"):
        make("<p>x</p>", head=way.format(secret.as_uri()))


@pytest.mark.parametrize("way", [*WAYS_IN_BODY, *WAYS_IN_HEAD])
def test_nothing_reaches_the_network(way: str, visits: tuple[str, list[str]]) -> None:
    address, asked = visits
    markup = way.format(address)
    with pytest.raises(RefusedAddress, match="may not fetch http:"):
        make(markup, head=markup if way in WAYS_IN_HEAD else "")
    assert asked == []


def test_a_style_sheet_cannot_import_either(tmp_path: Path, secret: Path) -> None:
    sheet = tmp_path / "sheet.css"
    sheet.write_text(f"@import url('{secret.as_uri()}');")

    with pytest.raises(RefusedAddress):
        make("<p>x</p>", css_paths=(sheet,))


@pytest.mark.parametrize(
    "address",
    [
        "file:///etc/passwd",
        "FILE:///etc/passwd",
        "https://example.org/",
        "ftp://example.org/",
        "data:text/html,x",
        "own:other.woff2",
        "own:../font.woff2",
        "own:font.woff2?x",
        "own:/etc/passwd",
    ],
)
def test_every_address_but_the_named_ones_is_refused(address: str, tmp_path: Path) -> None:
    fetcher = OwnFilesOnly({"font.woff2": tmp_path / "font.woff2"})

    with pytest.raises(RefusedAddress):
        fetcher.fetch(address)


def test_a_named_file_is_served(tmp_path: Path) -> None:
    (tmp_path / "font.woff2").write_bytes(b"glyphs")

    response = OwnFilesOnly({"font.woff2": tmp_path / "font.woff2"}).fetch("own:font.woff2")

    assert response.read() == b"glyphs"


def test_a_packed_font_is_served_unpacked_as_it_would_be_read(settings: LazySettings) -> None:
    fonts = sorted((settings.BASE_DIR / "static" / "fonts").glob("*.woff2"))
    assert fonts
    for path in fonts:
        read = OwnFilesOnly({path.name: path}).fetch(f"own:{path.name}").read()
        assert read.startswith(b"\x00\x01\x00\x00")
        assert len(read) > path.stat().st_size
