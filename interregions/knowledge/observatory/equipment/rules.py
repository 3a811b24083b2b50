"""What a sheet needs, when its holder's agreement is asked, who may ask for access, what an answer needs. Pure."""

from collections.abc import Mapping
from typing import Any

from interregions.knowledge.observatory.equipment.choices import (
    DeclaredStatus,
    Near,
    Opening,
    RequestStatus,
    Tariff,
)
from interregions.knowledge.observatory.equipment.places import DEPARTMENTS, REGION_OF, neighbours_of

SHORTEST_NEED = 15
OUTCOME_AFTER_DAYS = 91  # three months after the access was granted
LOWEST_TRL, HIGHEST_TRL = 1, 9
STALE = (
    "Quelqu’un d’autre a modifié cette fiche pendant que vous écriviez\u202f: rien n’a été remplacé. "
    "Rouvrez-la pour voir ce qui est en place."
)


def reasons_about_sheet(values: Mapping[str, Any]) -> list[str]:
    """A sheet says what it is and where."""
    reasons = []
    if not str(values.get("name") or "").strip():
        reasons.append("Donnez un nom.")
    if not str(values.get("words") or "").strip():
        reasons.append("Dites en une phrase ce que l’on peut y faire\u202f: c’est là que l’on cherche.")
    if values.get("department") not in DEPARTMENTS:
        reasons.append("Dites dans quel département.")
    return reasons


def reasons_about_equipment(values: Mapping[str, Any]) -> list[str]:
    """An equipment also has a kind, a price to read or to ask, and a range of TRL in order."""
    reasons = reasons_about_sheet(values)
    if not values.get("kind"):
        reasons.append("Choisissez un genre d’équipement.")
    if values.get("tariff") == Tariff.PUBLIC and not str(values.get("tariff_words") or "").strip():
        reasons.append("Un tarif public se lit\u202f: donnez-le, ou choisissez «\u202fSur devis\u202f».")
    if str(values.get("aid_regime") or "").strip() and not str(values.get("conditions") or "").strip():
        reasons.append("Dites les conditions d’accès que ce régime d’aide impose.")
    return reasons + _about_trl(values.get("trl_from"), values.get("trl_to"))


def _about_trl(low: int | None, high: int | None) -> list[str]:
    if low is None and high is None:
        return []
    if low is None or high is None:
        return ["Donnez les deux bornes de TRL, ou aucune."]
    if not LOWEST_TRL <= low <= high <= HIGHEST_TRL:
        return ["Les TRL vont de 1 à 9, la première borne avant la seconde."]
    return []


def may_write(*, status: str, holds: bool, entered: bool) -> bool:
    """Its holder writes a sheet; whoever entered it for them, as long as they have not answered."""
    return holds or (entered and status == DeclaredStatus.WAITING)


def reasons_not_to_agree(*, status: str, holds: bool) -> list[str]:
    """Only whoever holds it publishes it, once it waits for that."""
    if not holds:
        return ["Seul l’organisme qui le détient peut en accepter la publication."]
    if status == DeclaredStatus.PUBLISHED:
        return ["Cette fiche est déjà publiée."]
    if status == DeclaredStatus.WAITING:
        return []
    return ["Cette fiche n’attend plus de réponse\u202f: publiez-la de nouveau depuis sa page."]


def reasons_not_to_change(*, status: str, holds: bool, entered: bool) -> list[str]:
    if may_write(status=status, holds=holds, entered=entered):
        return []
    return ["Cette fiche ne se modifie que par l’organisme qui le détient."]


def reasons_not_to_withdraw(*, status: str, holds: bool, entered: bool) -> list[str]:
    """What is published is withdrawn by its holder; what waits, by whoever entered it too."""
    if not may_write(status=status, holds=holds, entered=entered):
        return ["Cette fiche ne se retire que par l’organisme qui le détient."]
    if status in (DeclaredStatus.PUBLISHED, DeclaredStatus.WAITING):
        return []
    return ["Cette fiche n’est déjà plus lue par d’autres."]


def reasons_not_to_publish_again(*, status: str, holds: bool) -> list[str]:
    """What was withdrawn or declined is published again by its holder."""
    if not holds:
        return ["Seul l’organisme qui le détient peut le publier."]
    return [] if status in (DeclaredStatus.WITHDRAWN, DeclaredStatus.DECLINED) else ["Cette fiche est déjà publiée."]


def near(*, department: str, epci: int | None, here: frozenset[int], own: str, regions: frozenset[str]) -> str:
    """How near this place is to whoever searches: the nearest word that holds, or nothing."""
    if epci is not None and epci in here:
        return Near.EPCI
    if own and department == own:
        return Near.DEPARTMENT
    region = REGION_OF.get(department, "")
    if region in regions:
        return Near.REGION
    return Near.NEIGHBOUR if region in neighbours_of(regions) else ""


# --- access -------------------------------------------------------------------------------------------------------


def reasons_not_to_request(
    *, status: str, holds: bool, opening: str, region: str, regions: frozenset[str], waiting: bool
) -> list[str]:
    """One asks others, where one's enterprises may come, one request at a time."""
    if status != DeclaredStatus.PUBLISHED:
        return ["Cet équipement n’est pas publié\u202f: il ne reçoit pas de demande."]
    if holds:
        return ["C’est votre équipement."]
    if opening == Opening.REGION and region not in regions:
        return ["Cet équipement n’est ouvert qu’aux entreprises de sa Région."]
    return ["Votre organisme a déjà une demande en attente pour cet équipement."] if waiting else []


def reasons_about_request(*, need: str) -> list[str]:
    if len(need.strip()) < SHORTEST_NEED:
        return ["Dites votre besoin en une phrase\u202f: le détenteur y répond sans vous rappeler."]
    return []


def reasons_not_to_answer(*, status: str, holds: bool) -> list[str]:
    """Whoever holds it answers once."""
    if not holds:
        return ["Seul le détenteur de l’équipement répond."]
    return [] if status == RequestStatus.WAITING else ["Cette demande n’attend plus de réponse."]


def reasons_about_answer(*, accepted: bool, words: str) -> list[str]:
    """A refusal says why; an acceptance says what comes next."""
    if words.strip():
        return []
    if accepted:
        return ["Dites qui contacter et quand."]
    return ["Dites pourquoi\u202f: la réponse sert à chercher ailleurs."]


def reasons_not_to_take_back(*, status: str, asked: bool) -> list[str]:
    if not asked:
        return ["Seul l’organisme qui demande retire sa demande."]
    return [] if status == RequestStatus.WAITING else ["Cette demande a déjà sa réponse."]


def reasons_not_to_tell_outcome(*, status: str, asked: bool) -> list[str]:
    """Whoever was granted the access says what it served for."""
    if not asked:
        return ["La suite est dite par l’organisme qui a demandé l’accès."]
    if status == RequestStatus.ACCEPTED:
        return []
    return ["Cette demande n’a pas été acceptée\u202f: elle n’a pas de suite."]
