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
