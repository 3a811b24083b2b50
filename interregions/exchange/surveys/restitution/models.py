"""What is told of a survey: a frozen edition, its published figures and quoted words.

A published number is in the ``figure`` of its item, nowhere else.
"""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from interregions.exchange.surveys.answering.models.surveys import Survey
from interregions.exchange.surveys.choices import NamedTo, RestitutionStatus
from interregions.exchange.surveys.questionnaires.models import Question, Variable
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.files.models import StoredFile


class Restitution(models.Model):
    """One edition. Publishing stores its figures for good; a correction is a new edition with its reason."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="restitutions")
    edition = models.PositiveSmallIntegerField(default=1)
    status = models.CharField(max_length=9, choices=RestitutionStatus.choices, default=RestitutionStatus.DRAFT)
    summary = models.JSONField("résumé", default=list)  # blocks
    breakdowns = models.JSONField("ventilations déclarées", default=list)  # e.g. ["kind"], declared at publication
    reason = models.TextField("raison de la nouvelle édition", blank=True)
    asked = models.PositiveIntegerField("organismes interrogés", default=0)
    answered = models.PositiveIntegerField("organismes ayant répondu", default=0)
    late = models.PositiveIntegerField("réponses reçues après la clôture", default=0)
    response_rate = models.JSONField(default=list)  # by college: {"college", "asked", "answered"}
    fingerprint = models.CharField(max_length=64, blank=True)  # of the answers it counts
    revision = models.PositiveIntegerField(default=1)
    created_at = models.DateTimeField(auto_now_add=True)
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-edition"]
        constraints = [
            models.UniqueConstraint(
                fields=["survey", "edition"],
                name="restitution_edition_once",
                violation_error_message="Cette édition vient d’être préparée par quelqu’un d’autre : complétez-la.",
            ),
            models.UniqueConstraint(
                fields=["survey"],
                condition=Q(status="DRAFT"),
                name="restitution_one_draft",
                violation_error_message="Une restitution est déjà en préparation : complétez-la.",
            ),
        ]

    def __str__(self) -> str:
        return f"Restitution de « {self.survey.title} »" + (f", édition {self.edition}" if self.edition > 1 else "")

    def get_absolute_url(self) -> str:
        return reverse("surveys:restitution", args=[self.pk])


class RestitutionItem(models.Model):
    """A question's place in the restitution: shown or not, in what order, with which commentary."""

    restitution = models.ForeignKey(Restitution, models.CASCADE, related_name="items")
    question = models.ForeignKey(Question, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    shown = models.BooleanField("montrée", default=True)
    shows_verbatims = models.BooleanField("citations montrées", default=True)
    commentary = models.TextField("commentaire", blank=True)
    finding = models.CharField("constat", max_length=400, blank=True)
    figure = models.JSONField("figure publiée", default=dict)
    # Drawn once; with which version of its templates, so that another one draws it again.
    drawing = models.TextField("figure dessinée", blank=True, default="")
    drawn_with = models.CharField(max_length=12, blank=True, default="")

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["restitution", "question"], name="restitution_item_once")]


class Verbatim(models.Model):
    """Words quoted in an edition, with the circle that may read whose they are."""

    restitution = models.ForeignKey(Restitution, models.CASCADE, related_name="verbatims")
    variable = models.ForeignKey(Variable, models.PROTECT, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    named_to = models.CharField(max_length=16, choices=NamedTo.choices)
    unnamed = models.BooleanField(default=False)
    position = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]


class PreparedTable(models.Model):
    """A table too long to be written while a page waits: asked by one person, written by the worker, kept a day.

    Of a published edition, or of the answers of a survey as they are that day.
    """

    restitution = models.ForeignKey(Restitution, models.CASCADE, null=True, blank=True, related_name="tables")
    survey = models.ForeignKey(Survey, models.CASCADE, null=True, blank=True, related_name="tables")
    asked = models.JSONField(default=dict)  # of answers: codes or words, the filters; then the responses it holds
    format = models.CharField(max_length=4)
    by = models.ForeignKey(Mandate, models.CASCADE, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    readable = models.CharField(max_length=60, blank=True)  # a mark of what the person could read when it was written
    asked_at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(restitution__isnull=True) ^ Q(survey__isnull=True), name="prepared_table_of_one_thing"
            )
        ]
