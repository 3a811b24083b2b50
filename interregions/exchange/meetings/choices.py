"""Closed lists of step 3."""

from interregions.common.labelled import Labelled


class MeetingStatus(Labelled):
    PLANNED = "PLANNED", "En préparation"
    CONVENED = "CONVENED", "Convoquée"
    OPEN = "OPEN", "En cours"
    CLOSED = "CLOSED", "Tenue"
    CANCELLED = "CANCELLED", "Annulée"


class AgendaKind(Labelled):
    PROGRESS = "PROGRESS", "Avancées depuis les réunions précédentes"
    PRESENTATION = "PRESENTATION", "Présentation du thème"
    RESTITUTION = "RESTITUTION", "Restitution de l’enquête"
    DEBATE = "DEBATE", "Débat"
    ACTIONS = "ACTIONS", "Décisions et actions"
    OTHER = "OTHER", "Autre point"


class AttendanceAnswer(Labelled):
    AWAITED = "AWAITED", "Sans réponse"
    COMING = "COMING", "Présence annoncée"
    REMOTE = "REMOTE", "Présence à distance"
    SUBSTITUTE = "SUBSTITUTE", "Remplacement annoncé"
    ABSENT = "ABSENT", "Absence annoncée"


class DateAnswerValue(Labelled):
    YES = "YES", "Oui"
    IF_NEEDED = "IF_NEEDED", "S’il le faut"
    NO = "NO", "Non"
