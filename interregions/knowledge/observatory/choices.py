"""Closed lists of the observatory."""

from interregions.common.labelled import Labelled


class Subject(Labelled):
    """Whom an indicator is about."""

    REGION = "REGION", "Politique d’une Région"
    CLUSTER = "CLUSTER", "Pôle ou cluster"


class Unit(Labelled):
    EUROS = "EUROS", "€"
    COUNT = "COUNT", "nombre"
    FTE = "FTE", "ETP"
    PERCENT = "PERCENT", "%"
    WORDS = "WORDS", "texte"


class AmountStage(Labelled):
    """How far an amount has gone; amounts of two stages are never on one line."""

    NOT_SAID = "", "non précisé"
    VOTED = "VOTED", "voté"
    COMMITTED = "COMMITTED", "engagé"
    PAID = "PAID", "mandaté"


class Authorisation(Labelled):
    """Multi-year authorisation or the credits of one year (AE or AP, CP)."""

    NOT_SAID = "", "non précisé"
    MULTI_YEAR = "MULTI_YEAR", "AE/AP"
    YEAR = "YEAR", "CP"


class Pays(Labelled):
    """What an amount pays."""

    NOT_SAID = "", "non précisé"
    STRUCTURE = "STRUCTURE", "la structure"
    ACTIONS = "ACTIONS", "les actions"
    PROJECTS = "PROJECTS", "les projets des membres"


class Included(Labelled):
    """Whether an amount counts the money of another (State, ERDF)."""

    NOT_SAID = "", "non précisé"
    WITH = "WITH", "compris"
    WITHOUT = "WITHOUT", "non compris"


class Provenance(Labelled):
    """How a value came; one read in the press is seen by whom it describes and the animation alone."""

    ENTERED = "ENTERED", "saisie"
    PRESS = "PRESS", "lue dans une source publique"
    LIST = "LIST", "liste apportée"
    SURVEY = "SURVEY", "réponse à une enquête"


class ManagingAuthority(Labelled):
    """Who manages the European funds of a Région: not the Région everywhere."""

    NOT_SAID = "", "non précisé"
    REGION = "REGION", "la Région"
    STATE = "STATE", "l’État"
    INTERMEDIATE = "INTERMEDIATE", "la Région, par un organisme intermédiaire"


class StateEndowment(Labelled):
    """What became, on a day, of the State's endowment for the pôles."""

    NOT_SAID = "", "non précisé"
    VOTED = "VOTED", "votée"
    CUT = "CUT", "supprimée"
    NONE = "NONE", "aucune"


class LabelKind(Labelled):
    POLE = "POLE", "Pôle de compétitivité"
    ECEI = "ECEI", "Label européen de gestion (ECEI)"
    REGIONAL = "REGIONAL", "Label régional"
    OTHER = "OTHER", "Autre label"


class Precision(Labelled):
    """How precisely a page tells when something happened."""

    DAY = "day", "jour"
    MONTH = "month", "mois"
    YEAR = "year", "année"


class ProjectPart(Labelled):
    """What a pôle is to an identified European project."""

    LEAD = "LEAD", "Porteur"
    PARTNER = "PARTNER", "Partenaire"
    SUPPORT = "SUPPORT", "Accompagnement"


class AmountsReader(Labelled):
    """To whom a funder shows what it voted and paid on one convention; its own people always read it."""

    CLUSTER = "CLUSTER", "le pôle"
    CO_FUNDERS = "FUNDERS", "les autres financeurs de la convention"
    ANIMATION = "TO_HOST", "l’animation"


class PublishedKind(Labelled):
    """What a public list holds."""

    SUBSIDY = "SUBSIDY", "Subvention publiée"
    OPERATION = "PROJECT", "Opération européenne publiée"


class MatchedBy(Labelled):
    """How a line was found to be of a pôle."""

    SIREN = "BY_SIREN", "par son SIREN"
    NAME = "BY_NAME", "par son nom"
    NEAR = "BY_NEAR", "par un nom proche : à vérifier"
