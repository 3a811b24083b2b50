"""Closed lists of the network."""

from django.db.models import TextChoices


class OrganisationKind(TextChoices):
    REGION = "REGION", "Région"
    EPCI = "EPCI", "EPCI"
    ASSOCIATION = "ASSOCIATION", "Association"
    CLUSTER = "CLUSTER", "Pôle ou cluster"
    STATE = "STATE", "État"
    BANK = "BANK", "Banque publique"
    EUROPEAN = "EUROPEAN", "Institution européenne"
    OTHER = "OTHER", "Autre organisme"


class College(TextChoices):
    """Régions and EPCI are asked, choose and are counted separately."""

    REGIONS = "REGIONS", "Collège des Régions"
    EPCI = "EPCI", "Collège des EPCI"
    ANIMATION = "ANIMATION", "Animation"
    OTHERS = "OTHERS", "Partenaires"


class Role(TextChoices):
    FACILITATOR = "FACILITATOR", "Animation"
    REFERENT = "REFERENT", "Référent"
    CONTRIBUTOR = "CONTRIBUTOR", "Contributeur"
    READER = "READER", "Lecteur"
