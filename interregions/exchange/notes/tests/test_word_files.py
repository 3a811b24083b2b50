"""A Word file that unfolds is refused where it is read, and costs the web process nothing."""

import io
import resource
import time
import zipfile

import pytest

from interregions.common.errors import Refused
from interregions.exchange.notes.word_files import text_of_word


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
    with pytest.raises(Refused):
        text_of_word(word_with_a_hidden_main_part(250_000))
