"""People who write to one another: letters between members, introductions that both accept."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.network.models import Mandate
from interregions.toolkit.introductions.choices import IntroductionStatus


class PersonalLetter(models.Model):
    """What one member wrote to another through the outbox. Forgotten after a year."""

    by = models.ForeignKey(Mandate, models.CASCADE, related_name="+")
    to = models.ForeignKey(Mandate, models.CASCADE, related_name="+")
    answers = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="answered_by")
    subject = models.CharField("objet", max_length=160)
    words = models.TextField("lettre")
    shows_address = models.BooleanField("montre son adresse", default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["by", "at"], name="letter_by_day")]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("introductions:letter", args=[self.pk])


class Circular(models.Model):
    """A free letter of the animation to people it chose, as it left."""

    subject = models.CharField("objet", max_length=160)
    words = models.TextField("lettre")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    recipients = models.PositiveIntegerField("personnes", default=0)
    # Of what was read before it left: the same words to the same people leave once a day.
    mark = models.CharField(max_length=40)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mark"],
                name="circular_once",
                violation_error_message="Cette lettre vient de partir aux mêmes personnes : une fois suffit.",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Introduction(models.Model):
    """Two people put in touch: contacts show to both once both have accepted."""

    first = models.ForeignKey(Mandate, models.CASCADE, related_name="+")
    # Whom the first asks for, in their words: a partner does not read the directory.
    wanted = models.CharField("personne ou organisme cherché", max_length=200, blank=True)
    words = models.TextField("raison")
    # Named by the animation, or empty as long as it has not.
    second = models.ForeignKey(Mandate, models.CASCADE, null=True, blank=True, related_name="+")
    named_by = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    status = models.CharField(max_length=8, choices=IntroductionStatus.choices, default=IntroductionStatus.ASKED)
    first_agreed_at = models.DateTimeField(null=True, blank=True)
    second_agreed_at = models.DateTimeField(null=True, blank=True)
    closed_words = models.TextField("raison donnée", blank=True)
    asked_at = models.DateTimeField(auto_now_add=True)
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["first", "second"],
                condition=Q(status="waiting"),
                name="introduction_waiting_once",
                violation_error_message="Cette mise en relation est déjà proposée : elle attend une réponse.",
            ),
            models.CheckConstraint(condition=Q(second=None) | ~Q(first=F("second")), name="introduction_of_two_people"),
            models.CheckConstraint(condition=Q(status__in=IntroductionStatus.values), name="introduction_status_known"),
        ]

    def __str__(self) -> str:
        return f"Mise en relation demandée par {self.first}"

    def get_absolute_url(self) -> str:
        return reverse("introductions:introduction", args=[self.pk])

    @property
    def agreed(self) -> bool:
        return self.status == IntroductionStatus.AGREED

    @property
    def second_is_told(self) -> bool:
        """Whether who asked reads whom the animation asked: not before both accept, unless it proposed them both."""
        return self.second_id is not None and (self.agreed or not self.wanted)

    @property
    def parties(self) -> list[Mandate]:
        """The two people, or the one who asks as long as the other is not named."""
        return [each for each in (self.first, self.second) if each is not None]
