"""What each page is allowed to cost: milliseconds of CPU of the server, where an empty view costs 0.7."""

UNIT = 0.7
PAGES: dict[str, float] = {
    "bare page": 5,
    "meeting": 12,
    "directory": 12,
    "organisation": 12,
    "À faire, a referent": 20,
    "À faire, the animation": 20,
    "answering, 18 asked": 20,
    "answering, 1,255 asked": 20,
    "collection, 18 asked": 20,
    "collection, 1,255 asked": 20,
    "actions, 300": 20,
    "cycle": 30,
    "minutes": 30,
    "cockpit": 30,
    "matrix, 18 asked": 30,
    "matrix, 1,255 asked": 30,
    "restitution, 18 asked": 30,
    "restitution, 1,255 asked": 30,
    "table CSV, 1,255 asked": 150,
    "table XLSX, 1,255 asked": 500,
    "table ODS, 1,255 asked": 500,
}
QUERIES = {"bare page": 3}
GROWTH = 1.3
DRAWN_ONCE = 300  # the first reading of a restitution, whose figures are then to be kept
NOT_MEASURED = (
    "autosave",
    "tasks of the whole house",
    "10,000 respondents",
    "20 cycles",
    "2,000 actions",
    "first visit",
    "PSS and start",
    "memory of the exports of a page (see toolkit/documents/tests/test_tables.py)",
)


def missed(pages: dict[str, dict[str, float]]) -> list[str]:
    """One sentence for each aim that is not held."""
    told = [
        f"{name}: {pages[name]['warm']:.1f} ms, aim ≤ {aim:g}"
        for name, aim in PAGES.items()
        if pages[name]["warm"] > aim
    ]
    told += [
        f"{name}: {pages[name]['queries']:.0f} queries, aim ≤ {aim}"
        for name, aim in QUERIES.items()
        if pages[name]["queries"] > aim
    ]
    first = pages["restitution, 1,255 asked"]["cold"]
    if first > DRAWN_ONCE:
        told.append(f"drawing an edition: {first:.0f} ms, aim ≤ {DRAWN_ONCE}")
    for name in PAGES:
        few = name.replace("1,255", "18")
        if few != name and few in pages and pages[name]["warm"] > GROWTH * pages[few]["warm"]:
            growth = pages[name]["warm"] / pages[few]["warm"]
            told.append(f"{name}: {growth:.2f} times what it costs with 18, aim ≤ {GROWTH}")
    return told
