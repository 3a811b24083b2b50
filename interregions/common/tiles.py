"""The mark of the product: eighteen tiles of the same size, one voice each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True)
class Tile:
    """One Région's place on the tile map; ``insee`` is its code, ``short`` what is written in it."""

    insee: str
    short: str
    name: str
    column: int
    row: int


# Columns 0 to 3 are metropolitan, column 5 is overseas.
TILES: tuple[Tile, ...] = (
    Tile("32", "HDF", "Hauts-de-France", 2, 0),
    Tile("28", "NOR", "Normandie", 1, 1),
    Tile("11", "IDF", "Île-de-France", 2, 1),
    Tile("44", "GES", "Grand Est", 3, 1),
    Tile("53", "BRE", "Bretagne", 0, 2),
    Tile("52", "PDL", "Pays de la Loire", 1, 2),
    Tile("24", "CVL", "Centre-Val de Loire", 2, 2),
    Tile("27", "BFC", "Bourgogne-Franche-Comté", 3, 2),
    Tile("75", "NAQ", "Nouvelle-Aquitaine", 1, 3),
    Tile("84", "ARA", "Auvergne-Rhône-Alpes", 2, 3),
    Tile("76", "OCC", "Occitanie", 1, 4),
    Tile("93", "PAC", "Provence-Alpes-Côte d’Azur", 2, 4),
    Tile("94", "COR", "Corse", 3, 5),
    Tile("01", "GUA", "Guadeloupe", 5, 0),
    Tile("02", "MAR", "Martinique", 5, 1),
    Tile("03", "GUY", "Guyane", 5, 2),
    Tile("04", "REU", "La Réunion", 5, 3),
    Tile("06", "MAY", "Mayotte", 5, 4),
)
BY_INSEE = {tile.insee: tile for tile in TILES}
BY_SHORT = {tile.short: tile for tile in TILES}

SIDE, GAP = 44, 6


@dataclass(frozen=True)
class Shown:
    """A tile with what it says; ``state`` is a word of the closed list below or a step of the ramp (« 0 » to « 5 »)."""

    tile: Tile
    x: int
    y: int
    value: str
    state: str
    url: str
    label: str
    own: bool = False  # the reader's own: a ring around it

    @property
    def words(self) -> str:
        """What the tile says in words: its value, else what its colour says."""
        return self.value or STATE_WORDS.get(self.state, "")

    @property
    def said(self) -> str:
        """« Bretagne : 3 pôles »: the name with what the tile says."""
        return f"{self.label}\u202f: {self.words}" if self.words else self.label


STATE_WORDS = {"todo": "à faire", "current": "en cours", "done": "fait", "late": "en retard", "off": "sans objet"}
STATES = ("none", "todo", "current", "done", "late", "off", "0", "1", "2", "3", "4", "5")


def position(tile: Tile) -> tuple[int, int]:
    """Left and top of a tile; the overseas column stands half a tile apart."""
    left = tile.column * (SIDE + GAP) if tile.column < 4 else 4 * (SIDE + GAP) + 16
    return left, tile.row * (SIDE + GAP)


WIDTH = 4 * (SIDE + GAP) + 16 + SIDE
HEIGHT = 5 * (SIDE + GAP) + SIDE


def _read(item: Any, name: str) -> str:
    value = item.get(name, "") if isinstance(item, Mapping) else getattr(item, name, "")
    return "" if value is None else str(value)


def shown_tiles(items: Iterable[Any]) -> list[Shown]:
    """Eighteen tiles in the fixed order; a Région nobody spoke of has the state « none ».

    An item is an object or a mapping with ``code`` (INSEE or the three letters), ``label``, ``value``, ``state``,
    ``url`` and ``own`` (said of one, or empty).
    """
    said = {}
    for item in items:
        code = _read(item, "code")
        tile = BY_INSEE.get(code) or BY_SHORT.get(code)
        if tile:
            said[tile.insee] = item
    shown = []
    for tile in TILES:
        item = said.get(tile.insee, {})
        state = _read(item, "state")
        x, y = position(tile)
        label = _read(item, "label") or tile.name
        shown.append(
            Shown(
                tile,
                x,
                y,
                _read(item, "value"),
                state if state in STATES else "none",
                _read(item, "url"),
                label,
                bool(_read(item, "own")),
            )
        )
    return shown


CELL, BETWEEN, MOST_CELLS = 20, 4, 18


@dataclass(frozen=True)
class Cell:
    """One cell of a count: its place in the row, and whether it is filled. It is nobody's."""

    x: int
    state: str


def progress_cells(done: int, total: int) -> list[Cell]:
    """A plain row filled from the left: a count drawn on the map would say who is last.

    One cell each up to eighteen; past it they are filled in proportion, never more than what is done.
    """
    cells = min(max(0, total), MOST_CELLS)
    filled = 0 if total <= 0 else min(cells, max(0, done) * cells // total)
    return [Cell(rank * (CELL + BETWEEN), "done" if rank < filled else "none") for rank in range(cells)]
