"""The states of a visa."""

from django.db import models


class ApprovalStatus(models.TextChoices):
    WAITING = "waiting", "En attente de visa"
    AGREED = "agreed", "Bon pour envoi"
    TO_REVISE = "to_revise", "À revoir"
    WITHDRAWN = "withdrawn", "Retiré"
