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
from datetime import date

from interregions.common.typography import MONTHS
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
_UPPER = re.compile(r"([A-Z]{3})\s+")
_MAYBE_ACTION = re.compile(r"a\s+[A-ZÀ-Ý]")
_DUE = re.compile(
    r"(?:avant|pour|d[’']ici|jusqu[’']?)\s*(?:le|au)?\s+(\d{1,2})(?:er)?[/\s]([\dA-Za-zéûÉ]{1,9})[/\s](\d{4})",
    re.IGNORECASE,
)
_MOVE = re.compile(r"([<>])\s*(\d{0,3})")


@dataclass(frozen=True)
class ParsedLine:
    """What a typed line says: a move in the agenda, or a thing said by somebody."""

    text: str
    speaker: int | None = None
    kind: str = ""
    move: str = ""  # next, previous, or the number of a point
    unknown: str = ""  # what stands where a speaker is said, and is nobody here
    due: date | None = None  # of an action: « avant le 15/01/2027 »
    corrected: str = ""  # « BRE a Réécrire » may mean « BRE a: Réécrire »


def parse_line(line: str, *, codes: Mapping[str, int], numbers: Mapping[int, int]) -> ParsedLine:
    """Speaker and kind of a line; ``codes`` and ``numbers`` give the organisation of each prefix."""
    text = line.strip()
    if move := _MOVE.fullmatch(text):
        return ParsedLine("", move=move.group(2) or ("next" if move.group(1) == ">" else "previous"))
    unknown = _unknown(text, codes, numbers)
    speaker, text = _speaker(text, codes, numbers)
    before, kind = line.strip()[: len(line.strip()) - len(text)], ""
    if found := _KIND.match(text):
        kind = KEYS[found.group(1)[0].lower()]
        text = text[found.end() :]
        if speaker is None and (named := _UPPER.match(text)):
            speaker = codes.get(named.group(1))
            text = text[named.end() :] if speaker is not None else text
    corrected = (
        f"{before}a: {text[2:].strip()}" if speaker is not None and not kind and _MAYBE_ACTION.match(text) else ""
    )
    due = due_in(text) if kind == ContributionKind.ACTION else None
    return ParsedLine(text.strip(), speaker, kind, unknown=unknown, due=due, corrected=corrected)


def due_in(text: str) -> date | None:
    """The day until which an action is to be done, when its words say it."""
    if not (found := _DUE.search(text)):
        return None
    day, month, year = found.group(1), found.group(2).lower(), int(found.group(3))
    number = MONTHS.index(month) + 1 if month in MONTHS else int(month) if month.isdigit() else 0
    try:
        return date(year, number, int(day))
    except ValueError:
        return None


def _unknown(text: str, codes: Mapping[str, int], numbers: Mapping[int, int]) -> str:
    """A code or a number before a kind, that nobody here has: never a word of an ordinary sentence."""
    for pattern, known in ((_CODE, codes), (_NUMBER, {str(number) for number in numbers})):
        found = pattern.match(text)
        is_one = found is not None and (found.group(1).isupper() or found.group(1).isdigit())
        if found and is_one and found.group(1) not in known and _KIND.match(text[found.end() :]):
            return found.group(1)
    return ""


def words_on_unknown(code: str) -> str:
    """Said under the line, and why it is not noted."""
    return f"« {code} » n’est le code d’aucun organisme convié : corrigez-le, ou choisissez qui parle dans la liste."


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
