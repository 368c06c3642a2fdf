"""Typed text keeps its paragraphs and simple lists."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.letters.text_blocks import Block, BlockKind, text_blocks

P, B, N = BlockKind.PARAGRAPH, BlockKind.BULLETS, BlockKind.NUMBERS


@pytest.mark.parametrize(
    ("text", "blocks"),
    [
        ("", ()),
        ("  \n\n ", ()),
        ("One.\n\nTwo.", (Block(P, ("One.",)), Block(P, ("Two.",)))),
        ("One,\r\nsame paragraph.", (Block(P, ("One,", "same paragraph.")),)),
        (
            "See:\n- this\n* that\n• more\nEnd.",
            (Block(P, ("See:",)), Block(B, ("this", "that", "more")), Block(P, ("End.",))),
        ),
        ("3. three\n4) four", (Block(N, ("three", "four"), 3),)),
        ("1. one\n5. five", (Block(N, ("one",), 1), Block(N, ("five",), 5))),
        ("2018. A year, not a list.", (Block(P, ("2018. A year, not a list.",)),)),
        ("-5 degrees", (Block(P, ("-5 degrees",)),)),
    ],
)
def test_text_is_divided_at_empty_lines_and_lists(text: str, blocks: tuple[Block, ...]) -> None:
    assert text_blocks(text) == blocks


@given(st.text(alphabet="ab -1.)\n", max_size=60))
def test_no_word_is_lost(text: str) -> None:
    kept = "".join(line for block in text_blocks(text) for line in block.lines)

    assert [c for c in kept if c in "ab"] == [c for c in text if c in "ab"]
