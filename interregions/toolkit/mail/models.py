"""The outbox: a message is a row before it is an e-mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from interregions.toolkit.mail.choices import MailKind, MessageStatus


class Message(models.Model):
    """One message to one person; ``key`` makes asking twice the same as asking once."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(max_length=20, choices=MailKind.choices, blank=True)
    to_member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    to_name = models.CharField(max_length=200, blank=True)
    to_address = models.EmailField(max_length=254)
    subject = models.CharField(max_length=300)
    lines = models.JSONField(default=list)
    button_label = models.CharField(max_length=200, blank=True)
    button_url = models.CharField(max_length=2000, blank=True)
    button_after = models.PositiveSmallIntegerField(null=True, blank=True)  # lines; after all of them unless said
    reason = models.CharField(max_length=500, blank=True)
    # What stands around the words, as it was on that day: the theme and its Région, who signs, who reads the reply.
    dossier = models.TextField(blank=True)
    signature = models.JSONField(default=list)
    reply_name = models.CharField(max_length=200, blank=True)
    reply_address = models.EmailField(max_length=254, blank=True)
    about = models.JSONField(null=True, blank=True)
    # Between two people: the animation sees that it left, neither its subject nor its words.
    private = models.BooleanField(default=False)
    status = models.CharField(max_length=10, choices=MessageStatus.choices, default=MessageStatus.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField()
    claimed_by = models.CharField(max_length=200, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True)
    sent_at = models.DateTimeField(null=True, blank=True)
    error = models.TextField(blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    # Whether the gesture under way wrote this row and it is to leave: what that gesture may say it sends.
    written_now: bool = False

    class Meta:
        ordering = ["-id"]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                name="message_to_send",
                condition=Q(status__in=["queued", "sending"]),
            ),
            models.Index(fields=["status", "-id"], name="message_by_status"),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=MessageStatus.values), name="message_status_known"),
        ]

    def __str__(self) -> str:
        return self.subject

    def get_absolute_url(self) -> str:
        return reverse("mail:message", args=[self.pk])

    @property
    def told_subject(self) -> str:
        """What is read of it by others than the person it is for."""
        return "Lettre d’un membre à un autre" if self.private else self.subject

    @property
    def before_button(self) -> list[str]:
        """The lines above the button."""
        return list(self.lines if self.button_after is None else self.lines[: self.button_after])

    @property
    def after_button(self) -> list[str]:
        """The lines under it, when the words say where it stands."""
        return [] if self.button_after is None else list(self.lines[self.button_after :])


class Attachment(models.Model):
    """A file that leaves with a message, as it was on that day."""

    message = models.ForeignKey(Message, on_delete=models.CASCADE, related_name="attachments")
    name = models.CharField(max_length=200)
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


class Wording(models.Model):
    """The words of one letter as they were changed before it left; without a row, those of the room."""

    kind = models.CharField(max_length=60)
    about = models.CharField(max_length=64, blank=True)  # the id of what the letter is about
    subject = models.CharField(max_length=200, blank=True)
    body = models.TextField(blank=True)
    revision = models.PositiveIntegerField(default=1)
    changed_by = models.ForeignKey("network.Mandate", on_delete=models.PROTECT, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "about"],
                name="wording_once",
                violation_error_message="Cette lettre vient d’être modifiée par quelqu’un d’autre : rouvrez-la.",
            )
        ]

    def __str__(self) -> str:
        return self.subject


class Relay(models.Model):
    """The one row that says whether the mail server answers, for every process and every page."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    silent_since = models.DateTimeField(null=True, blank=True)
    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="relay_is_single")]


class Preference(models.Model):
    """Whether a member wants a kind of message that can be stopped."""

    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=20, choices=MailKind.choices)
    wanted = models.BooleanField(default=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["member", "kind"], name="preference_once")]

    def __str__(self) -> str:
        return f"{self.kind} {'oui' if self.wanted else 'non'}"
