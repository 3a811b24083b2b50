"""Closed lists of step 2."""

from interregions.common.labelled import Labelled


class NamedTo(Labelled):
    """Who may read an answer with its author's name, from the widest circle to the narrowest."""

    REGIONS_AND_EPCI = "REGIONS_AND_EPCI", "Régions et EPCI"
    REGIONS = "REGIONS", "Régions"
    LEAD = "LEAD", "Région responsable et animation"
    FACILITATORS = "FACILITATORS", "Animation seule"


NAMED_TO_ORDER: tuple[str, ...] = tuple(NamedTo)


class QuestionnaireStatus(Labelled):
    DRAFT = "DRAFT", "En rédaction"
    APPROVED = "APPROVED", "Approuvé par les deux parties"
    DROPPED = "DROPPED", "Mis de côté"


class SurveyStatus(Labelled):
    OPEN = "OPEN", "Ouverte"
    CLOSED = "CLOSED", "Close"


class ResponseStatus(Labelled):
    INVITED = "INVITED", "Invité"
    STARTED = "STARTED", "Commencée"
    AWAITING_VISA = "AWAITING_VISA", "En attente de visa"
    SUBMITTED = "SUBMITTED", "Envoyée"
    USED_AS_IS = "USED_AS_IS", "Prise telle quelle"
    LEFT_OUT = "LEFT_OUT", "Laissée de côté"


class AnswerState(Labelled):
    GIVEN = "GIVEN", "Répondue"
    NOT_CONCERNED = "NOT_CONCERNED", "Non concerné"
    CLEARED = "CLEARED", "Sans objet"  # its condition no longer holds; kept, not counted


class AnswerSource(Labelled):
    TYPED = "TYPED", "Saisie par l’organisme"
    PHONE = "PHONE", "Saisie par l’animation au téléphone"
    FILE = "FILE", "Lue dans un fichier"
    REUSED = "REUSED", "Reprise d’une enquête antérieure"


class ContactKind(Labelled):
    PHONE = "PHONE", "Appel"
    EMAIL = "EMAIL", "Courriel"
    REMINDER = "REMINDER", "Relance"
    OTHER = "OTHER", "Autre"


class RestitutionStatus(Labelled):
    DRAFT = "DRAFT", "En préparation"
    PUBLISHED = "PUBLISHED", "Publiée"
