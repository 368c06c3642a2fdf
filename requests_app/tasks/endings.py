"""How a piece of work can end without being done."""


class TryLater(Exception):
    """The work could not be done now; nothing was lost. The message says why, without names."""


class NeedsAPerson(Exception):
    """The work must not be tried again by a machine."""
