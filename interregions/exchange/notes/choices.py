"""Closed lists of step 1b."""

from interregions.common.labelled import Labelled


class NoteStatus(Labelled):
    DRAFT = "DRAFT", "En rédaction"
    SIGNED_OFF = "SIGNED_OFF", "Signée par la Région responsable"


class NoteReferenceKind(Labelled):
    LAW = "LAW", "Loi ou règlement"
    REPORT = "REPORT", "Rapport"
    STUDY = "STUDY", "Étude"
    EARLIER = "EARLIER", "Travaux antérieurs du réseau"
    OTHER = "OTHER", "Autre source"
    ANNEX = "ANNEX", "Annexe"
