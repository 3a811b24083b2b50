"""The product's own settings, and one more address: the bare page everything is compared to."""

from interregions.config.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.urls"
