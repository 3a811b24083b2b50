"""Closed lists of the reference room."""

from interregions.common.labelled import Labelled


class TerritoryKind(Labelled):
    """What a territory is; its code is a COG code, a SIREN number or a NUTS code accordingly."""

    COUNTRY = "country", "Pays"
    REGION = "region", "Région"
    EPCI = "epci", "Intercommunalité"
    NUTS1 = "nuts1", "NUTS 1"
    NUTS2 = "nuts2", "NUTS 2"


class EpciKind(Labelled):
    """The legal kinds of groupings of communes that levy their own taxes."""

    CC = "cc", "Communauté de communes"
    CA = "ca", "Communauté d’agglomération"
    CU = "cu", "Communauté urbaine"
    METROPOLE = "metropole", "Métropole"
    METROPOLE_LYON = "metropole_lyon", "Métropole de Lyon"


class FactKind(Labelled):
    """What a dated fact is about."""

    PHASE = "phase", "Phase de la politique des pôles"
    REGULATION = "regulation", "Règlement d’aides"
    PERIOD = "period", "Période de l’Union européenne"
    EVENT = "event", "Fait daté"


class MemberKind(Labelled):
    """What takes part in a programme of the State."""

    COMMUNE = "commune", "Commune"
    GROUPING = "grouping", "Groupement"
