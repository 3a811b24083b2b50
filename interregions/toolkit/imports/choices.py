"""Closed lists of imports."""

from interregions.common.labelled import Labelled


class State(Labelled):
    PREVIEWED = "PREVIEWED", "à prendre"
    TAKEN = "TAKEN", "pris"
    UNDONE = "UNDONE", "défait"


class Verdict(Labelled):
    NEW = "NEW", "nouvelle"
    CHANGED = "CHANGED", "changée"
    SAME = "SAME", "déjà là"
    REFUSED = "REFUSED", "refusée"
