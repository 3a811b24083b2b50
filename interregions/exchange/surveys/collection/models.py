"""Who was called, who is reminded."""

from datetime import datetime

from django.db import models

from interregions.exchange.surveys.answering.models import Response, Survey
from interregions.exchange.surveys.choices import ContactKind
from interregions.network.models import Mandate
from interregions.toolkit.mail.choices import LEFT


class Contact(models.Model):
    """A call, an e-mail, a reminder: what was said to an organisation about its answer."""

    response = models.ForeignKey(Response, models.CASCADE, related_name="contacts")
    kind = models.CharField(max_length=8, choices=ContactKind.choices)
    words = models.TextField("note", blank=True)
    by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    # The reminder itself: it is a contact once it left, and only with the person it was written to.
    message = models.ForeignKey("mail.Message", models.SET_NULL, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["-at", "-id"]

    @property
    def fate(self) -> str:
        """What became of the message, for one that did not leave: « à envoyer », « refusé »."""
        return self.message.get_status_display().lower() if self.message is not None else ""

    @property
    def made_at(self) -> datetime | None:
        """When the organisation was spoken or written to; None while the message waits, or if it never left."""
        if self.message is None:
            return self.at
        return (self.message.sent_at or self.at) if self.message.status in LEFT else None


class Reminder(models.Model):
    """A planned wave of reminders: sent once, to those who have not answered on that day and are not waiting a visa."""

    survey = models.ForeignKey(Survey, models.CASCADE, related_name="reminders")
    on = models.DateField("date")
    words = models.TextField("message", blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    recipients = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["on", "id"]
        constraints = [models.UniqueConstraint(fields=["survey", "on"], name="reminder_once_a_day")]
