"""French typography and figures, pure: narrow spaces, dates in words, numbers."""

import re
import unicodedata
from datetime import date, datetime, time
from decimal import Decimal

NARROW = "\u202f"
MONTHS = (
    "janvier", "février", "mars", "avril", "mai", "juin", "juillet",
    "août", "septembre", "octobre", "novembre", "décembre",
)  # fmt: skip
DAYS = ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche")

_BEFORE = re.compile(r"(?:(?<=\S)|\A)[ \u00a0\u202f]+(?=[:;!?»%€](?!/))")
_AFTER = re.compile(r"(?<=«)[ \u00a0\u202f]+")
_GLUED_CLOSE = re.compile(r"(?<=[^\s«])»")
_GLUED_OPEN = re.compile(r"«(?=\S)")
_NOTHING_TO_DO = re.compile(r"(?:[^':;!?«»%€\u202f0-9]|[0-9](?![ \u00a0][0-9])|\u202f(?!\u202f))*")
_THOUSANDS = re.compile(r"(?<=\d)[ \u00a0](?=\d{3}(?!\d))")


def typo(text: str) -> str:
    """The same text with narrow no-break spaces where French asks for them, and real apostrophes.

    A space is never invented before a colon (an address keeps its form), only inside guillemets.
    """
    if _NOTHING_TO_DO.fullmatch(text):  # most names and labels: a page asks hundreds of times
        return text
    text = re.sub(r"(?<=\w)'(?=\w)", "’", text)
    text = _BEFORE.sub(NARROW, text)
    text = _AFTER.sub(NARROW, text)
    text = _GLUED_CLOSE.sub(lambda found: found.group(0) if text[found.start() - 1] == NARROW else NARROW + "»", text)
    text = _GLUED_OPEN.sub("«" + NARROW, text)
    text = re.sub(NARROW + "{2,}", NARROW, text)
    return _THOUSANDS.sub(NARROW, text)


def _ordinal(day: int) -> str:
    return "1er" if day == 1 else str(day)


def french_date(day: date) -> str:
    """« jeudi 14 janvier 2027 »."""
    return f"{DAYS[day.weekday()]} {_ordinal(day.day)} {MONTHS[day.month - 1]} {day.year}"


def french_day(day: date) -> str:
    """« 14 janvier 2027 »: a day that nobody keeps free, in a list of facts."""
    return f"{_ordinal(day.day)} {MONTHS[day.month - 1]} {day.year}"


def span_told(starts_on: date | None, ends_on: date | None) -> str:
    """« 2023-2026 » for whole years, days otherwise; « » when nothing is known."""
    whole = (starts_on is None or (starts_on.month, starts_on.day) == (1, 1)) and (
        ends_on is None or (ends_on.month, ends_on.day) == (12, 31)
    )
    if whole and starts_on and ends_on:
        return f"{starts_on.year}-{ends_on.year}" if starts_on.year != ends_on.year else str(starts_on.year)
    if starts_on and ends_on:
        return f"du {french_day(starts_on)} au {french_day(ends_on)}"
    if starts_on:
        return f"depuis le {french_day(starts_on)}"
    return f"jusqu’au {french_day(ends_on)}" if ends_on else ""


def french_time(moment: datetime | time) -> str:
    """« 10 h » or « 10 h 05 », with spaces that do not break."""
    minutes = f"{NARROW}{moment.minute:02d}" if moment.minute else ""
    return f"{moment.hour}{NARROW}h{minutes}"


def french_datetime(moment: datetime) -> str:
    """« jeudi 14 janvier 2027 à 10 h »; the caller has put the moment in the reader's time zone."""
    return f"{french_date(moment)} à {french_time(moment)}"


def number(value: int | float | Decimal, decimals: int | None = None) -> str:
    """« 1 255 », « 12,5 »: narrow space for thousands, comma for decimals, at most two decimals unless told."""
    exact = Decimal(str(value))
    places = decimals if decimals is not None else min(2, max(0, -int(exact.normalize().as_tuple().exponent)))
    written = f"{abs(exact):,.{places}f}"
    if decimals is None and "." in written:
        written = written.rstrip("0").rstrip(".")
    sign = "−" if exact < 0 and any(figure in written for figure in "123456789") else ""
    return sign + written.replace(",", NARROW).replace(".", ",")


def percentage(value: int | float | Decimal, decimals: int | None = None) -> str:
    """« 12,5 % »."""
    return f"{number(value, decimals)}{NARROW}%"


def counted(count: int, singular: str, plural: str = "") -> str:
    """« 1 réponse », « 12 réponses »; zero is singular in French."""
    return f"{number(count)} {singular if abs(count) < 2 else plural or singular + 's'}"


def of_name(name: str) -> str:
    """« de Bretagne », « d’Occitanie », « d’Île-de-France »."""
    first = unicodedata.normalize("NFD", name[:1]).upper()[:1]
    return f"d’{name}" if first in set("AEIOU") else f"de {name}"


def ended(sentence: str) -> str:
    """The sentence with its full stop, unless it ends with a mark of its own: « Comment équiper nos ports ? »."""
    return sentence if sentence.rstrip()[-1:] in {".", "?", "!", "…"} else f"{sentence}."
