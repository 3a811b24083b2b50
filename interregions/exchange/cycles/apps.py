"""The spine: one retained theme, its lead, its stage."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from interregions.common import rooms


class Cycles(rooms.Room):
    name = "interregions.exchange.cycles"
    urls = "interregions.exchange.cycles.urls"
    verbs = {
        "cycles.cycle_opened": "Cycle ouvert",
        "cycles.lead_changed": "Région responsable changée",
        "cycles.stage_moved": "Étape du cycle changée",
    }
    on_cycle = {"cycles.cycle": "pk"}

    def ports(self) -> Mapping[str, Callable[..., Any]]:
        from interregions.exchange.cycles import queries

        return {"dossier_of": queries.dossier_of}

    def tasks(self) -> Sequence[Any]:
        from interregions.exchange.cycles import tasks

        return tasks.KINDS
