"""Excerpts in pieces: what was found is marked, and nothing in a text can break the marks."""

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.excerpts import BEGIN, END, Piece, pieces_of


def test_found_words_are_pieces_of_their_own() -> None:
    assert pieces_of(f"How many {BEGIN}beds{END}\nwere  {BEGIN}closed{END}?") == (
        Piece("How many "), Piece("beds", is_found=True), Piece(" were "),
        Piece("closed", is_found=True), Piece("?"),
    )  # fmt: skip


def test_marks_that_a_stranger_wrote_break_nothing() -> None:
    assert pieces_of(f"a{END}b{BEGIN}c") == (Piece("ab"), Piece("c"))
    assert pieces_of("") == ()


def test_a_part_of_a_longer_text_has_dots_around_it() -> None:
    assert pieces_of(f"{BEGIN}beds{END}", of=4) == (Piece("beds", is_found=True),)
    assert pieces_of(f"{BEGIN}beds{END}", of=5) == (
        Piece("… "), Piece("beds", is_found=True), Piece(" …"),
    )  # fmt: skip
    assert pieces_of("", of=5) == ()


@given(st.text(f"ab {BEGIN}{END}"))
def test_no_word_is_lost_and_no_mark_is_left(text: str) -> None:
    shown = "".join(piece.text for piece in pieces_of(text))
    assert shown == " ".join(text.split()).replace(BEGIN, "").replace(END, "")
