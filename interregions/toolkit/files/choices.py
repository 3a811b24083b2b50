"""The classes of a document and the rights on an object."""

from django.db import models


class Classification(models.TextChoices):
    COMMUNICABLE = "communicable", "Communicable"
    PREPARATORY = "preparatory", "Préparatoire"
    REDACTED = "redacted", "À occulter"


class Right(models.TextChoices):
    """From the least to the most: who may edit may comment, who may comment may read."""

    READ = "read", "Lire"
    COMMENT = "comment", "Commenter"
    EDIT = "edit", "Modifier"
