"""Files kept by their content, and the rights that rooms write for the tools."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from interregions.toolkit.files.choices import Classification, Right


class StoredFile(models.Model):
    """A file someone brought; its content lies in ``MEDIA_ROOT`` under its hash."""

    sha256 = models.CharField(max_length=64, db_index=True)
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()
    classification = models.CharField(max_length=12, choices=Classification.choices, default=Classification.PREPARATORY)
    uploaded_by = models.ForeignKey(
        "network.Mandate", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    created_at = models.DateTimeField(auto_now_add=True)
    erased_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("files:download", args=[self.pk])


class FileWords(models.Model):
    """The words of a content, read once: who is named in it is found there. ``read`` is false when no machine can."""

    sha256 = models.CharField(max_length=64, unique=True)
    text = models.TextField(blank=True)
    read = models.BooleanField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]
        verbose_name = "texte d’un fichier"

    def __str__(self) -> str:
        return self.sha256


class Grant(models.Model):
    """A right on an object, to an organisation or to one member, perhaps until a day.

    ``object_kind`` and ``object_id`` are those of a Reference; the room that owns the object writes the row.
    """

    object_kind = models.CharField(max_length=100)
    object_id = models.CharField(max_length=64)
    organisation = models.ForeignKey(
        "network.Organisation", null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.CASCADE, related_name="+"
    )
    right = models.CharField(max_length=8, choices=Right.choices)
    until = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(organisation__isnull=False, member__isnull=True)
                | Q(organisation__isnull=True, member__isnull=False),
                name="grant_to_one",
            ),
            models.UniqueConstraint(
                fields=["object_kind", "object_id", "organisation"],
                condition=Q(organisation__isnull=False),
                name="grant_once_per_organisation",
            ),
            models.UniqueConstraint(
                fields=["object_kind", "object_id", "member"],
                condition=Q(member__isnull=False),
                name="grant_once_per_member",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.right} {self.object_kind} {self.object_id}"
