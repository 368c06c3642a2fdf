"""Every address of the site."""

from django.contrib import admin
from django.urls import include, path

from foi_portal.health import healthz

handler400 = "requests_app.views.too_large.could_not_read"

urlpatterns = [
    path("healthz", healthz, name="healthz"),
    path("accounts/", include("allauth.urls")),
    path("administration/", admin.site.urls),
    path("", include("exemptions.urls")),
    path("", include("requests_app.urls")),
]
