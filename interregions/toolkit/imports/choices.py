"""Closed lists of imports."""

from interregions.common.labelled import Labelled


class State(Labelled):
    UNMAPPED = "UNMAPPED", "colonnes à désigner"
    READING = "READING", "en cours de lecture"
    PREVIEWED = "PREVIEWED", "à prendre"
    TAKING = "TAKING", "en cours de prise"
    TAKEN = "TAKEN", "pris"
    UNDONE = "UNDONE", "défait"


class Verdict(Labelled):
    NEW = "NEW", "nouvelle"
    CHANGED = "CHANGED", "changée"
    SAME = "SAME", "déjà là"
    REFUSED = "REFUSED", "refusée"
    LEFT = "LEFT", "laissée"
    WAITING = "WAITING", "à lire"
