"""Step 3: the meeting, its agenda that builds itself, who was convened and who was there."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.common.address_fields import AddressKeyField
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.meetings.choices import AgendaKind, AttendanceAnswer, DateAnswerValue, MeetingStatus
from interregions.network.models import Mandate, Organisation


class Meeting(models.Model):
    """A meeting for one or several cycles, or for none."""

    title = models.CharField("titre", max_length=200)
    cycles = models.ManyToManyField(Cycle, blank=True, related_name="meetings")
    # None while a date is being sought. Once the sitting is open, the day it is really held.
    starts_at = models.DateTimeField("début", null=True, blank=True)
    ends_at = models.DateTimeField("fin", null=True, blank=True)
    # Only when the sitting was opened on another day than planned: what the convocation said.
    planned_for = models.DateTimeField("prévue le", null=True, blank=True)
    place = models.CharField("lieu", max_length=300, blank=True)
    link = models.URLField("lien de visioconférence", max_length=500, blank=True)
    words = models.TextField("message de la convocation", blank=True)
    status = models.CharField(max_length=9, choices=MeetingStatus.choices, default=MeetingStatus.PLANNED)
    # Raised at each change of date or place: the SEQUENCE of its calendar entry (RFC 5545).
    sequence = models.PositiveIntegerField(default=0)
    current_item = models.ForeignKey("AgendaItem", models.SET_NULL, null=True, blank=True, related_name="+")
    created_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    convened_at = models.DateTimeField(null=True, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-starts_at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="meeting_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.pk])


class AgendaItem(models.Model):
    """One point; ``content`` holds what was handed over as plain values (the progress of earlier actions)."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="agenda")
    cycle = models.ForeignKey(Cycle, models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=12, choices=AgendaKind.choices)
    title = models.CharField("intitulé", max_length=300)
    led_by = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    minutes = models.PositiveSmallIntegerField("durée en minutes", default=15)
    position = models.PositiveSmallIntegerField()
    content = models.JSONField(default=list)
    references = models.JSONField(default=list)  # References: restitution, note, documents

    class Meta:
        ordering = ["position", "id"]

    def __str__(self) -> str:
        return self.title


class DatePoll(models.Model):
    meeting = models.OneToOneField(Meeting, models.CASCADE, related_name="date_poll")
    until = models.DateField("réponses jusqu’au")
    closed_at = models.DateTimeField(null=True, blank=True)


class DateOption(models.Model):
    poll = models.ForeignKey(DatePoll, models.CASCADE, related_name="options")
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField()

    class Meta:
        ordering = ["starts_at", "id"]


class DateAnswer(models.Model):
    option = models.ForeignKey(DateOption, models.CASCADE, related_name="answers")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    value = models.CharField(max_length=9, choices=DateAnswerValue.choices)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["option", "organisation"], name="date_answer_once")]


class Attendance(models.Model):
    """A convened organisation: what it announced, who came, from when to when."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="attendances")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=AttendanceAnswer.choices, default=AttendanceAnswer.AWAITED)
    people = models.TextField("personnes attendues", blank=True)
    words = models.TextField("mot", blank=True)
    answered_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    convened_at = models.DateTimeField(null=True, blank=True)
    present = models.BooleanField("présent", null=True, blank=True)
    remote = models.BooleanField("à distance", default=False)
    arrived_at = models.TimeField("de", null=True, blank=True)
    left_at = models.TimeField("à", null=True, blank=True)
    # Whether the answer just given changed anything: what its page says of it.
    said_now: bool = False

    class Meta:
        ordering = ["organisation__sort_name", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "organisation"], name="attendance_once")]


class WrittenContribution(models.Model):
    """What an absent organisation writes, to be read at its point."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="written_contributions")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="+")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    text = models.TextField("contribution")
    revision = models.PositiveIntegerField(default=1)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["at", "id"]


class Guest(models.Model):
    """Somebody from outside, invited to some points."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="guests")
    name = models.CharField("nom", max_length=160)
    organisation_name = models.CharField("organisme", max_length=200, blank=True)
    email = models.EmailField("adresse", blank=True)
    address_key = AddressKeyField()
    items = models.ManyToManyField(AgendaItem, blank=True, related_name="+")
    # What the person answered by the link of the invitation; nobody stands in for a guest.
    answer = models.CharField(max_length=10, choices=AttendanceAnswer.choices, default=AttendanceAnswer.AWAITED)
    words = models.TextField("mot", blank=True)
    answered_at = models.DateTimeField(null=True, blank=True)
    present = models.BooleanField("présent", null=True, blank=True)
    said_now: bool = False
