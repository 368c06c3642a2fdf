"""The two laws a request may run under."""

from enum import StrEnum


class Regime(StrEnum):
    """FOIA is the Freedom of Information Act 2000; EIR the Environmental Information
    Regulations 2004.
    """

    FOIA = "foia"
    EIR = "eir"
