"""The door: who was invited, who handed over to whom."""

from django.contrib.sessions.models import Session
from django.db import models
from django.db.models import Q

from interregions.common.address_fields import AddressKeyField
from interregions.network.choices import Role
from interregions.network.models import Mandate, Member, Organisation, full_name
from interregions.reception.choices import Means


class Invitation(models.Model):
    """An invitation to take a mandate; its link carries the id and the seal, signed."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="invitations")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    deputy_of = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    words = models.TextField("mot d’accueil", blank=True)
    invited_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(auto_now_add=True)
    seal = models.CharField(max_length=32)
    accepted_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)
    mandate = models.ForeignKey(Mandate, models.SET_NULL, null=True, blank=True, related_name="+")
    # Who gave the address, when it was not who invites: told to the person.
    source = models.CharField("source", max_length=200, blank=True)
    given_on = models.DateField("donnée le", null=True, blank=True)

    class Meta:
        ordering = ["-invited_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organisation", "role"],
                condition=Q(accepted_at__isnull=True) & Q(withdrawn_at__isnull=True),
                name="invitation_waiting_once",
                violation_error_message="Cette personne vient d’être invitée : l’invitation attend sa réponse.",
            )
        ]


class PersonToInvite(models.Model):
    """Somebody of a list that was taken, not written to yet; forgotten a month after."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="+")
    role = models.CharField(max_length=12, choices=Role.choices)
    function = models.CharField("fonction", max_length=160, blank=True)
    given_name = models.CharField("prénom", max_length=80)
    family_name = models.CharField("nom", max_length=80)
    email = models.EmailField("adresse")
    address_key = AddressKeyField()
    source = models.CharField("source", max_length=200)
    given_on = models.DateField("donnée le", null=True, blank=True)
    added_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True, db_index=True)
    invitation = models.ForeignKey(Invitation, models.CASCADE, null=True, blank=True, related_name="+")
    refusal = models.TextField(blank=True)  # why the last gesture left this person out

    class Meta:
        ordering = ["organisation__sort_name", "family_name", "given_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["address_key"],
                condition=Q(invitation__isnull=True),
                name="person_to_invite_once",
                violation_error_message="Cette adresse est déjà celle d’une personne à inviter.",
            )
        ]

    @property
    def full_name(self) -> str:
        """Given name then family name."""
        return full_name(self.given_name, self.family_name)


class HandOver(models.Model):
    """Everything a person carried for an organisation, handed to another in one gesture."""

    from_mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    to_mandate = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)


class OpenSession(models.Model):
    """A session as its owner sees it: where, since when, by which means. It goes with the session itself."""

    session = models.OneToOneField(Session, models.CASCADE, related_name="+")
    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    browser = models.CharField(max_length=60)
    means = models.CharField(max_length=12, choices=Means.choices)
    opened_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-opened_at", "-id"]


class Passkey(models.Model):
    """A key that one of a person’s devices holds; here its public half, which lets nobody in."""

    member = models.ForeignKey(Member, models.CASCADE, related_name="+")
    number = models.CharField(max_length=1400)
    public_key = models.TextField()
    counter = models.PositiveBigIntegerField(default=0)
    device = models.CharField(max_length=60)
    added_at = models.DateTimeField(auto_now_add=True)
    used_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-added_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["number"],
                name="passkey_once",
                violation_error_message="Cette clé d’accès est déjà enregistrée.",
            )
        ]


class SignInAttempt(models.Model):
    """A code asked for an address, from a network: both kept one day as hashes, to slow who asks too much."""

    address_hash = models.CharField(max_length=64, db_index=True)
    client_hash = models.CharField(max_length=64, blank=True)
    kind = models.CharField(max_length=5)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        indexes = [models.Index(fields=["client_hash", "at"], name="attempt_of_client")]
