"""Tables in a plain area: told by a line, put back as they were."""

import pytest

from interregions.common.blocks import blocks_from_text
from interregions.common.errors import Refused
from interregions.toolkit.writing.tables import blocks_with_tables, taken_out, text_with_names


def table(caption: str = "Organismes présents", *rows: list[str]) -> dict:
    return {"type": "table", "caption": caption, "header": ["Organisme", "Présence"], "rows": list(rows)}


def words(text: str) -> dict:
    return {"type": "paragraph", "text": text}


STORED = [
    words("Réunion du 14 janvier."),
    table("Organismes présents", ["Bretagne | Ouest", "sur place"]),
    {"type": "list", "ordered": True, "items": ["Un", "Deux"]},
    table("Organismes présents", ["Corse", "à distance"]),
    table("", ["Mayotte", "sur place"]),
    words("[Tableau : Organismes présents]"),
    words("Voir [Tableau : ancien] plus haut."),
]


def test_tables_survive_the_plain_area_both_ways():
    text = text_with_names(STORED)
    assert "|" not in text
    assert text.split("\n\n")[1] == "[Tableau : Organismes présents]"
    assert "[Tableau : Organismes présents (2)]" in text
    assert "[Tableau : Organisme, Présence]" in text
    assert blocks_with_tables(text, STORED) == STORED
    sent = text_with_names(STORED[:5]).replace("\n", "\r\n").replace(" : O", "\u202f: O")
    assert blocks_with_tables(sent, STORED[:5]) == STORED[:5], "as a browser sends it, with spaces of another width"


def test_words_around_a_table_change_and_the_table_does_not():
    text = text_with_names(STORED[:2]).replace("14", "15") + "\nMerci à tous."
    assert blocks_with_tables(text, STORED[:2]) == [words("Réunion du 15 janvier."), STORED[1], words("Merci à tous.")]


@pytest.mark.parametrize(
    "line",
    [
        "[Tableau : Organismes]",
        "[tableau: organismes présents",
        "- [Tableau : Organismes présents]",
        "Tableau : Organismes présents",
        "Voici [Tableau : Organismes présents] pour mémoire",
    ],
)
def test_an_altered_name_is_refused_with_the_line_to_write(line):
    with pytest.raises(Refused, match=r"écrivez « \[Tableau : Organismes présents\] » tel quel"):
        blocks_with_tables(f"Bonjour.\n\n{line}", STORED[:2])


def test_a_repeated_name_is_refused():
    line = "[Tableau : Organismes présents]"
    with pytest.raises(Refused, match="deux fois"):
        blocks_with_tables(f"{line}\n\n{line}", STORED[:2])


def test_without_a_table_brackets_are_words():
    assert blocks_with_tables("[Tableau : rien]", []) == [words("[Tableau : rien]")]


def test_a_table_is_still_typed_by_who_knows_how():
    typed = "| Organisme | Présence |\n| Bretagne | à distance |"
    found = blocks_with_tables(typed, STORED[:2])
    assert found == blocks_from_text(typed)
    assert taken_out(STORED[:2], found) == []
    assert taken_out(STORED[:2], [words("Rien")]) == ["Organismes présents"]
