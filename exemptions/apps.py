"""The law, as a Django application."""

from django.apps import AppConfig


class ExemptionsConfig(AppConfig):
    """Exemptions and exceptions."""

    name = "exemptions"
    verbose_name = "Exemptions"
