"""Addresses of the department pages."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
