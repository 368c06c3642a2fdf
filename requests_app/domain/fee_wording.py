"""What we write to an applicant about a fee: what fills the notice and the lapse."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from requests_app.domain.fee_quote import Provision, Quote
from requests_app.domain.letter_wording import in_full
from requests_app.domain.money import pounds


def word_for(provision: Provision) -> str:
    """Return what the law calls it: a fee, or a charge."""
    return "charge" if provision is Provision.EIR else "fee"


def unbound_by(provision: Provision) -> frozenset[str]:
    """Return the rules of a fees notice that do not bind this one.

    Section 9(2) gives three months to pay; section 13 knows no time, and reg 8 another.
    """
    if provision is Provision.EIR:
        return frozenset({"s9(1)", "s9(2)"})
    return frozenset({"s9(2)"}) if provision is Provision.S13 else frozenset()


def fees_notice(
    quote: Quote, amount: Decimal, *, how_to_pay: Sequence[str], last_day: date | None
) -> dict[str, str]:
    """Return what fills the notice: how much, how it was worked out, how to pay, and by when.

    `amount` in pounds may be less than the quote. `last_day` is None under s.13, which knows no
    time to pay.
    """
    lines = [f"- {line.words}" for line in quote.lines]
    if amount < quote.total:
        lines.append(f"- We ask for {pounds(amount)} of {pounds(quote.total)}.")
    return {
        **_of_every_fee(quote.provision, amount, last_day),
        "worked_out": "\n".join(lines),
        "ways": "\n".join(f"- {way}" for way in how_to_pay),
    }


def lapse_notice(
    provision: Provision, amount: Decimal, asked_on: date, last_day: date, paid: Decimal
) -> dict[str, str]:
    """Return what fills the letter that ends a request (FOIA s.9(2); EIR reg 8(5))."""
    return {
        **_of_every_fee(provision, amount, last_day),
        "asked_on": in_full(asked_on),
        "paid": pounds(paid) if paid else "",
    }


def _of_every_fee(provision: Provision, amount: Decimal, last_day: date | None) -> dict[str, str]:
    return {
        "word": word_for(provision),
        "amount": pounds(amount),
        "section_9": "yes" if provision is Provision.S9 else "",
        "section_13": "yes" if provision is Provision.S13 else "",
        "last_day": in_full(last_day) if last_day else "",
    }


def received_letter(
    provision: Provision, amount: Decimal, paid_on: date, due_on: date | None, over: Decimal
) -> str:
    """Return the letter that says: paid, and when the answer comes. `over` was paid too much."""
    word = word_for(provision)
    parts = [f"We received your payment of the {word} of {pounds(amount)} on {in_full(paid_on)}."]
    if provision.stops_the_clock:
        parts[0] += (
            f" From the day we asked for the {word} until that day the days are not counted, "
            "those two days included."
        )
    if over:
        parts.append(f"You have paid {pounds(over)} too much. We will give that back to you.")
    parts.append(_goes_on(due_on))
    return "\n\n".join(parts)


def cancelled_letter(
    provision: Provision, amount: Decimal, asked_on: date, due_on: date | None, paid: Decimal
) -> str:
    """Return the letter that takes a fees notice back. `paid` in pounds is given back."""
    word = word_for(provision)
    parts = [
        f"On {in_full(asked_on)} we asked you for a {word} of {pounds(amount)}. You do not have "
        f"to pay it: we have cancelled the {word}. Please do not send us any money for it."
    ]
    if paid:
        parts.append(f"You have paid {pounds(paid)} of it. We will give that back to you.")
    if provision.stops_the_clock:
        parts.append("The days since we asked you count again, as if we had not asked.")
    parts.append(_goes_on(due_on))
    return "\n\n".join(parts)


def dishonoured_letter(
    provision: Provision,
    payment: Decimal,
    received_on: date,
    owed: Decimal,
    *,
    how_to_pay: Sequence[str],
    last_day: date | None,
) -> str:
    """Return the letter that says: the bank refused a payment, so it counts as never made."""
    word = word_for(provision)
    until = f" until {in_full(last_day)}" if last_day else ""
    parts = [
        f"The bank has refused your payment of {pounds(payment)}, which we received on "
        f"{in_full(received_on)}. So it counts as never made, and {pounds(owed)} of the {word} is "
        f"to be paid{until}.",
        "You can pay in one of these ways:",
        "\n".join(f"- {way}" for way in how_to_pay),
    ]
    if last_day:
        parts.append(
            f"The days are not counted until the {word} is paid. If it is not paid by then, your "
            "request ends, and you can make a new one at any time."
        )
    parts.append("If you believe that the bank has made a mistake, please ask it, and tell us.")
    return "\n\n".join(parts)


def _goes_on(due_on: date | None) -> str:
    if due_on is None:
        return "We go on with your request as soon as we have what else we asked you for."
    return f"We go on with your request, and will answer by {in_full(due_on)}."
