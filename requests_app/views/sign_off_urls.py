"""Addresses of the sign off pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
