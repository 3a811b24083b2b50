"""Closed lists of the sources."""

from interregions.common.labelled import Labelled


class SourceState(Labelled):
    """A fact is proposed until whom it describes has confirmed it; a contested one leaves every comparison."""

    PROPOSED = "PROPOSED", "À confirmer"
    CONFIRMED = "CONFIRMED", "Confirmée"
    CONTESTED = "CONTESTED", "Contestée"
    DISCARDED = "DISCARDED", "Écartée"
