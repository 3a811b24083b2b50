"""The figure of a page: bars, their table, how many answered."""

import re
from types import SimpleNamespace

from django.template import Context, Engine

ENGINE = Engine(app_dirs=True, libraries={"charts": "interregions.toolkit.charts.templatetags.charts"})


def page(rows, n=18, note=""):
    tally = SimpleNamespace(title="Quels thèmes\u202f?", rows=rows, n=n, note=note)
    return ENGINE.from_string("{% load charts %}{% bar_figure tally %}").render(Context({"tally": tally}))


def test_the_figure_tells_its_title_its_bars_and_how_many_answered():
    html = page([("Décarbonation", 14, 0.778), ("Eau", 4, 0.222)], note="Plusieurs réponses possibles.")
    assert "Quels thèmes\u202f?" in html
    assert "18 réponses" in html
    assert "14 (77,8\u202f%)" in html
    assert "Plusieurs réponses possibles." in html


def test_the_table_holds_the_same_figures_as_the_bars():
    html = page([("Décarbonation", 14, 0.778), ("Eau", 4, 0.222)])
    table = html[html.index("<table") : html.index("</table>")]
    for words in ("Décarbonation", ">14<", "77,8\u202f%", "Eau", ">4<"):
        assert words in table
    assert table.count('scope="row"') == 2


def test_the_longest_bar_is_the_greatest_count_and_none_is_no_bar():
    widths = re.findall(
        r'class="chart-bar"[^>]* width="([\d.]+%)"', page([("a", 10, None), ("b", 5, None), ("c", 0, None)])
    )
    assert widths == ["100%", "50%", "0%"]


def test_a_share_fills_that_part_of_its_track():
    widths = re.findall(r'class="chart-bar"[^>]* width="([\d.]+%)"', page([("a", 12, 0.66), ("b", 6, 0.34)]))
    assert widths == ["66%", "34%"]


def test_the_words_of_a_bar_are_text_of_the_page_that_no_drawing_shrinks():
    html = page([("Un libellé assez long pour passer à la ligne sur un téléphone", 3, 0.5)])
    assert "viewBox" not in html
    assert "<text" not in html
    assert '<span class="chart-label">Un libellé assez long' in html


def test_nothing_in_the_figure_needs_an_exception_to_the_security_policy():
    html = page([('"><script>alert(1)</script>', 1, 1.0)])
    assert "<script" not in html
    assert "style=" not in html
    assert not re.search(r"\son[a-z]+=", html)


def test_two_figures_of_a_page_do_not_share_an_id():
    html = page([("a", 1, 1.0)]) + page([("a", 1, 1.0)])
    found = re.findall(r'\bid="([^"]+)"', html)
    assert len(found) == len(set(found)) == 2


def test_no_answer_is_said():
    assert "Aucune réponse" in page([], n=0)
