"""Closed lists of step 1a."""

from interregions.common.labelled import Labelled


class CallStatus(Labelled):
    PROPOSALS = "PROPOSALS", "Propositions ouvertes"
    CHOICES = "CHOICES", "Choix ouverts"
    CLOSED = "CLOSED", "Clos"
    CANCELLED = "CANCELLED", "Annulé"


class CallMethod(Labelled):
    APPROVAL = "APPROVAL", "Chaque organisme indique les thèmes qu’il souhaite"
    MEETING = "MEETING", "Choix fait en réunion et consigné"


class Occasion(Labelled):
    """What the referents are told of a call, each by its letter."""

    OPENED = "OPENED", "Annonce du recueil de thèmes"
    CHOICES = "CHOICES", "Annonce de l’ouverture des choix"
    REMINDER = "REMINDER", "Relance de ceux qui n’ont pas indiqué leurs priorités"
    RETAINED = "RETAINED", "Annonce des thèmes retenus"
    CANCELLED = "CANCELLED", "Annonce de l’annulation du recueil"


class ThemeStatus(Labelled):
    PROPOSED = "PROPOSED", "Proposé"
    WITHDRAWN = "WITHDRAWN", "Retiré"
    RETAINED = "RETAINED", "Retenu"
    NOT_RETAINED = "NOT_RETAINED", "Non retenu"
