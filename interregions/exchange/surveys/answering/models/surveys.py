"""Who is asked, how far each organisation is, who may write where."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.common.deadlines import deadline_day
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.answering.rules.answering import DRAFT, status_words
from interregions.exchange.surveys.choices import ResponseStatus, SurveyStatus
from interregions.exchange.surveys.questionnaires.models import Block, Questionnaire
from interregions.network.models import Mandate, Member, Organisation


class Survey(models.Model):
    """A frozen questionnaire put to an audience between two dates."""

    questionnaire = models.OneToOneField(Questionnaire, models.PROTECT, related_name="survey")
    cycle = models.ForeignKey(Cycle, models.CASCADE, null=True, blank=True, related_name="surveys")
    title = models.CharField("titre", max_length=200)
    express = models.BooleanField("consultation express", default=False)
    status = models.CharField(max_length=6, choices=SurveyStatus.choices, default=SurveyStatus.OPEN)
    # How the audience was said: {"kind": "all_regions" | "chosen" | "epci" | "clusters" | "group", …}; the Responses
    # are the truth.
    audience = models.JSONField("destinataires", default=dict)
    opens_on = models.DateField("ouverture")
    closes_on = models.DateField("réponses attendues jusqu’au")
    embargo_until = models.DateField("embargo jusqu’au", null=True, blank=True)
    lead_early_from = models.DateField("lecture par la Région responsable dès le", null=True, blank=True)
    opened_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    opened_at = models.DateTimeField(auto_now_add=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    # Counted at the close, and once more by each agreement that comes after it; while it is open they are counted.
    asked_at_close = models.PositiveIntegerField("organismes interrogés", null=True, blank=True)
    given_at_close = models.PositiveIntegerField("réponses reçues", null=True, blank=True)

    class Meta:
        ordering = ["-opened_at", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(closes_on__gte=F("opens_on")), name="survey_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:survey", args=[self.pk])


class Response(models.Model):
    """An organisation's answer to a survey, from the invitation to the sending."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="responses")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="responses")
    status = models.CharField(max_length=13, choices=ResponseStatus.choices, default=ResponseStatus.INVITED)
    answered = models.PositiveIntegerField("questions répondues", default=0)
    expected = models.PositiveIntegerField("questions posées", default=0)
    closes_on = models.DateField("délai accordé", null=True, blank=True)  # an extension for this one organisation
    # Once the survey is closed: the day until which this one organisation may still answer.
    late_until = models.DateField("réponse tardive admise jusqu’au", null=True, blank=True)
    unnamed = models.BooleanField("sans nommer mon organisme", default=False)
    # An EPCI's agreement that Régions read its answers under its name; Régions have no need of it.
    agrees_to_regions = models.BooleanField("accepte que les Régions nous lisent", default=False)
    consents_to_partial = models.BooleanField("accepte une reprise telle quelle", null=True, blank=True)
    submitted_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    submitted_at = models.DateTimeField(null=True, blank=True)
    first_submitted_at = models.DateTimeField(null=True, blank=True)
    last_activity_at = models.DateTimeField(null=True, blank=True)
    reopened_reason = models.TextField("raison de la réouverture", blank=True)
    # A request to reopen waits while it has a day; its reason and the animation's refusal stay to be read.
    reopening_asked_at = models.DateTimeField("réouverture demandée le", null=True, blank=True)
    reopening_asked_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    reopening_reason = models.TextField("ce qu’il faut corriger", blank=True)
    reopening_declined = models.TextField("pourquoi elle n’est pas rouverte", blank=True)
    # What the animation entered by telephone since ``phone_told_at`` is told to the referents at ``phone_due_at``.
    phone_due_at = models.DateTimeField(null=True, blank=True)
    phone_told_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation__sort_name", "id"]
        constraints = [models.UniqueConstraint(fields=["survey", "organisation"], name="response_once")]
        indexes = [
            models.Index(fields=["survey", "status"], name="response_survey_status"),
            models.Index(
                fields=["phone_due_at"],
                condition=models.Q(phone_due_at__isnull=False),
                name="response_phone_due",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.organisation} · {self.survey}"

    def get_absolute_url(self) -> str:
        return reverse("surveys:response", args=[self.pk])

    @property
    def is_begun(self) -> bool:
        """Whether anybody ever wrote in it."""
        return bool(self.answered) or self.last_activity_at is not None

    @property
    def is_closed(self) -> bool:
        """Whether nothing is written nor sent any more: the survey is closed, and no late answer was admitted."""
        if self.survey.status != SurveyStatus.CLOSED:
            return False
        return self.late_until is None or self.late_until < deadline_day()

    @property
    def is_extended(self) -> bool:
        """Whether its own date still means something: granted, and the response still awaited."""
        open_still = self.survey.status == SurveyStatus.OPEN and self.status in DRAFT
        return self.closes_on is not None and open_still

    def get_status_display(self) -> str:  # type: ignore[no-redef]  # the field’s own, but for what nobody began
        label = ResponseStatus(self.status).label
        return status_words(status=self.status, label=label, begun=self.is_begun)


class Delegation(models.Model):
    """A block handed to a colleague of the same organisation."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="delegations")
    block = models.ForeignKey(Block, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    words = models.TextField("mot d’accompagnement", blank=True)
    at = models.DateTimeField(auto_now_add=True)
    done_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["response", "block", "member"],
                condition=Q(withdrawn_at__isnull=True),
                name="delegation_open_once",
            )
        ]


class AnswerOpening(models.Model):
    """Somebody outside the organisation opened its named answers: the respondent sees it."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="openings")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    first_at = models.DateTimeField(auto_now_add=True)
    last_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "organisation"], name="opening_once")]
