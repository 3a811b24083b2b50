"""A list brought from elsewhere, line by line: what it says, what was there, what became of it."""

from django.db import models
from django.urls import reverse

from interregions.network.models import Mandate, Organisation
from interregions.toolkit.imports.choices import State, Verdict
from interregions.toolkit.jobs.models import Job


class Import(models.Model):
    """One list, from its preview to the day it is forgotten. The file itself is not kept."""

    kind = models.CharField(max_length=40)
    name = models.CharField("fichier", max_length=200)
    source = models.CharField("source", max_length=200)
    given_on = models.DateField("donnée le", null=True, blank=True)
    headers = models.JSONField(default=dict)  # the column → as the file calls it
    left_out = models.JSONField(default=list)  # headers that say nothing here
    titles = models.JSONField(default=list)  # of a file whose columns a person is to name
    empty_lines = models.PositiveIntegerField(default=0)  # prepared, and not filled
    fingerprint = models.CharField(max_length=64, db_index=True)  # of its lines
    status = models.CharField(max_length=10, choices=State.choices, default=State.PREVIEWED)
    brought_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField(auto_now_add=True, db_index=True)
    taken_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    taken_at = models.DateTimeField(null=True, blank=True)
    undone_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    undone_at = models.DateTimeField(null=True, blank=True)
    # Who reads or takes a long list, out of any request.
    job = models.ForeignKey(Job, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-brought_at", "-id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("imports:import", args=[self.pk])


class ImportedRow(models.Model):
    """One line: as it was typed, what it would keep, what is there, and the verdict."""

    of = models.ForeignKey(Import, models.CASCADE, related_name="rows")
    line = models.PositiveIntegerField("ligne")
    typed = models.JSONField(default=dict)
    before = models.JSONField(null=True, blank=True)
    after = models.JSONField(default=dict)
    verdict = models.CharField(max_length=8, choices=Verdict.choices)
    reasons = models.JSONField(default=list)  # why it is refused, or what is there already
    folded = models.TextField(default="", editable=False)  # its words as they are compared, to find who it names
    result = models.CharField(max_length=64, blank=True)  # what was kept, for the room that undoes it
    kept = models.TextField(blank=True)  # why it was not undone

    class Meta:
        ordering = ["line"]
        constraints = [models.UniqueConstraint(fields=["of", "line"], name="imported_row_once")]


class NamedColumn(models.Model):
    """A title that somebody said the meaning of: the next file of their organisation is read without asking."""

    kind = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    title = models.CharField(max_length=200)  # as it is compared
    column = models.CharField(max_length=60)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "organisation", "title"], name="named_column_once"),
        ]
