"""Files are known by their content; rights are written by rooms."""

import io
import zipfile
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from interregions.common.errors import Refused
from interregions.toolkit.files import queries, rules, services
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.models import Grant

PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


def archive(**parts: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, body in parts.items():
            opened.writestr(name, body)
    return out.getvalue()


DOCX = archive(**{"[Content_Types].xml": b"<Types/>", "word/document.xml": b"<w/>"})
ODT = archive(mimetype=b"application/vnd.oasis.opendocument.text", **{"content.xml": b"<x/>"})


@pytest.fixture(autouse=True)
def folder(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.mark.parametrize(
    ("body", "name", "kind"),
    [
        (PDF, "a.txt", "pdf"),
        (DOCX, "a.docx", "docx"),
        (ODT, "a.odt", "odt"),
        ("a;é".encode(), "a.csv", "csv"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 30, "a.png", "png"),
    ],
)
def test_what_is_accepted_is_known_by_its_content(body, name, kind) -> None:
    assert rules.reasons_not_to_store(content=body, name=name, most_bytes=10**6) == []
    assert rules.kind_of(body, name) == kind


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", rules.EMPTY),
        (b"MZ\x90\x00" + b"\0" * 60, rules.UNKNOWN),
        (b"#!/bin/sh\nrm -rf /", rules.UNKNOWN),
        (b"<html><script>alert(1)</script>", rules.UNKNOWN),
        (archive(**{"a.txt": b"x"}), rules.UNKNOWN),
        (archive(**{"[Content_Types].xml": b"", "word/document.xml": b"0" * 50_000_000}), rules.BOMB),
        (archive(**{"[Content_Types].xml": b"", "word/document.xml": b"", "word/vbaProject.bin": b""}), rules.MACROS),
        (PDF.replace(b"<<>>", b"<</Encrypt 2 0 R>>"), rules.ENCRYPTED),
        (DOCX[:40], rules.DAMAGED),
    ],
    ids=lambda value: str(value)[:40] if isinstance(value, str) else "body",
)
def test_what_is_refused_says_why(body, reason) -> None:
    assert rules.reasons_not_to_store(content=body, name="a.docx", most_bytes=10**9) == [reason]


@pytest.mark.parametrize(
    ("name", "clean"),
    [("../../etc/passwd", "passwd.pdf"), ("C:\\x\\Note é.exe", "Note é.pdf"), ("\x00", "document.pdf")],
)
def test_names_are_cleaned(name, clean) -> None:
    assert rules.clean_name(name, "pdf") == clean


@pytest.mark.django_db
def test_a_file_is_read_by_who_brought_it_or_was_granted_it(bretagne, normandie, client_as) -> None:
    file = services.store_file(upload=SimpleUploadedFile("note.pdf", PDF), by=bretagne)
    assert client_as(normandie).get(file.get_absolute_url()).status_code == 404
    services.grant(queries.FILE_KIND, file.pk, Right.READ, organisation=normandie.organisation)
    answer = client_as(normandie).get(file.get_absolute_url())
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"] == 'attachment; filename="note.pdf"'
    assert answer["X-Content-Type-Options"] == "nosniff"
    services.erase_file(file=file, by=bretagne)
    assert client_as(bretagne).get(file.get_absolute_url()).status_code == 404


@pytest.mark.django_db
def test_a_file_too_heavy_is_refused(bretagne, settings) -> None:
    settings.MAX_UPLOAD_BYTES = 10
    with pytest.raises(Refused, match="trop lourd"):
        services.store_file(upload=SimpleUploadedFile("note.pdf", PDF), by=bretagne)


@pytest.mark.django_db
def test_a_right_is_given_to_exactly_one_and_may_end(bretagne) -> None:
    services.grant("notes.note", 1, Right.READ, member=bretagne.member)
    services.grant("notes.note", 1, Right.COMMENT, member=bretagne.member)
    assert Grant.objects.count() == 1
    assert queries.may(bretagne.member, "notes.note", 1, Right.COMMENT)
    assert not queries.may(bretagne.member, "notes.note", 1, Right.EDIT)
    services.grant("notes.note", 1, Right.EDIT, member=bretagne.member, until=date(2020, 1, 1))
    assert not queries.may(bretagne.member, "notes.note", 1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Grant.objects.create(object_kind="x", object_id="1", right=Right.READ)


@pytest.mark.parametrize("name", ["convention.pdf", "photo.JPG", "note.docx"])
def test_a_text_under_the_name_of_a_document_is_refused(name):
    reasons = rules.reasons_not_to_store(content=b"du texte, rien de plus", name=name, most_bytes=1000)
    assert len(reasons) == 1
    assert "abîmé" in reasons[0]
    assert rules.reasons_not_to_store(content=b"du texte", name="notes.md", most_bytes=1000) == []
