import datetime

import pytest

from interregions.toolkit.documents.parts import (
    BulletList,
    Document,
    Heading,
    Paragraph,
    Quote,
    Table,
    cell_text,
    date_text,
    parts_from_blocks,
)


def levels(*asked: int) -> list[int]:
    return [part.level for part in Document("x", parts=[Heading(level, "t") for level in asked]).parts]


@pytest.mark.parametrize(
    ("asked", "given"),
    [((1, 2, 3), [1, 2, 3]), ((2, 2, 3, 2), [1, 1, 2, 1]), ((1, 3, 3, 2), [1, 2, 2, 2]), ((3, 1, 2), [1, 1, 2])],
)
def test_headings_begin_at_one_and_skip_no_level(asked, given):
    assert levels(*asked) == given


def test_an_empty_heading_is_left_out():
    assert levels() == []
    assert Document("x", parts=[Heading(1, " \n"), Paragraph("t")]).parts == (Paragraph("t"),)


def test_numbers_are_written_in_french():
    assert cell_text(1255) == "1\u202f255"
    assert cell_text(-12.5) == "−12,5"
    assert cell_text(1000.0) == "1\u202f000"
    assert cell_text(None) == ""


def test_dates_are_written_in_french():
    assert date_text(datetime.date(2027, 3, 1)) == "1er mars 2027"
    assert date_text(datetime.date(2027, 8, 14)) == "14 août 2027"


def test_ragged_rows_are_squared():
    table = Table("c", ["a"], [["1", "2"], []])
    assert table.header == ("a", "")
    assert table.texts == (("1", "2"), ("", ""))


def test_column_shares_add_up_to_one_and_follow_what_columns_hold():
    narrow, wide = Table("c", ["a", "b"], [["x", "y" * 40]]).shares
    assert narrow + wide == pytest.approx(1)
    assert wide > narrow
    assert Table("c", ["a", "b"], [], widths=(3, 1)).shares == (0.75, 0.25)
    assert sum(Table("c", [], []).shares) == pytest.approx(1)


def test_blocks_become_parts():
    blocks = [
        {"type": "heading", "level": 2, "text": "Titre"},
        {"type": "paragraph", "text": "Texte"},
        {"type": "list", "ordered": True, "items": ["a"]},
        {"type": "quote", "text": "Mots", "source": "Qui"},
        {"type": "table", "header": ["h"], "rows": [["c"]], "caption": "Légende"},
    ]
    assert parts_from_blocks(blocks) == [
        Heading(2, "Titre"),
        Paragraph("Texte"),
        BulletList(("a",), ordered=True),
        Quote("Mots", "Qui"),
        Table("Légende", ["h"], [["c"]]),
    ]


def test_a_block_of_an_unknown_type_is_not_lost_in_silence():
    with pytest.raises(ValueError, match="video"):
        parts_from_blocks([{"type": "video"}])


def test_an_unknown_classification_is_refused():
    with pytest.raises(ValueError, match="secret"):
        Document("x", classification="secret")


def test_the_signs_of_bold_of_a_text_kept_before_are_never_printed():
    kept = [
        {"type": "paragraph", "text": "Les **fonds européens**"},
        {"type": "table", "caption": "", "header": ["**a**"], "rows": [["**b**"]]},
    ]
    assert "*" not in str(parts_from_blocks(kept))
