"""Shared equipment and competences, as whoever holds them declares them; requests of access."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.knowledge.observatory.clusters.models import Cluster
from interregions.knowledge.observatory.equipment.choices import (
    DeclaredStatus,
    Opening,
    Outcome,
    RequestStatus,
    Tariff,
)
from interregions.knowledge.observatory.equipment.places import DEPARTMENTS
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.sources.models import Sourced
from interregions.vocabulary.models import Term, Territory


class Declared(models.Model):
    """What an organisation holds and lets others know: where it is, who reads it, whether its holder agreed."""

    owner = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="détenu par")
    name = models.CharField("nom", max_length=160)
    words = models.TextField("ce que c’est, ce que l’on peut y faire")
    department = models.CharField("département", max_length=3, choices=list(DEPARTMENTS.items()))
    town = models.CharField("commune", max_length=120, blank=True)
    epci = models.ForeignKey(
        Territory, models.PROTECT, null=True, blank=True, related_name="+", verbose_name="intercommunalité"
    )
    clusters = models.ManyToManyField(Cluster, blank=True, related_name="+", verbose_name="pôles et clusters")
    tags = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name="écosystèmes industriels")
    contact = models.CharField("contact", max_length=200, blank=True)
    site = models.URLField("site", max_length=300, blank=True)
    # Régions, EPCI and the animation read what is published; pôles and partners, what is opened to them.
    open_to_clusters = models.BooleanField("lu aussi par les pôles et clusters", default=False)
    open_to_partners = models.BooleanField("lu aussi par les partenaires", default=False)
    status = models.CharField("état", max_length=9, choices=DeclaredStatus.choices, default=DeclaredStatus.WAITING)
    entered_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)
    agreed_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    published_at = models.DateTimeField(null=True, blank=True)
    declined_words = models.CharField("raison donnée", max_length=300, blank=True)
    revision = models.PositiveIntegerField(default=1)

    address: ClassVar[str]  # the name of its page, in the room's addresses

    class Meta:
        abstract = True
        ordering = ["name", "id"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse(f"observatory:{self.address}", args=[self.pk])

    @property
    def place(self) -> str:
        """« Brest, Finistère »."""
        department = str(self.get_department_display())
        return f"{self.town}, {department}" if self.town else department


class Equipment(Declared):
    """A structuring equipment: its opening, its tariff, the conditions of its access, who paid for it."""

    kind = models.ForeignKey(Term, models.PROTECT, related_name="+", verbose_name="genre")
    opening = models.CharField("ouverture", max_length=9, choices=Opening.choices)
    tariff = models.CharField("prix", max_length=6, choices=Tariff.choices, default=Tariff.QUOTE)
    tariff_words = models.CharField("tarif", max_length=300, blank=True)
    conditions = models.TextField("conditions d’accès", blank=True)
    # The aid that paid for it may impose them: which article of which regulation.
    aid_regime = models.CharField("régime d’aide qui les impose", max_length=200, blank=True)
    trl_from = models.PositiveSmallIntegerField("TRL, de", null=True, blank=True)
    trl_to = models.PositiveSmallIntegerField("TRL, à", null=True, blank=True)
    address = "equipment"

    class Meta(Declared.Meta):
        abstract = False
        constraints = [
            models.CheckConstraint(
                condition=Q(trl_from__isnull=True, trl_to__isnull=True)
                | Q(trl_from__gte=1, trl_to__lte=9, trl_from__lte=F("trl_to")),
                name="equipment_trl_in_order",
            )
        ]


class EquipmentFunding(Sourced):
    """What one funder put in an equipment, as the holder or a source says it."""

    equipment = models.ForeignKey(Equipment, models.CASCADE, related_name="fundings")
    funder = models.CharField("financeur", max_length=200)
    amount = models.DecimalField("montant (€)", max_digits=14, decimal_places=2)
    year = models.PositiveSmallIntegerField("année", null=True, blank=True)

    class Meta:
        ordering = ["equipment", "year", "id"]


class Competence(Declared):
    """What a pôle, a laboratory or a school knows how to do."""

    address = "competence"

    class Meta(Declared.Meta):
        abstract = False


class AccessRequest(models.Model):
    """A request of access to an equipment, followed to its answer and its outcome; read by both and nobody else."""

    equipment = models.ForeignKey(Equipment, models.PROTECT, related_name="requests")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="demandé par")
    enterprise = models.CharField("entreprise", max_length=160, blank=True)
    need = models.TextField("besoin")
    period = models.CharField("période souhaitée", max_length=120, blank=True)
    asked_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    asked_at = models.DateTimeField(auto_now_add=True)
    status = models.CharField("état", max_length=9, choices=RequestStatus.choices, default=RequestStatus.WAITING)
    answer = models.TextField("réponse", blank=True)
    answered_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    answered_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField("suite", max_length=8, choices=Outcome.choices, blank=True)
    outcome_words = models.TextField("ce qui en est advenu", blank=True)
    outcome_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-asked_at", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["equipment", "organisation"],
                condition=Q(status="WAITING"),
                name="access_request_waiting_once",
                violation_error_message="Votre organisme a déjà une demande en attente pour cet équipement.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.equipment.name}, {self.organisation.short_name}"

    def get_absolute_url(self) -> str:
        return reverse("observatory:access_request", args=[self.pk])
