"""The entry of the web process."""

import multiprocessing
import os

from django.core.wsgi import get_wsgi_application

from interregions.config.parenthood import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interregions.config.settings")
django = get_wsgi_application()

from interregions.config.lanes import House  # noqa: E402  what it imports needs the settings

application = House(django)

if multiprocessing.parent_process() is not None:
    # One of several web processes: it would hold the port for ever if the one that started it were killed.
    end_with_parent(os.getppid())
