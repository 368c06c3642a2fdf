"""HTML to tagged PDF: the only place that knows WeasyPrint."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from functools import cache
from io import BytesIO
from pathlib import Path

from fontTools.ttLib.woff2 import decompress
from weasyprint import CSS, HTML
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetcher, URLFetcherResponse


class PdfVariant(StrEnum):
    """Which standard the file keeps to."""

    UA = "pdf/ua-1"
    """Accessible (ISO 14289-1): what is sent."""
    ARCHIVE = "pdf/a-3u"
    """Archival (ISO 19005-3), tagged too: what is kept."""


class RefusedAddress(FatalURLFetchingError):
    """A template asked for something that is not ours. No PDF is made."""


class OwnFilesOnly(URLFetcher):
    """Serves the named files under `own:name` and refuses every other address.

    Anything wider would let a letter read the disk or reach into the network.
    """

    def __init__(self, own_files: Mapping[str, Path]) -> None:
        super().__init__(allowed_protocols=("own",), allow_redirects=False)
        self._own_files = {f"own:{name}": path for name, path in own_files.items()}

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the file behind `url`; raise `RefusedAddress` where it is not one of ours."""
        if url not in self._own_files:
            raise RefusedAddress(f"A letter may not fetch {url[:200]}")
        return URLFetcherResponse(url, _content(self._own_files[url]))


@cache
def _content(path: Path) -> bytes:
    """Return a font as WeasyPrint reads it; unpacking one takes longer than laying a letter out."""
    raw = path.read_bytes()
    if not raw.startswith(b"wOF2"):
        return raw
    unpacked = BytesIO()
    decompress(BytesIO(raw), unpacked)
    return unpacked.getvalue()


def render_pdf(
    html: str,
    *,
    css_paths: Sequence[Path],
    fonts: Mapping[str, Path],
    variant: PdfVariant,
    identifier: bytes,
) -> bytes:
    """Return `html` as a PDF; the same input gives the same bytes.

    `fonts` are the files that the style sheets may name as `own:name`. `identifier` becomes
    the file's /ID, which would otherwise be drawn anew each time. Title and language come
    from the page itself. Raises `RefusedAddress` where the page asks for anything else.
    """
    fetcher = OwnFilesOnly(fonts)
    font_configuration = FontConfiguration()
    stylesheets = [
        CSS(string=path.read_text("utf-8"), url_fetcher=fetcher, font_config=font_configuration)
        for path in css_paths
    ]
    pdf: bytes = HTML(string=html, url_fetcher=fetcher).write_pdf(
        stylesheets=stylesheets,
        font_config=font_configuration,
        pdf_variant=variant.value,
        pdf_tags=True,
        pdf_identifier=identifier,
    )
    return pdf
