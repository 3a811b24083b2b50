"""Stored files and who may read them."""

from collections.abc import Callable, Sequence
from typing import Any

from interregions.common import rooms


class Files(rooms.Room):
    name = "interregions.toolkit.files"
    urls = "interregions.toolkit.files.urls"
    verbs = {
        "files.erased": "Fichier effacé",
    }

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.files import jobs

        return (jobs.read_new_files,)

    def erase(self, person: Any) -> None:
        from interregions.toolkit.files import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.files import queries

        return "Fichiers", queries.personal_data_of(person)
