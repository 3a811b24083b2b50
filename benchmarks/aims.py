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
    "autosave": 20,
    "tasks of the house": 4,
    "surveys": 20,
    "table CSV, 1,255 asked": 150,
    "table XLSX, 1,255 asked": 500,
    "table ODS, 1,255 asked": 500,
}
QUERIES = {"bare page": 3, "autosave": 12}
TIMES = {"tasks of the house": 20}  # read so many times by one asking
GROWTH = 1.3
# Asked again with 2,000 actions instead of 300 and twenty cycles.
GROWING = (
    "bare page",
    "meeting",
    "À faire, a referent",
    "À faire, the animation",
    "actions, 300",
    "cycle",
    "minutes",
    "cockpit",
    "tasks of the house",
    "surveys",
)
DRAWN_ONCE = 300  # the first reading of a restitution, whose figures are then to be kept
NOT_MEASURED = (
    "first visit (see tests/browser/test_first_visit.py)",
    "PSS and start",
    "memory of the exports of a page (see toolkit/documents/tests/test_tables.py)",
)


def of(name: str) -> float:
    """The aim of a page, whatever the number of those asked."""
    return PAGES[name.replace("10,000", "1,255")]


def missed(pages: dict[str, dict[str, float]]) -> list[str]:
    """One sentence for each aim that is not held."""
    told = [
        f"{name}: {one['warm']:.1f} ms, aim ≤ {of(name):g}" for name, one in pages.items() if one["warm"] > of(name)
    ]
    told += [
        f"{name}: {pages[name]['queries']:.0f} queries, aim ≤ {aim}"
        for name, aim in QUERIES.items()
        if pages[name]["queries"] > aim
    ]
    first = pages["restitution, 1,255 asked"]["cold"]
    if first > DRAWN_ONCE:
        told.append(f"drawing an edition: {first:.0f} ms, aim ≤ {DRAWN_ONCE}")
    for name, one in pages.items():
        few = name.replace("10,000", "18").replace("1,255", "18")
        if few != name and few in pages and one["warm"] > GROWTH * pages[few]["warm"]:
            growth = one["warm"] / pages[few]["warm"]
            told.append(f"{name}: {growth:.2f} times what it costs with 18, aim ≤ {GROWTH}")
        if one.get("grown", 0) > GROWTH * one["warm"]:
            growth = one["grown"] / one["warm"]
            told.append(f"{name}: {growth:.2f} times with 2,000 actions and 20 cycles, aim ≤ {GROWTH}")
    return told
