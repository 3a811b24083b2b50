"""When a published line is confirmed, discarded, taken back. Pure decisions."""

import hashlib

from interregions.common.characters import sort_key
from interregions.toolkit.sources.choices import SourceState

CLUSTER_FIELD = "026"  # domaine d'intervention, regulation (EU) 2021/1060, annex I


def line_key(*parts: str) -> str:
    """What tells a published line from any other, whatever its capitals, accents and signs."""
    return hashlib.sha256("|".join(sort_key(each) for each in parts).encode()).hexdigest()


def project_identity(programme: str, number: str) -> str:
    """A programme and a number as they are compared: « EAPA-0412/2024 » and « eapa 0412 2024 » are one project."""
    return sort_key(f"{programme} {number}")[:200]


def is_of_clusters(field: str) -> bool:
    """« 026 », « 26 », « 026 - Soutien aux pôles d’innovation »."""
    digits = field.strip()[:3].rstrip(" -.:").lstrip("0")
    return digits == CLUSTER_FIELD.lstrip("0")


def reasons_not_to_confirm(*, state: str) -> list[str]:
    """A line is confirmed once; a discarded one is taken back first."""
    if state == SourceState.CONFIRMED:
        return ["Cette ligne est déjà confirmée."]
    return ["Cette ligne est écartée : reprenez-la d’abord."] if state == SourceState.DISCARDED else []


def reasons_not_to_discard(*, state: str) -> list[str]:
    """What is confirmed is taken back first."""
    if state == SourceState.DISCARDED:
        return ["Cette ligne est déjà écartée."]
    return ["Cette ligne est confirmée : revenez d’abord sur ce geste."] if state == SourceState.CONFIRMED else []


def reasons_not_to_take_back(*, state: str, served: bool) -> list[str]:
    """One comes back on what was decided, unless what it made has served."""
    if state == SourceState.PROPOSED:
        return ["Cette ligne attend déjà votre décision."]
    if served:
        return ["Ce que cette ligne a créé a servi depuis : corrigez-le sur sa page."]
    return []


def reasons_not_to_confirm_all(*, waiting: int) -> list[str]:
    """There must be something to confirm."""
    return [] if waiting else ["Aucune ligne de ce pôle n’attend plus de décision : elles sont déjà décidées."]
