import re
from itertools import pairwise
from types import SimpleNamespace

from django.template import engines

from interregions.common import tiles
from interregions.common.templatetags.components import blocks


def drawn(source: str, **context: object) -> str:
    return engines["django"].from_string(source).render(context)


def test_every_region_has_its_own_tile():
    assert len({tile.insee for tile in tiles.TILES}) == len({tiles.position(tile) for tile in tiles.TILES}) == 18


def test_a_tile_map_names_each_region_and_carries_a_table():
    html = drawn("{% tile_map said title='Collecte' %}", said=[{"code": "53", "label": "Bretagne", "state": "done"}])
    assert len(re.findall(r'class="tile tile-', html)) == 18
    assert 'aria-label="BRE, Bretagne : fait"' in html
    assert html.count("<tr data-code") == 18


def test_a_tile_accepts_objects_letters_and_refuses_unknown_states():
    shown = tiles.shown_tiles([SimpleNamespace(code="BRE", label="", value=None, state='x" onload="', url=None)])
    bretagne = next(each for each in shown if each.tile.insee == "53")
    assert (bretagne.label, bretagne.value, bretagne.state) == ("Bretagne", "", "none")


def test_progress_tells_how_many_and_never_who():
    assert [each.state for each in tiles.progress_cells(12, 18)] == ["done"] * 12 + ["none"] * 6
    assert sum(each.state == "done" for each in tiles.progress_cells(39, 40)) == 17
    assert tiles.progress_cells(3, 0) == []
    assert len(tiles.progress_cells(2, 5)) == 5
    html = drawn("{% tile_progress 12 18 %}")
    assert "12 Régions sur 18 ont répondu" in html
    assert "Bretagne" not in html


def test_a_count_is_a_plain_row_that_places_nobody():
    """Drawn on the map, the last cells would always be Corse and the overseas Régions."""
    html = drawn("{% tile_progress 12 18 %}")
    assert set(re.findall(r' y="(\d+)"', html)) == {"0"}
    places = [int(x) for x in re.findall(r' x="(\d+)"', html)]
    assert {later - earlier for earlier, later in pairwise(places)} == {tiles.CELL + tiles.BETWEEN}


def test_the_real_map_draws_eighteen_regions_and_five_insets():
    html = drawn("{% real_map said %}", said=[{"code": "01", "value": "3 pôles"}])
    assert html.count("<path") == 18
    assert html.count('class="inset"') == 5
    assert "Guadeloupe : 3 pôles" in html


def test_blocks_never_let_markup_through():
    html = blocks(
        [{"type": "paragraph", "text": "<script>x</script>"}, {"type": "quote", "text": "a", "source": "<b>"}]
    )
    assert "<script>" not in html
    assert "<b>" not in html


def test_no_component_carries_inline_style_or_script():
    html = drawn("{% tile_map s %}{% tile_progress 1 18 %}{% real_map s %}{% step_line s %}", s=[])
    assert " style=" not in html
    assert not re.search(r"\son\w+=", html)


def test_badges_and_dates_accept_nothing():
    assert drawn("{% organisation_badge none %}{{ none|french_date }}{{ none|french_datetime }}").strip() == ""
    assert drawn("{{ none|number }}") == "–"


def test_a_gesture_in_one_button_posts_its_values_and_the_token():
    opening = '{% post_button "network:close_group" 3 classes="as-link" reopen="oui" %}'
    button = opening + "\n  Rouvrir {{ n }}\n{% endpost_button %}"
    assert drawn(button, csrf_token="jeton", n="<b>") == (
        '<form method="post" action="/reseau/groupes/3/clore/">'
        '<input type="hidden" name="csrfmiddlewaretoken" value="jeton"><input type="hidden" name="reopen" value="oui">'
        '<button class="as-link" type="submit">Rouvrir &lt;b&gt;</button></form>'
    )
    button = '{% post_button "network:close_group" 3 disabled=why %}Clore{% endpost_button %}'
    assert "disabled>Clore" in drawn(button, csrf_token="jeton", why=["Non."])
