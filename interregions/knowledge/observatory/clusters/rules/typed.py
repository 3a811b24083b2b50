"""Amounts, days, rates and numbers of firms as people type them in tables. Pure."""

import re
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from interregions.common.characters import sort_key

MOST = Decimal(10) ** 12
_SPACES = re.compile(r"[\s\u00a0\u202f']")
# Thousands told apart by a sign, which then stands twice or before the other one: « 1.234.567 », « 12,345.60 ».
_GROUPED = re.compile(
    r"-?\d{1,3}(?:(?P<sign>[.,])\d{3})(?:(?P=sign)\d{3})+|-?\d{1,3}(?:(?P<other>[.,])\d{3})+(?!(?P=other))[.,]\d+"
)
_DAYS = (
    (re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ].*)?"), (0, 1, 2)),
    (re.compile(r"(\d{4})(\d{2})(\d{2})"), (0, 1, 2)),
    (re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: .*)?"), (2, 1, 0)),
)
_SERIAL = re.compile(r"[34]\d{4}")  # the day of a spreadsheet whose format was lost: 1982 to 2036
_NAMES = "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre"
_MONTHS = _NAMES.split(" ")
_IN_WORDS = re.compile(r"(\d{1,2})(?:er)? ([a-z]+) (\d{4})")
_MULTIPLES = {"k€": 1_000, "ke": 1_000, "m€": 1_000_000, "me": 1_000_000}


def read_amount(text: str) -> Decimal | None:
    """« 12 345,60 € », « 12,345.60 », « 150 k€ »; None when it is no amount."""
    plain = _SPACES.sub("", text.strip()).lower().removesuffix("eur").removesuffix("euros")
    times = next((value for unit, value in _MULTIPLES.items() if plain.endswith(unit)), 1)
    plain = re.sub(r"(k€|m€|ke|me|€)$", "", plain)
    if grouped := _GROUPED.fullmatch(plain):
        plain = plain.replace(grouped["sign"] or grouped["other"], "")
    plain = plain.replace(",", ".")
    if not re.fullmatch(r"-?\d{1,15}(\.\d{1,12})?", plain):
        return None
    try:
        found = (Decimal(plain) * times).quantize(Decimal("0.01"))
    except InvalidOperation:
        return None
    return found if abs(found) < MOST else None


def read_day(text: str) -> date | None:
    """« 31/12/2026 », « 2026-12-31 », « 31 décembre 2026 »; None when it is no day."""
    text = text.strip()
    for pattern, (year, month, day) in _DAYS:
        if found := pattern.fullmatch(text):
            parts = [int(each) for each in found.groups()[:3]]
            return _day(parts[year], parts[month], parts[day])
    if _SERIAL.fullmatch(text):
        return date(1899, 12, 30) + timedelta(days=int(text))
    if (found := _IN_WORDS.fullmatch(sort_key(text))) and found[2] in _MONTHS:
        return _day(int(found[3]), _MONTHS.index(found[2]) + 1, int(found[1]))
    return None


def _day(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def read_period(text: str) -> tuple[date | None, date | None]:
    """« 2026-01-01/2026-12-31 », or a single day."""
    parts = [each for each in re.split(r"\s*(?:/(?=\d{4}-)|;|\bau\b)\s*", text.strip()) if each]
    days = [read_day(each.removeprefix("du ")) for each in parts]
    return (days[0] if days else None, days[1] if len(days) > 1 else None)


def read_rate(text: str) -> Decimal | None:
    """« 40 % », « 0,4 » and « 40 » are one rate, out of a hundred; None when it is none."""
    percent = "%" in text
    found = read_amount(text.replace("%", ""))
    if found is None or found < 0:
        return None
    rate = found if percent or found > 1 else found * 100
    return rate if rate <= 100 else None


def siren_in(text: str) -> str:
    """The nine digits of a SIREN, or of the SIRET that holds it; empty when there are none."""
    digits = re.sub(r"\D", "", text)
    return digits[:9] if len(digits) in (9, 14) else ""


def amount_text(value: Decimal | None) -> str:
    """An amount as it is compared and kept with a line."""
    return "" if value is None else format(value.quantize(Decimal("0.01")), "f")


def day_text(value: date | None) -> str:
    """A day as it is compared and kept with a line."""
    return "" if value is None else value.isoformat()
