"""Closed lists of the network."""

from interregions.common.labelled import Labelled


class OrganisationKind(Labelled):
    REGION = "REGION", "Région"
    EPCI = "EPCI", "EPCI"
    ASSOCIATION = "ASSOCIATION", "Association"
    CLUSTER = "CLUSTER", "Pôle ou cluster"
    STATE = "STATE", "État"
    BANK = "BANK", "Banque publique"
    EUROPEAN = "EUROPEAN", "Institution européenne"
    OTHER = "OTHER", "Autre organisme"


class College(Labelled):
    """Régions and EPCI are asked, choose and are counted separately."""

    REGIONS = "REGIONS", "Collège des Régions"
    EPCI = "EPCI", "Collège des EPCI"
    ANIMATION = "ANIMATION", "Animation"
    OTHERS = "OTHERS", "Partenaires"


class Role(Labelled):
    FACILITATOR = "FACILITATOR", "Animation"
    REFERENT = "REFERENT", "Référent"
    CONTRIBUTOR = "CONTRIBUTOR", "Contributeur"
    READER = "READER", "Lecteur"
