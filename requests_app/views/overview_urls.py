"""Addresses of the overview pages."""

from django.urls import path

from requests_app.views import absence, milestones, reports, working_days

urlpatterns = [
    path("reports/", reports.reports, name="reports"),
    path("working-days/", working_days.working_days, name="working-days"),
    path("absence/", absence.absence, name="absence"),
    path("absence/<int:absence_id>/end/", absence.end, name="absence-end"),
    path("milestones/", milestones.milestones, name="milestones"),
    path("milestones/new/", milestones.add, name="milestone-new"),
    path("milestones/<int:milestone_id>/", milestones.change, name="milestone"),
]
