"""The pôles’ part of the demonstration: profiles, figures, conventions, published lines. All of it is fiction."""

from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone

from interregions.knowledge.observatory.choices import AmountsReader, LabelKind, MatchedBy, PublishedKind
from interregions.knowledge.observatory.clusters.models import Cluster, PublishedLine
from interregions.knowledge.observatory.clusters.queries.clusters import values_of
from interregions.knowledge.observatory.clusters.services import conventions, figures, profile, published
from interregions.knowledge.observatory.policies.models import Indicator
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services import readings
from interregions.network.models import Mandate

FROM_THE_POLE = "Fichier du pôle (fiction)"
MEMBERS, SMES, STAFF, BUDGET = "pole-adherents", "pole-adherents-pme", "pole-equipe", "pole-budget"
PRIVATE, PROJECTS = "pole-part-privee", "pole-projets-europeens"


class Cast(Protocol):
    """Who plays: what this chapter needs of them."""

    clusters: dict[str, Mandate]

    def referent(self, region: str) -> Mandate:
        """The referent of a Région, by its short name."""


@dataclass(frozen=True)
class Told:
    """What a pôle of fiction says of itself, and which Région entered it."""

    short_name: str
    region: str
    subject: str
    ecosystems: str
    seat: str
    members: tuple[int, ...]  # one by year, this year the last
    others: dict[str, str]
    more: dict[str, str]


POLES = (
    Told(
        "Granit Bleu", "Bretagne", "Matériaux et énergies de la mer, du laboratoire au chantier (fiction)", "7 8",
        "Brest", (131, 139, 148), {SMES: "96", STAFF: "14.5", BUDGET: "2100000", PRIVATE: "52", PROJECTS: "2"},
        {
            "governance": "Un bureau de douze membres, présidé par une PME jusqu’en juin 2027 (fiction).",
            "services": "Montage de projets européens, export, recrutement (fiction).",
            "markets": "Norvège, Japon, Chili (fiction).",
            "competences": "Vieillissement en eau de mer, capteurs, composites (fiction).",
        },
    ),
    Told(
        "Garance Santé", "Occitanie", "Dispositifs médicaux et santé numérique (fiction)", "9 5",
        "Montpellier", (174, 181, 190), {SMES: "121", STAFF: "18", BUDGET: "2900000", PRIVATE: "44"},
        {"services": "Accès aux hôpitaux, essais cliniques, financement (fiction)."},
    ),
    Told(
        "Trois Rivières", "Normandie", "Logistique et mobilités du fleuve (fiction)", "10",
        "Rouen", (88, 92, 97), {SMES: "61", STAFF: "9.5", BUDGET: "1400000", PRIVATE: "38"},
        {"markets": "Belgique, Pays-Bas, Maroc (fiction)."},
    ),
)  # fmt: skip
WITHOUT_LABEL = ("Bois des Marches", "Grand Est", "Construction en bois de feuillus (fiction)", "3", "Épinal")


def fill_profiles(cast: Cast) -> None:
    """Three pôles with profile and figures, released to one Région; a cluster that has not confirmed its profile."""
    for told in POLES:
        by = cast.clusters.get(told.short_name)
        if by is not None:
            region = cast.referent(told.region)
            cluster = _profile(told, region, by)
            _figures(told, cluster, region, by)
    short_name, region_name, subject, ecosystems, seat = WITHOUT_LABEL
    if short_name in cast.clusters:
        _enter(cast.clusters[short_name], cast.referent(region_name), subject, ecosystems, seat)


def sign_conventions(cast: Cast) -> None:
    """Two Régions fund: a document is late and one is to come; the lists published by one have two lines of a pôle."""
    known = {each.organisation.short_name: each for each in Cluster.objects.select_related("organisation")}
    bretagne, normandie = cast.referent("Bretagne"), cast.referent("Normandie")
    if "Granit Bleu" in known:
        _convention(known["Granit Bleu"], "Programme d’actions (fiction)", 640_000, 320_000, 40, 100, by=bretagne)
        _lines(known["Granit Bleu"], bretagne)
    if "Trois Rivières" in known:
        signed = _convention(
            known["Trois Rivières"], "Feuille de route (fiction)", 380_000, 150_000, -12, 21, normandie
        )
        idf = cast.referent("Île-de-France")
        conventions.add_funder(convention=signed, organisation=idf.organisation, by=normandie)


def _enter(pole: Mandate, region: Mandate, subject: str, ecosystems: str, seat: str) -> Cluster:
    """Its Région enters what it knows of a pôle that is already there."""
    known = pole.organisation.territories.values_list("code", flat=True)
    values = {"name": pole.organisation.name, "regions": " ".join(known), "subject": subject, "seat": seat}
    values |= {"ecosystems": ecosystems, "contact": "Secrétariat du pôle", "site": "https://pole.invalid/"}
    return profile.enter_cluster(values=values, source="Site du pôle (fiction)", by=region)


def _profile(told: Told, region: Mandate, by: Mandate) -> Cluster:
    """The pôle completes it, which confirms it, and says its labels."""
    cluster = _enter(by, region, told.subject, told.ecosystems, told.seat)
    seen = values_of(cluster)
    values = {**seen, **told.more, "more_open": "oui"}
    profile.write_profile(cluster=cluster, values=values, seen=seen, revision=cluster.revision, by=by)
    for kind, first, last in ((LabelKind.POLE, 2023, 2026), (LabelKind.ECEI, 2024, 2027)):
        profile.add_label(
            cluster=cluster,
            kind=kind,
            name="Label européen, argent (fiction)" if kind == LabelKind.ECEI else "",
            starts_on=date(first, 1, 1),
            ends_on=date(last, 12, 31),
            source="Décision de labellisation (fiction)",
            by=by,
        )
    cluster.refresh_from_db()
    return cluster


def _figures(told: Told, cluster: Cluster, region: Mandate, by: Mandate) -> None:
    """Several years of members, the rest of this year; the Région reads the budget, and says one figure itself."""
    year = timezone.localdate().year
    known = {each.code: each for each in Indicator.objects.filter(code__startswith="pole-")}
    said = [(MEMBERS, year - ago, Decimal(value)) for ago, value in enumerate(reversed(told.members))]
    said += [(code, year, Decimal(value)) for code, value in told.others.items()]
    for code, of, value in said:
        spoken = readings.Said(value=value, words="", nature=Nature(), source=FROM_THE_POLE)
        readings.enter_reading(
            organisation=by.organisation, indicator=known[code], year=of, said=spoken, seen=(), by=by
        )
    for code in (BUDGET, PRIVATE):
        figures.release_figure(cluster=cluster, indicator=known[code], to=region.organisation, by=by)
    if PROJECTS not in told.others:
        figures.propose_figure(
            cluster=cluster,
            indicator=known[PROJECTS],
            year=year,
            value=Decimal(3),
            source="Suivi de la Région (fiction)",
            by=region,
        )


def _convention(
    cluster: Cluster, title: str, voted: int, paid: int, first_due: int, second_due: int, by: Mandate
) -> Any:
    """A convention whose amounts the pôle reads, with two documents due in so many days."""
    today = timezone.localdate()
    signed = conventions.enter_convention(
        cluster=cluster,
        title=title,
        starts_on=date(today.year - 1, 1, 1),
        ends_on=date(today.year + 1, 12, 31),
        deliberation=f"{today.year % 100}-104 (fiction)",
        deliberated_on=date(today.year - 1, 2, 9),
        voted=Decimal(voted),
        paid=Decimal(paid),
        by=by,
    )
    conventions.show_amounts(convention=signed, reader=AmountsReader.CLUSTER, shown=True, by=by)
    for name, days in (("Rapport d’activité (fiction)", first_due), ("Comptes certifiés (fiction)", second_due)):
        conventions.ask_document(convention=signed, name=name, due_on=today + timedelta(days=days), by=by)
    return signed


def _lines(cluster: Cluster, by: Mandate) -> None:
    """What two public lists tell: an operation, confirmed, is an identified project; a subsidy waits."""
    today = timezone.localdate()
    made = [
        PublishedLine.objects.create(
            kind=kind,
            holder=by.organisation,
            cluster=cluster,
            matched_by=MatchedBy.NAME,
            key=f"demonstration {kind}",
            beneficiary=cluster.organisation.name,
            source="Liste publiée (fiction)",
            as_of=today,
            **told,
        )
        for kind, told in (
            (
                PublishedKind.OPERATION,
                {
                    "programme": "Interreg Espace Atlantique (fiction)", "reference": "EAPA-0000",
                    "title": "Alga-Val (fiction)", "starts_on": date(today.year - 1, 3, 1),
                    "ends_on": date(today.year + 1, 2, 28), "amount": Decimal(2_400_000),
                    "eu_amount": Decimal(1_560_000),
                },
            ),
            (
                PublishedKind.SUBSIDY,
                {
                    "reference": "F-0000", "title": "Mission collective à l’export (fiction)",
                    "dated_on": date(today.year, 4, 14), "amount": Decimal(48_000),
                },
            ),
        )
    ]  # fmt: skip
    published.confirm_line(line=made[0], by=by)
