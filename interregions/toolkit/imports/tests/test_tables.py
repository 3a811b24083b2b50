"""A table is read whatever wrote it, or refused with a sentence; nothing of it is computed."""

import io
import zipfile
from datetime import date

import odfdo
import openpyxl
import pytest

from interregions.common.errors import Refused
from interregions.common.importing import Column
from interregions.toolkit.documents.tables import Sheet, render_tables
from interregions.toolkit.files.apart import DAMAGED
from interregions.toolkit.imports.brought import read_brought
from interregions.toolkit.imports.rules import EMPTY, MOST_LINES, in_utf8, table_in, too_many
from interregions.toolkit.imports.tables import sheets_of

COLUMNS = (
    Column("name", "Nom (tel qu’il est signé)", ("nom de famille",), required=True),
    Column("place", "Région", ("collectivité",)),
    Column("day", "Date"),
)
LINES = [{"name": "Zoé Œuf", "place": "Île-de-France", "day": ""}, {"name": "Noël", "place": "Grand Est", "day": "2"}]


def read(content: bytes, kind: str = "csv") -> list[dict[str, str]]:
    return [line for _, line in table_in(sheets_of(content, kind), COLUMNS).lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("end", ["\r\n", "\n", "\r"])
def test_a_csv_is_read_whatever_its_letters_and_its_signs(encoding: str, separator: str, end: str) -> None:
    rows = ["Nom;Région;Date", "Zoé Œuf;Île-de-France;", ";;", "Noël;Grand Est;2", ""]
    content = end.join(rows).replace(";", separator).encode(encoding)
    assert read(in_utf8(content)) == LINES


def test_titles_above_the_header_and_empty_lines_keep_the_numbers_of_the_file() -> None:
    content = "Contacts du réseau;\n\nMis à jour, le 3;\n;;\nNOM DE FAMILLE *;collectivite [1]\n\nZoé;Bretagne\n"
    table = table_in(sheets_of(content.encode(), "csv"), COLUMNS)
    assert table.lines == [(7, {"name": "Zoé", "place": "Bretagne"})]
    assert table.headers == {"name": "NOM DE FAMILLE *", "place": "collectivite [1]"}


def test_a_cell_of_several_lines_and_a_told_separator() -> None:
    content = 'sep=,\nNom,Région,Date\n"Zoé\nde l’Œuf","Bretagne, Normandie",1\nNoël,x,\n'
    table = table_in(sheets_of(content.encode(), "csv"), COLUMNS)
    assert [number for number, _ in table.lines] == [3, 5]
    assert table.lines[0][1] == {"name": "Zoé de l’Œuf", "place": "Bretagne, Normandie", "day": "1"}


@pytest.mark.parametrize("format", ["ods", "xlsx", "csv"])
def test_what_the_house_writes_it_reads_back(format: str) -> None:
    rows = [["=1+1", "+33 6", date(2026, 11, 30)], ["  deux  espaces", "’", None], ["12", "-5 %", None]]
    content = render_tables([Sheet("Liste", ["Nom (tel qu’il est signé)", "Région", "Date"], rows)], format)
    assert read(content, format) == [
        {"name": "=1+1", "place": "+33 6", "day": "2026-11-30"},
        {"name": "deux espaces", "place": "’", "day": ""},
        {"name": "12", "place": "-5 %", "day": ""},
    ]


def workbook(*rows: list[object]) -> bytes:
    book, file = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["Un titre"])
    second = book.create_sheet("Liste")
    for row in rows:
        second.append(row)
    book.save(file)
    return file.getvalue()


def test_the_sheet_that_has_the_columns_is_found_and_numbers_stay_whole() -> None:
    content = workbook(["Région", "Nom"], [53.0, "Zoé"], [None, None], ["01", True])
    assert read(content, "xlsx") == [{"place": "53", "name": "Zoé"}, {"place": "01", "name": "oui"}]


def test_a_formula_without_its_value_is_shown_as_one_never_as_nothing() -> None:
    assert read(workbook(["Nom", "Région"], ['=UPPER("zoé")', "x"]), "xlsx") == [
        {"name": '=UPPER("zoé")', "place": "x"}
    ]


def ods(rows: str) -> bytes:
    names = "".join(
        f' xmlns:{short}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for short, name in (("office", "office"), ("table", "table"), ("text", "text"))
    )
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<x/>")
        archive.writestr(
            "content.xml",
            f"<office:document-content{names}><office:body><office:spreadsheet><table:table>{rows}</table:table>"
            "</office:spreadsheet></office:body></office:document-content>",
        )
    return file.getvalue()


def row(*cells: str, more: str = "") -> str:
    return f"<table:table-row{more}>" + "".join(cells) + "</table:table-row>"


def cell(words: str, more: str = "") -> str:
    return f'<table:table-cell office:value-type="string"{more}>{words}</table:table-cell>'


def test_an_opendocument_repeats_cells_notes_and_a_million_empty_lines() -> None:
    head = row(cell("<text:p>Nom</text:p>"), cell("<text:p>Région</text:p>"))
    note = "<office:annotation><text:p>à vérifier</text:p></office:annotation><text:p>Zoé<text:s text:c='2'/>O</text:p>"
    twice = row(cell(note, ' table:number-columns-repeated="2"'), more=' table:number-rows-repeated="2"')
    void = row("<table:table-cell/>", more=' table:number-rows-repeated="1048570"')
    number = '<table:table-cell office:value-type="float" office:value="53"><text:p>53,00</text:p></table:table-cell>'
    content = ods(head + row("<table:table-cell/>") + twice + row(cell("<text:p>A</text:p>"), number) + void)
    table = table_in(sheets_of(content, "ods"), COLUMNS)
    assert table.lines == [
        (3, {"name": "Zoé O", "place": "Zoé O"}),
        (4, {"name": "Zoé O", "place": "Zoé O"}),
        (5, {"name": "A", "place": "53"}),
    ]


def test_a_workbook_of_another_library_is_read() -> None:
    document, file = odfdo.Document("spreadsheet"), io.BytesIO()
    document.body.clear()
    table = odfdo.Table("Contacts")
    for number, values in enumerate([["Nom", "Date", "Région"], ["Zoé", date(2026, 11, 30), 53], ["A", None, 1.5]]):
        table.set_row_values(number, values)
    document.body.append(table)
    document.save(file)
    assert read(file.getvalue(), "ods") == [
        {"name": "Zoé", "day": "2026-11-30", "place": "53"},
        {"name": "A", "day": "", "place": "1.5"},
    ]


def test_five_thousand_lines_are_read_and_one_more_is_refused() -> None:
    lines = "Nom;Région\n" + "a;b\n" * MOST_LINES
    assert len(read(lines.encode())) == MOST_LINES
    for more in (1, 500):
        with pytest.raises(Refused) as refused:
            read((lines + "a;b\n" * more).encode())
        assert refused.value.reasons == [too_many(MOST_LINES)]


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("a.csv", b"", "Ce fichier est vide."),
        ("a.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ancien format"),
        ("a.csv", "Nom;Région\n".encode(), EMPTY),
        ("a.csv", b"Prix;Poids\n1;2\n", "n’ont pas été reconnus"),
        ("a.csv", "Région;Date\nx;1\n".encode(), "La colonne « Nom » manque."),
        ("a.csv", b'Nom;Date\n"abc;' + b"x" * 140_000, "guillemet n’est pas refermé"),
        ("a.pdf", b"%PDF-1.7 rien", "n’est pas un tableau"),
        ("a.csv", b"Nom;Date\n\x00;b\n", "n’est pas un tableau"),
        ("a.xlsx", b"PK\x03\x04abc", "abîmé"),
    ],
)
def test_what_is_no_such_table_is_told_in_a_sentence(name: str, content: bytes, words: str) -> None:
    with pytest.raises(Refused) as refused:
        read_brought(content, name, COLUMNS)
    assert words in " ".join(refused.value.reasons)


def test_an_opendocument_that_is_not_xml_is_refused_apart() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", "<a")
    with pytest.raises(Refused) as refused:
        read_brought(file.getvalue(), "a.ods", COLUMNS)
    assert refused.value.reasons == [DAMAGED]


def test_what_a_spreadsheet_saves_as_unicode_is_read() -> None:
    content = "Nom\tDate\r\nZoé\t1\r\n".encode("utf-16")
    assert read_brought(content, "contacts.txt", COLUMNS).lines == [(2, {"name": "Zoé", "day": "1"})]


@pytest.mark.parametrize(
    "inside",
    [
        '<!DOCTYPE a [<!ENTITY x SYSTEM "file:///etc/passwd">]><a>&x;</a>',
        '<!DOCTYPE a [<!ENTITY x "aaaa"><!ENTITY y "&x;&x;&x;">]><a>&y;</a>',
    ],
)
def test_entities_and_what_never_ends_are_refused_apart(inside: str) -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", inside)
    with pytest.raises(Refused) as refused:
        read_brought(file.getvalue(), "a.ods", COLUMNS)
    assert refused.value.reasons == [DAMAGED]
    most = "2000000000"
    endless = row(
        cell("<text:p>x</text:p>", f' table:number-columns-repeated="{most}"'),
        more=f' table:number-rows-repeated="{most}"',
    )
    with pytest.raises(Refused) as refused:
        read_brought(ods(row(cell("<text:p>Nom</text:p>"), cell("<text:p>Date</text:p>")) + endless), "a.ods", COLUMNS)
    assert refused.value.reasons == [too_many(MOST_LINES)]


def test_a_file_is_read_apart_whatever_wrote_it() -> None:
    content = render_tables([Sheet("x", ["Nom", "Inconnu", "Date"], [["Zoé", "1", "2"]])], "ods")
    table = read_brought(content, "liste.ods", COLUMNS)
    assert table.lines == [(2, {"name": "Zoé", "day": "2"})]
    assert table.left_out == ["Inconnu"]
