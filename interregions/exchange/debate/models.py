"""Step 4: what is said in the room, by whom, about which point, and the practices caught there."""

from django.db import models

from interregions.exchange.debate.choices import ContributionKind
from interregions.exchange.meetings.models import AgendaItem, Meeting
from interregions.knowledge.practices.models import Practice
from interregions.network.models import Mandate, Organisation


class Contribution(models.Model):
    """One thing said: typed by the note-taker for a speaker, or by the speaker."""

    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="contributions")
    agenda_item = models.ForeignKey(AgendaItem, models.SET_NULL, null=True, blank=True, related_name="contributions")
    kind = models.CharField(max_length=8, choices=ContributionKind.choices, default=ContributionKind.REMARK)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="+")
    text = models.TextField()
    practice = models.ForeignKey(Practice, models.SET_NULL, null=True, blank=True, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    taken_down = models.BooleanField("prise en note", default=True)  # False: typed by the speaker
    # Sent by the page so that a line posted twice (a lost network) is one line.
    client_key = models.CharField(max_length=40, blank=True)
    revision = models.PositiveIntegerField(default=1)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "by", "client_key"],
                condition=~models.Q(client_key=""),
                name="contribution_sent_once",
            )
        ]


class PracticeFromAnswer(models.Model):
    """A practice caught from what an organisation answered to the survey."""

    practice = models.OneToOneField(Practice, models.CASCADE, related_name="+")
    meeting = models.ForeignKey(Meeting, models.CASCADE, related_name="+")
    answer = models.JSONField()  # a Reference to the restitution's question
