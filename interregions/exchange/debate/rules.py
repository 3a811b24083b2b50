"""What the note-taker's line means, and who may write what. Pure decisions.

The grammar of a line never disturbs ordinary text: ``BRE p Un guichet commun``. First the speaker, a code of three
letters or a number, then a letter for the kind, then the words; both prefixes may be left out. A number is a speaker
only before a kind (« 12 p … »), so that « 12 Régions ont répondu » stays text. « a » alone is a French word: an
action is « a: » (every kind may take the two dots, and be written whole: « décision : … »). ``>`` goes to the next
point, ``<`` to the one before, ``>3`` to the third.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from interregions.exchange.debate.choices import ContributionKind

KEYS: dict[str, str] = {
    "r": ContributionKind.REMARK,
    "q": ContributionKind.QUESTION,
    "p": ContributionKind.PRACTICE,
    "b": ContributionKind.NEED,
    "o": ContributionKind.OFFER,
    "d": ContributionKind.DECISION,
    "a": ContributionKind.ACTION,
}
LONGEST = 4000
CLOSED = "La séance est close : ce qui s’y est dit ne change plus. Corrigez dans le compte rendu."
_WORDS = "remarque|question|pratique|besoin|offre|d[ée]cision|action"
_KIND = re.compile(rf"([rqpbod]|[rqpbod]:|a:|a :|(?:{_WORDS})\s?:)(?:\s+|$)", re.IGNORECASE)
_CODE = re.compile(r"([A-Za-z]{3})(?:\s+|$)")
_NUMBER = re.compile(r"(\d{1,3})\s+")
_MOVE = re.compile(r"([<>])\s*(\d{0,3})")


@dataclass(frozen=True)
class ParsedLine:
    """What a typed line says: a move in the agenda, or a thing said by somebody."""

    text: str
    speaker: int | None = None
    kind: str = ""
    move: str = ""  # next, previous, or the number of a point


def parse_line(line: str, *, codes: Mapping[str, int], numbers: Mapping[int, int]) -> ParsedLine:
    """Speaker and kind of a line; ``codes`` and ``numbers`` give the organisation of each prefix."""
    text = line.strip()
    if move := _MOVE.fullmatch(text):
        return ParsedLine("", move=move.group(2) or ("next" if move.group(1) == ">" else "previous"))
    speaker, text = _speaker(text, codes, numbers)
    kind = ""
    if found := _KIND.match(text):
        kind = KEYS[found.group(1)[0].lower()]
        text = text[found.end() :]
    return ParsedLine(text.strip(), speaker, kind)


def _speaker(text: str, codes: Mapping[str, int], numbers: Mapping[int, int]) -> tuple[int | None, str]:
    if (found := _CODE.match(text)) and found.group(1).upper() in codes:
        return codes[found.group(1).upper()], text[found.end() :]
    if (found := _NUMBER.match(text)) and int(found.group(1)) in numbers and _KIND.match(text[found.end() :]):
        return numbers[int(found.group(1))], text[found.end() :]
    return None, text


def point_reached(*, move: str, current: int, last: int) -> int:
    """The rank (from 0) of the point a move goes to, never outside the agenda."""
    if move == "next":
        asked = current + 1
    elif move == "previous":
        asked = current - 1
    else:
        asked = int(move) - 1
    return max(0, min(asked, last))


def reasons_not_to_record(*, is_open: bool, text: str) -> list[str]:
    """Words, and a sitting under way."""
    reasons = [] if is_open else ["La séance n’est pas ouverte : rien ne se note encore, ou plus."]
    return reasons + reasons_about_text(text=text)


def reasons_about_text(*, text: str) -> list[str]:
    """Something is said, and it is one thing."""
    if not text.strip():
        return ["Écrivez ce qui s’est dit."]
    return [f"Une contribution tient en {LONGEST} caractères."] if len(text) > LONGEST else []


def reasons_not_to_contribute(*, is_open: bool, convened: bool, text: str) -> list[str]:
    """A convened organisation adds its words while the sitting is open."""
    if not convened:
        return ["Votre organisme n’est pas convié à cette réunion."]
    return reasons_not_to_record(is_open=is_open, text=text)


def reasons_not_to_change(*, is_facilitator: bool, own: bool, is_open: bool, withdrawn: bool, held: bool) -> list[str]:
    """While the sitting is open, the animation corrects any line, an organisation its own; nobody once it is closed."""
    if withdrawn:
        return ["Cette contribution a été retirée."]
    if is_facilitator:
        return [] if is_open else [CLOSED if held else "La séance n’est pas ouverte."]
    if not own:
        return ["Seule l’animation, ou l’organisme qui a écrit cette contribution, peut la modifier."]
    return [] if is_open else ["La séance est close : demandez une modification du compte rendu."]


def reasons_not_to_catch(*, caught: bool, withdrawn: bool, has_organisation: bool) -> list[str]:
    """A line gives one practice, of a known organisation."""
    if withdrawn:
        return ["Cette contribution a été retirée."]
    if caught:
        return ["La pratique de cette ligne est déjà notée."]
    return [] if has_organisation else ["Dites d’abord de quel organisme vient cette pratique."]
