"""When a practice may be caught, completed, published, and which level its evidence gives it. Pure decisions."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date

from interregions.knowledge.practices.choices import PracticeLevel, PracticeStatus

NEXT: dict[str, set[str]] = {
    PracticeStatus.CAUGHT: {PracticeStatus.DRAFT, PracticeStatus.PUBLISHED},
    PracticeStatus.DRAFT: {PracticeStatus.PUBLISHED},
    PracticeStatus.PUBLISHED: set(),
}
# The parts of a sheet in the order they are read, with the words of the screen.
PARTS: dict[str, str] = {
    "title": "Intitulé",
    "observed_result": "Résultat observé",
    "problem": "Problème et contexte",
    "what_was_done": "Ce qui a été fait",
    "what_did_not_work": "Ce qui n’a pas marché",
    "resources": "Moyens",
    "transfer_conditions": "Conditions de transposition",
    "contact": "Contact",
}
NEEDED = ("title", "observed_result", "what_was_done", "what_did_not_work")
SHORTEST_FAILURE = 15
DEMONSTRATED_FROM = 2


@dataclass(frozen=True)
class Completeness:
    """How far a sheet is filled."""

    filled: int
    total: int
    missing: tuple[str, ...]


def completeness(texts: Mapping[str, str]) -> Completeness:
    """The parts that hold words, and the names of those that do not."""
    missing = tuple(name for key, name in PARTS.items() if not texts.get(key, "").strip())
    return Completeness(len(PARTS) - len(missing), len(PARTS), missing)


def level_of(*, evidence: Collection[tuple[str, date | None]], adoptions: int = 0) -> str:
    """Computed, never claimed: replicated once adopted, demonstrated from two dated results of two sources."""
    if adoptions:
        return PracticeLevel.REPLICATED
    sources = {source.strip().casefold() for source, dated_on in evidence if source.strip() and dated_on}
    return PracticeLevel.DEMONSTRATED if len(sources) >= DEMONSTRATED_FROM else PracticeLevel.PROMISING


def reasons_not_to_catch(*, title: str) -> list[str]:
    """A practice has a name; its result may come later."""
    return [] if title.strip() else ["Donnez un intitulé à la pratique : ce qui a été fait, en une ligne."]


def reasons_not_to_complete(*, own: bool, is_facilitator: bool) -> list[str]:
    """A sheet belongs to the organisation that did it."""
    if own or is_facilitator:
        return []
    return ["Seul l’organisme qui porte cette pratique, ou l’animation, peut la compléter."]


def reasons_not_to_change_text(*, title: str) -> list[str]:
    """A title is never emptied."""
    return [] if title.strip() else ["Gardez un intitulé à la pratique."]


def reasons_not_to_publish(*, status: str, texts: Mapping[str, str]) -> list[str]:
    """The three fields, what was done, and what did not work (or why it is not told)."""
    if PracticeStatus.PUBLISHED not in NEXT[status]:
        return ["Cette pratique est déjà publiée dans le réseau."]
    reasons = [
        f"Il manque « {PARTS[key]} »."
        for key in NEEDED
        if key != "what_did_not_work" and not texts.get(key, "").strip()
    ]
    if len(texts.get("what_did_not_work", "").strip()) < SHORTEST_FAILURE:
        reasons.append(
            "Dites ce qui n’a pas marché, ou pourquoi vous ne pouvez pas encore le dire : "
            "c’est ce que les autres cherchent en premier."
        )
    return reasons


def reasons_not_to_add_evidence(*, words: str, source: str, dated_on: date | None, today: date) -> list[str]:
    """A result says what was observed and where it was read; it cannot come from the future."""
    reasons = []
    if not words.strip():
        reasons.append("Dites le résultat observé.")
    if not source.strip():
        reasons.append("Dites d’où vient ce résultat : un rapport, une mesure, un témoignage.")
    if dated_on is not None and dated_on > today:
        reasons.append("Un résultat observé ne peut pas être daté de l’avenir.")
    return reasons
