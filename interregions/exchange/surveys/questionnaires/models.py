"""What is asked: blocks, questions, proposed answers, and the variables they are counted by."""

from django.db import models
from django.urls import reverse

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.choices import NamedTo, QuestionnaireStatus
from interregions.exchange.surveys.questionnaires import kinds
from interregions.knowledge.observatory.models import Indicator
from interregions.network.models import Mandate, Organisation


class Questionnaire(models.Model):
    """Written by two parties and frozen once both approved the same revision."""

    title = models.CharField("titre", max_length=200)
    introduction = models.TextField("introduction", blank=True)
    cycle = models.ForeignKey(Cycle, models.CASCADE, null=True, blank=True, related_name="questionnaires")
    express = models.BooleanField("consultation express", default=False)
    status = models.CharField(max_length=8, choices=QuestionnaireStatus.choices, default=QuestionnaireStatus.DRAFT)
    # Moves at each change: an approval names the revision it read.
    revision = models.PositiveIntegerField(default=1)
    # References: the note its questions come from, or the file it was imported from.
    origin = models.JSONField("vient de", null=True, blank=True)
    import_report = models.JSONField("ce que l’import a gardé, changé ou refusé", default=list)
    created_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+", null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    frozen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("surveys:questionnaire", args=[self.pk])


class QuestionnaireApproval(models.Model):
    """One party's approval of one revision; it falls when the questionnaire changes."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="approvals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    revision = models.PositiveIntegerField()
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "organisation", "revision"],
                name="questionnaire_approval_once",
                violation_error_message="Cette version vient d’être approuvée pour votre organisme.",
            )
        ]


class Block(models.Model):
    """A part of the questionnaire: one screen, one thing that can be delegated."""

    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="blocks")
    name = models.SlugField(max_length=80)
    title = models.CharField("rubrique", max_length=300)
    help = models.TextField("aide", blank=True)
    position = models.PositiveSmallIntegerField()
    condition = models.TextField("condition", blank=True)  # XLSForm expression; empty: always shown
    # The questionnaire's revision at its last change: whoever writes over an older one is told.
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["questionnaire", "name"],
                name="block_name_once",
                violation_error_message="Une rubrique du même nom vient d’être ajoutée.",
            )
        ]

    def __str__(self) -> str:
        return self.title


class ChoiceList(models.Model):
    questionnaire = models.ForeignKey(Questionnaire, models.CASCADE, related_name="choice_lists")
    name = models.SlugField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["questionnaire", "name"], name="choice_list_name_once")]


class Option(models.Model):
    """One proposed answer of a list."""

    choice_list = models.ForeignKey(ChoiceList, models.CASCADE, related_name="options")
    code = models.CharField(max_length=80)
    label = models.CharField("réponse proposée", max_length=400)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["choice_list", "code"], name="option_code_once")]

    def __str__(self) -> str:
        return self.label


class QuestionIdentity(models.Model):
    """The same question asked in several years."""

    label = models.CharField(max_length=400)


class Question(models.Model):
    """One question; ``name`` is what expressions call it."""

    block = models.ForeignKey(Block, models.CASCADE, related_name="questions")
    identity = models.ForeignKey(QuestionIdentity, models.PROTECT, null=True, blank=True, related_name="questions")
    name = models.CharField("nom", max_length=80)
    kind = models.CharField("forme", max_length=40, choices=kinds.choices)
    label = models.TextField("question")
    help = models.TextField("aide", blank=True)
    required = models.BooleanField("réponse attendue", default=False)
    condition = models.TextField("condition", blank=True)
    constraint = models.TextField("contrainte", blank=True)
    constraint_message = models.CharField("message de la contrainte", max_length=400, blank=True)
    choice_list = models.ForeignKey(ChoiceList, models.PROTECT, null=True, blank=True, related_name="+")
    position = models.PositiveSmallIntegerField()
    named_to = models.CharField(
        "cercle de diffusion", max_length=16, choices=NamedTo.choices, default=NamedTo.REGIONS_AND_EPCI
    )
    counted = models.BooleanField("comptée dans les figures", default=True)
    # A thing the note wants to learn, or a line of the imported file.
    origin = models.JSONField("vient de", null=True, blank=True)
    # What a Région answers is, after the close, a figure proposed to it: of this indicator, for this year.
    indicator = models.ForeignKey(Indicator, models.PROTECT, null=True, blank=True, related_name="questions")
    indicator_year = models.PositiveSmallIntegerField("année de l’indicateur", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["block", "name"],
                name="question_name_once_per_block",
                violation_error_message="Une question du même nom vient d’être ajoutée dans cette rubrique.",
            )
        ]

    def __str__(self) -> str:
        return self.label


class Variable(models.Model):
    """One countable thing: a question, or one row of a table question."""

    question = models.ForeignKey(Question, models.CASCADE, related_name="variables")
    code = models.CharField(max_length=80)
    label = models.CharField("ligne", max_length=400, blank=True)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        constraints = [models.UniqueConstraint(fields=["question", "code"], name="variable_code_once")]
