"""The product's settings with one room more, for the tests of its processes."""

from interregions.config.settings import *  # noqa: F403
from interregions.config.settings import INSTALLED_APPS

INSTALLED_APPS = [*INSTALLED_APPS, "tests.browser.counting"]
