"""Equipment and competences as tables to take away."""

from collections.abc import Iterable
from typing import Any

from interregions.knowledge.observatory.equipment.models import Equipment
from interregions.toolkit.documents import Sheet


def sheets_table(sheets: Iterable[Any], model: type[Any]) -> list[Sheet]:
    """One line by sheet, with its place, its opening and its price."""
    equipment = model is Equipment
    header = ["Nom", "Détenu par", "Ce que l’on peut y faire", "Commune", "Département", "Pôles et clusters"]
    if equipment:
        header += ["Genre", "Ouverture", "Prix", "Tarif", "Conditions d’accès", "Régime d’aide", "TRL de", "TRL à"]
        header += ["Investissement connu (€)", "Financeurs"]
    header += ["Contact", "Site"]
    rows = [[*_common(each), *(_of_equipment(each) if equipment else ()), each.contact, each.site] for each in sheets]
    return [Sheet("Équipements" if equipment else "Compétences", header, rows)]


def _common(sheet: Any) -> list[Any]:
    clusters = ", ".join(str(each) for each in sheet.clusters.all())
    return [sheet.name, sheet.owner.name, sheet.words, sheet.town, sheet.get_department_display(), clusters]


def _of_equipment(sheet: Any) -> list[Any]:
    money = sheet.confirmed_fundings
    return [
        sheet.kind.label,
        str(sheet.get_opening_display()),
        str(sheet.get_tariff_display()),
        sheet.tariff_words,
        sheet.conditions,
        sheet.aid_regime,
        sheet.trl_from,
        sheet.trl_to,
        sum(each.amount for each in money) if money else None,
        ", ".join(each.funder for each in money),
    ]
