"""Reference data an outside authority owns."""

from interregions.common import rooms


class Vocabulary(rooms.Room):
    name = "interregions.vocabulary"
    urls = "interregions.vocabulary.urls"
