"""The lines of a list as people write them: proposed answers of a question, rows of a table. Pure."""

import re
import unicodedata
from collections.abc import Collection, Sequence
from dataclasses import dataclass

LARGEST_LIST = 200
LONGEST_LABEL = 400


@dataclass(frozen=True, kw_only=True)
class Line:
    """One line of a list as it is kept: what expressions call it, what people read."""

    code: str
    label: str


def slug(text: str, longest: int = 40) -> str:
    """A name for expressions, drawn from words: « Budget dédié ? » → budget_dedie."""
    plain = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE")).encode("ascii", "ignore")
    words = re.sub(r"[^a-z0-9]+", "_", plain.decode().lower()).strip("_")
    if len(words) > longest:
        words = words[:longest].rsplit("_", 1)[0] or words[:longest]
    return f"q_{words}" if words[:1].isdigit() else words


def free_name(wanted: str, taken: Collection[str], fallback: str = "question") -> str:
    """The name itself, or the name with the first number that is free."""
    base = wanted or fallback
    if base not in taken:
        return base
    number = 2
    while f"{base[:75]}_{number}" in taken:
        number += 1
    return f"{base[:75]}_{number}"


def read_lines(
    lines: Sequence[str], before: Sequence[Line] = (), prefix: str = "", numbered: bool = False
) -> list[Line]:
    """Lines as people type them, « label » or « code | label »; a line keeps its code when only its words change."""
    typed = [line.strip() for line in lines if line.strip()]
    known = {line.label: line.code for line in before}
    same_size = len(typed) == len(before)
    kept: list[Line] = []
    taken = {code.strip() for code, bar, _ in (line.partition("|") for line in typed) if bar}
    for place, line in enumerate(typed):
        code, bar, label = (part.strip() for part in line.partition("|"))
        if not bar:
            label, code = line, known.get(line, "")
            if not code and same_size and before[place].label not in typed:
                code = before[place].code
            if not code or code in taken:
                wanted = str(place + 1) if numbered else f"{prefix}{slug(label, 60)}" or "reponse"
                code = free_name(wanted, taken)
        taken.add(code)
        kept.append(Line(code=code, label=label))
    return kept


def written_lines(lines: Sequence[Line], prefix: str = "") -> list[str]:
    """The lines to show in the text area: the code only where it says more than the words."""
    return [
        line.label
        if line.code == f"{prefix}{slug(line.label, 60)}" and "|" not in line.label
        else f"{line.code} | {line.label}"
        for line in lines
    ]


def reasons_not_to_take_lines(lines: Sequence[Line]) -> list[str]:
    """Each line once, readable, and not too many of them."""
    reasons = []
    if len(lines) > LARGEST_LIST:
        reasons.append(f"Une liste tient en {LARGEST_LIST} lignes ; celle-ci en a {len(lines)}.")
    for what, values in (("Le code", [x.code for x in lines]), ("La ligne", [x.label for x in lines])):
        twice = sorted({value for value in values if values.count(value) > 1})
        reasons += [f"{what} « {value} » est écrit deux fois." for value in twice]
    reasons += [f"La ligne « {line.code} » n’a pas d’intitulé." for line in lines if not line.label]
    reasons += [f"« {x.code} » ne peut pas servir de code : ni espace, ni plus de 80 signes." for x in lines if _bad(x)]
    reasons += [f"« {x.label[:60]}… » dépasse {LONGEST_LABEL} signes." for x in lines if len(x.label) > LONGEST_LABEL]
    return reasons


def _bad(line: Line) -> bool:
    return not line.code or len(line.code) > 80 or re.search(r"\s", line.code) is not None
