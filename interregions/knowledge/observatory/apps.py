"""What each Région does for its pôles, and the pôles themselves."""

from interregions.common import rooms


class Observatory(rooms.Room):
    name = "interregions.knowledge.observatory"
