"""The settings and the commands."""

from interregions.common import rooms


class Config(rooms.Room):
    name = "interregions.config"
