"""Addresses of the demo pages."""

from django.urls import path

from requests_app.views import demo

urlpatterns = [
    path("demo/sign-in/<int:user_id>/", demo.sign_in, name="demo-sign-in"),
    path("demo/mail/", demo.mail, name="demo-mail"),
    path("demo/mail/<str:name>/", demo.one_mail, name="demo-mail-one"),
    path("demo/mail/<str:name>/<int:number>/", demo.mail_file, name="demo-mail-file"),
]
