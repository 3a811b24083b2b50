"""What is opened beyond the network: to the pôles, to the partners, to everybody."""

from collections.abc import Callable, Mapping
from typing import Any

from interregions.common import rooms


class Publication(rooms.Room):
    name = "interregions.toolkit.publication"
    urls = "interregions.toolkit.publication.urls"
    verbs = {
        "publication.closed": "Page refermée à un cercle",
        "publication.opened": "Page ouverte à un cercle",
    }

    def ports(self) -> Mapping[str, Callable[..., Any]]:
        from interregions.toolkit.publication import queries

        return {"opened_to": queries.opened_to}
