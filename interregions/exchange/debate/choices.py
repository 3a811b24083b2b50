"""Closed lists of step 4."""

from interregions.common.labelled import Labelled


class ContributionKind(Labelled):
    """Each has a key on the note-taker's page."""

    REMARK = "REMARK", "Remarque"
    QUESTION = "QUESTION", "Question"
    PRACTICE = "PRACTICE", "Pratique"
    NEED = "NEED", "Besoin"
    OFFER = "OFFER", "Offre"
    DECISION = "DECISION", "Décision"
    ACTION = "ACTION", "Action"
