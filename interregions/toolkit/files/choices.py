"""The classes of a document and the rights on an object."""

from interregions.common.labelled import Labelled


class Classification(Labelled):
    COMMUNICABLE = "communicable", "Communicable"
    PREPARATORY = "preparatory", "Préparatoire"
    REDACTED = "redacted", "À occulter"


class Right(Labelled):
    """From the least to the most: who may edit may comment, who may comment may read."""

    READ = "read", "Lire"
    COMMENT = "comment", "Commenter"
    EDIT = "edit", "Modifier"
