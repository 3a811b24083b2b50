"""Who is named in a file is found there, whatever its kind and however its words are cut inside."""

import io

import docx
import pytest
from odfdo import Document as OpenDocument
from odfdo import Paragraph

from interregions.toolkit.documents import Document, Sheet, render, table_response
from interregions.toolkit.documents import Paragraph as Said
from interregions.toolkit.files import content, queries, services
from interregions.toolkit.files.apart import read_apart
from interregions.toolkit.files.models import FileWords
from interregions.toolkit.files.services import READER

NAME = "Zéphyrine Quatrecanard"


def word_file() -> bytes:
    """A name cut in three by what Word puts inside a line; another in a table; the author nobody sees."""
    document = docx.Document()
    paragraph = document.add_paragraph("Dit par Zéphy")
    paragraph.add_run("rine ").bold = True
    paragraph.add_run("Quatrecanard")
    document.add_table(1, 1).cell(0, 0).text = "Dans un tableau"
    document.core_properties.author = "Autrice Cachée"
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def open_document() -> bytes:
    document = OpenDocument("text")
    document.body.append(Paragraph(f"Relu par {NAME}"))
    made = io.BytesIO()
    document.save(made)
    return made.getvalue()


def table(format: str) -> bytes:
    return table_response([Sheet("Noms", ["Nom"], [[NAME]])], format, "noms").content


PDF = render(Document(title="Relevé", parts=[Said(f"Relu par {NAME}")]), "pdf")


def test_a_name_cut_by_the_layout_is_whole_again():
    text = read_apart(word_file(), READER)
    assert NAME in text
    assert "Dans un tableau" in text
    assert "Autrice Cachée" in text


@pytest.mark.parametrize(
    "body",
    [open_document(), table("xlsx"), table("ods"), PDF, f"a;b\n{NAME};1".encode("cp1252"), NAME.encode()],
    ids=["odt", "xlsx", "ods", "pdf", "csv", "txt"],
)
def test_each_kind_of_file_gives_its_words(body):
    assert NAME in read_apart(body, READER)


def test_a_picture_gives_none():
    assert read_apart(b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR", READER) == ""


@pytest.mark.django_db
def test_each_content_is_read_once_and_forgotten_with_its_file(bretagne):
    file = services.store_bytes(body=word_file(), name="a.docx", by=bretagne, classification="preparatory")
    services.store_bytes(body=word_file(), name="b.docx", by=bretagne, classification="preparatory")
    assert len(queries.unread_contents()) == len({one.sha256 for one in queries.kept_files()})
    services.read_new_files()
    assert services.read_new_files() == 0
    words = FileWords.objects.get(sha256=file.sha256)
    assert (words.read, NAME in words.text) == (True, True)
    for kept in queries.kept_files():
        services.erase_file(file=kept, by=bretagne)
    assert not FileWords.objects.exists()


@pytest.mark.django_db
def test_what_cannot_be_read_is_known_as_such(bretagne):
    file = services.store_bytes(body=word_file(), name="a.docx", by=bretagne, classification="preparatory")
    content.remove(file.sha256)
    services.read_new_files()
    assert FileWords.objects.get().read is False
