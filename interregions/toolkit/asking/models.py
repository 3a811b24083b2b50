"""Questions put to somebody on a day, and what was answered."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from interregions.network.models import Mandate, Organisation


class Ask(models.Model):
    """One question about one thing, to an organisation or to one of its people; put again every so many days or not."""

    # Given by the room that asks: the same key twice is one question.
    key = models.CharField(max_length=120, unique=True)
    about = models.JSONField()  # a Reference
    about_kind = models.CharField(max_length=60)
    about_id = models.CharField(max_length=40)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    mandate = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    question = models.CharField("question", max_length=300)
    why = models.CharField("pourquoi", max_length=300, blank=True)
    options = models.JSONField()  # [[value, words], …]
    next_on = models.DateField("posée le", null=True, blank=True)  # empty once it is over
    every = models.PositiveSmallIntegerField("tous les (jours)", null=True, blank=True)
    sent_for = models.DateField(null=True, blank=True)  # the asking whose letters have left
    asked_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["next_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(every__isnull=True) | Q(every__gt=0), name="ask_interval_positive")
        ]
        indexes = [
            models.Index(fields=["next_on"], condition=Q(next_on__isnull=False), name="ask_due"),
            models.Index(fields=["about_kind", "about_id"], name="ask_about"),
        ]

    def __str__(self) -> str:
        return self.question

    def get_absolute_url(self) -> str:
        return reverse("asking:ask", args=[self.pk])


class Reply(models.Model):
    """What was answered to one asking; the next one adds another."""

    ask = models.ForeignKey(Ask, models.CASCADE, related_name="replies")
    asked_on = models.DateField("posée le")
    value = models.CharField("réponse", max_length=20)
    words = models.TextField("précision", blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-asked_on", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["ask", "asked_on"],
                name="ask_answered_once",
                violation_error_message="Cette question a déjà sa réponse.",
            )
        ]

    @property
    def value_label(self) -> str:
        """The answer as it was read when it was chosen."""
        return str(dict(self.ask.options).get(self.value, self.value))
