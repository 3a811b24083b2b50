"""The columns of a sourced fact; each room has its own table, so that no key is generic."""

from django.db import models

from interregions.network.models import Mandate
from interregions.toolkit.sources.choices import SourceState


class Sourced(models.Model):
    """A fact with where it was read, on what day it held, who entered it and who checked it."""

    source = models.CharField("source", max_length=300, blank=True)
    address = models.URLField("adresse de la source", max_length=500, blank=True)
    licence = models.CharField("licence", max_length=120, blank=True)
    as_of = models.DateField("valable au", null=True, blank=True)
    # Empty for what an import or a reference list brought without a person's hand.
    entered_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    checked_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    checked_on = models.DateField("vérifié le", null=True, blank=True)
    state = models.CharField("état", max_length=9, choices=SourceState.choices, default=SourceState.PROPOSED)
    contested_words = models.TextField("ce qui est contesté", blank=True)

    class Meta:
        abstract = True
