"""Two people wrote the parts of one sheet from the same version. Pure."""

from collections.abc import Mapping


def conflicting_parts(
    *, mine: Mapping[str, str], seen: Mapping[str, str], stored: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Merge by part what two people wrote from the same version: what to save, and the parts both changed."""
    kept, both = {}, []
    for part, text in mine.items():
        changed_by_me = text.strip() != seen.get(part, "").strip()
        changed_by_them = stored.get(part, "").strip() != seen.get(part, "").strip()
        if changed_by_me and changed_by_them and text.strip() != stored.get(part, "").strip():
            both.append(part)
        kept[part] = text if changed_by_me else stored.get(part, "")
    return kept, both
