"""The page of the observatory as a table and as a document: what its reader reads by name, and nothing else."""

from django.utils import timezone

from interregions.common.typography import counted
from interregions.knowledge.observatory.policies.queries.comparison import Comparison
from interregions.toolkit.documents import BulletList, Document, Facts, Heading, Paragraph, Part, Sheet, Table, Value

HEADER = ["Code", "Région", "Valeur", "En toutes lettres", "Nature", "Confirmée le", "Source", "Réponse de la Région"]


def comparison_sheets(page: Comparison) -> list[Sheet]:
    """One row by value, in the official order; « non ouvert » where nothing is read."""
    rows: list[list[Value]] = []
    for line in page.lines:
        if not line.values:
            rows.append([line.code, line.name, "", line.silence, "", "", "", ""])
        for value in line.values:
            told = "" if value.number is not None else value.told
            day = value.confirmed_on or ""
            rows.append([line.code, line.name, value.number, told, value.nature, day, value.source, line.reply])
    about: list[list[Value]] = [
        ["Indicateur", page.indicator.label],
        ["Définition", page.indicator.definition],
        ["Unité", str(page.indicator.get_unit_display())],
        ["Année", page.year],
        ["Ordre", "officiel des Régions"],
        ["Lu par", page.region.name if page.region else "animation"],
        ["Le", timezone.localdate()],
        ["Médiane", page.median or f"à partir de dix, {page.missing_for_median} de plus"],
    ]
    return [Sheet("Valeurs", HEADER, rows), Sheet("À propos", ["", ""], about)]


def comparison_page(page: Comparison) -> Document:
    """One page: the sentence, what is compared, the table."""
    parts: list[Part] = [
        Facts(
            [
                ("Indicateur", page.indicator.label),
                ("Année", str(page.year)),
                ("Nature", page.nature.words or "sans objet"),
                ("Lu par", page.region.name if page.region else "animation"),
            ]
        ),
        Paragraph(page.indicator.definition),
        Heading(2, "Dix-huit Régions, ordre officiel"),
        _table(page),
    ]
    if replies := [f"{line.name}\u202f: «\u202f{line.reply}\u202f»" for line in page.lines if line.reply]:
        parts += [Heading(2, "Réponses des Régions"), BulletList(replies)]
    parts.append(Paragraph(_median_told(page)))
    return Document(
        title=f"{page.indicator.label}, {page.year}",
        subtitle="Observatoire des politiques de pôles",
        classification="preparatory",
        date=timezone.localdate(),
        fictional=page.fictional,
        parts=parts,
    )


def _table(page: Comparison) -> Table:
    rows = []
    for line in page.lines:
        for value in line.values:
            rows.append([line.name, value.told, value.difference or value.nature, _day(value.confirmed_on)])
        if not line.values:
            rows.append([line.name, line.silence, "", ""])
    return Table("Valeurs lues par nom", ["Région", "Valeur", "Nature", "Confirmée le"], rows)


def _day(day: object) -> str:
    return f"{day:%d/%m/%Y}" if day else ""


def _median_told(page: Comparison) -> str:
    if page.median:
        return f"Médiane des {counted(page.on_line, 'montant montré', 'montants montrés')}\u202f: {page.median}."
    missing = f"Médiane à partir de dix\u202f: {page.missing_for_median} de plus."
    return f"{missing} Aucun total tant que les dix-huit ne montrent pas."
