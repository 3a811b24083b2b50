"""The drawings hold their words, at one width, whatever the words are."""

from xml.etree import ElementTree

import pytest
from vl_convert import svg_to_png

from interregions.toolkit.charts import figures
from interregions.toolkit.charts.style import WIDTH

DRAWINGS = {
    "bars": lambda: figures.bars(["Décarbonation", "L’œuvre à ≤ 3"], [1255, 12.5], "Quels thèmes\u202f?"),
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
    assert svg_to_png(svg, 1) != svg_to_png(unpainted, 1)


@pytest.mark.parametrize(
    "label", ["]]};alert(1)", '"<script>', "\ud800", "😀 עברית", "${datum.value}", "", "a" * 500, "\x00\x08", "\\u0022"]
)
def test_hostile_labels_are_shown_and_never_computed(label):
    svg = figures.bars([label], [1], label)
    assert "<script" not in svg
    assert ElementTree.fromstring(svg) is not None  # noqa: S314
    assert svg_to_png(svg, 1).startswith(b"\x89PNG")


def test_a_label_that_looks_like_an_expression_is_read_as_it_is():
    assert "1+datum.value" in words_of(figures.bars(["1+datum.value"], [4], "x"))


def test_nothing_to_draw_is_still_a_drawing():
    assert figures.bars([], [], "Rien").startswith("<svg")
