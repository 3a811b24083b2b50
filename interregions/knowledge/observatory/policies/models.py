"""Indicators, their values, the sheet of a Région by year, and what each agreed to show."""

from django.db import models
from django.db.models import Q

from interregions.knowledge.observatory.choices import (
    AmountStage,
    Authorisation,
    Included,
    ManagingAuthority,
    Pays,
    Provenance,
    StateEndowment,
    Subject,
    Unit,
)
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.sources.models import Sourced


class Indicator(models.Model):
    """What is measured, in what unit, of whom; withdrawn, never deleted."""

    code = models.SlugField("code", max_length=60, unique=True)
    label = models.CharField("libellé", max_length=160)
    definition = models.TextField("définition", blank=True)
    source = models.CharField("d’où vient la définition", max_length=300, blank=True)
    subject = models.CharField("porte sur", max_length=8, choices=Subject.choices)
    unit = models.CharField("unité", max_length=8, choices=Unit.choices)
    # An amount of public money, whose nature (stage, authorisation, what it pays, with whose money) is asked.
    has_nature = models.BooleanField("montant dont la nature est dite", default=False)
    position = models.PositiveSmallIntegerField("rang", default=0)
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        ordering = ["subject", "position", "code"]

    def __str__(self) -> str:
        return self.label


class Reading(Sourced):
    """One value of one indicator, for one organisation and one year, of one nature, with its source."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="readings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="readings")
    year = models.PositiveSmallIntegerField("année")
    value = models.DecimalField("valeur", max_digits=18, decimal_places=2, null=True, blank=True)
    words = models.TextField("en toutes lettres", blank=True)
    stage = models.CharField("stade", max_length=9, choices=AmountStage.choices, blank=True)
    authorisation = models.CharField("AE/AP ou CP", max_length=10, choices=Authorisation.choices, blank=True)
    pays = models.CharField("ce qui est payé", max_length=9, choices=Pays.choices, blank=True)
    state_money = models.CharField("argent de l’État", max_length=7, choices=Included.choices, blank=True)
    erdf_money = models.CharField("argent du FEDER", max_length=7, choices=Included.choices, blank=True)
    # The part that falls to this Région of what a pôle straddling several receives; a percentage.
    shared_part = models.DecimalField("part", max_digits=5, decimal_places=2, null=True, blank=True)
    origin = models.JSONField("vient de", null=True, blank=True)  # a Reference: an answer, an imported list
    provenance = models.CharField("venue par", max_length=7, choices=Provenance.choices, default=Provenance.ENTERED)
    # What names it where it comes from, so that the same fact, line or answer is never proposed twice.
    brought_key = models.CharField(max_length=600, blank=True, editable=False)
    # The value of the same nature that this one took the place of; it stays to be read, discarded.
    replaces = models.ForeignKey("self", models.SET_NULL, null=True, blank=True, related_name="replaced_by")

    class Meta:
        ordering = ["organisation", "indicator", "-year", "-id"]
        constraints = [
            # One confirmed value of one nature: a second one replaces it, and says so.
            models.UniqueConstraint(
                fields=[
                    "organisation",
                    "indicator",
                    "year",
                    "stage",
                    "authorisation",
                    "pays",
                    "state_money",
                    "erdf_money",
                ],
                condition=Q(state="CONFIRMED"),
                name="reading_confirmed_once",
                violation_error_message="Une valeur de même nature est déjà confirmée pour cette année.",
            ),
            models.UniqueConstraint(
                fields=["organisation", "brought_key"],
                condition=~Q(brought_key=""),
                name="reading_brought_once",
                violation_error_message="Cette valeur a déjà été proposée.",
            ),
            models.CheckConstraint(condition=Q(value__isnull=False) | ~Q(words=""), name="reading_says_something"),
        ]
        indexes = [models.Index(fields=["indicator", "year", "state"], name="reading_by_indicator")]

    def __str__(self) -> str:
        return f"{self.indicator}, {self.organisation}, {self.year}"


class RegionalPolicy(models.Model):
    """What a Région does for its pôles and clusters, in one year: the words; the figures are Readings."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="policies")
    year = models.PositiveSmallIntegerField("année")
    devices = models.TextField("dispositifs", blank=True)
    criteria = models.TextField("critères", blank=True)
    conventions = models.TextField("conventions", blank=True)
    evaluation = models.TextField("évaluation", blank=True)
    srdeii = models.TextField("SRDEII", blank=True)
    s3 = models.TextField("S3", blank=True)
    contacts = models.TextField("équipes et contacts", blank=True)
    managing_authority = models.CharField(
        "autorité de gestion", max_length=12, choices=ManagingAuthority.choices, blank=True
    )
    managing_authority_since = models.DateField("depuis le", null=True, blank=True)
    state_endowment = models.CharField("dotation de l’État", max_length=5, choices=StateEndowment.choices, blank=True)
    state_endowment_on = models.DateField("à la date du", null=True, blank=True)
    revision = models.PositiveIntegerField(default=1)

    class Meta:
        ordering = ["organisation", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "year"],
                name="policy_once_a_year",
                violation_error_message="Cette Région a déjà une fiche pour cette année.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.year}"


class Showing(models.Model):
    """« Je montre »: an organisation lets those that show the same indicator read its confirmed values by name."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="showings")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="showings")
    agreed_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    agreed_at = models.DateTimeField(auto_now_add=True)
    withdrawn_by = models.ForeignKey(Mandate, models.PROTECT, null=True, blank=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["organisation", "indicator", "-agreed_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "indicator"],
                condition=Q(withdrawn_at__isnull=True),
                name="showing_once",
                violation_error_message="Cet accord est déjà donné.",
            )
        ]


class Reply(models.Model):
    """The right of reply: a Région's own words beside its figure, read by whoever reads the figure."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="replies")
    indicator = models.ForeignKey(Indicator, models.PROTECT, related_name="replies")
    year = models.PositiveSmallIntegerField("année")
    words = models.TextField("réponse")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    written_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ["organisation", "indicator", "-year"]
        constraints = [
            models.UniqueConstraint(
                fields=["organisation", "indicator", "year"],
                name="reply_once_a_year",
                violation_error_message="Une réponse de votre Région accompagne déjà ce chiffre.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}, {self.indicator}, {self.year}"
