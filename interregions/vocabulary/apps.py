"""Reference data an outside authority owns."""

from collections.abc import Sequence
from typing import Any

from interregions.common import rooms


class Vocabulary(rooms.Room):
    name = "interregions.vocabulary"
    urls = "interregions.vocabulary.urls"

    def importers(self) -> Sequence[Any]:
        from interregions.vocabulary import programme_list

        return (programme_list.PROGRAMMES,)

    def erase(self, person: Any) -> None:
        from interregions.vocabulary import services

        services.erase_member(person)
