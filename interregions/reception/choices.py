"""Closed lists of the door."""

from interregions.common.labelled import Labelled


class Means(Labelled):
    CODE = "CODE", "par un code"
    INVITATION = "INVITATION", "par une invitation"
    CAST = "CAST", "en un clic, dans la démonstration"
    LINK = "LINK", "par un lien donné sur le serveur"
    PASSKEY = "PASSKEY", "par une clé d’accès"
