"""What became of a mail that we sent, and what a person has to do about it."""

from enum import IntEnum


class Fate(IntEnum):
    """What the carrier knows of a mail, the best first."""

    ARRIVED = 0
    ON_ITS_WAY = 1
    NO_SUCH_ADDRESS = 2
    NOT_ACCEPTED = 3
    NOT_SENT = 4
    UNKNOWN = 5

    @property
    def is_a_failure(self) -> bool:
        """Whether a person has to reach the reader another way, or to find out."""
        return self > Fate.ON_ITS_WAY


WHY = {
    Fate.NO_SUCH_ADDRESS: "GOV.UK Notify found no mailbox at this address.",
    Fate.NOT_ACCEPTED: "The mailbox did not take it for three days. It may be full.",
    Fate.NOT_SENT: "GOV.UK Notify had a fault and did not send it.",
    Fate.UNKNOWN: "GOV.UK Notify did not say within a week whether it arrived.",
}


def sentence_on(what: str, action: str, *, reader: str = "applicant") -> str:
    """Return what a delivery report says (RFC 3464, section 2.3.3), and what to do.

    `what` is the mail in a word, `action` the report's own, or "" where it has none.
    """
    if action == "failed":
        return (
            f"The {what} that we sent did not arrive. Reach the {reader} another way; the clock "
            "goes on."
        )
    if action == "delayed":
        return f"The {what} that we sent is delayed: the mail servers are still trying."
    if action:
        return f"The {what} that we sent was handed on."
    return f"A report on the {what} that we sent. Read what it says; the clock goes on."
