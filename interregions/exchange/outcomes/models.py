"""Step 5: minutes, decisions, and actions followed into the next meeting."""

from django.db import models
from django.urls import reverse

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.debate.models import Contribution
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.exchange.outcomes.choices import ActionStatus, ChangeRequestStatus, MinutesStatus
from interregions.exchange.themes.models import Theme
from interregions.network.models import Mandate, Member, Organisation
from interregions.toolkit.writing.models import Text, Version


class Minutes(models.Model):
    """The minutes of a meeting: composed from what happened, changed on request, approved, sent."""

    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="minutes_of_meeting")
    text = models.OneToOneField(Text, models.PROTECT, related_name="+")
    status = models.CharField(max_length=15, choices=MinutesStatus.choices, default=MinutesStatus.DRAFT)
    changes_until = models.DateField("demandes de modification jusqu’au", null=True, blank=True)
    approved_version = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")
    approved_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    # Each part as it was last drawn from the debate: a part that differs was typed by hand and is left alone.
    composed = models.JSONField(default=dict)
    edition = models.PositiveSmallIntegerField("édition", default=1)
    correction_reason = models.TextField("raison de la correction", blank=True)
    # Cycles of the meeting for which it was said that no action comes out of it.
    without_action = models.ManyToManyField(Cycle, blank=True, related_name="+")
    created_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-meeting__starts_at", "-id"]

    def __str__(self) -> str:
        return f"Compte rendu : {self.meeting.title}"

    def get_absolute_url(self) -> str:
        return reverse("outcomes:minutes", args=[self.pk])


class ChangeRequest(models.Model):
    """An organisation asks that a passage be changed, and is answered with a reason."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="change_requests")
    section_key = models.SlugField("partie", max_length=60)
    passage = models.TextField("passage", blank=True)
    wording = models.TextField("rédaction souhaitée")
    reason = models.TextField("raison", blank=True)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    status = models.CharField(max_length=8, choices=ChangeRequestStatus.choices, default=ChangeRequestStatus.ASKED)
    answer = models.TextField("réponse", blank=True)
    # Whether the wording went into the text by itself; False when the passage was not found word for word.
    applied = models.BooleanField(null=True, blank=True)
    answered_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]


class Proofreading(models.Model):
    """An organisation has read an edition open to changes, and has nothing to report; a request takes it back."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="proofreadings")
    edition = models.PositiveSmallIntegerField("édition")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [models.UniqueConstraint(fields=["minutes", "edition", "organisation"], name="proofreading_once")]


class Delivery(models.Model):
    """Proof that the minutes left for one person: follows the outbox row of that key."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="deliveries")
    member = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    message_key = models.CharField(max_length=200, unique=True)
    opened_at = models.DateTimeField("ouvert par une personne", null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["organisation__sort_name", "id"]


class Decision(models.Model):
    """What the meeting decided, in one sentence."""

    minutes = models.ForeignKey(Minutes, models.CASCADE, related_name="decisions")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="+")
    text = models.TextField("décision")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["id"]


class Action(models.Model):
    """What, which organisation and person, by when, and how one will know it succeeded."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="actions")
    cycle = models.ForeignKey(Cycle, models.SET_NULL, null=True, blank=True, related_name="actions")
    contribution = models.ForeignKey(Contribution, models.SET_NULL, null=True, blank=True, related_name="+")
    title = models.CharField("action", max_length=300)
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="actions")
    person = models.ForeignKey(Member, models.SET_NULL, null=True, blank=True, related_name="+")
    due_on = models.DateField("échéance")
    success_sign = models.CharField("signe de réussite attendu", max_length=300, blank=True)
    status = models.CharField(max_length=12, choices=ActionStatus.choices, default=ActionStatus.TO_DO)
    closed_reason = models.TextField("raison", blank=True)
    carried_into = models.ForeignKey(Theme, models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    asked_at = models.DateTimeField("avancées demandées le", null=True, blank=True)
    # With the minutes that decide it: before, it is part of a draft, and nobody but the animation knows of it.
    announced_at = models.DateTimeField("annoncée le", null=True, blank=True)

    class Meta:
        ordering = ["due_on", "id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outcomes:action", args=[self.pk])


class Progress(models.Model):
    """What was reported of an action, on a day."""

    action = models.ForeignKey(Action, models.CASCADE, related_name="progress")
    status = models.CharField(max_length=12, choices=ActionStatus.choices)
    words = models.TextField("avancées", blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    by_link = models.BooleanField("depuis un lien de courriel", default=False)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]

    @property
    def words_after_state(self) -> str:
        """The words without the state that some of them repeat."""
        return self.words.removeprefix(f"{ActionStatus(self.status).label} : ")


class ReviewedAction(models.Model):
    """An earlier action as it was shown at a meeting's first point."""

    agenda_item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="reviewed_actions")
    action = models.ForeignKey(Action, models.CASCADE, related_name="reviews")
    state_shown = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agenda_item", "action"], name="reviewed_action_once")]
