"""Where an introduction stands."""

from interregions.common.labelled import Labelled


class IntroductionStatus(Labelled):
    ASKED = "asked", "Demandée à l’animation"
    WAITING = "waiting", "En attente d’accord"
    AGREED = "agreed", "Acceptée"
    DECLINED = "declined", "Sans suite"


# Still to be answered by somebody.
OPEN = (IntroductionStatus.ASKED, IntroductionStatus.WAITING)
