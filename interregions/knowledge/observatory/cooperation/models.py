"""Offers and needs of clusters, Régions and EPCI; fairs and collective missions."""

from typing import ClassVar

from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from interregions.knowledge.observatory.cooperation.choices import MissionKind, NoticeStatus, Sort
from interregions.network.models import Mandate, Organisation
from interregions.toolkit.introductions.models import Introduction
from interregions.vocabulary.models import Term


class Notice(models.Model):
    """What an organisation offers or looks for, until a day."""

    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="organisme")
    title = models.CharField("intitulé", max_length=160)
    words = models.TextField("en quelques phrases", blank=True)
    sort = models.CharField("nature", max_length=10, choices=Sort.choices)
    tags = models.ManyToManyField(Term, blank=True, related_name="+", verbose_name="écosystèmes industriels")
    ends_on = models.DateField("jusqu’au")
    status = models.CharField("état", max_length=6, choices=NoticeStatus.choices, default=NoticeStatus.OPEN)
    # Régions, EPCI and the animation read it; pôles and partners, when it is opened to them.
    open_to_clusters = models.BooleanField("lu aussi par les pôles et clusters", default=False)
    open_to_partners = models.BooleanField("lu aussi par les partenaires", default=False)
    origin = models.JSONField("vient de", null=True, blank=True)  # a Reference: a debate
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    address: ClassVar[str]

    class Meta:
        abstract = True
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse(f"observatory:{self.address}", args=[self.pk])


class Offer(Notice):
    """What an organisation can give."""

    address = "offer"

    class Meta(Notice.Meta):
        abstract = False


class Need(Notice):
    """What an organisation looks for."""

    address = "need"

    class Meta(Notice.Meta):
        abstract = False


class MatchRefusal(models.Model):
    """« Pas pour nous »: this offer and this need are no longer proposed to each other, on this side."""

    offer = models.ForeignKey(Offer, models.CASCADE, related_name="refusals")
    need = models.ForeignKey(Need, models.CASCADE, related_name="refusals")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["offer", "need", "organisation"],
                name="match_refused_once",
                violation_error_message="Vous avez déjà écarté cette proposition.",
            )
        ]


class Approach(models.Model):
    """An introduction asked about an offer or a need: both people accept before contacts show."""

    offer = models.ForeignKey(Offer, models.PROTECT, null=True, blank=True, related_name="approaches")
    need = models.ForeignKey(Need, models.PROTECT, null=True, blank=True, related_name="approaches")
    asker = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    holder = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    # Forgotten with a person; what the two organisations did stays.
    introduction = models.OneToOneField(Introduction, models.SET_NULL, null=True, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-at", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(offer__isnull=False) | Q(need__isnull=False), name="approach_about_something"
            ),
            models.CheckConstraint(condition=~Q(asker=F("holder")), name="approach_of_two_organisations"),
        ]


class Mission(models.Model):
    """A fair or a collective mission, in the shared calendar."""

    title = models.CharField("intitulé", max_length=160)
    kind = models.CharField("nature", max_length=7, choices=MissionKind.choices)
    country = models.CharField("pays", max_length=80)
    town = models.CharField("ville", max_length=80, blank=True)
    starts_on = models.DateField("du")
    ends_on = models.DateField("au")
    organiser = models.ForeignKey(Organisation, models.PROTECT, related_name="+", verbose_name="organisé par")
    words = models.TextField("ce qui est prévu", blank=True)
    site = models.URLField("site", max_length=300, blank=True)
    places = models.PositiveSmallIntegerField("places", null=True, blank=True)
    open_to_others = models.BooleanField("ouvert aux entreprises d’autres Régions", default=True)
    open_to_clusters = models.BooleanField("lu aussi par les pôles et clusters", default=False)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["starts_on", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="mission_dates_in_order"),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("observatory:mission", args=[self.pk])

    @property
    def place(self) -> str:
        """« Bergen, Norvège »."""
        return f"{self.town}, {self.country}" if self.town else self.country


class Going(models.Model):
    """« Nous y allons aussi »: the places an organisation takes for its enterprises."""

    mission = models.ForeignKey(Mission, models.CASCADE, related_name="goings")
    organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    places = models.PositiveSmallIntegerField("places", default=1)
    by = models.ForeignKey(Mandate, models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["at", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["mission", "organisation"],
                name="going_once",
                violation_error_message="Votre organisme y va déjà.",
            ),
            models.CheckConstraint(condition=Q(places__gt=0), name="going_takes_a_place"),
        ]
