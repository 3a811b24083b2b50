"""Who: organisations, the people who act for them, and under which dated mandate."""

import uuid
from typing import Any

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.common.address_fields import AddressKeyField
from interregions.common.characters import sort_key
from interregions.network.choices import College, OrganisationKind, Role
from interregions.vocabulary.models import Territory


class SortKeyField(models.CharField):
    """The short name as a dictionary files it, kept by every save, in bulk or not: no database sorts accents alike."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(model_instance.short_name)  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class NameKeyField(models.CharField):
    """A person's name as it is compared, kept by every save."""

    def pre_save(self, model_instance: models.Model, add: bool) -> str:
        key = sort_key(f"{model_instance.given_name} {model_instance.family_name}")  # type: ignore[attr-defined]
        setattr(model_instance, self.attname, key)
        return key

    def deconstruct(self) -> Any:
        name, _, args, kwargs = super().deconstruct()
        return name, "django.db.models.CharField", args, kwargs


class Organisation(models.Model):
    """A legal person of the network. Answers, choices and actions belong to it, not to the person who typed them."""

    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court", max_length=60)
    sort_name = SortKeyField(max_length=120, default="", editable=False)
    kind = models.CharField("nature", max_length=12, choices=OrganisationKind.choices)
    college = models.CharField("collège", max_length=10, choices=College.choices)
    # Empty when unknown: a SIREN is never guessed.
    siren = models.CharField("SIREN", max_length=9, blank=True)
    territories = models.ManyToManyField(
        Territory, blank=True, related_name="organisations", verbose_name="territoires"
    )
    is_host = models.BooleanField("association hôte", default=False)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        ordering = ["sort_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["siren"],
                condition=~Q(siren=""),
                name="organisation_siren_once",
                violation_error_message="Un organisme porte déjà ce SIREN.",
            ),
            models.UniqueConstraint(
                fields=["is_host"],
                condition=Q(is_host=True),
                name="organisation_one_host",
                violation_error_message="Cette installation a déjà un organisme hôte.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="organisation_dates_in_order",
            ),
            models.CheckConstraint(
                condition=Q(kind=OrganisationKind.CLUSTER, college=College.CLUSTERS)
                | ~Q(kind=OrganisationKind.CLUSTER) & ~Q(college=College.CLUSTERS),
                name="organisation_clusters_in_their_college",
                violation_error_message="Un pôle ou un cluster est du collège des pôles et clusters, et lui seul.",
            ),
        ]

    def __str__(self) -> str:
        return self.short_name

    def get_absolute_url(self) -> str:
        return reverse("network:organisation", args=[self.pk])


class Membership(models.Model):
    """Membership of the host association, dated; it gives no right by itself."""

    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="memberships")
    starts_on = models.DateField()
    ends_on = models.DateField(null=True, blank=True)

    def __str__(self) -> str:
        return f"{self.organisation} depuis {self.starts_on:%Y}"


def full_name(given_name: str, family_name: str) -> str:
    """How a person is called; « Personne retirée » once erased."""
    return f"{given_name} {family_name}".strip() or "Personne retirée"


class MemberManager(BaseUserManager["Member"]):
    def get_by_natural_key(self, username: str | None) -> "Member":
        return self.get(identifier=username or "")


class Member(AbstractBaseUser):
    """A person. Several may share one generic mailbox, so the address is not unique; nobody has a password."""

    identifier = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    given_name = models.CharField("prénom", max_length=80, blank=True)
    family_name = models.CharField("nom", max_length=80, blank=True)
    email = models.EmailField("adresse", blank=True)
    address_key = AddressKeyField()
    name_key = NameKeyField(max_length=340, default="", editable=False)
    # 0, but for those who were already two of one name at one address before that was refused.
    namesake = models.PositiveSmallIntegerField(default=0, editable=False)
    function = models.CharField("fonction", max_length=160, blank=True)
    phone = models.CharField("téléphone", max_length=30, blank=True)
    # Part of the cast of a demonstration; one real member closes the one-click door for good.
    fictional = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)
    removed_at = models.DateTimeField(null=True, blank=True)

    USERNAME_FIELD = "identifier"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = []
    objects = MemberManager()

    class Meta:
        ordering = ["family_name", "given_name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["address_key", "name_key", "namesake"],
                condition=~Q(address_key="") & Q(removed_at__isnull=True),
                name="member_once_at_an_address",
                violation_error_message="Une personne de ce nom est déjà dans l’annuaire, à cette adresse.",
            )
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """Given name then family name; « Personne retirée » once erased."""
        return full_name(self.given_name, self.family_name)

    @property
    def is_active(self) -> bool:  # type: ignore[override]  # Django types it as a writable attribute
        """Django's own question: may this person have a session at all?"""
        return self.removed_at is None

    def get_short_name(self) -> str:
        return self.given_name or self.full_name


class Mandate(models.Model):
    """A member acts for an organisation, in one role, between two dates."""

    member = models.ForeignKey(Member, models.PROTECT, related_name="mandates")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="mandates")
    role = models.CharField("rôle", max_length=12, choices=Role.choices)
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    # Ended by a gesture, at once: the last day is then a day on which the mandate no longer acts.
    ended_at = models.DateTimeField(null=True, blank=True)
    # The mandate of a deputy has the role of the person it stands in for, and ends with theirs.
    deputy_of = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="deputies")
    handed_over_to = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="taken_from")

    class Meta:
        ordering = ["organisation__sort_name", "role", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["member", "organisation", "role"],
                condition=Q(ends_on__isnull=True),
                name="mandate_open_once",
                violation_error_message="Cette personne a déjà cette habilitation.",
            ),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="mandate_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member.full_name}, {self.organisation.short_name}"


class Group(models.Model):
    """A working group: organisations that are asked or convened together."""

    name = models.CharField("nom", max_length=120)
    purpose = models.TextField("objet", blank=True)
    members = models.ManyToManyField(Organisation, related_name="groups", blank=True)
    closed_on = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(
                fields=["name"], name="group_name_once", violation_error_message="Un groupe porte déjà ce nom."
            )
        ]

    def __str__(self) -> str:
        return self.name


class Installation(models.Model):
    """The one row that says what this database is: a demonstration or a real network, and who hosts it."""

    only = models.BooleanField(default=True, unique=True, editable=False)
    host = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    network_name = models.CharField(max_length=120, default="Cluster’s InterRégions & Co")
    demonstration = models.BooleanField(default=False)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(only=True), name="installation_is_single")]

    def __str__(self) -> str:
        return self.network_name
