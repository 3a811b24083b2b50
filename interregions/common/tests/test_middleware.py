from django.db import connection
from django.test import RequestFactory

from interregions.common.errors import Refused, Stale
from interregions.common.middleware import RefusalMiddleware, merged_text, other_fields, word_differences


def answer(request, exception, htmx=False):
    request.htmx = htmx
    return RefusalMiddleware(lambda _: None).process_exception(request, exception)


def test_a_refusal_is_a_409_with_reasons_and_what_was_typed(db):
    request = RequestFactory().post("/themes/", {"text": "Un long <b>texte</b> tapé.", "choice": "a"})
    page = answer(request, Refused(["Le recueil est clos."]))
    html = page.content.decode()
    assert page.status_code == 409
    assert "Le recueil est clos." in html
    assert "Un long &lt;b&gt;texte&lt;/b&gt; tapé." in html


def test_htmx_gets_a_fragment(db):
    page = answer(RequestFactory().post("/themes/"), Refused("Non."), htmx=True)
    assert page.status_code == 409
    assert "<html" not in page.content.decode()


def test_two_versions_are_shown_and_every_other_field_is_sent_again(db):
    request = RequestFactory().post(
        "/notes/3/", {"words": "a", "title": "Titre", "revision": "2", "_text_field": "words", "tag": ["x", "y"]}
    )
    html = answer(request, Stale(mine="la mer", theirs="la terre", author="Claire", revision=5)).content.decode()
    assert "<del>terre</del>" in html
    assert "<ins>mer</ins>" in html
    assert 'name="revision" value="5"' in html
    assert 'name="words"' in html
    assert 'name="title" value="Titre"' in html
    assert html.count('name="tag"') == 2
    assert html.count('name="_text_field"') == 1
    assert ("words", "a") not in other_fields(request, "words")


def test_differences_escape_both_texts():
    left, right = word_differences("<i>un</i>", "<i>deux</i>")
    assert "<i>" not in left + right


def test_a_merge_loses_no_line():
    merged = merged_text("un\ndeux\ntrois", "un\ntrois\nquatre").splitlines()
    assert merged == ["un", "deux", "trois", "quatre"]


def test_the_merged_text_keeps_paragraphs_apart_and_each_author_together():
    theirs = "Début commun.\n\nClaire un.\n\nClaire deux.\n\nFin."
    mine = "Début commun.\n\nAnne un.\n\nAnne deux.\n\nFin."
    merged = merged_text(theirs.replace("\n", "\r\n"), mine).split("\n\n")
    assert merged == ["Début commun.", "Claire un.", "Claire deux.", "Anne un.", "Anne deux.", "Fin."]


def test_other_errors_go_on():
    assert answer(RequestFactory().get("/"), ValueError()) is None


def test_a_form_sent_after_the_session_ended_comes_back_with_what_was_typed(client, bretagne):
    answer = client.post("/reseau/moi/", {"given_name": "Anne Marie de la Mer", "family_name": "Le Goff"})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Anne Marie de la Mer" in html
    assert "/entrer/?next=" in html
    assert client.post("/reseau/moi/", {"choice": "a"}).url == "/entrer/?next=/reseau/moi/"
    assert client.get("/reseau/moi/").url == "/entrer/?next=/reseau/moi/"


def test_a_script_that_saves_after_the_session_ended_is_told(client, db):
    answer = client.post("/reseau/moi/", {"given_name": "x"}, HTTP_HX_REQUEST="true")
    assert answer.status_code == 409
    assert "Votre session a pris fin" in answer.content.decode()


def test_the_null_character_is_refused_with_a_sentence(client_as, bretagne):
    client = client_as(bretagne)
    for answer in (client.get("/reseau/?texte=a%00b"), client.post("/reseau/moi/", {"given_name": "A\x00 b"})):
        assert answer.status_code == 409
        assert "caractère nul" in answer.content.decode()


def test_what_is_too_heavy_or_too_long_is_said_in_french(client_as, bretagne):
    client = client_as(bretagne)
    heavy = client.post("/reseau/moi/", {"given_name": "a" * 12_600_000}, content_type="application/json")
    many = client.post(
        "/reseau/moi/",
        "&".join(f"a{number}=1" for number in range(5001)),
        content_type="application/x-www-form-urlencoded",
    )
    large = client.post(
        "/reseau/moi/", "given_name=" + "a" * 12_600_000, content_type="application/x-www-form-urlencoded"
    )
    assert (many.status_code, large.status_code) == (413, 413)
    assert "trop de champs" in many.content.decode()
    assert "trop lourd" in large.content.decode()
    assert heavy.status_code < 500


def test_a_number_that_no_database_holds_is_refused_with_a_sentence(client_as, facilitator):
    answer = client_as(facilitator).post("/reseau/groupes/", {"name": "Un groupe", "members": ["9" * 40]})
    # SQLite cannot hold the number and the middleware says so; PostgreSQL looks for it and the form says it is unknown.
    assert answer.status_code == (409 if connection.vendor == "sqlite" else 200)
    assert "Un groupe" in answer.content.decode()
    assert "est ouvert" not in answer.content.decode()


def test_the_address_of_a_gesture_says_that_it_is_no_page(client_as, bretagne):
    answer = client_as(bretagne).get("/quitter/")
    assert (answer.status_code, answer["Allow"]) == (405, "POST")
    assert "celle d’un geste" in answer.content.decode()
