"""Finding a passage as a person copied it, and putting another wording there. Plain values in and out."""

import re
from typing import Any

from interregions.common.blocks import Block, blocks_from_text

_MARKS = "«»;:!?%"


def _pattern(passage: str) -> re.Pattern[str] | None:
    """The passage whatever its spaces and apostrophes: a page shows narrow spaces where the text has plain ones."""
    tokens = re.findall(rf"[{_MARKS}]|[^\s{_MARKS}]+", passage)
    pattern, before = "", ""
    for token in tokens:
        if before:
            pattern += r"\s*" if token in _MARKS or before in _MARKS else r"\s+"
        pattern += re.sub("['’]", "['’]", re.escape(token))
        before = token
    return re.compile(pattern) if pattern else None


def is_said_in(blocks: list[Block], passage: str) -> bool:
    """Whether a passage stands in these blocks, even across several of their lines; an empty one always does."""
    pattern = _pattern(re.sub(r"(?m)^\s*[•*-]\s+", "", passage))
    return pattern is None or pattern.search("\n".join(_words(blocks))) is not None


def passages_of(blocks: list[Block]) -> list[str]:
    """What one points at to ask for a change: each paragraph, quote and line of a list; titles and tables are not."""
    found: list[str] = []
    for block in blocks:
        match block.get("type"):
            case "list":
                found += block["items"]
            case "paragraph" | "quote":
                found.append(block["text"])
    return found


def _words(value: Any) -> list[str]:
    """Every text of the blocks, in reading order."""
    if isinstance(value, dict):
        return [word for key, each in value.items() if key != "type" for word in _words(each)]
    if isinstance(value, list):
        return [word for each in value for word in _words(each)]
    return [value] if isinstance(value, str) else []


def with_wording(blocks: list[Block], passage: str, wording: str) -> list[Block] | None:
    """The same blocks with the wording in place of the passage's first occurrence; None when it is not there.

    Without a passage the wording is added at the end.
    """
    pattern = _pattern(passage)
    if pattern is None:
        return [*blocks, *blocks_from_text(wording)]
    changed = False

    def put(value: Any) -> Any:
        nonlocal changed
        if isinstance(value, list):
            return [put(each) for each in value]
        if isinstance(value, str) and not changed and pattern.search(value):
            changed = True
            return pattern.sub(lambda _: wording.strip(), value, count=1)
        return value

    found = [{key: value if key == "type" else put(value) for key, value in block.items()} for block in blocks]
    return found if changed else None
