"""What stays in the interview, and who is told that they will read the note."""

import importlib

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import GuideQuestion, InterviewAnswer
from interregions.exchange.notes.parts import PARTS
from interregions.exchange.notes.queries import interviews, notes
from interregions.exchange.notes.services import guides, references, signing
from interregions.exchange.notes.services.interviews import record_interview
from interregions.exchange.notes.services.notes import draft_note, open_to_comments
from interregions.toolkit.approvals.services import decide_visa
from interregions.toolkit.writing.models import Comment
from interregions.toolkit.writing.services import add_comment, answer_comment, make_suggestion, save_section
from tests.tasks import cards_of

SECRET = "Le port veut vendre."
KEPT = "reste dans l’interview, lue par l’animation et la Région responsable seulement"
EVERYBODY = "lue par tout le réseau"


def fill(note, by, besides: str = "") -> None:
    """Write something in every part that is empty."""
    for section in note.text.sections.exclude(key=besides):
        if not section.blocks:
            blocks = [{"type": "paragraph", "text": "Quelques mots."}]
            save_section(section=section, blocks=blocks, revision=section.revision, by=by)


def test_an_answer_that_stays_in_the_interview_is_nowhere_in_the_note(
    note, interview, bretagne, facilitator, normandie, client_as
):
    assert SECRET in client_as(bretagne).get(interview.get_absolute_url()).content.decode()
    page = client_as(facilitator).get(note.get_absolute_url()).content.decode()
    assert SECRET not in page + str(list(note.text.versions.values_list("sections", flat=True)))
    assert page.count(KEPT) == 1, "told to who writes, in the part it would have fed"
    open_to_comments(note=note, by=bretagne)
    assert KEPT not in client_as(normandie).get(note.get_absolute_url()).content.decode()


def test_the_guide_declares_what_is_not_taken_into_the_note(facilitator, cycle, today, client_as):
    guide = guides.default_guide()
    assert [line.feeds for line in interviews.guide_lines(guide) if line.stays] == ["risks"]
    browser = client_as(facilitator)
    sent = {"name": "Guide court", "words_1": "Un secret ?", "feeds_1": "context", "stays_1": "on"}
    assert browser.post(reverse("notes:guide", args=[guide.pk]), sent).status_code == 302
    asked = guide.questions.get()
    assert asked.stays_in_interview
    url = reverse("notes:new_interview", args=[cycle.pk])
    assert "ne sera pas reprise dans la note" in browser.get(url).content.decode()
    browser.post(url, {"held_on": today.isoformat(), "people": "X", f"question_{asked.pk}": SECRET})
    assert InterviewAnswer.objects.get().stays_in_interview


def test_what_was_asked_before_is_kept_from_the_notes_to_come(note, open_cycle, facilitator, today):
    guide = guides.default_guide()
    other = record_interview(
        cycle=open_cycle("Autre"), held_on=today, people="X", answers=[("S ?", "risks", "Un secret")], by=facilitator
    )
    GuideQuestion.objects.update(stays_in_interview=False)
    InterviewAnswer.objects.update(stays_in_interview=False)
    name = "interregions.exchange.notes.migrations.0002_answers_that_stay_in_the_interview"
    importlib.import_module(name).keep_what_is_sensitive(apps, None)
    assert [one.feeds for one in guide.questions.filter(stays_in_interview=True)] == ["risks"]
    assert other.answers.get().stays_in_interview
    assert not note.drafted_from.answers.filter(stays_in_interview=True).exists(), "a note took them already"


def test_a_note_that_is_not_finished_is_signed_after_one_page_that_says_so(note, bretagne, client_as, normandie):
    section = note.text.sections.get(key="context")
    open_to_comments(note=note, by=bretagne)
    add_comment(section=section, words="Et les coûts ?", by=normandie)
    answered = add_comment(section=section, words="Et la date ?", by=normandie)
    answer_comment(comment=answered, words="En mai.", by=bretagne)
    assert Comment.objects.count() == 3
    make_suggestion(section=section, blocks=[{"type": "paragraph", "text": "Autrement."}], by=normandie)
    browser, url = client_as(bretagne), reverse("notes:sign", args=[note.pk])
    refused = browser.post(url)
    note.refresh_from_db()
    assert (refused.status_code, note.status) == (409, NoteStatus.DRAFT)
    page = browser.get(url).content.decode()
    for words in ("3 parties sont encore vides", PARTS[4].title, "1 commentaire est resté sans", EVERYBODY):
        assert words in page
    assert "1 autre rédaction proposée attend" in page
    assert PARTS[-1].title not in page, "the signature adds itself to the last part"
    assert browser.post(url, {"confirmed": "yes"}).status_code == 302
    note.refresh_from_db()
    assert note.status == NoteStatus.SIGNED_OFF


def test_a_complete_note_is_signed_in_one_gesture(note, bretagne, client_as):
    fill(note, bretagne, besides="sign_off")
    browser, url = client_as(bretagne), reverse("notes:sign", args=[note.pk])
    page = browser.get(note.get_absolute_url()).content.decode()
    assert EVERYBODY in page
    assert f'action="{url}"' in page
    assert browser.post(url).status_code == 302
    note.refresh_from_db()
    assert note.status == NoteStatus.SIGNED_OFF


def test_the_gesture_that_opens_to_comments_says_who_reads_and_that_versions_are_read(note, facilitator, client_as):
    page = client_as(facilitator).get(note.get_absolute_url()).content.decode()
    assert "Toutes les autres Régions liront le projet, ses commentaires et ses versions gardées" in page


def test_the_referents_of_the_lead_prepare_the_interview_then_read_it(cycle, facilitator, bretagne, today, client_as):
    def cards() -> list[tuple[str, str]]:
        return [(card.gesture, card.url) for card in cards_of(bretagne.member, "notes")]

    url = reverse("notes:prepare_interview", args=[cycle.pk])
    assert cards() == [("Lire les questions", url)]
    assert "Pourquoi en parler maintenant" in client_as(bretagne).get(url).content.decode()
    made = record_interview(cycle=cycle, held_on=today, people="X", pasted_text="Tout", by=facilitator)
    assert cards() == [("Relire l’interview", made.get_absolute_url())]
    draft_note(cycle=cycle, interview=made, by=facilitator)
    assert [gesture for gesture, _ in cards()] == ["Relire et signer"]


def test_another_region_has_no_interview_to_prepare(cycle, normandie, epci, outsider, client_as):
    assert cards_of(normandie.member, "notes") == []
    for who in (normandie, epci, outsider):
        assert client_as(who).get(reverse("notes:prepare_interview", args=[cycle.pk])).status_code == 404


def test_whoever_gives_a_visa_opens_the_annexes_while_it_waits(note, bretagne, client, mailed):
    def annex(title: str):
        upload = SimpleUploadedFile(f"{title}.txt", title.encode())
        return references.add_reference(note=note, kind="ANNEX", title=title, upload=upload, by=bretagne).attachment

    joined = annex("Carte des quais")
    visa = signing.ask_note_visa(note=note, name="Hélène", email="h@example.org", words="", by=bretagne)
    later = annex("Ajoutée ensuite")
    address = next(one.button_url for one in mailed() if one.to_address == "h@example.org")
    token = address.strip("/").rsplit("/", 1)[1]
    url = reverse("approvals:file", args=[token, joined.pk])
    assert url in client.get(address).content.decode()
    assert b"".join(client.get(url).streaming_content) == b"Carte des quais"
    for other in (reverse("approvals:file", args=[token, later.pk]), reverse("approvals:file", args=[token, 999])):
        assert client.get(other).status_code == 404
    decide_visa(approval=visa, agreed=True)
    assert client.get(url).status_code == 404


@pytest.mark.parametrize("title", ["Comment équiper nos ports ?", "Hydrogène"])
def test_sentences_keep_their_elisions_and_one_mark_at_their_end(
    title, open_cycle, bretagne, facilitator, today, client_as, mailed
):
    bretagne.organisation.short_name = "Occitanie"
    bretagne.organisation.save()
    cycle = open_cycle(title)
    page = client_as(facilitator).get(reverse("notes:new_interview", args=[cycle.pk])).content.decode()
    assert "?." not in page.replace("\u202f", "")
    made = record_interview(cycle=cycle, held_on=today, people="X", pasted_text="Tout", by=facilitator)
    note = draft_note(cycle=Cycle.objects.get(pk=cycle.pk), interview=made, by=facilitator)
    assert "au nom d’Occitanie" in client_as(bretagne).get(note.get_absolute_url()).content.decode()
    signing.ask_note_visa(note=note, name="Hélène", email="h@example.org", words="", by=bretagne)
    told = " ".join(next(one.lines for one in mailed() if one.to_address == "h@example.org"))
    assert "?." not in told.replace("\u202f", "")
    assert ("ports ?" if "?" in title else "Hydrogène.") in told.replace("\u202f", " ").replace(" ?", " ?")
    assert "visa demandé à Hélène" in str(notes.gestures_on(note, bretagne).to_sign)
