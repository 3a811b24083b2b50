"""The interview: its guide, its answers, its Word file, and who reads it."""

import io
import zipfile
from datetime import timedelta

import docx
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interregions.common.errors import Refused, Stale
from interregions.exchange.notes import word_files
from interregions.exchange.notes.models import Interview, InterviewAnswer, InterviewGuide, NoteReference
from interregions.exchange.notes.parts import DEFAULT_GUIDE, TITLES
from interregions.exchange.notes.queries import interviews, personal
from interregions.exchange.notes.services import erasure, guides
from interregions.exchange.notes.services.interviews import record_interview, save_answer


def word_file(*paragraphs: str) -> bytes:
    document = docx.Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def rewritten(content: bytes, replaced: bytes) -> bytes:
    """The same Word file with another main part."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, replaced if part.filename == "word/document.xml" else old.read(part.filename))
    return made.getvalue()


def test_the_default_guide_asks_good_questions_for_the_twelve_parts(db):
    guide = guides.default_guide()
    assert guide.questions.count() == len(DEFAULT_GUIDE) >= 14
    assert {line.feeds for line in interviews.guide_lines(guide)} == set(TITLES)
    assert guides.default_guide() == guide
    assert InterviewGuide.objects.count() == 1


def test_the_animation_edits_the_guide_and_held_interviews_keep_their_questions(interview, facilitator, client_as):
    guide = guides.default_guide()
    url = reverse("notes:guide", args=[guide.pk])
    assert "Question 1" in client_as(facilitator).get(url).content.decode()
    sent = {"name": "Guide court", "words_1": "Une seule question ?", "feeds_1": "theme"}
    assert client_as(facilitator).post(url, sent).status_code == 302
    guide.refresh_from_db()
    assert [line.words for line in interviews.guide_lines(guide)] == ["Une seule question ?"]
    assert interview.answers.count() == 5


def test_a_guide_without_question_is_refused(db, facilitator, bretagne):
    with pytest.raises(Refused, match="au moins une question"):
        guides.change_guide(guide=guides.default_guide(), name="Vide", questions=[("", "")], by=facilitator)
    with pytest.raises(Refused):
        guides.make_guide(name="Le mien", questions=[("Q ?", "theme")], by=bretagne)


def test_only_the_animation_records_an_interview_and_not_in_advance(cycle, facilitator, bretagne, today):
    with pytest.raises(Refused, match="C’est l’animation"):
        record_interview(cycle=cycle, held_on=today, people="X", by=bretagne)
    with pytest.raises(Refused, match="à venir"):
        record_interview(cycle=cycle, held_on=today + timedelta(days=1), people="X", by=facilitator)
    with pytest.raises(Refused, match="qui a été interrogé"):
        record_interview(cycle=cycle, held_on=today, people=" ", by=facilitator)


def test_the_words_of_a_word_file_are_read(cycle, facilitator, today):
    upload = SimpleUploadedFile("interview.docx", word_file("Nous cherchons un quai.", "Et un port."))
    made = record_interview(cycle=cycle, held_on=today, people="X", upload=upload, by=facilitator)
    assert made.attachment_text == "Nous cherchons un quai.\n\nEt un port."


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (word_file("x")[:-400], "abîmé|n’est pas accepté"),
        (rewritten(word_file("x"), b"<w:document><unclosed>"), "abîmé"),
        (rewritten(word_file("x"), b'<!DOCTYPE d [<!ENTITY a "b">]><d>&a;</d>'), "abîmé"),
        (rewritten(word_file("x"), b"<d>" + b" " * 40_000_000 + b"</d>"), "démesuré"),
        (b"%PDF-1.4 rien", "Word|accepté"),
    ],
    ids=["cut", "broken", "entities", "bomb", "pdf"],
)
def test_a_hostile_or_damaged_file_is_refused_with_a_sentence(content, sentence, cycle, facilitator, today):
    upload = SimpleUploadedFile("interview.docx", content)
    with pytest.raises(Refused, match=sentence):
        record_interview(cycle=cycle, held_on=today, people="X", upload=upload, by=facilitator)
    assert not Interview.objects.exists()


def test_the_reader_of_word_files_refuses_what_is_no_archive():
    with pytest.raises(Refused, match="abîmé"):
        word_files.text_of_word(b"PK\x03\x04 nothing")


def test_an_answer_is_saved_alone_and_the_second_of_two_people_sees_both(interview, facilitator, bretagne):
    answer = interview.answers.get(feeds="risks", stays_in_interview=False)
    save_answer(answer=answer, words="Les marges.", revision=0, by=bretagne)
    with pytest.raises(Stale) as refused:
        save_answer(answer=answer, words="Les délais.", revision=0, by=facilitator)
    assert (refused.value.theirs, refused.value.author, refused.value.revision) == ("Les marges.", "Anne Le Goff", 1)


def test_another_region_neither_reads_nor_completes_an_interview(interview, normandie, epci, outsider, client_as):
    answer = interview.answers.first()
    for who in (normandie, epci, outsider):
        assert client_as(who).get(interview.get_absolute_url()).status_code == 404
        url = reverse("notes:answer", args=[interview.pk, answer.pk])
        assert client_as(who).post(url, {"text": "x", "revision": 0}).status_code == 404
        assert client_as(who).get(reverse("notes:guides")).status_code == 404
    with pytest.raises(Refused, match="Région responsable"):
        save_answer(answer=answer, words="x", revision=0, by=normandie)


def test_conducting_an_interview_in_the_browser(cycle, facilitator, bretagne, today, client_as, mailed):
    browser = client_as(facilitator)
    url = reverse("notes:new_interview", args=[cycle.pk])
    assert "En une phrase" in browser.get(url).content.decode()
    first = interviews.guide_lines(guides.default_guide())[0]
    sent = {"held_on": today.isoformat(), "people": "Erwan Tanguy", f"question_{first.pk}": "Comment faire ?"}
    answer = browser.post(url, sent)
    made = Interview.objects.get()
    assert answer["Location"] == made.get_absolute_url()
    page = browser.get(made.get_absolute_url()).content.decode()
    assert f'action="/cycles/{cycle.pk}/note/"' in page
    assert f'name="interview" value="{made.pk}"' in page
    assert "Comment faire ?" in page
    assert [one.button_url for one in mailed() if one.key == f"notes.interview:{made.pk}:{bretagne.member_id}"]
    said = made.answers.all()[1]
    save = reverse("notes:answer", args=[made.pk, said.pk])
    fragment = browser.post(save, {"text": "Moi", "revision": 0}, HTTP_HX_REQUEST="true").content.decode()
    assert 'value="1"' in fragment
    refused = browser.post(save, {"text": "Trop tard", "revision": 0}, HTTP_HX_REQUEST="true")
    assert refused.status_code == 409
    assert "revision" not in refused.content.decode(), "the form keeps its revision: its button shows both versions"
    assert "Deux versions" in browser.post(save, {"text": "Trop tard", "revision": 0}).content.decode()
    assert browser.post(save, {"text": "Moi et toi", "revision": 1}).status_code == 302
    assert InterviewAnswer.objects.get(pk=said.pk).words == "Moi et toi"
    assert client_as(bretagne).get(made.get_absolute_url()).status_code == 200
    assert client_as(bretagne).get(url).status_code == 404


def test_a_word_file_joined_afterwards_is_read_and_taken_away(interview, facilitator, normandie, client_as):
    browser = client_as(facilitator)
    url = reverse("notes:change_interview", args=[interview.pk])
    assert browser.get(url).status_code == 200
    upload = SimpleUploadedFile("suite.docx", word_file("Un quai de plus."))
    sent = {"held_on": interview.held_on.isoformat(), "people": "Erwan", "upload": upload}
    assert browser.post(url, sent).status_code == 302
    assert "Un quai de plus." in browser.get(interview.get_absolute_url()).content.decode()
    file = reverse("notes:attachment", args=[interview.pk])
    assert browser.get(file)["Content-Disposition"].startswith("attachment")
    assert client_as(normandie).get(file).status_code == 404


def test_erasing_a_person_takes_the_name_out_of_interviews_and_notes(note, bretagne, facilitator):
    name = bretagne.member.full_name
    Interview.objects.update(people=f"{name}, chargée de mission", pasted_text=f"{name} a dit oui")
    NoteReference.objects.create(note=note, kind="STUDY", title=f"Étude de {name}")
    assert personal.personal_data_of(bretagne.member)["interviews"]
    erasure.erase_member(bretagne.member)
    kept = Interview.objects.get()
    assert name not in kept.people + kept.pasted_text + NoteReference.objects.get().title
    assert "a dit oui" in kept.pasted_text


def test_the_second_of_two_people_who_complete_an_interview_is_told(interview, facilitator, client_as):
    client = client_as(facilitator)
    address = f"/interviews/{interview.pk}/modifier/"
    form = client.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in ("held_on", "people", "pasted_text", "seen")}
    assert client.post(address, {**shown, "people": "La première personne"}).status_code == 302
    answer = client.post(address, {**shown, "people": "La seconde personne"})
    assert answer.status_code == 409
    assert "La seconde personne" in answer.content.decode()
    interview.refresh_from_db()
    assert interview.people == "La première personne"


def test_the_second_of_two_people_who_write_the_guide_is_told(facilitator, client_as):
    client = client_as(facilitator)
    client.get("/guides-interview/")
    guide = InterviewGuide.objects.get()
    address = f"/guides-interview/{guide.pk}/"
    form = client.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields}
    assert client.post(address, {**shown, "words_1": "Une première question ?"}).status_code == 302
    answer = client.post(address, {**shown, "words_1": "Une seconde question ?"})
    assert answer.status_code == 409
    assert "Une seconde question ?" in answer.content.decode()
    assert guide.questions.order_by("position").first().words == "Une première question ?"
