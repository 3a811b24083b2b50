import io
import unicodedata

import pypdf
import pytest

from interregions.toolkit.documents.parts import Document, Figure, Heading, Paragraph, Table, TickList
from interregions.toolkit.documents.pdf import render_pdf
from interregions.toolkit.documents.tests.samples import HOSTILE, SVG, hostile, report


def opened(document: Document) -> pypdf.PdfReader:
    return pypdf.PdfReader(io.BytesIO(render_pdf(document)))


def text_of(reader: pypdf.PdfReader) -> str:
    return unicodedata.normalize("NFC", "\n".join(page.extract_text() for page in reader.pages))


def tags_of(reader: pypdf.PdfReader) -> list[str]:
    tags: list[str] = []
    waiting = [reader.trailer["/Root"]["/StructTreeRoot"]["/K"]]
    while waiting:
        node = waiting.pop()
        node = node.get_object() if hasattr(node, "get_object") else node
        if isinstance(node, list):
            waiting.extend(node)
        elif isinstance(node, dict):
            tags.append(str(node.get("/S", "")))
            tags.extend(f"alt={node['/Alt']}" for _ in [0] if "/Alt" in node)
            if "/K" in node:
                waiting.append(node["/K"])
    return tags


@pytest.fixture(scope="module")
def reader() -> pypdf.PdfReader:
    return opened(report())


def test_the_file_says_its_title_its_author_and_its_language(reader):
    # typst writes plain spaces in the title of the file, not on the page
    assert reader.metadata.title.replace("\u202f", " ") == "Décarbonation : ce que disent les Régions"
    assert reader.metadata.author == "France Clusters"
    assert str(reader.trailer["/Root"]["/Lang"]).startswith("fr")


def test_the_file_claims_pdf_ua_and_is_tagged(reader):
    root = reader.trailer["/Root"]
    assert root["/MarkInfo"]["/Marked"]
    assert root["/ViewerPreferences"]["/DisplayDocTitle"]
    xmp = root["/Metadata"].get_object().get_data().decode()
    assert "pdfuaid:part" in xmp


def test_the_structure_holds_headings_header_cells_lists_and_the_alternative_text(reader):
    tags = tags_of(reader)
    assert {"/H1", "/H2", "/H3", "/Table", "/TH", "/TD", "/L", "/LI", "/Figure"} <= set(tags)
    assert tags.count("/TH") == 6
    assert "alt=Barres\u202f: Décarbonation 14" in tags


def test_accents_ligatures_and_narrow_spaces_come_out_of_the_text(reader):
    text = text_of(reader)
    assert "Le cœur du sujet\u202f: «" in text
    assert "1\u202f255\u00a0€" in text
    assert "Restitution de l’enquête" in text


def test_each_page_says_who_may_read_it_that_it_is_fictional_and_its_number(reader):
    for number, page in enumerate(reader.pages, start=1):
        text = page.extract_text()
        assert "Document préparatoire" in text
        assert "Démonstration\u202f: contenu fictif" in text
        assert f"{number} / {len(reader.pages)}" in text


def test_a_real_document_does_not_say_it_is_fictional():
    assert "fictif" not in text_of(opened(report(fictional=False)))


def test_the_same_document_gives_the_same_bytes():
    assert render_pdf(report()) == render_pdf(report())


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_words_never_fail(name):
    assert len(opened(hostile(HOSTILE[name])).pages) >= 1


def test_answers_to_tick_have_a_box_and_no_sign_that_the_fonts_miss():
    reader = opened(Document("x", parts=[TickList(["Oui", "Non"])]))
    text = text_of(reader)
    assert "Oui" in text
    assert not set(text) & set("•☐\ufffd")
    assert tags_of(reader).count("/LI") == 2


@pytest.mark.parametrize("lines", range(20, 40))
def test_a_heading_and_its_sentence_stay_with_their_figure(lines):
    words = [Paragraph("Une ligne de texte.") for _ in range(lines)]
    section = [Heading(1, "La question"), Paragraph("Le constat.", keeps_next=True), Figure(SVG, "alt", "La légende")]
    pages = [page.extract_text() for page in opened(Document("x", parts=[*words, *section])).pages]
    page = next(page for page in pages if "La question" in page)
    assert "Le constat." in page
    assert "La légende" in page


def test_markup_is_shown_and_never_run():
    text = text_of(opened(Document("x", parts=[Paragraph('#panic("x") $x^2$ *a* #1'), Heading(1, "= b")])))
    assert '#panic("x") $x^2$ *a* #1' in text
    assert "= b" in text


def test_a_character_that_no_font_draws_leaves_a_mark_and_keeps_the_rest():
    text = text_of(opened(Document("x", parts=[Paragraph("avant \U0010ffff après")])))
    assert "avant" in text
    assert "après" in text


def test_all_the_epci_are_a_table_with_its_header_on_each_page():
    table = Table("Tout", ["Région", "Nombre"], [[f"Ligne {number}", number] for number in range(1_255)])
    reader = opened(Document("Tout", parts=[table]))
    assert "Ligne 1254" in reader.pages[-1].extract_text()
    assert "Région" in reader.pages[-1].extract_text()


def test_it_works_without_the_built_fonts(monkeypatch, tmp_path):
    from interregions.toolkit.documents import pdf  # noqa: PLC0415

    caches = (pdf._fonts, pdf._families, pdf._drawn)
    monkeypatch.setattr(pdf, "FONTS", tmp_path / "none")
    monkeypatch.setattr(pdf, "FAMILIES", ("Libertinus Serif",))
    try:
        for cached in caches:
            cached.cache_clear()
        assert "Le cœur du sujet" in text_of(opened(report()))
    finally:
        for cached in caches:
            cached.cache_clear()
