"""The product's settings for its test suite: a secret of no worth, files in a temporary folder, no HTTPS."""

import atexit
import os
import shutil
import tempfile

os.environ.setdefault("INTERREGIONS_SECRET_KEY", "only-for-the-test-suite-only-for-the-test-suite")
os.environ.setdefault("INTERREGIONS_HTTPS", "false")
os.environ.setdefault("INTERREGIONS_LOG_LEVEL", "WARNING")
if "INTERREGIONS_HOME" not in os.environ:  # the workers of one run share the folder of who started them
    os.environ["INTERREGIONS_HOME"] = tempfile.mkdtemp(prefix="interregions-tests-")
    atexit.register(shutil.rmtree, os.environ["INTERREGIONS_HOME"], ignore_errors=True)

from interregions.config.settings import *  # noqa: F403
from interregions.config.settings import DATABASES

ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
JOBS_IMMEDIATE = True
# Rows come and go under the same ids from one test to the next.
CACHES = {"default": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"}}
if "pool" in DATABASES["default"].get("OPTIONS", {}):
    # Each test runs in one thread and the test database is dropped at the end: a pool would keep it busy.
    del DATABASES["default"]["OPTIONS"]["pool"]
