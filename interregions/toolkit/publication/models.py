"""What somebody opened to more readers than those of the network."""

from django.db import models

from interregions.network.models import Mandate
from interregions.toolkit.publication.choices import Circle


class Opened(models.Model):
    """One thing opened to one circle; the row goes when it is closed, the journal keeps both gestures."""

    kind = models.CharField(max_length=60)  # as in a Reference
    object_id = models.PositiveBigIntegerField()
    to = models.CharField("cercle", max_length=8, choices=Circle.choices)
    until = models.DateField("jusqu’au", null=True, blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField("ouvert le", auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "object_id", "to"],
                name="opened_once",
                violation_error_message="C’est déjà ouvert à ce cercle.",
            ),
            models.CheckConstraint(condition=models.Q(to__in=Circle.values), name="opened_circle_known"),
        ]
        indexes = [models.Index(fields=["kind", "to", "until", "object_id"], name="opened_by_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.object_id}, {self.get_to_display()}"
