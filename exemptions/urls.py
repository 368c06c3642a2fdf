"""Addresses of the register."""

from django.urls import path

from exemptions import views

urlpatterns = [
    path("exemptions/", views.register, name="register"),
    path("exemptions/<slug:slug>/", views.provision, name="provision"),
    path("exemptions/<slug:slug>/guidance/", views.guidance, name="guidance"),
]
