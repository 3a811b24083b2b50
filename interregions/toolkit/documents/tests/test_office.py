"""ODT and DOCX opened again hold what the document held."""

import io
import shutil
import subprocess
import zipfile

import docx
import odfdo
import pypdf
import pytest
from docx.oxml.ns import qn

from interregions.toolkit.documents.docx import render_docx
from interregions.toolkit.documents.letterhead import faces
from interregions.toolkit.documents.odt import render_odt
from interregions.toolkit.documents.parts import Document, Figure, Heading, Paragraph, Table, TickList
from interregions.toolkit.documents.rendering import render
from interregions.toolkit.documents.tests.samples import HOSTILE, hostile, report

DOCUMENT = report()
HEADINGS = [(part.level, part.text) for part in DOCUMENT.parts if isinstance(part, Heading)]
FIGURES = [part for part in DOCUMENT.parts if isinstance(part, Figure)]
TABLES = [part for part in DOCUMENT.parts if isinstance(part, Table)] + [part.table for part in FIGURES]
GRIDS = [[list(table.header), *(list(row) for row in table.texts)] for table in TABLES]


@pytest.fixture(scope="module")
def odt():
    return odfdo.Document(io.BytesIO(render_odt(DOCUMENT)))


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(render_docx(DOCUMENT)))


def plain(element) -> str:
    return "".join(element.itertext()) if hasattr(element, "itertext") else element.text_recursive


def test_odt_has_the_same_headings(odt):
    found = [(int(head.get_attribute("text:outline-level")), plain(head)) for head in odt.body.get_headers()]
    assert found == HEADINGS


def test_odt_has_the_same_tables_with_header_rows(odt):
    grids = []
    for table in odt.body.get_elements("descendant::table:table"):
        assert len(table.get_elements("table:table-header-rows/table:table-row")) == 1
        rows = table.get_elements("descendant::table:table-row")
        grids.append(
            [[plain(cell).removesuffix("\n") for cell in row.get_elements("table:table-cell")] for row in rows]
        )
    assert grids == GRIDS


def test_odt_has_the_same_alternative_texts_and_their_pictures(odt):
    frames = odt.body.get_elements("descendant::draw:frame")
    assert [plain(frame.get_element("svg:desc")) for frame in frames] == [figure.alt for figure in FIGURES]
    assert [plain(frame.get_element("svg:title")) for frame in frames] == [figure.caption for figure in FIGURES]
    for frame in frames:
        assert odt.get_part(frame.get_element("draw:image").get_attribute("xlink:href")).startswith(b"\x89PNG")


def test_odt_says_its_title_its_language_and_who_may_read_it(odt):
    assert odt.meta.title == DOCUMENT.title
    assert odt.language == "fr-FR"
    styles = odt.styles.serialize().decode()
    assert "Document préparatoire" in styles
    assert "contenu fictif" in styles


def test_odt_is_a_sound_archive():
    with zipfile.ZipFile(io.BytesIO(render_odt(DOCUMENT))) as archive:
        assert archive.namelist()[0] == "mimetype"
        assert archive.testzip() is None
        for name in ("content.xml", "styles.xml", "meta.xml"):
            assert b"<office:" in archive.read(name)


def test_docx_has_the_same_headings(word):
    found = [
        (int(line.style.name.split()[1]), line.text)
        for line in word.paragraphs
        if line.style.name.startswith("Heading")
    ]
    assert found == HEADINGS


def test_docx_has_the_same_tables_with_repeated_header_rows(word):
    assert [[[cell.text for cell in row.cells] for row in table.rows] for table in word.tables] == GRIDS
    for table in word.tables:
        assert table.rows[0]._tr.trPr.find(qn("w:tblHeader")) is not None


def test_docx_has_the_same_alternative_texts(word):
    assert [shape._inline.docPr.get("descr") for shape in word.inline_shapes] == [figure.alt for figure in FIGURES]


def test_docx_says_its_title_its_language_and_who_may_read_it(word):
    assert word.core_properties.title == DOCUMENT.title
    assert word.core_properties.language == "fr-FR"
    language = word.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}")
    assert language.get(qn("w:val")) == "fr-FR"
    assert "Document préparatoire" in word.sections[0].header.paragraphs[0].text


def test_each_ordered_list_of_a_docx_begins_at_one():
    from interregions.toolkit.documents.parts import BulletList  # noqa: PLC0415

    lists = [BulletList(["a", "b"], ordered=True), BulletList(["c"], ordered=True)]
    word = docx.Document(io.BytesIO(render_docx(Document("x", parts=lists))))
    numbers = [line._p.pPr.numPr.numId.val for line in word.paragraphs if line.style.name == "List Number"]
    assert numbers[0] == numbers[1] != numbers[2]


BOXES = Document("x", parts=[Paragraph("Cochez :", keeps_next=True), TickList(["Oui", "Non"]), TickList(["Sans avis"])])


def test_answers_to_tick_of_an_odt_are_a_list_of_boxes():
    odt = odfdo.Document(io.BytesIO(render_odt(BOXES)))
    lists = odt.body.get_elements("descendant::text:list")
    assert [each.get_attribute("text:style-name") for each in lists] == ["Boxes", "Boxes"]
    assert 'text:bullet-char="☐"' in odt.styles.serialize().decode()
    assert "☐" not in plain(odt.body)


def test_answers_to_tick_of_a_docx_are_one_list_of_boxes():
    word = docx.Document(io.BytesIO(render_docx(BOXES)))
    lines = [line for line in word.paragraphs if line.style.name == "List Bullet"]
    assert [line.text for line in lines] == ["Oui", "Non", "Sans avis"]
    numbering = word.part.numbering_part.element
    number_ids = {line._p.pPr.numPr.numId.val for line in lines}
    assert len(number_ids) == 1
    abstract = numbering.num_having_numId(number_ids.pop()).abstractNumId.val
    signs = numbering.xpath(f'w:abstractNum[@w:abstractNumId="{abstract}"]//w:lvlText/@w:val')
    assert signs == ["☐"]
    order = [child.tag.split("}")[1] for child in numbering]
    assert order.index("num") > max(place for place, tag in enumerate(order) if tag == "abstractNum")


def test_words_that_introduce_stay_with_what_follows():
    odt = odfdo.Document(io.BytesIO(render_odt(BOXES)))
    kept = [
        each for each in odt.body.get_elements("//text:p") if each.get_attribute("text:style-name") == "KeptWithNext"
    ]
    assert [plain(each) for each in kept] == ["Cochez :"]
    word = docx.Document(io.BytesIO(render_docx(BOXES)))
    assert next(line for line in word.paragraphs if line.text == "Cochez :").paragraph_format.keep_with_next


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_never_fail(name):
    document = hostile(HOSTILE[name])
    odt = odfdo.Document(io.BytesIO(render_odt(document)))
    word = docx.Document(io.BytesIO(render_docx(document)))
    assert len(odt.body.get_headers()) == (1 if HOSTILE[name] else 0)
    assert len(word.tables) == len(odt.body.get_elements("descendant::table:table")) == 2


def test_all_the_epci_are_one_table():
    document = Document("Tout", parts=[Table("Tout", ["a", "b"], [[str(number), number] for number in range(1_255)])])
    assert len(docx.Document(io.BytesIO(render_docx(document))).tables[0]._tbl.tr_lst) == 1_256
    odt = odfdo.Document(io.BytesIO(render_odt(document)))
    assert len(odt.body.get_elements("descendant::table:table-row")) == 1_256


CAUTION = "Document à occulter : ôtez les réponses citées."


def test_what_to_do_with_a_document_is_said_once_under_its_title():
    document = Document("x", caution=CAUTION, classification="redacted", parts=[Paragraph("Suite")])
    word = docx.Document(io.BytesIO(render_docx(document)))
    assert [line.text for line in word.paragraphs].count(CAUTION) == 1
    assert plain(odfdo.Document(io.BytesIO(render_odt(document))).body).count(CAUTION) == 1
    page = pypdf.PdfReader(io.BytesIO(render(document, "pdf"))).pages[0]
    assert " ".join(page.extract_text().split()).count(CAUTION) == 1


def test_office_files_carry_the_mark(odt, word):
    header = word.sections[0].header.part
    assert [part.blob[:4] for part in header.related_parts.values()] == [b"\x89PNG"]
    assert "dix-huit carrés" in header.element.xml
    frame = odt.styles.get_element("//style:header//draw:frame")
    assert odt.get_part(frame.get_element("draw:image").get_attribute("xlink:href")).startswith(b"\x89PNG")


def test_office_files_carry_our_letters():
    with zipfile.ZipFile(io.BytesIO(render_odt(DOCUMENT))) as archive:
        assert archive.read("Fonts/InterRegions-Bold.ttf") == faces()["Bold"]
        assert b"Fonts/InterRegions-Bold.ttf" in archive.read("META-INF/manifest.xml")
    with zipfile.ZipFile(io.BytesIO(render_docx(DOCUMENT))) as archive:
        assert archive.read("word/fonts/InterRegions-Bold.odttf")[32:] == faces()["Bold"][32:]
        assert b"embedTrueTypeFonts" in archive.read("word/settings.xml")


@pytest.mark.browser
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("format", ["odt", "docx"])
def test_libreoffice_opens_it_and_prints_it(format, tmp_path):
    (tmp_path / f"report.{format}").write_bytes(render(DOCUMENT, format))
    subprocess.run(
        ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to", "pdf",
         "--outdir", str(tmp_path), str(tmp_path / f"report.{format}")],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    read = pypdf.PdfReader(tmp_path / "report.pdf")
    fonts = {str(font["/BaseFont"]) for page in read.pages for font in page["/Resources"]["/Font"].values()}
    assert any("InterRegions-Regular" in font for font in fonts)
    text = "\n".join(page.extract_text() for page in read.pages)
    for words in ("L’essentiel", "Document préparatoire", "Décarbonation de l’industrie", "Thèmes retenus"):
        assert words in text
