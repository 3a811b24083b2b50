"""Where an introduction stands."""

from interregions.common.labelled import Labelled


class IntroductionStatus(Labelled):
    ASKED = "asked", "Demandée à l’animation"
    WAITING = "waiting", "En attente d’accord"
    AGREED = "agreed", "Acceptée"
    DECLINED = "declined", "Sans suite"


# Still to be answered by somebody.
OPEN = (IntroductionStatus.ASKED, IntroductionStatus.WAITING)


class ContactOutcome(Labelled):
    """What the two people say came of it, each for themselves."""

    COOPERATION = "COOPERATION", "Une coopération a commencé"
    TALKED = "TALKED", "Nous avons échangé"
    NOT_YET = "NOT_YET", "Pas encore"
    NOTHING = "NOTHING", "Sans suite"
