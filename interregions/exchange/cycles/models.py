"""The spine: one retained theme on its way through the five steps."""

from django.db import models

from interregions.exchange.cycles.choices import Stage
from interregions.exchange.themes.models import Theme
from interregions.network.models import Mandate, Organisation


class Cycle(models.Model):
    """A retained theme, its responsible region, its stage, the cycle before it."""

    theme = models.OneToOneField(Theme, models.PROTECT, related_name="cycle")
    lead = models.ForeignKey(Organisation, models.PROTECT, related_name="led_cycles", verbose_name="Région responsable")
    previous = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="following")
    # Stored once, moved only by journey.services.advance.
    stage = models.CharField("étape", max_length=8, choices=Stage.choices, default=Stage.THEME)
    opened_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]

    def __str__(self) -> str:
        return self.theme.title

    def get_absolute_url(self) -> str:
        # The page is journey's, the room above: the address is a contract, kept by a test there.
        return f"/cycles/{self.pk}/"


class StageMove(models.Model):
    """When the cycle went from one stage to the next, and who moved it."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="moves")
    stage_before = models.CharField(max_length=8, choices=Stage.choices)
    stage_after = models.CharField(max_length=8, choices=Stage.choices)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
