"""Tables in a plain area: a line names each one, and the table itself comes back when the part is saved. Pure.

« [Tableau : Organismes présents] » stands for the table of that name. Nobody is asked to read or keep aligned the
strokes of the simple markup; whoever types a table with them still makes one.
"""

import re
from collections.abc import Sequence

from interregions.common.blocks import Block, blocks_from_text, text_from_blocks
from interregions.common.errors import Refused

OPENING = "[Tableau"
_MEANT = re.compile(r"\[\s*tableau\s*:", re.IGNORECASE)


def text_with_names(blocks: Sequence[Block]) -> str:
    """The text to show in a plain area, each table told by its name."""
    lines = table_lines(blocks)
    names = iter(lines)
    parts = [
        next(names) if block["type"] == "table" else _shielded(text_from_blocks([block]), lines) for block in blocks
    ]
    return "\n\n".join(part for part in parts if part)


def blocks_with_tables(text: str, stored: Sequence[Block]) -> list[Block]:
    """The blocks of a text, each name replaced by the stored table; Refused when a name was altered or repeated."""
    tables = dict(zip(table_lines(stored), (one for one in stored if one["type"] == "table"), strict=True))
    shown = {_one_line(line) for line in text_with_names(stored).split("\n")}
    blocks: list[Block] = []
    lines: list[str] = []
    used: set[str] = set()
    for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n"):
        name = _one_line(line)
        if name not in tables:
            if tables and name not in shown:
                _check(name, list(tables))
            lines.append(line)
            continue
        if name in used:
            raise Refused(f"La ligne « {name} » est écrite deux fois : gardez-la à un seul endroit.")
        used.add(name)
        blocks += [*blocks_from_text("\n".join(lines)), tables[name]]
        lines = []
    return [*blocks, *blocks_from_text("\n".join(lines))]


def taken_out(before: Sequence[Block], after: Sequence[Block]) -> list[str]:
    """The names of the tables that stood there and do not any more; one typed again with the same headers stands."""
    headers = [one["header"] for one in after if one["type"] == "table"]
    tables = [one for one in before if one["type"] == "table"]
    return [_name(line) for line, one in zip(table_lines(before), tables, strict=True) if one["header"] not in headers]


def table_lines(blocks: Sequence[Block]) -> list[str]:
    """The line that names each table of these blocks, in order; two of one name are numbered."""
    lines: list[str] = []
    for block in blocks:
        if block["type"] == "table":
            name = _one_line(block["caption"]) or ", ".join(filter(None, map(_one_line, block["header"])))
            line, rank = f"{OPENING} : {name}]", 1
            while line in lines:
                rank += 1
                line = f"{OPENING} : {name} ({rank})]"
            lines.append(line)
    return lines


def _check(line: str, names: list[str]) -> None:
    """A line that was meant for a table and names none would lose it."""
    bare = [name.strip("[]").casefold() for name in names]
    if line.startswith("\\") or not (_MEANT.search(line) or line.strip("[] .").casefold() in bare):
        return
    known = " ou ".join(f"« {name} »" for name in names)
    raise Refused(
        f"La ligne « {line} » ne désigne aucun tableau de cette partie : "
        f"écrivez {known} tel quel, seul sur sa ligne, ou retirez la ligne entière."
    )


def _shielded(text: str, names: list[str]) -> str:
    """Words that are written like a name stay words: the backslash is taken off when they are read."""
    return "\n".join("\\" + line if _one_line(line) in names else line for line in text.split("\n"))


def _name(line: str) -> str:
    return line.removeprefix(f"{OPENING} : ").removesuffix("]")


def _one_line(text: str) -> str:
    return " ".join(text.split())
