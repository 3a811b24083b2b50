"""What is pushed to open pages is first a row, so that a page that lost its line catches up."""

from django.db import models


class LiveEvent(models.Model):
    """One event of one channel; its id is the stream's ``id:``."""

    channel = models.CharField(max_length=100)
    kind = models.CharField(max_length=60)
    payload = models.JSONField(default=dict)
    at = models.DateTimeField(auto_now_add=True, db_index=True)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["channel", "id"], name="live_event_channel")]

    def __str__(self) -> str:
        return f"{self.channel} {self.kind}"
