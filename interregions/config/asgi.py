"""The entry of the web process."""

import multiprocessing
import os

from django.core.asgi import get_asgi_application

from interregions.config.parenthood import end_with_parent

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "interregions.config.settings")
application = get_asgi_application()

if multiprocessing.parent_process() is not None:
    # One of several web processes: it would hold the port for ever if the one that started it were killed.
    end_with_parent(os.getppid())
