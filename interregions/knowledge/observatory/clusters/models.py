"""Pôles and clusters, their labels, the conventions that fund them, the European projects they take part in."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.common.typography import span_told
from interregions.knowledge.observatory.choices import (
    AmountsReader,
    LabelKind,
    MatchedBy,
    Precision,
    ProjectPart,
    PublishedKind,
)
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.sources.models import Sourced
from interregions.vocabulary.models import Term, Territory


class Cluster(Sourced):
    """The profile of a pôle or cluster; its name, SIREN and territories are its organisation's.

    Who else entered it only proposes: it is confirmed when the pôle's own people say so. What comes after ``site`` is
    behind « Compléter » and is never asked by a reminder.
    """

    organisation = models.OneToOneField(Organisation, models.PROTECT, related_name="cluster")
    subject = models.CharField("thématique", max_length=300, blank=True)
    ecosystems = models.ManyToManyField(Term, blank=True, related_name="+")
    # Régions that its own page, or a source, has not said: never counted among its territories.
    regions_to_check = models.ManyToManyField(Territory, blank=True, related_name="+")
    seat = models.CharField("siège", max_length=120, blank=True)
    contact = models.CharField("contact", max_length=200, blank=True)
    site = models.URLField("site", max_length=300, blank=True)
    governance = models.TextField("gouvernance", blank=True)
    priorities_served = models.TextField("priorités S3 servies", blank=True)
    services = models.TextField("services", blank=True)
    markets = models.TextField("marchés", blank=True)
    competences = models.TextField("compétences", blank=True)
    # What is behind « Compléter » is the pôle's own until it opens it to whoever takes part in the network.
    more_open = models.BooleanField("rubriques complémentaires ouvertes", default=False)
    revision = models.PositiveIntegerField(default=1)
    # The name under which the files of the package know it; empty for one that came otherwise.
    fact_key = models.CharField(max_length=120, blank=True, editable=False)

    class Meta:
        ordering = ["organisation__sort_name", "id"]
        constraints = [
            models.UniqueConstraint(fields=["fact_key"], condition=~Q(fact_key=""), name="cluster_fact_once")
        ]

    def __str__(self) -> str:
        return self.organisation.short_name

    def get_absolute_url(self) -> str:
        return reverse("observatory:cluster", args=[self.pk])


class Label(Sourced):
    """A label given to a cluster, for an announced term; what came after it may not have been read anywhere."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="labels")
    kind = models.CharField("label", max_length=8, choices=LabelKind.choices)
    name = models.CharField("intitulé", max_length=160, blank=True)
    phase = models.ForeignKey(Term, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField("depuis le")
    ends_on = models.DateField("terme annoncé", null=True, blank=True)
    # The announced term may be prolonged and nobody has read whether it was.
    sequel_unverified = models.BooleanField("suite non vérifiée", default=False)

    class Meta:
        ordering = ["cluster", "-starts_on", "kind"]
        constraints = [
            models.UniqueConstraint(fields=["cluster", "kind", "name", "starts_on"], name="label_once"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="label_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.get_kind_display()


class DatedFact(Sourced):
    """What a public page tells of a cluster, with its day; a page that tells the month or the year alone says so."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="facts")
    dated_on = models.DateField("date")
    precision = models.CharField("précision", max_length=5, choices=Precision.choices, default=Precision.DAY)
    words = models.CharField("fait", max_length=300)

    class Meta:
        ordering = ["cluster", "dated_on", "id"]
        constraints = [models.UniqueConstraint(fields=["cluster", "dated_on", "address"], name="dated_fact_once")]

    def __str__(self) -> str:
        return self.words


class Convention(models.Model):
    """What a cluster and one or several funders signed."""

    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="conventions")
    title = models.CharField("objet", max_length=200)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    entered_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["cluster", "-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(starts_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="convention_dates_in_order",
            )
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("observatory:convention", args=[self.pk])

    @property
    def span(self) -> str:
        """« 2025-2027 »; empty when no day is said."""
        return span_told(self.starts_on, self.ends_on)


class ConventionFunder(models.Model):
    """One funder of a convention: its deliberation, what it voted and paid."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="funders")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="conventions_funded")
    deliberation = models.CharField("délibération", max_length=120, blank=True)
    deliberated_on = models.DateField("du", null=True, blank=True)
    voted = models.DecimalField("montant voté (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    paid = models.DecimalField("montant mandaté (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    # Its decision as it is compared: the same line of a file brought again finds it.
    decision_key = models.CharField(max_length=160, blank=True, editable=False)

    class Meta:
        ordering = ["convention", "organisation__sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["convention", "organisation"],
                name="convention_funder_once",
                violation_error_message="Cet organisme finance déjà cette convention.",
            )
        ]


class AmountsShown(models.Model):
    """A funder lets somebody else read what it voted and paid on one convention, until it stops."""

    funder = models.ForeignKey(ConventionFunder, models.CASCADE, related_name="shown_to")
    reader = models.CharField("montré à", max_length=7, choices=AmountsReader.choices)
    shown_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    shown_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["funder", "reader"]
        constraints = [models.UniqueConstraint(fields=["funder", "reader"], name="amounts_shown_once")]


class DueDocument(models.Model):
    """A document that a convention asks for, by a day."""

    convention = models.ForeignKey(Convention, models.CASCADE, related_name="documents")
    funder = models.ForeignKey(ConventionFunder, models.CASCADE, related_name="documents")
    name = models.CharField("document", max_length=160)
    due_on = models.DateField("attendu le")
    asked_from = models.DateField("rappelé dès le")  # a month before: earlier, nobody is asked
    sent_on = models.DateField("envoyé le", null=True, blank=True)
    sent_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    received_on = models.DateField("reçu le", null=True, blank=True)
    received_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["due_on", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["funder", "name", "due_on"],
                name="due_document_once",
                violation_error_message="Ce document est déjà attendu pour ce jour.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class EuProject(Sourced):
    """A European project, identified once by its programme and number: several clusters may claim a part in it."""

    programme = models.CharField("programme", max_length=120)
    number = models.CharField("numéro", max_length=60)
    # Both as they are compared: « EAPA-0412/2024 » and « eapa 0412 2024 » are one project.
    identity = models.CharField(max_length=200, editable=False)
    title = models.CharField("intitulé", max_length=300)
    lead = models.CharField("chef de file", max_length=200, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    eu_amount = models.DecimalField("aide de l’UE (€)", max_digits=14, decimal_places=2, null=True, blank=True)

    class Meta:
        ordering = ["programme", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["identity"],
                name="eu_project_once",
                violation_error_message="Ce projet est déjà enregistré.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.programme} {self.number}"


class ProjectRole(models.Model):
    """What one cluster is to a project."""

    project = models.ForeignKey(EuProject, models.CASCADE, related_name="roles")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="projects")
    part = models.CharField("rôle", max_length=8, choices=ProjectPart.choices)
    said_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["project", "cluster"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "cluster"],
                name="project_role_once",
                violation_error_message="Ce pôle est déjà rattaché à ce projet.",
            )
        ]


class ProjectEnterprise(models.Model):
    """An enterprise that a project paid, named once whoever of the clusters named it."""

    project = models.ForeignKey(EuProject, models.CASCADE, related_name="enterprises")
    name = models.CharField("entreprise", max_length=200)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    # Its SIREN, or its name as it is compared: what counts it once in all the projects of a cluster or of a Région.
    identity = models.CharField(max_length=200, editable=False)
    eu_amount = models.DecimalField("aide de l’UE (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    named_by = models.ForeignKey(Cluster, models.PROTECT, related_name="+")

    class Meta:
        ordering = ["name", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "identity"],
                name="project_enterprise_once",
                violation_error_message="Cette entreprise est déjà nommée dans ce projet.",
            )
        ]


class Release(models.Model):
    """« Montré à »: a cluster lets one organisation read what it has confirmed under one indicator, until it stops."""

    cluster = models.ForeignKey(Cluster, models.CASCADE, related_name="releases")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="+")
    to = models.ForeignKey(Organisation, models.PROTECT, related_name="figures_released_to")
    released_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    released_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["cluster", "indicator", "to__sort_name"]
        constraints = [
            models.UniqueConstraint(
                fields=["cluster", "indicator", "to"],
                condition=Q(withdrawn_at__isnull=True),
                name="release_once",
                violation_error_message="Ce chiffre est déjà montré à cet organisme.",
            )
        ]


class PublishedLine(Sourced):
    """A line of a public list, proposed to the organisation that paid: nothing counts it before it is confirmed."""

    kind = models.CharField("liste", max_length=8, choices=PublishedKind.choices)
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="published_lines")
    cluster = models.ForeignKey(Cluster, models.PROTECT, related_name="published_lines")
    matched_by = models.CharField("reconnu", max_length=8, choices=MatchedBy.choices)
    key = models.CharField(max_length=64, editable=False)  # what tells it from any other line of its holder
    reference = models.CharField("décision ou numéro", max_length=200, blank=True)
    programme = models.CharField("programme ou dispositif", max_length=200, blank=True)
    title = models.CharField("objet", max_length=500, blank=True)
    beneficiary = models.CharField("bénéficiaire", max_length=300, blank=True)
    beneficiary_id = models.CharField("SIRET du bénéficiaire", max_length=40, blank=True)
    dated_on = models.DateField("date", null=True, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    amount = models.DecimalField("montant (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    eu_amount = models.DecimalField("aide de l’UE (€)", max_digits=14, decimal_places=2, null=True, blank=True)
    said = models.JSONField("autres colonnes", default=dict)
    # What its confirmation made, or found.
    funder = models.ForeignKey(ConventionFunder, models.SET_NULL, null=True, blank=True, related_name="published")
    project = models.ForeignKey(EuProject, models.SET_NULL, null=True, blank=True, related_name="published")
    made = models.JSONField(default=list)  # of these, what did not exist before

    class Meta:
        ordering = ["cluster", "-dated_on", "id"]
        constraints = [models.UniqueConstraint(fields=["holder", "kind", "key"], name="published_line_once")]

    def __str__(self) -> str:
        return self.title or self.reference
