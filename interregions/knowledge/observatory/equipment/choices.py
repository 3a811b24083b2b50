"""Closed lists of equipment, competences and requests of access."""

from interregions.common.labelled import Labelled


class DeclaredStatus(Labelled):
    """Nothing is published before whoever holds it has agreed."""

    WAITING = "WAITING", "Attend l’accord de son détenteur"
    PUBLISHED = "PUBLISHED", "Publié"
    DECLINED = "DECLINED", "Non publié par son détenteur"
    WITHDRAWN = "WITHDRAWN", "Retiré"


class Opening(Labelled):
    """To whose enterprises an equipment is open."""

    ALL = "ALL", "Entreprises de toutes les Régions"
    AGREEMENT = "AGREEMENT", "Autres Régions : au cas par cas"
    REGION = "REGION", "Entreprises de sa Région seulement"
    MEMBERS = "MEMBERS", "Adhérents de ses pôles seulement"


class Tariff(Labelled):
    PUBLIC = "PUBLIC", "Tarif public"
    QUOTE = "QUOTE", "Sur devis"


class Near(Labelled):
    """How near to whoever searches; each one holds those before it."""

    EPCI = "epci", "Même intercommunalité"
    DEPARTMENT = "departement", "Même département"
    REGION = "region", "Même Région"
    NEIGHBOUR = "voisine", "Région voisine"


class RequestStatus(Labelled):
    WAITING = "WAITING", "En attente de réponse"
    ACCEPTED = "ACCEPTED", "Acceptée"
    DECLINED = "DECLINED", "Déclinée"
    WITHDRAWN = "WITHDRAWN", "Retirée"


class Outcome(Labelled):
    """What became of an access that was granted, said by whoever asked for it."""

    USED = "USED", "L’équipement a servi"
    PLANNED = "PLANNED", "L’utilisation est prévue"
    NOT_USED = "NOT_USED", "Sans suite"
