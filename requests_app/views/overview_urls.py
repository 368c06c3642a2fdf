"""Addresses of the overview pages."""

from django.urls import path

from requests_app.views import reports, working_days

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("working-days/", working_days.working_days, name="working-days"),
]
