"""Lists brought from elsewhere."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Imports(rooms.Room):
    name = "interregions.toolkit.imports"
    urls = "interregions.toolkit.imports.urls"
    verbs = {
        "imports.taken": "Liste prise",
        "imports.undone": "Liste défaite",
    }

    def jobs(self) -> Mapping[str, rooms.JobFunction]:
        from interregions.toolkit.imports import jobs

        return {"imports.read": jobs.read, "imports.take": jobs.take}

    def sweeps(self) -> Sequence[Callable[[], object]]:
        from interregions.toolkit.imports import services

        return (services.forget_old_imports,)

    def erase(self, person: Any) -> None:
        from interregions.toolkit.imports import services

        services.erase_member(person)

    def personal_data(self, person: Any) -> tuple[str, Any]:
        from interregions.toolkit.imports import queries

        return "Listes apportées", queries.personal_data_of(person)
