"""The policies’ part of the demonstration: eighteen Régions; some confirmed, some show. All of it is fiction."""

from decimal import Decimal
from random import Random
from typing import Protocol

from django.utils import timezone

from interregions.knowledge.observatory.choices import (
    AmountStage,
    Authorisation,
    Included,
    ManagingAuthority,
    Pays,
    Provenance,
    StateEndowment,
)
from interregions.knowledge.observatory.policies.models import Indicator, Reading
from interregions.knowledge.observatory.policies.rules.natures import Nature
from interregions.knowledge.observatory.policies.services import loading, readings, sheets, showing
from interregions.network.models import Mandate

SUPPORT, FOLLOWED, PROJECTS, SHEET = "soutien-aux-poles", "poles-suivis", "projets-europeens", "politique-en-mots"
VOTED = Nature(AmountStage.VOTED, Authorisation.YEAR, Pays.STRUCTURE, Included.WITHOUT, Included.WITHOUT)
COMMITTED = Nature(AmountStage.COMMITTED, Authorisation.YEAR, Pays.STRUCTURE, Included.WITHOUT, Included.WITH)
# Short names: those that show the amount with Bretagne, those that have confirmed it and keep it.
SHOWING = ("Corse", "La Réunion", "Normandie", "Pays de la Loire", "Grand Est", "Hauts-de-France", "Bretagne")
OTHER_NATURE = "Occitanie"
KEPT = ("Guyane", "Île-de-France", "Nouvelle-Aquitaine", "Auvergne-Rhône-Alpes")
AMOUNTS = {"Corse": 4, "La Réunion": 9, "Normandie": 21, "Pays de la Loire": 24, "Grand Est": 28, "Hauts-de-France": 39}
SOURCE = "Budget primitif (fiction)"
WORDS = {
    "devices": "Une convention de trois ans par pôle, un appel à projets par an (fiction).",
    "criteria": "Ancrage dans la S3, part de ressources privées, projets européens (fiction).",
    "conventions": "Trois ans, un avenant par an ; deux Régions signataires pour un pôle partagé (fiction).",
    "evaluation": "À mi-parcours et à la fin, par un cabinet, sur douze indicateurs (fiction).",
    "contacts": "Le service de l’innovation de la Région, par le réseau.",
}


class Cast(Protocol):
    """Who plays: what this chapter needs of them."""

    def referent(self, region: str) -> Mandate:
        """The referent of a Région, by its short name."""


def hold_figures(cast: Cast) -> None:
    """Eight Régions show their amount, twelve their number of pôles; figures wait in one; two show their sheet."""
    loading.load_observatory(facts=[])
    chance, year = Random(2026), timezone.localdate().year  # noqa: S311  a repeatable fiction, not a secret
    for name in (*SHOWING, OTHER_NATURE, *KEPT):
        by = cast.referent(name)
        amount = AMOUNTS.get(name, 32) * 100_000
        _enter(by, SUPPORT, amount, year, COMMITTED if name == OTHER_NATURE else VOTED)
        _enter(by, FOLLOWED, chance.randint(1, 13), year)
        if name not in KEPT:
            _show(by, SUPPORT)
            _show(by, FOLLOWED)
    for name in KEPT[1:]:
        _show(cast.referent(name), FOLLOWED)
    bretagne = cast.referent("Bretagne")
    for before, amount in ((2, 2_900_000), (1, 3_000_000)):
        _enter(bretagne, SUPPORT, amount, year - before, VOTED)
    showing.write_reply(
        indicator=_indicator(SUPPORT),
        year=year,
        words="Ce montant est engagé et comprend du FEDER (fiction).",
        by=cast.referent(OTHER_NATURE),
    )
    for name in ("Bretagne", "Normandie"):
        _write(cast.referent(name), year)
    _wait(cast.referent("Pays de la Loire"), year)


def _indicator(code: str) -> Indicator:
    return Indicator.objects.get(code=code)


def _enter(by: Mandate, code: str, value: int, year: int, nature: Nature | None = None) -> None:
    said = readings.Said(
        value=Decimal(value), words="", nature=nature or Nature(), source=SOURCE if nature else "Suivi (fiction)"
    )
    readings.enter_reading(
        organisation=by.organisation, indicator=_indicator(code), year=year, said=said, seen=(), by=by
    )


def _show(by: Mandate, code: str) -> None:
    showing.show_indicator(indicator=_indicator(code), by=by)


def _write(by: Mandate, year: int) -> None:
    """The words of a sheet, shown to the Régions that show theirs."""
    sheets.write_policy(
        organisation=by.organisation,
        year=year,
        texts=WORDS,
        dated={"managing_authority": ManagingAuthority.REGION, "state_endowment": StateEndowment.CUT},
        seen={},
        revision=1,
        by=by,
    )
    _show(by, SHEET)


def _wait(by: Mandate, year: int) -> None:
    """Two figures that nobody has decided of: one of a public page, one of a list."""
    readings.propose_readings(
        [
            Reading(
                organisation=by.organisation,
                indicator=_indicator(code),
                year=year,
                value=value,
                source=source,
                provenance=provenance,
                brought_key=f"demonstration {code}",
            )
            for code, value, source, provenance in (
                ("poles-partages", 7, "Une page publique (fiction)", Provenance.PRESS),
                (PROJECTS, 12, "Liste des opérations (fiction)", Provenance.LIST),
            )
        ]
    )
