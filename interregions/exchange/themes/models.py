"""Step 1a: the call for themes, what is proposed, each organisation's choice, and the frozen count."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.exchange.themes.choices import CallMethod, CallStatus, ThemeStatus
from interregions.network.models import Mandate, Organisation
from interregions.vocabulary.models import Term


class Call(models.Model):
    """A season's call for themes."""

    season = models.CharField("saison", max_length=60)
    words = models.TextField("message d’ouverture", blank=True)
    retained_number = models.PositiveSmallIntegerField("nombre de thèmes à retenir")
    colleges = models.JSONField("collèges consultés", default=list)  # values of network College
    method = models.CharField("méthode", max_length=10, choices=CallMethod.choices, default=CallMethod.APPROVAL)
    proposals_until = models.DateField("propositions jusqu’au")
    choices_until = models.DateField("choix jusqu’au")
    status = models.CharField("état", max_length=10, choices=CallStatus.choices, default=CallStatus.PROPOSALS)
    opened_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)  # closed, or cancelled
    cancel_reason = models.TextField("raison de l’annulation", blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(retained_number__gte=1), name="call_retains_one_at_least"),
            models.CheckConstraint(condition=Q(choices_until__gte=F("proposals_until")), name="call_dates_in_order"),
        ]

    def __str__(self) -> str:
        return f"Recueil de thèmes {self.season}"

    def get_absolute_url(self) -> str:
        return reverse("themes:call", args=[self.pk])

    @property
    def shows_participation(self) -> bool:
        """Whether who indicates its priorities is counted on screen: from the opening of choices, never cancelled."""
        return self.method == CallMethod.APPROVAL and self.status in {CallStatus.CHOICES, CallStatus.CLOSED}


class Theme(models.Model):
    """One proposed theme: the problem, the result expected, and whether its author would lead it."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="themes")
    title = models.CharField("intitulé", max_length=160)
    problem = models.TextField("problème rencontré")
    expected_result = models.TextField("résultat attendu")
    proposed_by = models.ForeignKey(Organisation, models.PROTECT, related_name="proposed_themes")
    written_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    tags = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name="priorités de l’UE et S3")
    ready_to_lead = models.BooleanField("prête à être Région responsable", default=False)
    origin = models.JSONField("vient de", null=True, blank=True)  # a Reference: an action carried over
    status = models.CharField("état", max_length=12, choices=ThemeStatus.choices, default=ThemeStatus.PROPOSED)
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["created_at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["call", "title"],
                name="theme_title_once_per_call",
                violation_error_message="Un thème s’intitule déjà ainsi dans ce recueil : soutenez-le.",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("themes:theme", args=[self.pk])


class ThemeComment(models.Model):
    """A remark on a proposed theme, said by an organisation; without words once its author took it back."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="comments")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    words = models.TextField("commentaire")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]


class Endorsement(models.Model):
    """An organisation supports a theme; it may also be ready to lead it."""

    theme = models.ForeignKey(Theme, models.CASCADE, related_name="endorsements")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    ready_to_lead = models.BooleanField("prête à être Région responsable", default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["theme", "organisation"], name="endorsement_once")]


class Ballot(models.Model):
    """An organisation's choice in a call; the last one before the close is the one that counts."""

    call = models.ForeignKey(Call, models.CASCADE, related_name="ballots")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["call", "organisation"], name="ballot_once_per_organisation")]


class BallotChoice(models.Model):
    ballot = models.ForeignKey(Ballot, models.CASCADE, related_name="choices")
    theme = models.ForeignKey(Theme, models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["ballot", "theme"], name="ballot_choice_once")]


class Count(models.Model):
    """The frozen result of a call: figures by college, explained in plain French, and what was decided."""

    call = models.OneToOneField(Call, models.CASCADE, related_name="count")
    # {"colleges": [{"college", "asked", "answered", "themes": [{"theme", "title", "choices"}]}], "order": [...]}
    figures = models.JSONField(default=dict)
    explanation = models.JSONField("explication", default=list)  # French sentences, in order
    # Themes that the count points to, then those that were retained: they differ only with a reason.
    pointed = models.JSONField(default=list)
    retained = models.JSONField(default=list)
    departure_reason = models.TextField("raison de l’écart", blank=True)
    decided_in = models.JSONField("réunion", null=True, blank=True)  # a Reference
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
