"""The words of a Région's sheet: its parts, in the order they are read."""

from collections.abc import Mapping

from interregions.knowledge.observatory.policies.rules.readings import FIRST_YEAR

PARTS: dict[str, str] = {
    "devices": "Dispositifs",
    "criteria": "Critères",
    "conventions": "Conventions",
    "evaluation": "Évaluation",
    "srdeii": "SRDEII",
    "s3": "Stratégie de spécialisation (S3)",
    "contacts": "Équipe et contacts",
}
HELPS = {
    "devices": "Par quoi la Région soutient ses pôles : appel, convention, appui aux projets…",
    "criteria": "Ce que la Région regarde pour soutenir, et pour ajuster.",
    "conventions": "Durée, calendrier, partenaires de la convention type.",
    "evaluation": "Qui évalue, quand, sur quoi.",
    "srdeii": "Document, période, adresse.",
    "s3": "Document, période, adresse.",
    "contacts": "Un service, une fonction ou une adresse générique, plutôt qu’un nom.",
}
SHEET = "politique-en-mots"  # the indicator under which the whole sheet is shown
LAST_YEAR = 2100


def reasons_not_to_write(*, year: int) -> list[str]:
    """A sheet is of a year."""
    return [] if FIRST_YEAR <= year <= LAST_YEAR else ["Cette année n’a pas de fiche."]


def parts_told(texts: Mapping[str, str]) -> list[tuple[str, str]]:
    """The parts that hold words, with their names."""
    return [(name, texts[part]) for part, name in PARTS.items() if texts.get(part, "").strip()]
