"""Good practices: caught in three fields in the room, completed later by those who did it."""

from django.db import models
from django.urls import reverse

from interregions.knowledge.practices.choices import PracticeStatus
from interregions.network.models import Mandate, Organisation
from interregions.vocabulary.models import Term


class Practice(models.Model):
    """Three fields first: what, by whom, with what result; the rest when there is time."""

    title = models.CharField("intitulé", max_length=160)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="practices", verbose_name="porté par")
    observed_result = models.TextField("résultat observé", blank=True)
    problem = models.TextField("problème et contexte", blank=True)
    what_was_done = models.TextField("ce qui a été fait", blank=True)
    resources = models.TextField("moyens", blank=True)
    what_did_not_work = models.TextField("ce qui n’a pas marché", blank=True)
    transfer_conditions = models.TextField("conditions de transposition", blank=True)
    contact = models.TextField("contact", blank=True)
    tags = models.ManyToManyField(Term, blank=True, related_name="+")
    origin = models.JSONField("vient de", null=True, blank=True)  # a Reference: a meeting, an answer
    status = models.CharField(max_length=9, choices=PracticeStatus.choices, default=PracticeStatus.CAUGHT)
    revision = models.PositiveIntegerField(default=1)
    caught_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("practices:practice", args=[self.pk])


class Evidence(models.Model):
    """An observed result, with where it was read and when."""

    practice = models.ForeignKey(Practice, models.CASCADE, related_name="evidence")
    words = models.TextField("résultat")
    source = models.CharField("source", max_length=300)
    dated_on = models.DateField("date", null=True, blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
