import pytest
from django.http import Http404

from interregions.toolkit.documents import Sheet, document_response, table_response
from interregions.toolkit.documents.responses import MEDIA_TYPES
from interregions.toolkit.documents.tests.samples import report

SHEETS = [Sheet("s", ["h"], [["c"]])]


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF"), ("odt", b"PK"), ("docx", b"PK")])
def test_a_document_is_sent_with_its_media_type(format, start):
    response = document_response(report(), format, "compte-rendu")
    assert response["Content-Type"] == MEDIA_TYPES[format]
    assert response["Content-Disposition"] == f'attachment; filename="compte-rendu.{format}"'
    assert response.content.startswith(start)


def test_a_name_keeps_its_accents_and_loses_what_paths_are_made_of():
    response = table_response(SHEETS, "csv", "../été\r\nX-Evil: 1/réponses.csv")
    sent = response["Content-Disposition"]
    assert sent.startswith("attachment; filename*=utf-8''")
    assert "%C3%A9t%C3%A9" in sent
    assert "/" not in sent.split("''")[1]
    assert "\n" not in sent


@pytest.mark.parametrize("format", ["ods", "xlsx", "csv"])
def test_a_table_is_sent_with_its_media_type(format):
    assert table_response(SHEETS, format, "x")["Content-Type"] == MEDIA_TYPES[format]


@pytest.mark.parametrize("format", ["exe", "", "PDF", "csv"])
def test_an_unknown_format_of_document_is_not_found(format):
    with pytest.raises(Http404):
        document_response(report(), format, "x")


@pytest.mark.parametrize("format", ["pdf", ""])
def test_an_unknown_format_of_table_is_not_found(format):
    with pytest.raises(Http404):
        table_response(SHEETS, format, "x")
