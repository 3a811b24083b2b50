"""A visa asked of a person before something leaves an organisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse

from interregions.common.address_fields import AddressKeyField
from interregions.toolkit.approvals.choices import ApprovalStatus


class ApprovalRequest(models.Model):
    """« Ce document peut-il partir ? » asked of a member, or of a person without account, by a signed link.

    The link carries the id of the request and its ``seal``, signed; a new seal makes earlier links useless.
    """

    about_kind = models.CharField(max_length=100)
    about_id = models.CharField(max_length=64)
    about = models.JSONField(default=dict)
    version = models.CharField(max_length=100)
    words = models.TextField(blank=True)
    content = models.JSONField(default=list)
    prints = models.JSONField(default=dict)  # of each part, when it was asked (``prints.py``)
    member = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )
    name = models.CharField(max_length=200, blank=True)
    email = models.EmailField(max_length=254, blank=True)
    address_key = AddressKeyField()
    seal = models.CharField(max_length=32)
    asked_by = models.ForeignKey("network.Mandate", null=True, on_delete=models.SET_NULL, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    reminded_at = models.DateTimeField(null=True, blank=True)
    status = models.CharField(max_length=10, choices=ApprovalStatus.choices, default=ApprovalStatus.WAITING)
    decided_at = models.DateTimeField(null=True, blank=True)
    decision_words = models.TextField(blank=True)
    paper_copy = models.ForeignKey(
        "files.StoredFile", null=True, blank=True, on_delete=models.SET_NULL, related_name="+"
    )

    class Meta:
        ordering = ["-id"]
        indexes = [models.Index(fields=["about_kind", "about_id", "-id"], name="approval_about")]
        constraints = [
            models.CheckConstraint(condition=Q(status__in=ApprovalStatus.values), name="approval_status_known"),
            models.UniqueConstraint(
                fields=["about_kind", "about_id"],
                condition=Q(status="waiting"),
                name="approval_one_waiting",
                violation_error_message="Un visa vient d’être demandé sur le même contenu : il attend sa réponse.",
            ),
        ]

    def __str__(self) -> str:
        return str(self.about.get("label", self.version))

    def get_absolute_url(self) -> str:
        return reverse("approvals:request", args=[self.pk])

    @property
    def asked_of(self) -> str:
        """The name of the person who was asked."""
        return self.member.full_name if self.member else self.name
