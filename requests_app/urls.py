"""The addresses of the product, a room at a time."""

from django.conf import settings
from django.urls import include, path

urlpatterns = [
    path("", include("requests_app.views.public_urls")),
    path("", include("requests_app.views.office_urls")),
    path("", include("requests_app.views.case_urls")),
    path("", include("requests_app.views.letter_urls")),
    path("", include("requests_app.views.department_urls")),
    path("", include("requests_app.views.sign_off_urls")),
    path("", include("requests_app.views.decision_urls")),
    path("", include("requests_app.views.review_urls")),
    path("", include("requests_app.views.complaint_urls")),
    path("", include("requests_app.views.overview_urls")),
]
if settings.DEMO:
    urlpatterns.append(path("", include("requests_app.views.demo_urls")))
