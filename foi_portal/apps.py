"""The wires, as a Django application: the checks of the settings, and the log."""

from django.apps import AppConfig
from django.core.checks import Tags, register

from foi_portal import logs
from foi_portal.checks import production_is_safe


class WiresConfig(AppConfig):
    """Settings and what keeps them safe."""

    name = "foi_portal"
    verbose_name = "FOI Portal"

    def ready(self) -> None:
        """Let `manage.py check` look at the settings; say what the log may tell."""
        logs.configure()
        register(production_is_safe, Tags.security)
