"""What the applicant reads when the clock stops, when it lapses, and when more time is taken."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from requests_app.domain.clock_explanation import long_day
from requests_app.domain.regime import Regime

STANDARD_HELP = (
    "If it is hard to say, tell us what you want to find out, and we will suggest how to ask for "
    "it. You need not tell us why you want to know."
)
"""What is offered where the officer offers nothing of their own (FOIA s.16, EIR reg 9(1))."""


@dataclass(frozen=True, kw_only=True)
class ClarificationWords:
    """What is asked of the applicant, and what it means for them (FOIA s.1(3), EIR reg 9(2))."""

    regime: Regime
    received_on: date
    unclear: str
    why: str
    help_offered: str
    close_after: date
    contact: str

    def text(self) -> str:
        """Return the whole notice below its salutation."""
        return "\n\n".join(self._paragraphs())

    def _paragraphs(self) -> Iterator[str]:
        law = (
            "Section 1(3) of the Freedom of Information Act 2000"
            if self.regime is Regime.FOIA
            else "Regulation 9 of the Environmental Information Regulations 2004"
        )
        yield (
            f"Thank you for your request, which we received on {long_day(self.received_on)}. To "
            "identify and find what you want, we need to know more."
        )
        yield f"What is not clear to us: {self.unclear}"
        yield f"Why we need to know: {self.why}"
        yield self.help_offered or STANDARD_HELP
        yield (
            f"What this means for the time: {law} lets us ask, and the clock stands still until "
            "we hear from you. The 20 working days for our answer are counted anew from the day "
            "your reply reaches us, and we try to be quicker than that."
        )
        yield (
            f"Please reply by {long_day(self.close_after)}. If we have not heard from you by then, "
            "we will close the request. Reply later, and we will open it again."
        )
        yield self.contact


def lapse_text(asked_on: date, close_after: date, contact: str) -> str:
    """Return the notice that a request was closed because no reply came."""
    return "\n\n".join(
        (
            f"On {long_day(asked_on)} we asked you to tell us more about your request, and to "
            f"reply by {long_day(close_after)}. We have not heard from you, so we have closed the "
            "request.",
            "If you would still like the information, write to us and tell us what we "
            "asked. We will open the request again, and count the time from the day your reply "
            "reaches us.",
            contact,
        )
    )


def public_interest_text(
    provision: str, why: str, estimate: date, contact: str, *, is_first: bool
) -> str:
    """Return the notice that the public interest is still being weighed (FOIA s.17(1), (2)).

    It states that an exemption is relied on, which one and why, that no decision has been
    reached, and when it is expected.
    """
    opening = (
        f"Some of what you asked for is exempt from disclosure under section {provision} of the "
        f"Freedom of Information Act 2000. {why}"
        if is_first
        else "We told you that we are still weighing the public interest in some of what you "
        f"asked for, which is exempt under section {provision} of the Freedom of Information Act "
        f"2000. We need longer than we thought. {why}"
    )
    return "\n\n".join(
        (
            opening,
            "The exemption is a qualified one: we have to weigh the public interest in keeping "
            "the information back against the public interest in disclosing it. We have not "
            "reached a decision on that yet. Section 10(3) gives us reasonable time for it.",
            f"We expect to decide by {long_day(estimate)}, and will then write to you again. "
            "Whatever this does not concern, we answer within the usual 20 working days.",
            contact,
        )
    )


def complexity_text(complexity: str, volume: str, due_on: date, contact: str) -> str:
    """Return the notice that an environmental request takes up to 40 working days (reg 7)."""
    return "\n\n".join(
        (
            "We cannot answer your request within 20 working days. Regulation 7 of the "
            "Environmental Information Regulations 2004 gives us up to 40 where a request is "
            "both complex and large.",
            f"Why it is complex: {complexity}",
            f"Why it is large: {volume}",
            f"We will answer as soon as we can, and by {long_day(due_on)} at the latest.",
            contact,
        )
    )
