"""What an outside authority owns: territories and lists, all dated, withdrawn and never deleted."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.common.typography import span_told
from interregions.vocabulary.choices import EpciKind, FactKind, MemberKind, TerritoryKind


class Territory(models.Model):
    """A country, a Région, an EPCI or a statistical unit, under the code its authority gives it."""

    kind = models.CharField("nature", max_length=10, choices=TerritoryKind.choices)
    code = models.CharField("code", max_length=9)
    name = models.CharField("nom", max_length=200)
    short_name = models.CharField("nom court", max_length=200, blank=True)
    epci_kind = models.CharField("nature de l’intercommunalité", max_length=20, choices=EpciKind.choices, blank=True)
    siren = models.CharField("SIREN", max_length=9, blank=True)
    nuts = models.CharField("code NUTS", max_length=5, blank=True)
    iso = models.CharField("code ISO 3166", max_length=6, blank=True)
    population = models.PositiveIntegerField("population", null=True, blank=True)
    seat = models.CharField("chef-lieu", max_length=100, blank=True)
    name_folded = models.CharField("nom sans accents", max_length=200, blank=True, editable=False)
    verified = models.BooleanField("lu dans une source", default=True)
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "territoire"
        verbose_name_plural = "territoires"
        ordering = ["kind", "name"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="territory_kind_code"),
            models.CheckConstraint(
                condition=Q(kind="epci") & ~Q(epci_kind="") | ~Q(kind="epci") & Q(epci_kind=""),
                name="territory_epci_kind_only_for_epci",
            ),
        ]
        indexes = [models.Index(fields=["kind", "name"], name="territory_kind_name")]

    def __str__(self) -> str:
        name = self.short_name or self.name
        return name if self.verified else f"{name} (libellé à vérifier)"

    def get_absolute_url(self) -> str:
        """The public page of the territory."""
        return reverse("vocabulary:territory", args=[self.code])


class TerritoryPart(models.Model):
    """A share of one territory (``child``) that lies in another (``parent``), by population, between two dates.

    ``starts_on`` is the date of the first edition where the relation was read: it may have held before.
    ``communes`` counts the member communes of an EPCI in a Région.
    """

    child = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="parents", verbose_name="territoire")
    parent = models.ForeignKey(Territory, on_delete=models.PROTECT, related_name="parts", verbose_name="dans")
    share = models.DecimalField("part de la population", max_digits=7, decimal_places=6)
    communes = models.PositiveSmallIntegerField("communes membres", null=True, blank=True)
    starts_on = models.DateField("constaté depuis le")
    ends_on = models.DateField("jusqu’au", null=True, blank=True)

    class Meta:
        verbose_name = "partie de territoire"
        verbose_name_plural = "parties de territoire"
        constraints = [
            models.UniqueConstraint(fields=["child", "parent", "starts_on"], name="territory_part_once_per_start"),
            models.CheckConstraint(condition=Q(share__gt=0) & Q(share__lte=1), name="territory_part_share_in_unit"),
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="territory_part_dates_in_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child} dans {self.parent}"


class Scheme(models.Model):
    """A list owned by an outside authority, with its origin and the dates between which it holds."""

    slug = models.SlugField("identifiant", max_length=60, unique=True)
    name = models.CharField("nom", max_length=200)
    source = models.CharField("source", max_length=300)
    source_url = models.CharField("adresse de la source", max_length=300, blank=True)
    licence = models.CharField("licence", max_length=200, blank=True)
    verified = models.BooleanField("lu dans une source", default=False)
    note = models.TextField("à savoir", blank=True)
    dated_on = models.DateField("date de la source", null=True, blank=True)
    read_on = models.DateField("lu le", null=True, blank=True)
    starts_on = models.DateField("en vigueur depuis le", null=True, blank=True)
    ends_on = models.DateField("en vigueur jusqu’au", null=True, blank=True)
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "vocabulaire"
        verbose_name_plural = "vocabulaires"
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The public page of the list."""
        return reverse("vocabulary:scheme", args=[self.slug])

    @property
    def name_and_doubt(self) -> str:
        """The name as the pages of the lists tell it, where sources are told: elsewhere the doubt would be read
        as one about what bears the name."""
        return self.name if self.verified else f"{self.name} (à vérifier)"


class Term(models.Model):
    """One entry of a list; ``verified`` only when it was read in the source the scheme names."""

    scheme = models.ForeignKey(Scheme, on_delete=models.PROTECT, related_name="terms", verbose_name="vocabulaire")
    code = models.CharField("code", max_length=60)
    label = models.CharField("libellé", max_length=300)
    broader = models.ForeignKey(
        "self", null=True, blank=True, on_delete=models.PROTECT, related_name="narrower", verbose_name="terme générique"
    )
    position = models.PositiveSmallIntegerField("rang", default=0)
    verified = models.BooleanField("lu dans une source", default=False)
    starts_on = models.DateField("en vigueur depuis le", null=True, blank=True)
    ends_on = models.DateField("en vigueur jusqu’au", null=True, blank=True)
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        verbose_name = "terme"
        verbose_name_plural = "termes"
        ordering = ["scheme", "position", "code"]
        constraints = [models.UniqueConstraint(fields=["scheme", "code"], name="term_scheme_code")]

    def __str__(self) -> str:
        return self.label

    @property
    def label_and_doubt(self) -> str:
        """The label as the page of its list tells it; a theme or a note bears the label alone."""
        return self.label if self.verified else f"{self.label} (à vérifier)"


class Dated(models.Model):
    """What a source says of something that lasts, or happened: with its dates, its address, and what follows it.

    ``by_year``: the source gives years, and no day. ``afterwards`` is what is known of what follows; empty, nothing is.
    """

    slug = models.SlugField("identifiant", max_length=60, unique=True)
    name = models.CharField("nom", max_length=200)
    detail = models.CharField("précision", max_length=500, blank=True)
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    by_year = models.BooleanField("donné en années", default=False)
    afterwards = models.CharField("ce qui suit", max_length=500, blank=True)
    source = models.CharField("source", max_length=300)
    source_url = models.CharField("adresse de la source", max_length=300)
    dated_on = models.DateField("date de la source", null=True, blank=True)
    read_on = models.DateField("lu le", null=True, blank=True)
    verified = models.BooleanField("lu dans une source", default=False)
    withdrawn_on = models.DateField("retiré le", null=True, blank=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name

    @property
    def dates(self) -> str:
        """« 2018-2026 » when the source gives years; days otherwise."""
        if self.by_year and self.starts_on:
            return f"{self.starts_on.year}-{self.ends_on.year}" if self.ends_on else str(self.starts_on.year)
        return span_told(self.starts_on, self.ends_on)


class DatedFact(Dated):
    """A phase, a regulation, a period, an event: what the dossiers that end on a day are made of."""

    kind = models.CharField("nature", max_length=12, choices=FactKind.choices)

    class Meta:
        verbose_name = "fait daté"
        verbose_name_plural = "faits datés"
        ordering = ["starts_on", "slug"]
        indexes = [models.Index(fields=["ends_on"], name="dated_fact_end")]


class StateProgramme(Dated):
    """A programme of the State for territories, or one phase of it; who takes part is brought as a list."""

    phase = models.CharField("phase", max_length=40, blank=True)
    grouped_as = models.CharField("ce que ses membres forment", max_length=60)
    dataset_url = models.CharField("adresse de la liste publiée", max_length=300)

    class Meta:
        verbose_name = "programme de l’État"
        verbose_name_plural = "programmes de l’État"
        ordering = ["starts_on", "slug"]

    def get_absolute_url(self) -> str:
        """The public page of the programme and of who takes part in it."""
        return reverse("vocabulary:programme", args=[self.slug])


class ProgrammeMembership(models.Model):
    """A commune or a grouping that takes part in a programme, between two dates, as a published list says.

    ``epci`` is the grouping itself, or that of the commune when the list says it; ``region`` likewise. Without dates,
    those of the programme hold. ``was`` is what the line said before the list that changed it, so that it is undone.
    """

    programme = models.ForeignKey(StateProgramme, models.PROTECT, related_name="memberships", verbose_name="programme")
    kind = models.CharField("nature", max_length=10, choices=MemberKind.choices)
    code = models.CharField("INSEE ou SIREN", max_length=9)
    name = models.CharField("nom", max_length=200)
    name_folded = models.CharField("nom sans accents", max_length=200, blank=True, editable=False)
    label = models.CharField("territoire du programme", max_length=200, blank=True)
    label_code = models.CharField("identifiant dans le programme", max_length=40, blank=True)
    epci = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="programmes")
    region = models.ForeignKey(Territory, models.PROTECT, null=True, blank=True, related_name="+")
    starts_on = models.DateField("depuis le", null=True, blank=True)
    ends_on = models.DateField("jusqu’au", null=True, blank=True)
    source = models.CharField("source", max_length=200)
    as_of = models.DateField("à la date du", null=True, blank=True)
    brought = models.PositiveBigIntegerField("liste qui l’a apporté")
    was = models.JSONField(default=dict, editable=False)

    class Meta:
        verbose_name = "participation à un programme de l’État"
        verbose_name_plural = "participations aux programmes de l’État"
        ordering = ["label", "name", "code"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "code"], name="programme_membership_once"),
            models.CheckConstraint(
                condition=Q(starts_on__isnull=True) | Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")),
                name="programme_membership_dates_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.programme}"

    @property
    def dates(self) -> str:
        """Its own, else those of the programme."""
        return span_told(self.starts_on, self.ends_on) or self.programme.dates
