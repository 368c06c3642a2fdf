"""The case, as a Django application."""

from django.apps import AppConfig


class RequestsAppConfig(AppConfig):
    """Requests and everything that happens to them."""

    name = "requests_app"
    verbose_name = "Requests"
