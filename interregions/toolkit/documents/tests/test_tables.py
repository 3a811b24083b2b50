import csv
import datetime
import io
import shutil
import subprocess
import tracemalloc
from decimal import Decimal

import odfdo
import openpyxl
import pytest

from interregions.toolkit.documents.tables import Sheet, render_csv, render_ods, render_tables, render_xlsx, sheet_names

DANGEROUS = [
    "=1+1",
    "+33 1",
    "-2+3",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    "  =1",
    "\uff1d1+1",
    '=HYPERLINK("http://x")',
    "=cmd|'/c'!A0",
]
MOMENT = datetime.datetime(2027, 3, 1, 10, 30, tzinfo=datetime.UTC)
ROWS = [["Œuvre\u202f;", 12.5, -3, Decimal("1.25"), datetime.date(2027, 3, 1), None, True, MOMENT], ["a\nb"], []]
SHEETS = [Sheet("Réponses", ["Texte", *"bcdefgh"], ROWS), Sheet("Réponses", ["x"], [])]


def in_csv(rows, header=("h",)):
    text = render_csv([Sheet("s", header, rows)]).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline=""), delimiter=";"))


def test_csv_opens_as_french_spreadsheets_expect():
    content = render_csv(SHEETS)
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1] == ["Œuvre\u202f;", "12,5", "-3", "1,25", "2027-03-01", "", "oui", "2027-03-01 11:30"]


@pytest.mark.parametrize("words", DANGEROUS)
def test_no_text_becomes_a_formula(words):
    assert in_csv([[words]])[1][0].startswith("'")
    sheet = [Sheet("s", [words], [[words]])]
    page = openpyxl.load_workbook(io.BytesIO(render_xlsx(sheet))).active
    for cell in (page["A1"], page["A2"]):
        assert cell.data_type == "s"
        assert not cell.value.startswith("'")
    assert page["A2"].quotePrefix
    book = odfdo.Document(io.BytesIO(render_ods(sheet)))
    assert "table:formula" not in book.content.serialize().decode()
    assert [cell.type for cell in book.body.get_elements("table:table")[0].get_row(1).cells] == ["string"]


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["ods", "xlsx"])
def test_another_programme_reads_texts_as_texts_and_numbers_as_numbers(tmp_path, format):
    row = ["=1+1", "+33 6 12 34 56 78", "-5 %", -5.5, datetime.date(2027, 1, 14)]
    (tmp_path / f"t.{format}").write_bytes(render_tables([Sheet("s", list("abcde"), [row])], format))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    command = ["soffice", profile, "--headless", "--convert-to", "fods", "--outdir", tmp_path, tmp_path / f"t.{format}"]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    text = (tmp_path / "t.fods").read_text()
    assert "table:formula" not in text
    for words in row[:3]:
        assert f"<text:p>{words}</text:p>" in text
    assert 'office:value="-5.5"' in text
    assert 'office:date-value="2027-01-14"' in text


def test_negative_numbers_stay_numbers():
    assert in_csv([[-3, -2.5]])[1] == ["-3", "-2,5"]
    page = openpyxl.load_workbook(io.BytesIO(render_xlsx(SHEETS))).worksheets[0]
    assert [page.cell(2, column).value for column in (2, 3, 4)] == [12.5, -3, 1.25]
    assert page.cell(2, 5).value.isoformat() == "2027-03-01T00:00:00"
    assert page.cell(2, 8).value.isoformat() == "2027-03-01T11:30:00"


def test_ods_keeps_types_header_rows_and_sheets():
    book = odfdo.Document(io.BytesIO(render_ods(SHEETS)))
    assert [table.name for table in book.body.get_elements("table:table")] == ["Réponses", "Réponses 2"]
    table = book.body.get_elements("table:table")[0]
    assert len(table.get_elements("table:table-header-rows/table:table-row")) == 1
    values = table.get_row_values(1)
    assert values[0] == "Œuvre\u202f;"
    assert [float(value) for value in values[1:4]] == [12.5, -3, 1.25]
    assert values[4] == datetime.date(2027, 3, 1)


@pytest.mark.parametrize("words", ["a\x00b", "\ud800", "😀", "</table:table>", "x" * 100_000])
def test_hostile_cells_never_fail(words):
    sheet = [Sheet(words, [words], [[words], [float("nan")], [float("inf")]])]
    assert render_csv(sheet)
    assert openpyxl.load_workbook(io.BytesIO(render_xlsx(sheet))).active.max_row >= 2
    assert odfdo.Document(io.BytesIO(render_ods(sheet))).body.get_elements("table:table")


def test_sheet_names_are_accepted_by_spreadsheets():
    names = sheet_names([Sheet(name, [], []) for name in ("a/b:c", "", "x" * 50, "X" * 50, "'", "History")])
    assert all(0 < len(name) <= 31 for name in names)
    assert len({name.lower() for name in names}) == len(names)
    assert render_xlsx([Sheet(name, ["h"], []) for name in ("a/b:c", "", "x" * 50, "X" * 50, "'", "History")])


def test_no_sheet_and_no_row_are_still_files():
    assert render_csv([]) == b"\xef\xbb\xbf"
    assert render_xlsx([Sheet("s", [], [])])
    assert render_ods([Sheet("s", [], [])])


def test_an_open_spreadsheet_is_typed_and_keeps_every_space():
    rows = [["deux  espaces\tet une tabulation", Decimal("12.5"), datetime.date(2027, 3, 1), "=1+1"]]
    book = odfdo.Document(io.BytesIO(render_ods([Sheet("s", ["a", "b", "c", "d"], rows)])))
    assert book.get_type() == "spreadsheet"
    cells = book.body.get_elements("table:table")[0].get_row(1).cells
    assert [cell.type for cell in cells] == ["string", "float", "date", "string"]
    assert 'text:c="1"' in book.content.serialize().decode()
    assert "<text:tab/>" in book.content.serialize().decode()


def test_a_wide_table_of_every_epci_is_written_row_by_row():
    rows = ([f"Organisme {n}", *(f"Réponse {n % 7}" for _ in range(39))] for n in range(1255))
    sheet = [Sheet("s", [str(n) for n in range(40)], list(rows))]
    render_ods(sheet)
    tracemalloc.start()
    for render in (render_xlsx, render_ods):
        tracemalloc.reset_peak()
        render(sheet)
        assert tracemalloc.get_traced_memory()[1] < 30_000_000
    tracemalloc.stop()
