"""The drawings hold their words, at one width, whatever the words are."""

from xml.etree import ElementTree

import pytest

from interregions.toolkit.charts import figures
from interregions.toolkit.charts.style import CATEGORIES, DIVERGING, SEQUENTIAL, WIDTH, diverging, label_colour

DRAWINGS = {
    "bars": lambda: figures.bars(["Décarbonation", "L’œuvre à ≤ 3"], [1255, 12.5], "Quels thèmes\u202f?"),
    "stacked": lambda: figures.stacked(
        ["Régions", "EPCI"], {"Oui": [12, 1255], "Non": [3, 12.5]}, "Quels thèmes\u202f?"
    ),
    "diverging": lambda: figures.diverging_bars(["Suivi"], {"Non": [1255], "Oui": [12.5]}, "Quels thèmes\u202f?"),
    "tiles": lambda: figures.region_values({"BRE": 1255, "GUA": 12.5, "OCC": None}, "Quels thèmes\u202f?"),
}


def words_of(svg: str) -> str:
    return " ".join(ElementTree.fromstring(svg).itertext())  # noqa: S314


@pytest.mark.parametrize("name", DRAWINGS)
def test_words_and_french_numbers_are_in_the_drawing(name):
    words = words_of(DRAWINGS[name]())
    assert "Quels thèmes\u202f?" in words
    assert "1\u202f255" in words
    assert "12,5" in words


@pytest.mark.parametrize("name", DRAWINGS)
def test_every_drawing_has_the_same_width(name):
    assert ElementTree.fromstring(DRAWINGS[name]()).get("width") == str(WIDTH)  # noqa: S314


def test_words_are_painted_and_not_only_written():
    svg = figures.bars(["Décarbonation"], [3], "Quels thèmes\u202f?")
    family = ElementTree.fromstring(svg).find(".//{*}text").get("font-family")  # noqa: S314
    unpainted = svg.replace(family, "No Such Family")
    assert figures.svg_to_png(svg, 1) != figures.svg_to_png(unpainted, 1)


def test_histogram_uses_decimal_commas_and_names_its_axes():
    words = words_of(figures.histogram([0.5, 0.7, 1.2, 1.4], "Budgets", "millions d’euros", bins=4))
    assert "0,5" in words or "0,6" in words
    assert "millions d’euros" in words
    assert "Nombre de réponses" in words


@pytest.mark.parametrize(
    "label", ["]]};alert(1)", '"<script>', "\ud800", "😀 עברית", "${datum.value}", "", "a" * 500, "\x00\x08", "\\u0022"]
)
def test_hostile_labels_are_shown_and_never_computed(label):
    svg = figures.bars([label], [1], label)
    assert "<script" not in svg
    assert ElementTree.fromstring(svg) is not None  # noqa: S314
    assert figures.svg_to_png(svg, 1).startswith(b"\x89PNG")


def test_a_label_that_looks_like_an_expression_is_read_as_it_is():
    assert "1+datum.value" in words_of(figures.bars(["1+datum.value"], [4], "x"))


def test_nothing_to_draw_is_still_a_drawing():
    assert figures.bars([], [], "Rien").startswith("<svg")
    assert figures.region_values({}, "Rien").startswith("<svg")
    assert figures.stacked([], {}, "Rien").startswith("<svg")


def test_the_eighteen_regions_each_have_their_tile():
    assert len(figures.TILES) == len(set(figures.TILES.values())) == 18


def _luminance(colour: str) -> float:
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [value / 12.92 if value <= 0.04045 else ((value + 0.055) / 1.055) ** 2.4 for value in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("colour", sorted({*SEQUENTIAL, *DIVERGING, *CATEGORIES}))
def test_words_on_a_colour_can_be_read(colour):
    light, dark = sorted((_luminance(colour), _luminance(label_colour(colour))), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5


@pytest.mark.parametrize("count", range(1, 9))
def test_a_scale_has_as_many_colours_as_answers(count):
    assert len(diverging(count)) == count
