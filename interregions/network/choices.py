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
    """Régions and EPCI are asked, choose and are counted separately; pôles, when they are asked, are too."""

    REGIONS = "REGIONS", "Collège des Régions"
    EPCI = "EPCI", "Collège des EPCI"
    CLUSTERS = "CLUSTERS", "Pôles et clusters"
    ANIMATION = "ANIMATION", "Animation"
    OTHERS = "OTHERS", "Partenaires"


# Those whose members read what the network publishes; pôles and partners read what is addressed or opened to them.
TAKING_PART = frozenset({College.REGIONS, College.EPCI, College.ANIMATION})
COLLEGE_OF = {
    OrganisationKind.REGION: College.REGIONS,
    OrganisationKind.EPCI: College.EPCI,
    OrganisationKind.CLUSTER: College.CLUSTERS,
}


def college_of(kind: str) -> College:
    """The college of an organisation that is not the host: what is neither Région, EPCI nor pôle is a partner."""
    return COLLEGE_OF.get(OrganisationKind(kind), College.OTHERS)


class Role(Labelled):
    FACILITATOR = "FACILITATOR", "Animation"
    REFERENT = "REFERENT", "Référent"
    CONTRIBUTOR = "CONTRIBUTOR", "Contributeur"
    READER = "READER", "Lecteur"
