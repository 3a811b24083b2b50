"""Who writes a profile, what makes one, and what two people wrote of it at once."""

from collections.abc import Mapping

from interregions.knowledge.observatory.choices import LabelKind
from interregions.network.rules import is_valid_siren

MORE = {
    "governance": "Gouvernance",
    "priorities_served": "Priorités S3 servies",
    "services": "Services",
    "markets": "Marchés",
    "competences": "Compétences",
}
NOT_A_SIREN = "« {siren} » n’est pas un numéro SIREN : neuf chiffres, dont le dernier contrôle les autres."
CONFIRMED_BY_ITSELF = (
    "Ce pôle a confirmé sa fiche : lui seul la modifie. Écrivez-lui, par l’animation, pour proposer un changement."
)


def reasons_not_to_write(*, own: bool, is_facilitator: bool, of_its_region: bool, confirmed: bool) -> list[str]:
    """A profile is its pôle's; until the pôle has confirmed it, its Régions and the animation may propose."""
    if own:
        return []
    if not (is_facilitator or of_its_region):
        return ["La fiche d’un pôle est tenue par lui ; l’une de ses Régions ou l’animation peut la proposer."]
    return [CONFIRMED_BY_ITSELF] if confirmed else []


def reasons_not_to_enter(*, is_facilitator: bool, is_region: bool, own_region_named: bool) -> list[str]:
    """A pôle is entered by the animation, or by a Région that it says to be of."""
    if is_facilitator:
        return []
    if not is_region:
        return ["Un pôle est ajouté par l’une de ses Régions ou par l’animation."]
    return [] if own_region_named else ["Choisissez votre Région parmi celles du pôle."]


def reasons_not_to_confirm(*, own: bool, confirmed: bool) -> list[str]:
    """Confirmed once, by the pôle's own people."""
    if not own:
        return ["Seul le pôle confirme sa fiche."]
    return ["Cette fiche est déjà confirmée."] if confirmed else []


def reasons_not_to_keep(*, name: str, siren: str, siren_taken: str, regions: int) -> list[str]:
    """What a profile says of itself: a name, a true SIREN if any, one Région at least."""
    reasons = []
    if len(name.strip()) < 2:
        reasons.append("Donnez le nom du pôle ou du cluster.")
    if siren and not is_valid_siren(siren):
        reasons.append(NOT_A_SIREN.format(siren=siren))
    elif siren_taken:
        reasons.append(f"Le SIREN {siren} est déjà celui de « {siren_taken} ».")
    if not regions:
        reasons.append("Choisissez au moins une Région : plusieurs, si le pôle en couvre plusieurs.")
    return reasons


def reasons_not_to_label(*, starts_on: object, ends_on: object, kind: str, name: str) -> list[str]:
    """A label says when it begins, and ends after it begins."""
    reasons = []
    if starts_on is None:
        reasons.append("Dites depuis quand le label est donné.")
    elif ends_on is not None and ends_on < starts_on:  # type: ignore[operator]  # two dates
        reasons.append("Le terme annoncé vient après le début du label.")
    if kind in (LabelKind.REGIONAL, LabelKind.OTHER) and not name.strip():
        reasons.append("Donnez l’intitulé de ce label.")
    return reasons


def merged(
    *, mine: Mapping[str, str], seen: Mapping[str, str], stored: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """What two people wrote from one version, field by field: what to keep, and the fields that both changed."""
    kept, both = {}, []
    for name, value in mine.items():
        by_me = value.strip() != seen.get(name, "").strip()
        by_them = stored.get(name, "").strip() != seen.get(name, "").strip()
        if by_me and by_them and value.strip() != stored.get(name, "").strip():
            both.append(name)
        kept[name] = value if by_me else stored.get(name, "")
    return kept, both
