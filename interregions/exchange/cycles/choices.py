"""The stages of a cycle, in order."""

from interregions.common.labelled import Labelled


class Stage(Labelled):
    THEME = "THEME", "Thème et note d’opportunité"
    SURVEY = "SURVEY", "Enquête"
    MEETING = "MEETING", "Réunion"
    DEBATE = "DEBATE", "Débat"
    OUTCOMES = "OUTCOMES", "Compte rendu et actions"
    CLOSED = "CLOSED", "Clos"
