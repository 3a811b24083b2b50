"""To whom a thing may be opened, beside those who read it of themselves."""

from interregions.common.labelled import Labelled


class Circle(Labelled):
    """None includes another, and none is ever chosen for anybody."""

    CLUSTERS = "CLUSTERS", "Les pôles et clusters du réseau"
    PARTNERS = "PARTNERS", "Les partenaires du réseau"
    PUBLIC = "PUBLIC", "Tout le monde, sans compte"


# How a sentence says it: « ouvert … ».
TO_WORDS = {
    Circle.CLUSTERS: "aux pôles et clusters",
    Circle.PARTNERS: "aux partenaires",
    Circle.PUBLIC: "à tous, sans compte",
}
