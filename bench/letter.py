"""A letter as PDF: how long it takes and how large it is."""

from bench.measuring import Row, Table, beside, side_by_side
from bench.population import Population
from bench.sizes import Size
from requests_app.domain.letter_content import from_data
from requests_app.domain.workflow import State
from requests_app.letters.pdf import PdfVariant
from requests_app.letters.rendering import letter_html, letter_pdf

HTML = "the letter as HTML"
SENT = "the PDF that is sent (PDF/UA-1)"
KEPT = "the PDF that is kept (PDF/A-3u)"


def measure(size: Size, population: Population) -> Table:
    """Time the letter of an answered case."""
    letter = population.case(State.ANSWERED).letters.get()
    content = from_data(letter.content)
    timings = side_by_side(
        {
            HTML: lambda: letter_html(content),
            SENT: lambda: letter_pdf(content, PdfVariant.UA),
            KEPT: lambda: letter_pdf(content, PdfVariant.ARCHIVE),
        },
        rounds=max(3, size.rounds // 5),
    )
    sizes = {
        SENT: len(letter_pdf(content, PdfVariant.UA)),
        KEPT: len(letter_pdf(content, PdfVariant.ARCHIVE)),
    }
    rows: tuple[Row, ...] = beside(
        HTML, timings, notes={name: f"{count / 1000:.0f} kB" for name, count in sizes.items()}
    )
    return Table(title="A letter", yardstick="the same letter as HTML", rows=rows)
