"""A Word file that unfolds is refused where it is read, and costs the web process nothing."""

import io
import re
import resource
import shutil
import subprocess
import time
import zipfile

import docx
import pytest

from interregions.common.errors import Refused
from interregions.exchange.notes.word_files import text_of_other, text_of_word


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, content in parts.items():
            kept.writestr(name, content)
    return made.getvalue()


def word_with_a_hidden_main_part(repeats: int) -> bytes:
    """A small Word file whose main part has no .xml in its name, and unfolds into very many paragraphs."""
    types = (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Override PartName="/word/texte.bin" ContentType="application/vnd.openxmlformats-officedocument.'
        'wordprocessingml.document.main+xml"/></Types>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="r1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" '
        'Target="word/texte.bin"/></Relationships>'
    )
    body = "<w:p><w:r><w:t>a</w:t></w:r></w:p>" * repeats
    main = f'<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{body}</w:body></w:document>'
    parts = {
        "[Content_Types].xml": types,
        "_rels/.rels": relations,
        "word/document.xml": main[:0],
        "word/texte.bin": main,
    }
    return archive({name: text.encode() for name, text in parts.items()})


def test_a_word_file_of_fifty_kilobytes_that_unfolds_costs_this_process_nothing():
    """It took 20 to 45 seconds and 500 MB of the web process: its main part was not named .xml."""
    content = word_with_a_hidden_main_part(1_500_000)
    assert len(content) < 200_000
    before, began = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss, time.monotonic()
    with pytest.raises(Refused) as refused:
        text_of_word(content)
    assert "refusé" in refused.value.reasons[0]
    assert time.monotonic() - began < 20
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000  # kilobytes
    # Large, but within what is allowed: it is read in its own process, and soon.
    assert text_of_word(word_with_a_hidden_main_part(100_000)).startswith("a\n\na")


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def word(body: str, **parts: str) -> bytes:
    """A Word file written by another library, with this body instead of its own."""
    made = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("place")
    if "header" in parts:
        document.sections[0].header.paragraphs[0].text = parts["header"]
    document.save(made)
    with zipfile.ZipFile(made) as kept:
        contents = {name: kept.read(name) for name in kept.namelist()}
    section = re.search(rb"<w:sectPr.*</w:sectPr>", contents["word/document.xml"], re.DOTALL)
    contents["word/document.xml"] = (
        f'<w:document xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        f"<w:body>{body}{section.group(0).decode()}</w:body></w:document>"
    ).encode()
    return archive(contents)


def paragraph(words: str, style: str = "") -> str:
    return f"<w:p><w:r>{style}<w:t>{words}</w:t></w:r></w:p>"


@pytest.mark.parametrize(
    ("body", "read"),
    [
        ("<w:p><w:r><w:t>12 rue X</w:t><w:br/><w:t>35000 Rennes</w:t></w:r></w:p>", "12 rue X\n35000 Rennes"),
        (
            "<w:tbl><w:tr><w:tc>" + paragraph("Bretagne") + "</w:tc><w:tc><w:p/></w:tc><w:tc>" + paragraph("12")
            + "</w:tc></w:tr></w:tbl>",
            "| Bretagne |  | 12 |",
        ),
        (
            "<w:p><w:ins><w:r><w:t>douze</w:t></w:r></w:ins><w:del><w:r><w:delText>dix</w:delText></w:r></w:del></w:p>",
            "douze",
        ),
        (
            '<w:p><w:fldSimple w:instr="DATE"><w:r><w:t>14 janvier</w:t></w:r></w:fldSimple></w:p>',
            "14 janvier",
        ),
        (
            paragraph("Budget") + paragraph("secret", "<w:rPr><w:vanish/></w:rPr>"),
            "Budget\n\nNon repris du fichier\u202f: un passage masqué.",
        ),
        (
            '<w:p><w:r><w:t>Dit</w:t></w:r><w:r><w:commentReference w:id="0"/></w:r></w:p>',
            "Dit\n\nNon repris du fichier\u202f: un commentaire.",
        ),
    ],
    ids=["line breaks", "tables", "revisions", "fields", "hidden text", "comments"],
)  # fmt: skip
def test_what_a_text_can_hold_is_kept_and_the_rest_is_told(body, read):
    assert text_of_word(word(body)) == read


def test_a_header_and_what_passes_the_longest_text_are_told():
    told = text_of_word(word(paragraph("mot " * 60_000), header="France Clusters"))
    assert told.endswith(
        "Non repris du fichier\u202f: l’en-tête et le pied de page, la fin du texte, après 200\u202f000 caractères."
    )
    assert len(told) < 200_200


@pytest.fixture(scope="module")
def other_documents(tmp_path_factory):
    """One Word document as LibreOffice writes it in its two other forms."""
    folder = tmp_path_factory.mktemp("documents")
    document = docx.Document()
    document.add_paragraph("La Région soutient trois pôles.")
    table = document.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "Hydrogène", "12"
    document.save(folder / "entretien.docx")
    for kind in ("doc", "odt"):
        command = ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless", "--convert-to", kind]
        subprocess.run([*command, "--outdir", folder, folder / "entretien.docx"], check=True, capture_output=True)
    return folder


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("kind", [".doc", ".odt"])
def test_an_older_or_another_document_is_read_through_libreoffice(other_documents, kind):
    text = text_of_other((other_documents / f"entretien{kind}").read_bytes(), kind)
    assert "La Région soutient trois pôles." in text
    if kind == ".odt":  # LibreOffice writes no table of python-docx in a .doc
        assert "| Hydrogène | 12 |" in text


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_one_that_libreoffice_cannot_open_or_that_unfolds_is_a_sentence():
    with pytest.raises(Refused, match=r"ne s’ouvre pas|abîmé"):
        text_of_other(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000, ".doc")
    with pytest.raises(Refused, match="volume démesuré"):
        text_of_other(archive({"content.xml": b"<a>" + b" " * 70_000_000}), ".odt")


def test_where_libreoffice_is_not_the_right_sentence_is_said(monkeypatch):
    monkeypatch.setattr("interregions.toolkit.files.office.PROGRAMS", ())
    for kind in (".doc", ".odt"):
        with pytest.raises(Refused, match=f"ne lit pas les documents {kind}.*enregistrez celui-ci en Word"):
            text_of_other(b"PK", kind)
