"""What was entered for an organisation, who said it, who entered it."""

from django.db import models

from interregions.network.models import Mandate, Organisation


class PhoneEntry(models.Model):
    """One gesture entered by telephone. What it wrote is in the room of the thing, under the mandate of who did."""

    gesture = models.CharField(max_length=60)
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    about = models.JSONField(default=dict)  # a Reference
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    words = models.TextField("ce qui est saisi")
    said_by = models.CharField("dit par", max_length=200)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["about_kind", "about_id"], name="phone_entry_about")]

    def __str__(self) -> str:
        return self.words
