"""Every page of the table of addresses on which somebody may act, in a world of its own, for the tests of processes."""

import json
from typing import Any

from django.urls import NoReverseMatch, reverse

from interregions.network.models import Installation
from tests.access.addresses import ADDRESSES
from tests.access.world import build_world
from tests.browser.counting.chaos import cookie_of

PEOPLE = ("animation", "lead", "region", "other", "contributor", "epci", "pole", "anonymous")


def prepare() -> None:
    """Build the world and print the pages, who opens each, and their sessions."""
    world = build_world()
    Installation.objects.update(demonstration=False)
    pages: list[Any] = []
    for name, tries in ADDRESSES.items():
        for address in tries:
            person = next((each for each in PEOPLE if each in address.opens and each in address.may_act), None)
            if person is None:
                continue
            try:
                url = reverse(name, args=address.arguments(world)) + address.query
            except (NoReverseMatch, AttributeError, LookupError):
                continue
            pages.append([name, url, person])
    cookies = {person: cookie_of(world, person) for person in PEOPLE if person != "anonymous"}
    print("TOLD" + json.dumps({"pages": pages, "cookies": cookies}))
