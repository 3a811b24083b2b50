"""Texts written by several: parts saved one by one, versions, comments. Block JSON is the truth."""

from django.db import models

from interregions.network.models import Mandate


class Text(models.Model):
    """A text owned by a room, which grants who may read, comment or write it."""

    title = models.CharField("titre", max_length=200)
    created_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.title


class Section(models.Model):
    """One part of a text, saved alone: two people on two parts never meet, two on one part are told."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="sections")
    key = models.SlugField(max_length=60)
    title = models.CharField("titre", max_length=200)
    prompt = models.TextField("ce que l’on attend ici", blank=True)
    position = models.PositiveSmallIntegerField()
    blocks = models.JSONField(default=list)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    changed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["text", "key"], name="section_key_once")]

    def __str__(self) -> str:
        return self.title


class Version(models.Model):
    """A text as it stood, named; never changed afterwards."""

    text = models.ForeignKey(Text, models.CASCADE, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField("nom", max_length=160, blank=True)
    # [{"key", "title", "blocks"}] in order
    sections = models.JSONField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-number"]
        constraints = [models.UniqueConstraint(fields=["text", "number"], name="version_number_once")]


class Comment(models.Model):
    """A remark on a part, answered or resolved."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="comments")
    answers = models.ForeignKey("self", models.CASCADE, null=True, blank=True, related_name="replies")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    words = models.TextField("commentaire")
    at = models.DateTimeField(auto_now_add=True)
    resolved_at = models.DateTimeField(null=True, blank=True)
    resolved_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["at", "id"]


class Suggestion(models.Model):
    """A part as somebody would rather have it, to be taken or left."""

    section = models.ForeignKey(Section, models.CASCADE, related_name="suggestions")
    based_on = models.PositiveIntegerField()  # revision of the section it was written on
    blocks = models.JSONField()
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    taken = models.BooleanField(null=True, blank=True)
