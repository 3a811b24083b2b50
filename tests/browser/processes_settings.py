"""The product's settings with one work and three addresses more, for the tests of its processes."""

from interregions.config.settings import *  # noqa: F403

JOBS = {"count": "tests.browser.processes_urls.count"}
ROOT_URLCONF = "tests.browser.processes_urls"
