"""Signs of life: when the machinery last did its round."""

from datetime import datetime

from requests_app.models import Pulse


def beat(name: str, *, at: datetime) -> None:
    """Note that the round `name` has ended at `at`."""
    Pulse.objects.update_or_create(name=name, defaults={"at": at})
