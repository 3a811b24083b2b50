"""Rich text as a closed list of blocks: the truth of every text; HTML, PDF and ODT are made from it."""

import re
from typing import Any

from interregions.common.errors import Refused

Block = dict[str, Any]

MAX_BLOCKS = 2000
MAX_CHARACTERS = 200_000
MAX_COLUMNS = 30
TYPES = ("paragraph", "heading", "list", "quote", "table")
NOT_A_TEXT = "Ce texte n’a pas la forme attendue."
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_HEADING = re.compile(r"(#{1,2}) +(.*)")
_BULLET = re.compile(r"[-*•] +(.*)")
_NUMBERED = re.compile(r"\d{1,3}[.)] +(.*)")
_QUOTE = re.compile(r"> ?(.*)")
# A mark of list and the tabulation that follows it; private characters are those of Word's own fonts of signs.
_PASTED_ITEM = re.compile(r"^\s*(?:[-*•·▪■●○◦‣–o§\uf0a7\uf0b7\uf0d8]|(\d{1,3}[.)]))\t+")
_EMPHASIS = (
    re.compile(r"(?<!\*)(\*{2,3})(?=[^\s*])([^*]*[^\s*])\1(?!\*)"),
    re.compile(r"(?<![\w*])(\*)(?=[^\s*])([^*\n]*[^\s*])\1(?![\w*])"),
    re.compile(r"(?<![\w_])(_{2,3})(?=[^\s_])([^_\n]*[^\s_])\1(?![\w_])"),
)
_STARTS = re.compile(r"(\\|#{1,2} |[-*•] |\d{1,3}[.)] |>|\|)")


def without_emphasis(text: str) -> str:
    """« **fonds européens** » is read « fonds européens »: a block has no bold, and nobody reads its signs."""
    before = ""
    while text != before:
        before = text
        for marked in _EMPHASIS:
            text = marked.sub(lambda found: found.group(2), text)
    return text


def plain_block(block: Block) -> Block:
    """The block as it is read, should it have been kept before its signs were taken away."""
    plain: Block = _each_plain(block)
    return plain


def _each_plain(value: Any) -> Any:
    if isinstance(value, str):
        return without_emphasis(value)
    if isinstance(value, dict):
        return {name: _each_plain(each) for name, each in value.items()}
    return [_each_plain(each) for each in value] if isinstance(value, list | tuple) else value


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise Refused(NOT_A_TEXT)
    # A tabulation is swallowed by a PDF: words it kept apart would be glued.
    lines = value.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    return without_emphasis(_CONTROL.sub("", lines).strip()).strip()


def _texts(value: Any) -> list[str]:
    if not isinstance(value, list):
        raise Refused(NOT_A_TEXT)
    return [_text(item) for item in value]


def _table(block: Block) -> Block:
    header = _texts(block.get("header", []))
    rows = block.get("rows", [])
    if not isinstance(rows, list) or not header:
        raise Refused("Un tableau a besoin d’une ligne d’en-têtes.")
    if len(header) > MAX_COLUMNS:
        raise Refused(f"Un tableau a {MAX_COLUMNS} colonnes au plus.")
    clean = [_texts(row) for row in rows]
    if any(len(row) != len(header) for row in clean):
        raise Refused("Chaque ligne d’un tableau a autant de cellules que ses en-têtes.")
    return {"type": "table", "header": header, "rows": clean, "caption": _text(block.get("caption", ""))}


def _clean(block: Any) -> Block:
    """One block with its declared keys only."""
    if not isinstance(block, dict) or block.get("type") not in TYPES:
        raise Refused(NOT_A_TEXT)
    match block["type"]:
        case "paragraph":
            return {"type": "paragraph", "text": _text(block.get("text", ""))}
        case "heading":
            level = block.get("level", 2)
            if isinstance(level, bool) or level not in (2, 3):
                raise Refused("Un titre est de niveau 2 ou 3.")
            return {"type": "heading", "level": level, "text": _text(block.get("text", ""))}
        case "list":
            items = _texts(block.get("items", []))
            return {"type": "list", "ordered": bool(block.get("ordered", False)), "items": items}
        case "quote":
            return {"type": "quote", "text": _text(block.get("text", "")), "source": _text(block.get("source", ""))}
        case _:
            return _table(block)


def _words(block: Block) -> list[str]:
    match block["type"]:
        case "list":
            return list(block["items"])
        case "table":
            return [block["caption"], *block["header"], *(cell for row in block["rows"] for cell in row)]
        case "quote":
            return [block["text"], block["source"]]
        case _:
            return [block["text"]]


def validate_blocks(value: Any) -> list[Block]:
    """The same blocks, cleaned; raises Refused for an unknown block, a wrong shape or a text too long."""
    if not isinstance(value, list):
        raise Refused(NOT_A_TEXT)
    if len(value) > MAX_BLOCKS:
        raise Refused(f"Ce texte a plus de {MAX_BLOCKS} paragraphes : partagez-le en plusieurs textes.")
    blocks = [_clean(block) for block in value]
    if sum(len(words) for block in blocks for words in _words(block)) > MAX_CHARACTERS:
        raise Refused("Ce texte dépasse 200 000 caractères : partagez-le en plusieurs textes.")
    return blocks


def text_of_blocks(blocks: list[Block]) -> str:
    """The words alone, one block after another: for search, excerpts and e-mails."""
    return "\n".join(words for block in blocks for words in _words(block) if words)


def blocks_from_text(text: str) -> list[Block]:
    """Blocks of a text typed in a plain area.

    « # » and « ## » make headings, « - » and « 1. » lists, « > » quotes, « | » tables; an empty line ends a paragraph.
    What is pasted from a word processor or a spreadsheet is read too: its lists and its tables, by their tabulations.
    """
    blocks: list[Block] = []
    group: list[str] = []
    lines = _CONTROL.sub("", text).replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for line in [*_pasted(lines), ""]:
        if line.strip():
            group.append(line.strip())
        elif group:
            blocks.extend(block for block in _blocks_of_group(group) if any(_words(block)))
            group = []
    return validate_blocks(blocks)


def _pasted(lines: list[str]) -> list[str]:
    """Lists and tables as Word, Excel and LibreOffice leave them in plain text, written as they are typed here.

    Neighbouring lines of the same number of tabulations are the rows of a table; a lone one keeps its words apart.
    """
    written: list[str] = []
    rows: list[str] = []
    for line in [*lines, ""]:
        item = _PASTED_ITEM.sub(lambda found: f"{found.group(1) or '-'} ", line)
        columns = item.count("\t") + 1
        if rows and (columns == 1 or columns != rows[-1].count("\t") + 1):
            written += _as_table(rows)
            rows = []
        if columns > 1:
            rows.append(item)
        else:
            written.append(item)
    return written[:-1]


def _as_table(rows: list[str]) -> list[str]:
    if len(rows) == 1:
        return [" ".join(rows[0].split("\t"))]
    # A table begins and ends on its own, whatever stands beside it.
    return ["", *(_row_line(row.split("\t")) for row in rows), ""]


def _kind_of(line: str) -> tuple[str, str]:
    for kind, pattern in (("bullet", _BULLET), ("numbered", _NUMBERED), ("quote", _QUOTE)):
        if found := pattern.fullmatch(line):
            return kind, found.group(1).strip() if kind == "quote" else _one_line(found.group(1))
    if found := _HEADING.fullmatch(line):
        return "h2" if found.group(1) == "#" else "h3", _one_line(found.group(2))
    if line.startswith("|") and line.endswith("|") and len(line) > 1:
        return "row", line
    return "words", line[1:].strip() if line.startswith("\\") else line


def _blocks_of_group(lines: list[str]) -> list[Block]:
    """Neighbouring lines of the same kind make one block; a heading is alone."""
    blocks: list[Block] = []
    before = ""
    for line in lines:
        kind, words = _kind_of(line)
        if kind == "words" and not words:
            continue
        if kind in ("h2", "h3"):
            blocks.append({"type": "heading", "level": int(kind[1]), "text": words})
        elif kind in ("bullet", "numbered"):
            if before != kind:
                blocks.append({"type": "list", "ordered": kind == "numbered", "items": []})
            blocks[-1]["items"].append(words)
        elif kind == "quote":
            if before != kind:
                blocks.append({"type": "quote", "text": "", "source": ""})
            _continue_quote(blocks[-1], words)
        elif kind == "row":
            _continue_table(blocks, before == "row", words)
        elif before == "words":
            blocks[-1]["text"] += "\n" + words
        else:
            blocks.append({"type": "paragraph", "text": words})
        before = kind
    return blocks


def _continue_quote(quote: Block, words: str) -> None:
    if words.startswith("— "):
        quote["source"] = _one_line(words[2:])
    else:
        words = words[1:].strip() if words.startswith("\\") else words
        quote["text"] = "\n".join(part for part in (quote["text"], words) if part)


def _continue_table(blocks: list[Block], goes_on: bool, line: str) -> None:
    cells = [_unescape(cell) for cell in re.split(r"(?<!\\)\|", line[1:-1])]
    if not goes_on:
        blocks.append({"type": "table", "header": cells, "rows": [], "caption": ""})
        return
    table = blocks[-1]
    width = len(table["header"])
    table["rows"].append([*cells, *[""] * width][:width])


def _unescape(cell: str) -> str:
    return _one_line(cell).replace("\\|", "|")


def _row_line(row: list[str]) -> str:
    return "| " + " | ".join(_one_line(cell).replace("|", "\\|") for cell in row) + " |"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _shielded(line: str) -> str:
    return "\\" + line if _STARTS.match(line) else line


def _quoted(line: str) -> str:
    return "\\" + line if line.startswith(("\\", "— ")) else line


def text_from_blocks(blocks: list[Block]) -> str:
    """The text to show in a plain area; ``blocks_from_text`` reads it back. A table's caption is not kept."""
    parts = []
    for block in blocks:
        match block["type"]:
            case "heading":
                parts.append(f"{'#' * (block['level'] - 1)} {_one_line(block['text'])}")
            case "list":
                items = [_one_line(item) for item in block["items"]]
                marked = [f"{rank}. {item}" if block["ordered"] else f"- {item}" for rank, item in enumerate(items, 1)]
                parts.append("\n".join(marked))
            case "quote":
                lines = [f"> {_quoted(line)}" for line in _lines(block["text"])]
                lines += [f"> — {_one_line(block['source'])}"] if block["source"] else []
                parts.append("\n".join(lines))
            case "table":
                rows = [block["header"], *block["rows"]]
                parts.append("\n".join(_row_line(row) for row in rows))
            case _:
                parts.append("\n".join(_shielded(line) for line in _lines(block["text"])))
    return "\n\n".join(part for part in parts if part)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]
