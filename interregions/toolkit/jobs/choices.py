"""The states of a long work."""

from interregions.common.labelled import Labelled


class JobStatus(Labelled):
    WAITING = "waiting", "En attente"
    RUNNING = "running", "En cours"
    DONE = "done", "Terminé"
    FAILED = "failed", "Échoué"
