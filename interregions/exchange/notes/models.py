"""Step 1b: the interview of the responsible region and the note d'opportunité drawn from it."""

from django.db import models
from django.urls import reverse

from interregions.common.typography import french_date
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.choices import NoteReferenceKind, NoteStatus
from interregions.network.models import Mandate
from interregions.toolkit.files.models import StoredFile
from interregions.toolkit.writing.models import Text


class InterviewGuide(models.Model):
    """The template of the interview, which the animation edits; an interview keeps its own copy of the questions."""

    name = models.CharField("nom", max_length=120)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="guide_name_once", violation_error_message="Un guide porte déjà ce nom."
            )
        ]

    def __str__(self) -> str:
        return self.name


class GuideQuestion(models.Model):
    guide = models.ForeignKey(InterviewGuide, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    words = models.TextField("question")
    feeds = models.SlugField("partie de la note nourrie", max_length=60, blank=True)
    # The note is read by the whole network, the interview by the animation and the responsible region.
    stays_in_interview = models.BooleanField("ne pas reprendre dans la note", default=False)

    class Meta:
        ordering = ["position", "id"]


class Interview(models.Model):
    """The record of one interview: when, who, what was said question by question, and the file if there is one."""

    cycle = models.ForeignKey(Cycle, models.CASCADE, related_name="interviews")
    held_on = models.DateField("date")
    people = models.TextField("personnes interrogées")
    pasted_text = models.TextField("texte collé", blank=True)
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")
    # The words of the Word file, read once when it is brought.
    attachment_text = models.TextField("texte du fichier", blank=True)
    recorded_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["held_on", "id"]

    def __str__(self) -> str:
        return f"Interview du {french_date(self.held_on)}"

    def get_absolute_url(self) -> str:
        return reverse("notes:interview", args=[self.pk])


class InterviewAnswer(models.Model):
    interview = models.ForeignKey(Interview, models.CASCADE, related_name="answers")
    position = models.PositiveSmallIntegerField()
    question = models.TextField()
    feeds = models.SlugField(max_length=60, blank=True)
    stays_in_interview = models.BooleanField("ne pas reprendre dans la note", default=False)
    words = models.TextField("notes", blank=True)
    revision = models.PositiveIntegerField(default=0)
    changed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["position", "id"]


class Note(models.Model):
    """The note d'opportunité of a cycle: a text of twelve parts, its references, its sign-off."""

    cycle = models.OneToOneField(Cycle, models.CASCADE, related_name="note")
    text = models.OneToOneField(Text, models.PROTECT, related_name="+")
    status = models.CharField("état", max_length=10, choices=NoteStatus.choices, default=NoteStatus.DRAFT)
    drafted_from = models.ForeignKey(Interview, models.SET_NULL, null=True, blank=True, related_name="+")
    # « Ce que l'on sait déjà »: References handed over by journey.
    already_known = models.JSONField(default=list)
    signed_off_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    signed_off_at = models.DateTimeField(null=True, blank=True)
    signed_version = models.PositiveIntegerField(null=True, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)

    def __str__(self) -> str:
        return self.text.title

    def get_absolute_url(self) -> str:
        return reverse("notes:note", args=[self.pk])


class NoteQuestion(models.Model):
    """One of the three to five things the note wants to learn; the questionnaire starts from them.

    Copied from the part « Ce que l'on veut apprendre », which is the truth, when it is written and when it is signed.
    """

    note = models.ForeignKey(Note, models.CASCADE, related_name="questions")
    position = models.PositiveSmallIntegerField()
    words = models.CharField("question", max_length=400)

    class Meta:
        ordering = ["position", "id"]


class NoteReference(models.Model):
    """A law, report or earlier work the note rests on, with its date; or an annex, with its file."""

    note = models.ForeignKey(Note, models.CASCADE, related_name="references")
    kind = models.CharField("nature", max_length=8, choices=NoteReferenceKind.choices)
    title = models.CharField("intitulé", max_length=300)
    dated_on = models.DateField("date", null=True, blank=True)
    url = models.URLField("adresse", max_length=500, blank=True)
    attachment = models.ForeignKey(StoredFile, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["kind", "dated_on", "id"]
