"""Closed lists of offers, needs, and fairs abroad."""

from interregions.common.labelled import Labelled


class Sort(Labelled):
    """What is offered or looked for: an offer answers a need of its own sort."""

    EQUIPMENT = "EQUIPMENT", "Équipement, essais"
    SKILL = "SKILL", "Compétence, expertise"
    PARTNER = "PARTNER", "Partenaire de projet"
    MARKET = "MARKET", "Débouché, marché"
    FUNDING = "FUNDING", "Financement"
    EXPERIENCE = "EXPERIENCE", "Retour d’expérience"


class NoticeStatus(Labelled):
    OPEN = "OPEN", "En cours"
    CLOSED = "CLOSED", "Close"


class MissionKind(Labelled):
    FAIR = "FAIR", "Salon"
    MISSION = "MISSION", "Mission collective"
    HOSTED = "HOSTED", "Accueil de délégation"
