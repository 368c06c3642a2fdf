"""The wires, as a Django application: they bring the checks of the settings."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from foi_portal.checks import production_is_safe


class WiresConfig(AppConfig):
    """Settings and what keeps them safe."""

    name = "foi_portal"
    verbose_name = "FOI Portal"

    def ready(self) -> None:
        """Let `manage.py check` look at the settings."""
        register(production_is_safe, Tags.security)
