"""What a rule says when something is not possible now."""


class RuleBroken(Exception):
    """Not now: the rules do not allow it. The message is what the person reads.

    "Not you" is another thing: Django's `PermissionDenied`.
    """


class StalePage(RuleBroken):
    """The case changed after the person opened the page they acted on."""
