"""Closed lists of step 4."""

from django.db.models import TextChoices


class ContributionKind(TextChoices):
    """Each has a key on the note-taker's page."""

    REMARK = "REMARK", "Remarque"
    QUESTION = "QUESTION", "Question"
    PRACTICE = "PRACTICE", "Pratique"
    NEED = "NEED", "Besoin"
    OFFER = "OFFER", "Offre"
    DECISION = "DECISION", "Décision"
    ACTION = "ACTION", "Action"
