"""The states of a visa."""

from interregions.common.labelled import Labelled


class ApprovalStatus(Labelled):
    WAITING = "waiting", "En attente de visa"
    AGREED = "agreed", "Bon pour envoi"
    TO_REVISE = "to_revise", "À revoir"
    WITHDRAWN = "withdrawn", "Retiré"
