"""Which questions may be tied to an indicator of the observatory. Pure."""

from interregions.exchange.surveys.questionnaires.rules.kind import Storage
from interregions.knowledge.observatory.choices import Unit

YEARS = range(2000, 2101)


def reasons_not_to_tie(*, storage: Storage, has_rows: bool, unit: str, year: int | None) -> list[str]:
    """A number feeds a number, words feed words; the year is said."""
    reasons = []
    wanted = {Storage.TEXT} if unit == Unit.WORDS else {Storage.NUMBER}
    if has_rows or storage not in wanted:
        kind = "un texte" if unit == Unit.WORDS else "un nombre, un montant ou un pourcentage"
        reasons.append(f"Cet indicateur demande une question dont la réponse est {kind}, une seule.")
    if year not in YEARS:
        reasons.append("Dites de quelle année seront les chiffres.")
    return reasons
