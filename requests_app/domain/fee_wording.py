"""What we write to an applicant about a fee: the notice, the reminder, the lapse."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal

from requests_app.domain.fee_quote import Provision, Quote
from requests_app.domain.letter_wording import in_full
from requests_app.domain.money import pounds

_OPENING = {
    Provision.S9: (
        "We have looked at what it costs to send you the information you asked for. Section 9 of "
        "the Freedom of Information Act 2000 lets us ask you for a fee before we do so. It "
        "covers the cost of telling you and sending you the information, and no staff time "
        "(Freedom of Information and Data Protection (Appropriate Limit and Fees) Regulations "
        "2004, regulation 6)."
    ),
    Provision.S13: (
        "Answering your request costs more than the limit that the law sets, so the Freedom of "
        "Information Act 2000 does not oblige us to answer it. We are willing to answer it all "
        "the same. Section 13 of the Act lets us ask you for a fee for that (Freedom of "
        "Information and Data Protection (Appropriate Limit and Fees) Regulations 2004, "
        "regulation 7)."
    ),
    Provision.EIR: (
        "We have looked at what it costs to make the information you asked for available. "
        "Regulation 8 of the Environmental Information Regulations 2004 lets us ask you for a "
        "reasonable charge in advance."
    ),
}


def word_for(provision: Provision) -> str:
    """Return what the law calls it: a fee, or a charge."""
    return "charge" if provision is Provision.EIR else "fee"


def fees_notice(
    quote: Quote, amount: Decimal, *, how_to_pay: Sequence[str], last_day: date | None
) -> str:
    """Return the notice: how much, how it was worked out, how to pay, and by when.

    `amount` in pounds may be less than the quote. `last_day` is None under s.13, which knows no
    time to pay.
    """
    word = word_for(quote.provision)
    lines = [f"- {line.words}" for line in quote.lines]
    if amount < quote.total:
        lines.append(f"- We ask for {pounds(amount)} of {pounds(quote.total)}.")
    parts = [
        _OPENING[quote.provision],
        f"The {word} is {pounds(amount)}. This is how we worked it out:",
        "\n".join(lines),
        "You can pay in one of these ways:",
        "\n".join(f"- {way}" for way in how_to_pay),
    ]
    if last_day:
        parts.append(
            f"The last day to pay is {in_full(last_day)}. We will send you the information only "
            f"once the {word} is paid. From today until the day it reaches us the days are not "
            "counted. If it is not paid by then, your request ends, and you can make a new one "
            "at any time."
        )
    else:
        parts.append(
            "We will send you the information only once the fee is paid. Tell us if you do not "
            "want to go on, or if you would like to ask for less, which may cost nothing."
        )
    parts.append(
        "If you would rather have less, or have it by e-mail, where most answers cost nothing, "
        "please tell us. We never ask for payment for a reasonable adjustment for a disabled "
        "person."
    )
    return "\n\n".join(parts)


def lapse_letter(
    provision: Provision, amount: Decimal, asked_on: date, last_day: date, paid: Decimal
) -> str:
    """Return the letter that ends a request whose fee was not paid (FOIA s.9(2); EIR reg 8(5))."""
    word = word_for(provision)
    basis = (
        "Regulation 8(5) of the Environmental Information Regulations 2004"
        if provision is Provision.EIR
        else "Section 9(2) of the Freedom of Information Act 2000"
    )
    parts = [
        f"On {in_full(asked_on)} we asked you for a {word} of {pounds(amount)}, to be paid by "
        f"{in_full(last_day)}. It has not been paid in full. {basis} then frees us from the duty "
        "to answer, and your request has ended.",
    ]
    if paid:
        parts.append(f"You have paid {pounds(paid)} of it. We will give that back to you.")
    parts.append(
        "If you still want the information, you can ask for it again at any time. That is a new "
        "request, with its own time to answer. You might ask for less of it, or by e-mail, which "
        "may cost nothing. If you believe that you have paid, please tell us when and how."
    )
    return "\n\n".join(parts)


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
