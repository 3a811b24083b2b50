"""Figures."""

from interregions.common import rooms


class Charts(rooms.Room):
    name = "interregions.toolkit.charts"
