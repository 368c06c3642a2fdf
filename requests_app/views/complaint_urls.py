"""Addresses of what comes after a review: the regulator and the tribunal."""

from django.urls import path

from requests_app.views import complaints, regulator

CASE = "cases/<str:reference>/regulator/"

urlpatterns = [
    path("regulator/", regulator.details, name="regulator"),
    path(CASE, complaints.complaints, name="complaints"),
    path(f"{CASE}new/", complaints.record, name="complaint-new"),
    path(f"{CASE}<int:complaint_id>/answered/", complaints.answered, name="complaint-answered"),
    path(f"{CASE}<int:complaint_id>/notice/", complaints.notice, name="complaint-notice"),
    path(f"{CASE}<int:complaint_id>/close/", complaints.close, name="complaint-close"),
    path(f"{CASE}steps/<int:step_id>/", complaints.step_done, name="required-step"),
    path(f"{CASE}notices/<int:notice_id>/appeal/", complaints.appeal, name="appeal-new"),
    path(f"{CASE}appeals/<int:appeal_id>/", complaints.ruling, name="appeal-ruling"),
]
