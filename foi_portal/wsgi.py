"""The web server's door."""

import os

from django.core.wsgi import get_wsgi_application

from foi_portal.checks import refuse_unsafe_settings

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "foi_portal.settings")
refuse_unsafe_settings()
application = get_wsgi_application()
