"""What a table says, which of its lines are taken, and when. Pure decisions."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace

from interregions.common.characters import printable, sort_key
from interregions.common.errors import Refused
from interregions.common.importing import Column, Read
from interregions.common.typography import counted, number
from interregions.toolkit.imports.choices import State, Verdict

MOST_BYTES = 5 * 1024 * 1024
MOST_LINES = 5_000
MOST_CHARACTERS = 1_000  # of one cell
HEADER_WITHIN = 20  # lines: titles may stand above the header
KEPT_DAYS = 30  # a list is forgotten after that, and can no longer be undone

EMPTY = "Ce tableau n’a aucune ligne à lire sous ses titres de colonnes."

NO_TABLE = "Ce fichier n’est pas un tableau : enregistrez-le en ODS, en XLSX ou en CSV."
OLD_FORMAT = "Ce classeur est d’un ancien format (.xls) : enregistrez-le en XLSX ou en ODS, puis apportez-le."

IN_A_REQUEST = 1_000  # lines: more are read and taken by a work of their own
BY_PORTION = 500

Numbered = tuple[int, Sequence[str]]  # a line of the file, and its cells


def too_many(most: int) -> str:
    """A longer table is brought in parts."""
    return f"Ce tableau a plus de {number(most)} lignes : apportez-le en plusieurs fois."


@dataclass(frozen=True)
class Table:
    """The lines of a file under its header, by column."""

    headers: dict[str, str]
    left_out: list[str]
    lines: list[tuple[int, dict[str, str]]]


def reasons_not_to_open(*, content: bytes, name: str) -> list[str]:
    """What is no table is told by its own name, before anything looks at it."""
    if not content:
        return ["Ce fichier est vide."]
    return [OLD_FORMAT] if name.lower().endswith(".xls") and content[:4] != b"PK\x03\x04" else []


def in_utf8(content: bytes) -> bytes:
    """What a spreadsheet saves as « Unicode » is UTF-16, which holds the zeros of no text."""
    if content[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        return content
    try:
        return content.decode("utf-16").encode()
    except UnicodeError:
        return content


def table_in(sheets: Sequence[Sequence[Numbered]], columns: Sequence[Column], most: int = MOST_LINES) -> Table:
    """The first sheet in which the columns are recognised. Refused, in words, when none is."""
    best: tuple[int, int, int, dict[str, int]] | None = None
    for sheet, rows in enumerate(sheets):
        for place, (_, cells) in enumerate(rows[:HEADER_WITHIN]):
            found = recognised(cells, columns)
            if len(found) >= min(2, len(columns)) and (best is None or len(found) > best[0]):
                best = (len(found), sheet, place, found)
    if best is None:
        raise Refused(unrecognised(columns))
    _, sheet, place, found = best
    missing = [column for column in columns if column.required and column.name not in found]
    if missing:
        raise Refused([_missing(column) for column in missing])
    rows = sheets[sheet]
    titles = rows[place][1]
    lines = [(line, _line(cells, found)) for line, cells in rows[place + 1 :]]
    if len(lines) > most:
        raise Refused(too_many(most))
    headers = {name: titles[index].strip() for name, index in found.items()}
    taken = set(found.values())
    left_out = [title.strip() for index, title in enumerate(titles) if index not in taken and title.strip()]
    kept = [(place, line) for place, line in lines if any(line.values())]
    if not kept:
        raise Refused(EMPTY)
    return Table(headers, left_out, kept)


def untitled(sheets: Sequence[Sequence[Numbered]], most: int) -> Table | None:
    """The longest sheet as it is, its columns by their place: for a person to say what they are. None: no table."""
    rows = max(sheets, key=len, default=[])
    widths = [sum(bool(cell.strip()) for cell in cells) for _, cells in rows[:HEADER_WITHIN]]
    if not widths or max(widths) < 2 or len(rows) > most:
        return None
    header = widths.index(max(widths))
    titles = [_cell(cell)[:200] or f"Colonne {place}" for place, cell in enumerate(rows[header][1], start=1)]
    lines = [
        (line, {str(index): _cell(cell) for index, cell in enumerate(cells[: len(titles)]) if cell.strip()})
        for line, cells in rows[header + 1 :]
    ]
    return Table({}, titles, lines) if lines else None


def completed(table: Table, for_all: Mapping[str, str]) -> Table:
    """The same lines, with what was said once where they say nothing."""
    lines = [
        (number, {**line, **{name: value for name, value in for_all.items() if not line.get(name)}})
        for number, line in table.lines
    ]
    return replace(table, lines=lines)


def recognised(cells: Sequence[str], columns: Sequence[Column]) -> dict[str, int]:
    """Which column each cell of a header names, whatever its accents, its capitals or what it adds in brackets."""
    names = {plain_header(name): column.name for column in columns for name in (column.label, *column.also)}
    found: dict[str, int] = {}
    for index, cell in enumerate(cells):
        name = names.get(plain_header(cell))
        if name is not None:
            found.setdefault(name, index)
    return found


def plain_header(text: str) -> str:
    """« Adresse e-mail * (obligatoire) » is « adresse e mail »."""
    return sort_key(re.sub(r"\([^)]*\)?|\[[^\]]*\]?", " ", text))


def unrecognised(columns: Sequence[Column]) -> list[str]:
    """What to do when no line looks like a header."""
    labels = ", ".join(f"« {plain_label(column)} »" for column in columns if column.required or not column.also)
    every = ", ".join(plain_label(column) for column in columns)
    return [
        "Les titres de colonnes n’ont pas été reconnus dans les vingt premières lignes"
        + (f" : il faut au moins {labels}." if labels else "."),
        f"Colonnes lues : {every}. Le modèle porte ces titres.",
    ]


def plain_label(column: Column) -> str:
    """The label without what it adds in brackets."""
    return re.sub(r"\s*\(.*", "", column.label)


def _missing(column: Column) -> str:
    others = f" Elle peut aussi s’appeler : {', '.join(column.also[:6])}." if column.also else ""
    return f"La colonne « {plain_label(column)} » manque.{others}"


def _line(cells: Sequence[str], found: Mapping[str, int]) -> dict[str, str]:
    return {name: _cell(cells[index]) if index < len(cells) else "" for name, index in found.items()}


def _cell(text: str) -> str:
    """The words of a cell on one line; the apostrophe that keeps a text from being computed is not one of them."""
    words = " ".join(printable(text).split())
    return words[1:] if re.match(r"'[=+\-@]", words) else words


def is_left_empty(line: Mapping[str, str], columns: Sequence[Column]) -> bool:
    """Whether nothing was added to what the template says beforehand."""
    return not any(line.get(column.name) for column in columns if not column.prepared)


def reasons_not_to_read(filled: bool) -> list[str]:
    """Why nothing is previewed of lines typed on a page."""
    return [] if filled else ["Aucune ligne n’est remplie : écrivez au moins un nom et une adresse."]


def reasons_against_line(line: Mapping[str, str], columns: Sequence[Column]) -> list[str]:
    """What no list takes: a formula without its value, a cell as long as a page."""
    reasons = []
    for column in columns:
        value = line.get(column.name, "")
        if value.startswith("="):
            reasons.append(f"« {plain_label(column)} » contient une formule : remplacez-la par sa valeur.")
        if len(value) > MOST_CHARACTERS:
            reasons.append(f"« {plain_label(column)} » a plus de 1 000 caractères.")
    return reasons


def folded_words(*lines: Mapping[str, str] | None) -> str:
    """All the words of a line, as they are compared."""
    return sort_key(" ".join(value for line in lines if line for value in line.values()))


def verdict_of(read: Read) -> Verdict:
    """New, changed, there already, or refused."""
    if read.reasons:
        return Verdict.REFUSED
    if read.aside:
        return Verdict.LEFT
    if read.before is None:
        return Verdict.NEW
    return Verdict.SAME if dict(read.before) == dict(read.after) else Verdict.CHANGED


def repeats(line: int) -> str:
    """Why the second of two lines is refused."""
    return f"Cette ligne répète la ligne {line}, qui est prise en compte."


def reasons_not_to_take(*, status: str, lines: int) -> list[str]:
    """Why a list is not taken: once is enough, and something must be left to take."""
    if status == State.TAKEN:
        return ["Cette liste est déjà prise : rien n’a été pris une seconde fois."]
    if status == State.UNDONE:
        return ["Cette liste a été défaite : apportez le fichier de nouveau pour le reprendre."]
    if status == State.UNMAPPED:
        return ["Dites d’abord ce que sont ses colonnes."]
    if status in (State.READING, State.TAKING):
        return ["Cette liste est en cours de lecture ou de prise : attendez la fin de ce travail."]
    return [] if lines else ["Aucune ligne n’est nouvelle ni changée : il n’y a rien à prendre."]


def reasons_not_to_undo(*, status: str) -> list[str]:
    """Why a list is not undone: it was not taken, or is undone."""
    if status == State.UNDONE:
        return ["Cette liste est déjà défaite : rien n’a été défait une seconde fois."]
    return [] if status == State.TAKEN else ["Cette liste n’a pas été prise : il n’y a rien à défaire."]


def reasons_if_nothing_undone(*, lines: int, kept: Sequence[str]) -> list[str]:
    """Every line has served since: the list stays taken, and says why."""
    if not lines or len(kept) < lines:
        return []
    return ["Rien n’est défait : chaque ligne a servi depuis.", *dict.fromkeys(kept)]


def reasons_not_to_forget(*, status: str) -> list[str]:
    """Why a list is not forgotten at once: what it brought could no longer be undone."""
    if status == State.TAKEN:
        return ["Cette liste est prise : défaites-la avant de l’oublier."]
    return ["Cette liste est en cours de prise : attendez la fin de ce travail."] if status == State.TAKING else []


def reasons_not_to_bring(*, college: str, colleges: Collection[str]) -> list[str]:
    """A list is brought by those who hold what it tells."""
    return [] if college in colleges else ["Cette liste n’est pas de celles que votre organisme apporte."]


def reasons_not_to_name_columns(
    *, status: str, chosen: Mapping[str, int], titles: int, columns: Sequence[Column]
) -> list[str]:
    """Each column that the list needs is one of the file’s, and none is taken twice."""
    if status != State.UNMAPPED:
        return ["Les colonnes de cette liste sont déjà dites."]
    reasons = [
        f"Dites quelle colonne du fichier est « {plain_label(column)} »."
        for column in columns
        if column.required and column.name not in chosen
    ]
    places = list(chosen.values())
    if len(set(places)) < len(places):
        reasons.append("Une même colonne du fichier est choisie deux fois.")
    if any(not 0 <= place < titles for place in places):
        reasons.append("Une des colonnes choisies n’est pas dans ce fichier.")
    return reasons if chosen or reasons else ["Dites au moins ce qu’est une colonne."]


def taken_words(*, new: int, changed: int, one: str, several: str) -> str:
    """« 12 personnes sont prêtes à être invitées ; 1 ligne corrigée. »: ``one`` and ``several`` are of the room."""
    parts = [counted(new, one, several)] if new else []
    parts += [counted(changed, "ligne corrigée", "lignes corrigées")] if changed else []
    return " ; ".join(parts) + "."


def undone_words(*, undone: int, kept: int) -> str:
    """« 10 lignes défaites ; 2 gardées : elles ont servi depuis. »"""
    words = counted(undone, "ligne défaite", "lignes défaites")
    return f"{words} ; {counted(kept, 'gardée, qui a', 'gardées, qui ont')} servi depuis." if kept else f"{words}."
