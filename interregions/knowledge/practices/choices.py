"""Closed lists of good practices."""

from interregions.common.labelled import Labelled


class PracticeStatus(Labelled):
    CAUGHT = "CAUGHT", "Notée en séance"
    DRAFT = "DRAFT", "En rédaction"
    PUBLISHED = "PUBLISHED", "Publiée dans le réseau"


class PracticeLevel(Labelled):
    """Computed, never claimed (Serrat, Asian Development Bank, 2010: promising, demonstrated, replicated)."""

    PROMISING = "PROMISING", "Prometteuse"
    DEMONSTRATED = "DEMONSTRATED", "Démontrée"
    REPLICATED = "REPLICATED", "Répliquée"
