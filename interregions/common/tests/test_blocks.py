import pytest
from hypothesis import given
from hypothesis import strategies as some

from interregions.common.blocks import blocks_from_text, text_from_blocks, text_of_blocks, validate_blocks
from interregions.common.errors import Refused
from interregions.common.templatetags import components

line = some.text(alphabet=some.sampled_from("abé ’#->|\\*•—1.) "), min_size=1, max_size=20).map(
    lambda s: " ".join(s.split())
)
filled = line.filter(bool)
paragraph = some.builds(
    lambda lines: {"type": "paragraph", "text": "\n".join(lines)}, some.lists(filled, min_size=1, max_size=3)
)
heading = some.builds(
    lambda level, text: {"type": "heading", "level": level, "text": text}, some.sampled_from([2, 3]), filled
)
bullets = some.builds(
    lambda ordered, items: {"type": "list", "ordered": ordered, "items": items},
    some.booleans(), some.lists(filled, min_size=1, max_size=4),
)  # fmt: skip
quote = some.builds(
    lambda lines, source: {"type": "quote", "text": "\n".join(lines), "source": source},
    some.lists(filled, min_size=1, max_size=3), line,
)  # fmt: skip


@given(some.lists(some.one_of(paragraph, heading, bullets, quote), max_size=6))
def test_a_text_shown_in_a_plain_area_reads_back_as_the_same_blocks(blocks):
    assert blocks_from_text(text_from_blocks(blocks)) == validate_blocks(blocks)


@given(some.text(alphabet=some.sampled_from("ab# ->|\\*—1.\n"), max_size=80))
def test_any_typed_text_settles_after_one_reading(text):
    once = blocks_from_text(text)
    assert blocks_from_text(text_from_blocks(once)) == once


def test_simple_lines_become_headings_lists_quotes_and_paragraphs():
    text = "# Constat\n\nDeux lignes\nd’un paragraphe\n\n- un\n- deux\n\n1. premier\n2. second\n\n"
    text += "> Trop tard.\n> — Une Région"
    assert [block["type"] for block in blocks_from_text(text)] == ["heading", "paragraph", "list", "list", "quote"]
    assert blocks_from_text(text)[-1] == {"type": "quote", "text": "Trop tard.", "source": "Une Région"}


def test_a_table_keeps_its_cells_through_a_plain_area():
    table = [{"type": "table", "header": ["a", "b"], "rows": [["1|2", ""], ["x", "y"]], "caption": ""}]
    assert blocks_from_text(text_from_blocks(table)) == table


@pytest.mark.parametrize(
    "wrong",
    [
        "texte", [{"type": "script", "text": "x"}], [{"type": "heading", "level": 1, "text": "x"}],
        [{"type": "paragraph", "text": 3}],
        [{"type": "table", "header": ["a"], "rows": [["1", "2"]]}],
        [{"type": "list", "items": "abc"}], [None],
        [{"type": "paragraph", "text": "x"}] * 2001, [{"type": "paragraph", "text": "x" * 200_001}],
    ],
)  # fmt: skip
def test_what_is_not_in_the_closed_list_is_refused(wrong):
    with pytest.raises(Refused):
        validate_blocks(wrong)


def test_unknown_keys_and_control_characters_are_dropped():
    assert validate_blocks([{"type": "paragraph", "text": "a\x00b", "onclick": "x"}]) == [
        {"type": "paragraph", "text": "ab"}
    ]


def test_the_words_alone_hold_every_cell_and_item():
    blocks = [
        {"type": "list", "ordered": False, "items": ["un", "deux"]},
        {"type": "quote", "text": "q", "source": "s"},
    ]
    assert text_of_blocks(blocks) == "un\ndeux\nq\ns"


def test_what_is_pasted_from_a_word_processor_keeps_its_lists_and_its_tables():
    text = (
        "Relevé de décisions\n\n•\tPremier point\n\uf0b7\tDeuxième point\n1.\tNuméro un\n\n"
        "Région\tMontant\tÉchéance\nBretagne\t1 250,5 €\t14/01/2027\nCorse\t\t\nEnsuite, un mot\tà part.\n"
    )
    assert blocks_from_text(text) == [
        {"type": "paragraph", "text": "Relevé de décisions"},
        {"type": "list", "ordered": False, "items": ["Premier point", "Deuxième point"]},
        {"type": "list", "ordered": True, "items": ["Numéro un"]},
        {
            "type": "table",
            "header": ["Région", "Montant", "Échéance"],
            "rows": [["Bretagne", "1 250,5 €", "14/01/2027"], ["Corse", "", ""]],
            "caption": "",
        },
        {"type": "paragraph", "text": "Ensuite, un mot à part."},
    ]


def test_a_pasted_cell_may_hold_the_sign_of_tables():
    (table,) = blocks_from_text("a\tb|c\nd\te")
    assert (table["header"], table["rows"]) == (["a", "b|c"], [["d", "e"]])


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Les **fonds européens** d’abord", "Les fonds européens d’abord"),
        ("__Attention__ : *urgent* et ***ferme***", "Attention : urgent et ferme"),
        ("**Deux\nlignes**", "Deux\nlignes"),
        ("2 * 3 * 4, 2*3*4 et a__b__c", "2 * 3 * 4, 2*3*4 et a__b__c"),
        ("- **un**\n- deux", "un\ndeux"),
        ("| **Axe** | Part |\n| *un* | 2 |", "Axe\nPart\nun\n2"),
    ],
)
def test_the_signs_of_bold_are_never_read(typed, read):
    assert text_of_blocks(blocks_from_text(typed)) == read


def test_the_signs_of_bold_of_a_text_kept_before_are_read_nowhere():
    kept = [
        {"type": "paragraph", "text": "Les **fonds européens**"},
        {"type": "list", "ordered": False, "items": ["**un**"]},
        {"type": "table", "caption": "**c**", "header": ["**a**"], "rows": [["**b**"]]},
    ]
    assert "*" not in components.blocks(kept)
