"""What a person typed, read as a French reader means it: « 1 255,50 », « 14/01/2027 », « 12 % ». Pure."""

import re
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation

from interregions.common.typography import MONTHS

_SPACES = re.compile(r"[\s\u00a0\u2009\u202f]+")
_NUMBER = re.compile(r"[+-]?\d{1,16}([.,]\d{1,4})?", re.ASCII)
_GROUPED = re.compile(r"[+-]?\d{1,3}([.,])\d{3}(\1\d{3})+([.,]\d{1,4})?", re.ASCII)
_NUMERIC_DATE = re.compile(r"(\d{1,2})[/.\- ](\d{1,2})[/.\- ](\d{4})", re.ASCII)
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})", re.ASCII)
_WORDED_DATE = re.compile(r"(?:[a-zé]+ )?(\d{1,2})(?:er)? ([a-zéûô]+)\.? (\d{4})")


@dataclass(frozen=True)
class Given:
    """An answer as it will be stored; all empty when nothing was answered."""

    codes: tuple[str, ...] = ()
    ranked: bool = False  # the order of the codes is part of the answer
    number: Decimal | None = None
    text: str = ""
    day: date | None = None
    file_id: int | None = None
    file_name: str = field(default="", compare=False)

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
