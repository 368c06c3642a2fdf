"""The pages of a file, as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.page_ranges import page_ranges, written


@pytest.mark.parametrize(
    ("text", "ranges"),
    [
        ("", ()),
        ("3", ((3, 3),)),
        ("3 to 5", ((3, 5),)),
        ("3-5, 8", ((3, 5), (8, 8))),
        ("pages 2 and 4–6", ((2, 2), (4, 6))),
        ("9; p. 1", ((1, 1), (9, 9))),
    ],
)
def test_pages_are_read(text: str, ranges: tuple[tuple[int, int], ...]) -> None:
    assert page_ranges(text) == ranges


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("the first", "Write the pages as numbers"),
        ("5 to 3", "in the wrong order"),
        ("0", "in the wrong order"),
        ("1 to 4, 3", "named twice"),
        ("-2", "Write the pages as numbers"),
        ("12345", "Write the pages as numbers"),
    ],
)
def test_what_is_no_list_of_pages_is_told(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=said):
        page_ranges(text)


@given(st.sets(st.integers(1, 999), max_size=8))
def test_what_is_written_is_read_again(pages: set[int]) -> None:
    ranges = page_ranges(", ".join(map(str, pages)))
    assert page_ranges(written(ranges)) == ranges
