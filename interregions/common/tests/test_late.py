"""What is used now and then is not loaded at the start."""

import os
import subprocess
import sys

import pytest

from interregions.common.late import Late

HEAVY = {"altair", "docx", "icalendar", "odfdo", "openpyxl", "pyxform", "typst", "vl_convert", "xlrd"}
HEAVY |= {"xlsxwriter"}
START = """
import sys
import django
django.setup()
from django.urls import get_resolver
assert get_resolver().url_patterns
print(*sorted({name.partition(".")[0] for name in sys.modules}))
"""


def test_the_addresses_of_the_product_load_no_heavy_library():
    environment = {**os.environ, "DJANGO_SETTINGS_MODULE": "interregions.config.tests.settings"}
    ran = subprocess.run([sys.executable, "-c", START], env=environment, capture_output=True, text=True, check=True)
    assert HEAVY & set(ran.stdout.split()) == set()


def test_a_late_module_gives_what_the_module_holds():
    assert Late("json").loads("[1]") == [1]
    with pytest.raises(AttributeError):
        _ = Late("json").nothing
