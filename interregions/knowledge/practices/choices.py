"""Closed lists of good practices."""

from django.db.models import TextChoices


class PracticeStatus(TextChoices):
    CAUGHT = "CAUGHT", "Notée en séance"
    DRAFT = "DRAFT", "En rédaction"
    PUBLISHED = "PUBLISHED", "Publiée dans le réseau"


class PracticeLevel(TextChoices):
    """Computed, never claimed (Serrat, Asian Development Bank, 2010: promising, demonstrated, replicated)."""

    PROMISING = "PROMISING", "Prometteuse"
    DEMONSTRATED = "DEMONSTRATED", "Démontrée"
    REPLICATED = "REPLICATED", "Répliquée"
