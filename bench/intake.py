"""A mail through the whole intake, beside reading it with the standard library alone."""

import random
from base64 import encodebytes
from collections.abc import Callable
from email import message_from_bytes, policy
from io import BytesIO
from itertools import islice

from django.utils import timezone

from bench.measuring import Row, Table, beside, side_by_side
from bench.sizes import Size
from requests_app.tasks.received_mail import receive

PARSED = "read by the standard library"
TAKEN_IN = "kept, read, its files looked at, matched, and opened as a case"
AIM = 9.0
A_ROUND = 12
SENTENCES = (
    "How many beds were closed in each month of 2025, by ward?",
    "What was spent on agency nurses in the last three financial years?",
    "Please send the policy on the use of interpreters, and the contract with the supplier.",
    "I would like the number of complaints about parking, and how many were upheld.",
)


def measure(size: Size) -> Table:
    """Time a mixture of mails, each of them new; what it takes to make them is not in it."""
    rounds = max(5, size.rounds // 2)
    chance = random.Random(7)
    # One round more: nothing that is done for the first time is measured.
    mails = [_mail(number, chance) for number in range(A_ROUND * (rounds + 1))]

    def each(do: Callable[[bytes], object]) -> Callable[[], None]:
        stock = iter(mails)

        def one_round() -> None:
            for raw in islice(stock, A_ROUND):
                do(raw)

        return one_round

    timings = side_by_side({PARSED: each(_read), TAKEN_IN: each(_take_in)}, rounds=rounds)
    rows: tuple[Row, ...] = beside(PARSED, timings, aims={TAKEN_IN: AIM})
    return Table(
        title=f"{A_ROUND} mails of every sort", yardstick="reading them with email", rows=rows
    )


def _read(raw: bytes) -> list[object]:
    """Return the content of every leaf."""
    message = message_from_bytes(raw, policy=policy.default)
    return [part.get_payload(decode=True) for part in message.walk() if not part.is_multipart()]


def _take_in(raw: bytes) -> None:
    receive(BytesIO(raw), at=timezone.now())


def _mail(number: int, chance: random.Random) -> bytes:
    """Return a request: plain, with HTML beside its text, or with a file of 60 kB."""
    text = "\n\n".join(f"{place}. {chance.choice(SENTENCES)}" for place in range(1, 2 + number % 4))
    head = (
        f"From: Asker {number} <asker.{number}@example.org>\r\n"
        "To: foi@harrowdene.example\r\n"
        f"Subject: Request {number}: {chance.choice(SENTENCES)[:40]}\r\n"
        f"Message-ID: <{number}.{chance.random()}@example.org>\r\n"
        "Date: Tue, 24 Nov 2026 09:12:44 +0000\r\nMIME-Version: 1.0\r\n"
    )
    plain = f"Content-Type: text/plain; charset=utf-8\r\n\r\nDear FOI team,\r\n\r\n{text}\r\n"
    kind = number % 3
    if kind == 0:
        return (head + plain).encode()
    edge = f"edge{number}"
    if kind == 1:
        page = "".join(f"<p style='margin:0'>{line}</p>" for line in text.split("\n\n"))
        other = f"Content-Type: text/html; charset=utf-8\r\n\r\n<html><body>{page}</body></html>"
        parts, subtype = [plain, other], "alternative"
    else:
        table = "\n".join(f"ward {row},{row * 3},{row * 7}" for row in range(4_000))
        other = (
            "Content-Type: text/csv; name=wards.csv\r\nContent-Transfer-Encoding: base64\r\n"
            "Content-Disposition: attachment; filename=wards.csv\r\n\r\n"
            + encodebytes(table.encode()).decode()
        )
        parts, subtype = [plain, other], "mixed"
    body = "".join(f"--{edge}\r\n{part}\r\n" for part in parts)
    return (
        head + f'Content-Type: multipart/{subtype}; boundary="{edge}"\r\n\r\n{body}--{edge}--\r\n'
    ).encode()
