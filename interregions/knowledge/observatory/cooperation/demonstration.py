"""The observatory’s part of the demonstration: equipment, a request answered, offers and needs, two fairs. Fiction."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Protocol

from django.utils import timezone

from interregions.knowledge.observatory.cooperation.choices import MissionKind, Sort
from interregions.knowledge.observatory.cooperation.models import Need, Offer
from interregions.knowledge.observatory.cooperation.services import missions, notices
from interregions.knowledge.observatory.equipment.choices import Opening, Tariff
from interregions.knowledge.observatory.equipment.models import Equipment
from interregions.knowledge.observatory.equipment.queries.sheets import kinds_of_equipment
from interregions.knowledge.observatory.equipment.services import access, sheets
from interregions.network.models import Mandate
from interregions.toolkit.introductions.services import answer_introduction

NEED = "Un essai de vieillissement en eau de mer sur dix éprouvettes, pour une PME (fiction)."
WIND = "Une journée d’essais d’une voilure de deux mètres, pour un chantier (fiction)."
WHY = "Nous préparons un consortium et cherchons un partenaire d’une autre Région (fiction)."
EQUIPMENT = (
    ("Bretagne", "Bassin d’essais côtier (fiction)", "Essais en eau de mer, corrosion, capteurs.", "29", "Brest", 4, 8),
    ("Normandie", "Halle composites (fiction)", "Drapage et contrôle de pièces composites.", "76", "Le Havre", 5, 9),
    ("Occitanie", "Soufflerie (fiction)", "Essais aérodynamiques de drones et de voilures.", "31", "Toulouse", 3, 7),
)  # fmt: skip


class Cast(Protocol):
    """Who plays: what this chapter needs of them."""

    clusters: dict[str, Mandate]

    def referent(self, region: str) -> Mandate:
        """The referent of a Région, by its short name."""


def in_days(number: int) -> date:
    return timezone.localdate() + timedelta(days=number)


def cooperate(cast: Cast) -> None:
    """Three Régions declare, one asks the other, two are put in touch, two dates are in the calendar."""
    made = [_equipment(cast.referent(line[0]), line) for line in EQUIPMENT if kinds_of_equipment().exists()]
    bretagne, normandie, occitanie = (cast.referent(name) for name in ("Bretagne", "Normandie", "Occitanie"))
    if made and normandie.organisation_id != made[0].owner_id:
        asked = access.ask_access(equipment=made[0], need=NEED, period="Au printemps", by=normandie)
        access.answer_access(
            request=asked, accepted=True, words="Deux créneaux en avril ; écrivez au service (fiction).", by=bretagne
        )
        wind = made[-1]
        if wind.owner_id != bretagne.organisation_id:
            access.ask_access(equipment=wind, need=WIND, period="Avant l’été", by=bretagne)
    _competences(cast)
    _notices(bretagne, normandie, occitanie)
    _fairs(bretagne, normandie)


def _equipment(by: Mandate, line: tuple[str, str, str, str, str, int, int]) -> Equipment:
    _, name, words, department, town, low, high = line
    values: dict[str, Any] = {"name": name, "words": words, "department": department, "town": town}
    values |= {
        "kind": kinds_of_equipment()[0],
        "opening": Opening.ALL,
        "tariff": Tariff.QUOTE,
        "trl_from": low,
        "trl_to": high,
    }
    values |= {"conditions": "Accès ouvert et non discriminatoire, au prix du marché (fiction)."}
    values |= {"aid_regime": "Règlement (UE) 651/2014, article 26"}
    money = [("Région (fiction)", Decimal(1_200_000), 2022), ("FEDER (fiction)", Decimal(800_000), 2022)]
    return sheets.declare_equipment(owner=by.organisation, values=values, fundings=money, by=by)


def _competences(cast: Cast) -> None:
    """What a pôle knows how to do, read by the other pôles too."""
    by = cast.clusters.get("Granit Bleu")
    if by is None:
        return
    values: dict[str, Any] = {"name": "Vieillissement des matériaux en mer (fiction)", "department": "29"}
    values |= {"words": "Essais, mesures et conseil, du capteur au chantier.", "town": "Brest"}
    values |= {"contact": "Secrétariat du pôle", "open_to_clusters": True}
    sheets.declare_competence(owner=by.organisation, values=values, by=by)


def _notices(bretagne: Mandate, normandie: Mandate, occitanie: Mandate) -> None:
    offer = notices.publish_notice(
        model=Offer,
        title="Bioréacteur de 200 litres, à louer (fiction)",
        words="Libre deux semaines par mois, avec un technicien.",
        sort=Sort.EQUIPMENT,
        ends_on=in_days(180),
        by=bretagne,
    )
    notices.publish_notice(
        model=Need,
        title="Cherche un bioréacteur pour une PME (fiction)",
        words="Une campagne de trois semaines.",
        sort=Sort.EQUIPMENT,
        ends_on=in_days(120),
        by=normandie,
    )
    notices.publish_notice(
        model=Need,
        title="Cherche un partenaire pour un projet I3 (fiction)",
        sort=Sort.PARTNER,
        ends_on=in_days(60),
        by=occitanie,
    )
    if bretagne.member_id != occitanie.member_id:
        made = notices.approach(notice=offer, words=WHY, by=occitanie)
        if made.introduction is not None:
            answer_introduction(introduction=made.introduction, member=bretagne.member, agrees=True)


def _fairs(bretagne: Mandate, normandie: Mandate) -> None:
    fair = missions.enter_mission(
        values={
            "title": "Industries de la mer (fiction)", "kind": MissionKind.FAIR, "country": "Norvège", "town": "Bergen",
            "starts_on": in_days(50), "ends_on": in_days(53), "places": 6, "open_to_others": True,
            "words": "Un pavillon commun, des rendez-vous préparés.",
        },
        by=normandie,
    )  # fmt: skip
    missions.enter_mission(
        values={
            "title": "Biotechnologies (fiction)", "kind": MissionKind.MISSION, "country": "Japon", "town": "Osaka",
            "starts_on": in_days(77), "ends_on": in_days(82), "places": 8, "open_to_others": True,
        },
        by=bretagne,
    )  # fmt: skip
    if bretagne.organisation_id != normandie.organisation_id:
        missions.go(mission=fair, places=2, by=bretagne)
