"""What a person typed, read as a French reader means it: « 1 255,50 », « 14/01/2027 », « 12 % ». Pure."""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

MOST_CHARACTERS = {"TEXT": 1_000, "LONG_TEXT": 20_000}
NUMERIC = frozenset({"NUMBER", "AMOUNT", "PERCENTAGE"})
ONE_OF = frozenset({"ONE_CHOICE", "YES_NO", "SCALE", "TABLE"})
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin",
    "juillet", "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_NUMBER = re.compile(r"[+-]?\d{1,16}([.,]\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})+([.,]\d{1,4})?", re.ASCII)
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDED_DATE = re.compile(r"(?:[a-zé]+ )?(\d{1,2})(?:er)? ([a-zéûô]+)\.? (\d{4})")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True)
class Given:
    """An answer as it will be stored; all empty when nothing was answered."""

    codes: tuple[str, ...] = ()
    number: Decimal | None = None
    text: str = ""
    day: date | None = None
    file_id: int | None = None

    @property
    def is_empty(self) -> bool:
        """Nothing was answered."""
        return self == EMPTY


EMPTY = Given()


@dataclass(frozen=True)
class Read:
    """What was understood, or the sentences that say why it was not."""

    given: Given = EMPTY
    reasons: list[str] = field(default_factory=list)


def read_typed(*, kind: str, typed: Sequence[str], codes: Collection[str]) -> Read:
    """Read what was typed for a question of this kind; ``codes`` are those of its proposed answers."""
    values = [value for value in typed if value.strip()]
    if not values:
        return Read()
    if kind in ONE_OF or kind == "SEVERAL_CHOICES":
        return _choices(kind, values, codes)
    if kind in NUMERIC:
        return _number(kind, values[-1])
    if kind == "DATE":
        return _day(values[-1])
    return _text(kind, values[-1])


def _day(value: str) -> Read:
    if day := read_date(value):
        return Read(Given(day=day))
    if written_date(value):
        return Read(reasons=[f"Le {value.strip()} n’existe pas\u202f: vérifiez le jour et le mois."])
    return Read(reasons=["Écrivez la date ainsi\u202f: 14/01/2027."])


def _text(kind: str, value: str) -> Read:
    most = MOST_CHARACTERS.get(kind, MOST_CHARACTERS["TEXT"])
    if len(value) > most:
        over = f"{len(value):,}".replace(",", "\u202f")
        limit = f"{most:,}".replace(",", "\u202f")
        return Read(
            reasons=[f"Ce texte compte {over} caractères\u202f; la réponse en accepte {limit}. Raccourcissez-le."]
        )
    text = _CONTROL.sub("", value.replace("\r\n", "\n").replace("\r", "\n")).strip()
    return Read(Given(text=text))


def _choices(kind: str, values: Sequence[str], codes: Collection[str]) -> Read:
    chosen = tuple(dict.fromkeys(values))
    if any(code not in codes for code in chosen):
        return Read(reasons=["Choisissez parmi les réponses proposées."])
    if kind != "SEVERAL_CHOICES" and len(chosen) > 1:
        return Read(reasons=["Une seule réponse est possible à cette question."])
    return Read(Given(codes=chosen))


def _number(kind: str, value: str) -> Read:
    number = read_number(value)
    if number is None:
        return Read(reasons=["Écrivez un nombre en chiffres, par exemple 1\u202f255,50."])
    if kind == "PERCENTAGE" and not 0 <= number <= 100:
        return Read(reasons=["Un pourcentage se situe entre 0 et 100."])
    return Read(Given(number=number))


def read_number(value: str) -> Decimal | None:
    """« 1 255,50 », « 1255.5 », « 12 % », « 3 000 € »; None when it is no number, or could be read two ways."""
    if len(value) > 60:
        return None
    bare = _SPACES.sub("", value).replace("−", "-").replace("’", "").replace("'", "")
    bare = bare.removesuffix("%").removesuffix("€")
    if _GROUPED.fullmatch(bare):
        mark = next(character for character in bare if character in ".,")
        bare = bare.replace(mark, "")
    if not _NUMBER.fullmatch(bare):
        return None
    try:
        return Decimal(bare.replace(",", "."))
    except InvalidOperation:
        return None


def read_date(value: str) -> date | None:
    """« 14/01/2027 », « 2027-01-14 », « 14 janvier 2027 », « jeudi 14 janvier 2027 »; None for what no calendar has."""
    try:
        return date(*written) if (written := written_date(value)) else None
    except ValueError:
        return None


def written_date(value: str) -> tuple[int, int, int] | None:
    """The year, month and day as they were written, whether the calendar has them or not."""
    text = _SPACES.sub(" ", value).strip().lower()
    if len(text) > 60:
        return None
    if found := _ISO_DATE.fullmatch(text):
        year, month, day = (int(part) for part in found.groups())
    elif found := _NUMERIC_DATE.fullmatch(text):
        day, month, year = (int(part) for part in found.groups())
    elif found := _WORDED_DATE.fullmatch(text):
        if found.group(2) not in MONTHS:
            return None
        day, month, year = int(found.group(1)), MONTHS.index(found.group(2)) + 1, int(found.group(3))
    else:
        return None
    return year, month, day
