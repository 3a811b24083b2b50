"""Answers, stored to be counted: one row for each countable thing, one index for each count.

``counted_in`` is the survey, set when the response is sent and cleared when it is reopened, so that every count is a
grouped read of one index and never joins the response for its state.
"""

from django.db import models
from django.db.models import Q

from interregions.exchange.surveys.answering.models.surveys import Response, Survey
from interregions.exchange.surveys.choices import AnswerSource, AnswerState, NamedTo
from interregions.exchange.surveys.questionnaires.models import Option, Variable
from interregions.network.models import Mandate
from interregions.toolkit.files.models import StoredFile


class Answer(models.Model):
    """What an organisation answered to one variable."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="answers")
    variable = models.ForeignKey(Variable, models.CASCADE, related_name="+", db_index=False)
    state = models.CharField(max_length=13, choices=AnswerState.choices, default=AnswerState.GIVEN)
    option = models.ForeignKey(Option, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    number = models.DecimalField(max_digits=20, decimal_places=4, null=True, blank=True)
    text = models.TextField(blank=True)
    date = models.DateField(null=True, blank=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    named_to = models.CharField(max_length=16, choices=NamedTo.choices, blank=True)  # tightened by the respondent
    source = models.CharField(max_length=6, choices=AnswerSource.choices, default=AnswerSource.TYPED)
    by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+", db_index=False)
    at = models.DateTimeField(auto_now=True)
    revision = models.PositiveIntegerField(default=1)
    counted_in = models.ForeignKey(Survey, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["response", "variable"], name="answer_once")]
        indexes = [
            # Counts of one choice, a scale, a table: read from the index alone.
            models.Index(fields=["counted_in", "variable", "option"], name="answer_count"),
            # Medians and sums.
            models.Index(
                fields=["counted_in", "variable", "number"],
                condition=Q(number__isnull=False),
                name="answer_numbers",
            ),
        ]


class Selection(models.Model):
    """One of several chosen answers."""

    answer = models.ForeignKey(Answer, models.CASCADE, related_name="selections")
    option = models.ForeignKey(Option, models.PROTECT, related_name="+", db_index=False)
    rank = models.PositiveSmallIntegerField(null=True, blank=True)
    variable = models.ForeignKey(Variable, models.CASCADE, related_name="+", db_index=False)
    counted_in = models.ForeignKey(Survey, models.CASCADE, null=True, blank=True, related_name="+", db_index=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["answer", "option"], name="selection_once")]
        indexes = [models.Index(fields=["counted_in", "variable", "option", "rank"], name="selection_count")]


class AnswerRevision(models.Model):
    """What an answer was before, from the first sending on; never changed."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="revisions")
    variable = models.ForeignKey(Variable, models.CASCADE, related_name="+")
    revision = models.PositiveIntegerField()
    value = models.JSONField()
    source = models.CharField(max_length=6, choices=AnswerSource.choices)
    by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
