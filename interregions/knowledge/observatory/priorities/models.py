"""What each Région puts first (S3, filières), coded to official lists; what it will do next."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.common.typography import span_told
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.sources.models import Sourced
from interregions.vocabulary.models import Term


class Priority(Sourced):
    """A priority of a Région, in its own words, for a period, with where it is written.

    The coding is proposed from its words; a term counts when the Région has confirmed it (``PriorityCode``).
    """

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="priorities")
    title = models.CharField("intitulé", max_length=200)
    text = models.TextField("texte", blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    withdrawn_on = models.DateField("retirée le", null=True, blank=True)

    class Meta:
        ordering = ["organisation", "title", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "title"],
                condition=Q(withdrawn_on__isnull=True),
                name="priority_once",
                violation_error_message="Cette Région a déjà une priorité de cet intitulé.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="priority_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("observatory:priority", args=[self.pk])

    @property
    def span(self) -> str:
        """« 2021-2027 »; empty when no day is said."""
        return span_told(self.starts_on, self.ends_on)


class PriorityCode(models.Model):
    """A term under which a priority is found, as its Région confirmed it."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="codes")
    term = models.ForeignKey(Term, models.PROTECT, related_name="+")
    confirmed_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["term__scheme", "term__position"]
        constraints = [models.UniqueConstraint(fields=["priority", "term"], name="priority_code_once")]


class PriorityServed(models.Model):
    """A pôle or cluster says that it serves a priority of a Région."""

    priority = models.ForeignKey(Priority, models.CASCADE, related_name="served_by")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="priorities_served")
    said_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["organisation__sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["priority", "organisation"],
                name="priority_served_once",
                violation_error_message="Ce pôle sert déjà cette priorité.",
            )
        ]


class NextStep(models.Model):
    """What an organisation will do after a day on which much ends, for one pôle or, without, for all."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="next_steps")
    about = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    ends_on = models.DateField("après le")
    words = models.CharField("ce qui sera fait", max_length=300)
    said_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    said_on = models.DateField("dit le")

    class Meta:
        ordering = ["organisation", "about__sort_name"]
        constraints = [
            models.UniqueConstraint(fields=["organisation", "about", "ends_on"], name="next_step_once"),
            models.UniqueConstraint(
                fields=["organisation", "ends_on"], condition=Q(about__isnull=True), name="next_step_for_all_once"
            ),
        ]


class NextStepShowing(models.Model):
    """« Je montre, je vois »: an organisation lets those that show theirs read what it will do after that day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="next_steps_shown")
    ends_on = models.DateField("après le")
    agreed_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "-agreed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "ends_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="next_step_showing_once",
                violation_error_message="Cet accord est déjà donné.",
            )
        ]
