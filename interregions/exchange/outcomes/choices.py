"""Closed lists of step 5."""

from interregions.common.labelled import Labelled


class MinutesStatus(Labelled):
    DRAFT = "DRAFT", "En rédaction"
    OPEN_TO_CHANGES = "OPEN_TO_CHANGES", "Ouvert aux demandes de modification"
    APPROVED = "APPROVED", "Approuvé"
    SENT = "SENT", "Diffusé"


class ChangeRequestStatus(Labelled):
    ASKED = "ASKED", "Demandée"
    TAKEN = "TAKEN", "Reprise"
    DECLINED = "DECLINED", "Écartée"


class ActionStatus(Labelled):
    TO_DO = "TO_DO", "À faire"
    UNDER_WAY = "UNDER_WAY", "En cours"
    BLOCKED = "BLOCKED", "Bloquée"
    DONE = "DONE", "Faite"
    DROPPED = "DROPPED", "Abandonnée"
    CARRIED_OVER = "CARRIED_OVER", "Reprise comme thème"


OPEN_ACTION_STATUSES = (ActionStatus.TO_DO, ActionStatus.UNDER_WAY, ActionStatus.BLOCKED)
