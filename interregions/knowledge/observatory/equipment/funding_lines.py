"""Funders as one types them, one a line: « Région Bretagne ; 1 200 000 ; 2024 ». Pure."""

import re
from decimal import Decimal, InvalidOperation

FIRST_YEAR, LAST_YEAR = 1950, 2100
MOST = Decimal(10) ** 12


def fundings_in(text: str) -> tuple[list[tuple[str, Decimal, int | None]], list[str]]:
    """Each funder with its amount and its year, and a sentence for each line that says less."""
    found, reasons = [], []
    for place, line in enumerate((each.strip() for each in text.splitlines()), 1):
        if not line:
            continue
        parts = [part.strip() for part in line.split(";")]
        amount = _amount(parts[1]) if len(parts) > 1 else None
        year = _year(parts[2]) if len(parts) > 2 and parts[2] else None
        if not parts[0] or amount is None or (len(parts) > 2 and parts[2] and year is None):
            reasons.append(f"Ligne {place}\u202f: écrivez «\u202ffinanceur ; montant ; année\u202f».")
        else:
            found.append((parts[0], amount, year))
    return found, reasons


def _amount(words: str) -> Decimal | None:
    try:
        amount = Decimal(re.sub(r"[\s\u00a0\u202f€]", "", words).replace(",", "."))
    except InvalidOperation:
        return None
    return amount if amount.is_finite() and 0 < amount < MOST else None


def _year(words: str) -> int | None:
    return int(words) if re.fullmatch(r"\d{4}", words) and FIRST_YEAR <= int(words) <= LAST_YEAR else None
