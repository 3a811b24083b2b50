"""The spine: one retained theme, its lead, its stage."""

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
