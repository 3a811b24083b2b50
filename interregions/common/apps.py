"""What every room stands on: templates, components, refusals, ports."""

from interregions.common import rooms


class Common(rooms.Room):
    name = "interregions.common"
    urls = "interregions.common.urls"
