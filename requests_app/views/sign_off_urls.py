"""Addresses of the director's pages."""

from django.urls import path

from requests_app.views import sign_off

urlpatterns = [
    path("sign-off/", sign_off.sign_offs, name="sign-offs"),
    path("sign-off/<int:sign_off_id>/", sign_off.sign_off, name="sign-off"),
    path("sign-off/<int:sign_off_id>/approve/", sign_off.approve, name="sign-off-approve"),
    path("sign-off/<int:sign_off_id>/return/", sign_off.send_back, name="sign-off-return"),
    path("sign-off/<int:sign_off_id>/letter.pdf", sign_off.letter, name="sign-off-letter"),
    path(
        "sign-off/<int:sign_off_id>/files/<int:document_id>/",
        sign_off.file,
        name="sign-off-file",
    ),
]
