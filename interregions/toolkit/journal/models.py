"""The journal: who did what, about which thing, when; written once, never changed."""

from django.db import models

from interregions.common.rooms import verbs


class Entry(models.Model):
    """One fact. ``verb`` is a stable English slug; ``details`` hold no personal data."""

    at = models.DateTimeField(auto_now_add=True)
    verb = models.CharField(max_length=100)
    about_kind = models.CharField(max_length=100)
    about_id = models.CharField(max_length=64)
    about = models.JSONField(default=dict)
    by = models.ForeignKey("network.Mandate", null=True, blank=True, on_delete=models.SET_NULL, related_name="+")
    cycle = models.CharField(max_length=64, blank=True)
    details = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(fields=["about_kind", "about_id", "-id"], name="entry_about"),
            models.Index(fields=["verb", "-id"], name="entry_verb"),
            models.Index(fields=["cycle", "-id"], name="entry_cycle"),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.about_kind} {self.about_id}"

    @property
    def words(self) -> str:
        """What was done, in French."""
        return verbs().get(self.verb, self.verb)
