"""Files are shared out over mails: each once, in order, none too long."""

import base64

from hypothesis import given
from hypothesis import strategies as st

from requests_app.domain.mail_parts import WORDS, encoded_size, shared_out

MB = 1024 * 1024


def test_what_fits_goes_in_one_mail() -> None:
    shares = shared_out([MB, 2 * MB], limit=20 * MB, letter=100_000)

    assert (shares.mails, shares.too_large) == (((0, 1),), ())


def test_a_letter_without_files_is_one_mail() -> None:
    assert shared_out([], limit=20 * MB, letter=100_000).mails == ((),)


def test_the_letter_goes_first_even_where_no_file_fits_beside_it() -> None:
    shares = shared_out([14 * MB, MB, 13 * MB], limit=20 * MB, letter=MB)

    assert (shares.mails, shares.too_large) == (((), (0,), (1, 2)), ())


def test_a_file_that_no_mail_carries_is_named_and_the_others_go() -> None:
    shares = shared_out([30 * MB, MB], limit=20 * MB)

    assert (shares.mails, shares.too_large) == (((1,),), (0,))


@given(st.integers(0, 3000))
def test_the_size_in_a_mail_is_what_base64_makes_of_it(size: int) -> None:
    encoded = base64.encodebytes(bytes(size)).replace(b"\n", b"\r\n")

    assert len(encoded) <= encoded_size(size) < len(encoded) + 78


@given(
    st.lists(st.integers(0, 5 * MB), max_size=40),
    st.integers(2 * MB, 8 * MB),
    st.integers(0, MB),
)
def test_every_file_goes_once_in_order_and_no_mail_is_too_long(
    sizes: list[int], limit: int, letter: int
) -> None:
    shares = shared_out(sizes, limit=limit, letter=letter)

    sent = [place for mail in shares.mails for place in mail]
    assert sorted([*sent, *shares.too_large]) == list(range(len(sizes)))
    assert sent == sorted(sent)
    for number, mail in enumerate(shares.mails):
        length = WORDS + sum(encoded_size(sizes[place]) for place in mail)
        assert length + (encoded_size(letter) if number == 0 else 0) <= limit
        assert mail or number == 0
    for place in shares.too_large:
        assert WORDS + encoded_size(sizes[place]) > limit
