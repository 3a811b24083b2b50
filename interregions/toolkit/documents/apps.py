"""Documents and tables to take away."""

from interregions.common import rooms


class Documents(rooms.Room):
    name = "interregions.toolkit.documents"
