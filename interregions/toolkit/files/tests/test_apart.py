"""A brought file is read in a process that may die of it; the product only says so."""

import io
import os
import re
import time
import zipfile
from pathlib import Path

import pytest

from interregions.common.errors import Refused
from interregions.toolkit.files.apart import DAMAGED, TOO_HEAVY, Limits, read_apart
from interregions.toolkit.files.apart_child import BOMB

PRODUCT = Path(__file__).resolve().parents[3]
HERE = "interregions.toolkit.files.tests.readers"
SMALL = Limits(seconds=2, memory_mb=256, expanded_mb=5, parts=50)


def archive(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as kept:
        for name, content in parts.items():
            kept.writestr(name, content)
    return made.getvalue()


def test_what_the_reader_makes_comes_back():
    assert read_apart(b"abc", f"{HERE}:length", times=2) == 6


def test_what_the_reader_refuses_is_refused_with_its_words():
    with pytest.raises(Refused, match="Trois lettres au plus"):
        read_apart(b"abcd", f"{HERE}:refuse")


@pytest.mark.parametrize(
    ("reader", "words"), [("break_down", DAMAGED), ("spin", TOO_HEAVY), ("swell", TOO_HEAVY), ("vanish", TOO_HEAVY)]
)
def test_whatever_the_file_does_to_its_reader_is_a_sentence(reader, words):
    began = time.monotonic()
    with pytest.raises(Refused) as refused:
        read_apart(b"abc", f"{HERE}:{reader}", SMALL)
    assert refused.value.reasons == [words]
    assert time.monotonic() - began < 10


def test_the_reader_knows_no_secret_and_leaves_no_file(monkeypatch):
    monkeypatch.setenv("INTERREGIONS_SECRET_KEY", "only-for-the-tests-0123456789-0123456789")
    monkeypatch.setenv("DATABASE_URL", "postgres://someone@nowhere/x")
    names, folder = read_apart(b"", f"{HERE}:surroundings")
    assert not {"INTERREGIONS_SECRET_KEY", "DATABASE_URL", "REDIS_URL", "SMTP_URL"} & set(names)
    assert not os.path.exists(folder)


@pytest.mark.parametrize("name", ["word/document.xml", "x.bin", "picture.png"])
def test_an_archive_is_unfolded_for_real_whatever_its_names(name):
    with pytest.raises(Refused) as refused:
        read_apart(archive({name: b"0" * 6_000_000}), f"{HERE}:length", SMALL)
    assert refused.value.reasons == [BOMB]
    with pytest.raises(Refused):
        read_apart(archive({f"{number}": b"" for number in range(60)}), f"{HERE}:length", SMALL)


def test_no_library_that_reads_brought_files_is_called_but_apart():
    """A new reader is called by ``read_apart``, and enters here."""
    readers = re.compile(
        r"mammoth\.|load_workbook\(|xlrd\.open|xls2xform\.convert|docx\.Document\(\w|lxml|zipfile\.ZipFile\("
    )
    reading = {
        str(path.relative_to(PRODUCT))
        for path in PRODUCT.rglob("*.py")
        if "tests" not in path.parts and readers.search(path.read_text())
    }
    assert reading == {
        "toolkit/files/apart_child.py",
        "toolkit/files/rules.py",  # the names in an archive, and the start of two parts
        "toolkit/files/words.py",  # in the process apart: who is named
        "exchange/notes/word_files.py",
        "toolkit/forms_elsewhere/opening.py",
        "toolkit/forms_elsewhere/wellformed.py",
        "toolkit/imports/tables.py",
        "toolkit/documents/spreadsheet.py",  # writes
        "toolkit/documents/tables.py",  # writes
    }
