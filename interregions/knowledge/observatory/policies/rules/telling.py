"""What the page of the observatory says first, and what waits: true at zero, one, three, five and eighteen Régions."""

from interregions.common.typography import counted
from interregions.knowledge.observatory.policies.rules.comparing import MEDIAN_FROM, REGIONS_IN_ALL


def headline(*, is_region: bool, shown: bool, read: int, showing: int) -> str:
    """The sentence that says who shows, and to whom."""
    if not is_region:
        return _subject(showing, "montre", "montrent", "cet indicateur")
    if shown and read:
        return f"{counted(read, 'Région vous montre sa', 'Régions vous montrent leur')} valeur ; vous montrez la vôtre"
    if shown:
        return "Vous montrez votre valeur ; aucune autre ne se lit encore"
    return _subject(showing, "montre", "montrent", "cet indicateur", "autre Région", "autres Régions")


def _subject(number: int, one: str, several: str, what: str, noun: str = "Région", nouns: str = "Régions") -> str:
    if number == 0:
        return f"Aucune {noun} ne montre {what}"
    return f"{counted(number, noun, nouns)} {one if number == 1 else several} {what}"


def stand(*, is_region: bool, confirmed: int, waiting: int, opened: bool, shown: bool, own: str) -> str:
    """The sentence under the title: what it means for the reader, and what is asked."""
    if not is_region:
        return "Qui montre se voit ; les valeurs se lisent entre Régions qui se les montrent. Aucun rang, aucun total."
    if not confirmed and waiting:
        return "Votre valeur attend d’être confirmée : c’est elle qui ouvre celles des autres."
    if not confirmed:
        return "Saisissez votre valeur pour cette année : vous lirez celles des Régions qui vous montrent la leur."
    if not shown:
        return f"Vous avez confirmé {own} : montrez-le, et vous lirez les Régions qui montrent le leur. Deux suffisent."
    if opened:
        return f"{own} : lu par celles qui montrent le leur, et par elles seules. Aucun rang, aucun total."
    return "Confirmez votre valeur de cette année : elle ouvre celles des autres."


def stages(*, on_line: int, read: int, has_line: bool) -> list[tuple[str, str]]:
    """What the number of Régions allows already, and how many are missing for the rest."""
    told = [("Lire une autre Région par son nom", "fait" if read else "à partir de deux qui montrent")]
    if has_line:
        told.append(("Se placer sur l’axe", "fait" if on_line >= 2 else "à partir de deux valeurs de même nature"))
        told.append(_stage("La médiane de celles qui montrent", on_line, MEDIAN_FROM))
        told.append(_stage("Le total de toutes", on_line, REGIONS_IN_ALL))
    return told


def _stage(what: str, number: int, wanted: int) -> tuple[str, str]:
    return what, "fait" if number >= wanted else f"{number} sur {wanted}"


def strip_told(marks: list[tuple[str, str, bool]]) -> str:
    """The drawing in one sentence: each Région with its value, in the official order."""
    said = [f"{name} {value}{' (vous)' if own else ''}" for name, value, own in marks]
    return f"{len(said)} valeurs sur un axe depuis zéro\u202f: {', '.join(said)}."
