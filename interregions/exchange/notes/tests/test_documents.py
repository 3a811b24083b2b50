"""The note as a file, and its forms when a rule refuses them."""

import io
from datetime import UTC, date, datetime, timedelta

import docx
import pytest
from django.urls import reverse

from interregions.exchange.notes.exports import _without_theme
from interregions.exchange.notes.models import Note
from interregions.network.models import Organisation
from interregions.toolkit.writing.models import Version

EVENING = datetime(2027, 1, 14, 23, 55, tzinfo=UTC)


def words_of(response) -> list[str]:
    return [paragraph.text for paragraph in docx.Document(io.BytesIO(response.content)).paragraphs]


@pytest.fixture
def word(signed, bretagne, client_as):
    Note.objects.filter(pk=signed.pk).update(signed_off_at=EVENING)
    Version.objects.filter(text=signed.text).update(at=EVENING)
    Organisation.objects.filter(pk=bretagne.organisation_id).update(name="Région Bretagne")
    return client_as(bretagne).get(reverse("notes:document", args=[signed.pk, "docx"]))


def test_the_signature_is_told_at_the_time_of_paris_and_in_full_words(word):
    told = next(line for line in words_of(word) if line.startswith("Version 2, signée par"))
    assert "pour la Région Bretagne," in told
    assert told.replace("\u202f", " ").endswith("vendredi 15 janvier 2027 à 0 h 55")
    assert docx.Document(io.BytesIO(word.content)).core_properties.created.date() == date(2027, 1, 15)


def test_the_part_of_the_signature_is_never_said_to_be_empty(word, signed, bretagne, normandie, client_as):
    lines = words_of(word)
    place = lines.index("12. Visas et signature")
    assert lines[place + 1].startswith("Version 2, signée par")
    for who in (bretagne, normandie):
        page = client_as(who).get(signed.get_absolute_url()).content.decode()
        part = page[page.rindex("12. Visas et signature</h2>") :].split("</section>")[0]
        assert "signée par Anne Le Goff" in part
        assert "écrit ici" not in part


def test_a_signed_note_never_says_that_something_is_still_to_be_written(word, signed, bretagne, client_as):
    lines = words_of(word)
    assert not [line for line in lines if "encore écrit" in line]
    after = lines[lines.index("Parties sans texte dans cette version\u202f:") + 1 :]
    page = client_as(bretagne).get(signed.get_absolute_url()).content.decode()
    assert "encore écrit" not in page
    assert page.count("Cette partie est sans texte.") == len(after)
    assert after == ["5. Pourquoi maintenant, intérêt interrégional", "6. Enjeux concernés",
                     "8. Public à interroger, charge, non-redondance"]  # fmt: skip


def test_a_note_in_writing_says_what_is_still_to_be_written(note, bretagne, client_as):
    read = client_as(bretagne).get(reverse("notes:document", args=[note.pk, "docx"]))
    assert "Rien n’est encore écrit ici." in words_of(read)


def test_a_note_says_its_theme_once(word, signed):
    lines = words_of(word)
    assert sum("Hydrogène dans les ports" in line for line in lines) == 1
    told = [{"type": "paragraph", "text": signed.cycle.theme.title}, {"type": "paragraph", "text": "Comment ?"}]
    assert _without_theme(told, signed.cycle.theme.title) == told[1:]
    assert _without_theme(told[:1], signed.cycle.theme.title) == told[:1]


def test_the_file_is_named_after_its_theme(word):
    name = word["Content-Disposition"].replace("%20", " ").replace("%2C", ",")
    assert "Hydrog%C3%A8ne dans les ports, version 2.docx" in name


def test_a_refused_form_keeps_what_was_typed(note, interview, facilitator, bretagne, client_as, today):
    tomorrow = today + timedelta(days=1)
    sent = {
        "new_interview": (
            facilitator, note.cycle_id, {"held_on": tomorrow, "people": "Erwan Tanguy"}, "cette date est à venir"
        ),
        "change_interview": (
            bretagne, interview.pk, {"held_on": tomorrow, "people": "Erwan Tanguy"}, "cette date est à venir"
        ),
        "questions": (bretagne, note.pk, {"text": "A ?\nA ?", "revision": 0}, "écrite deux fois"),
        "references": (bretagne, note.pk, {"kind": "LAW", "title": "Loi Erwan Tanguy"}, "a une date"),
    }  # fmt: skip
    for name, (who, pk, values, sentence) in sent.items():
        answer = client_as(who).post(reverse(f"notes:{name}", args=[pk]), values)
        assert answer.status_code == 409, name
        page = answer.content.decode()
        assert sentence in page, name
        assert 'class="form"' in page, name
        assert values.get("people", values.get("title", "A ?")) in page, name
