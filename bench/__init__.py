"""The product measured. Django is made ready before any part of it is imported."""

import os

import django

# Debugging would keep every query in memory, and the demo's pages are nobody's work.
os.environ.update(DJANGO_SETTINGS_MODULE="foi_portal.settings", DEBUG="false", DEMO="false")
django.setup()
