"""The note d'opportunité: drafted from the interview, written by two, signed by the responsible region."""

import io
import zipfile
from importlib import import_module

import docx
import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from pypdf import PdfReader

from interregions.common.blocks import blocks_from_text, text_of_blocks
from interregions.common.errors import Refused, Stale
from interregions.exchange.cycles.choices import Stage
from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.choices import NoteStatus
from interregions.exchange.notes.models import Note, NoteReference
from interregions.exchange.notes.parts import PARTS
from interregions.exchange.notes.queries import notes, thread
from interregions.exchange.notes.services import interviews, references, rights, signing
from interregions.exchange.notes.services.notes import draft_note, open_to_comments, set_questions
from interregions.toolkit.approvals.services import decide_visa
from interregions.toolkit.files.choices import Right
from interregions.toolkit.files.queries import grants_on
from interregions.toolkit.journal.models import Entry
from interregions.toolkit.writing.queries import rights_on
from interregions.toolkit.writing.services import save_section
from tests.tasks import cards_of, left_in


def words_of(note: Note, key: str) -> str:
    return text_of_blocks(note.text.sections.get(key=key).blocks)


def test_the_note_is_drafted_in_twelve_parts_from_the_interview(note):
    assert [section.title for section in note.text.sections.all()] == [part.title for part in PARTS]
    assert len(PARTS) == 12
    assert words_of(note, "theme") == "Comment équiper nos ports sans doublon ?"
    assert "Erwan Tanguy" in words_of(note, "people")
    assert "Chaque port cherche seul." in words_of(note, "context")
    assert words_of(note, "known") == "Bonne pratique : quai mutualisé"
    assert words_of(note, "risks") == "Les prix négociés."
    assert "Un guide commun." in words_of(note, "results")
    assert "Enquête" in words_of(note, "calendar")
    assert [question.words for question in note.questions.all()] == [
        "Qui pilote l’hydrogène chez vous ?",
        "Quels financements mobilisez-vous ?",
        "Qu’est-ce qui n’a pas marché ?",
    ]


def test_the_lead_is_told_to_read_and_sign(note, bretagne, mailed):
    found = [one for one in mailed() if one.key == f"notes.drafted:{note.pk}:{bretagne.member_id}"]
    assert [one.button_url for one in found] == [note.get_absolute_url()]


def test_a_cycle_has_one_note_and_another_region_drafts_none(cycle, interview, note, facilitator, normandie):
    with pytest.raises(Refused, match="déjà rédigée"):
        draft_note(cycle=cycle, interview=interview, already_known=[], by=facilitator)
    Note.objects.all().delete()
    with pytest.raises(Refused, match="Région responsable"):
        draft_note(cycle=cycle, interview=interview, already_known=[], by=normandie)


def test_an_empty_interview_gives_no_note(cycle, facilitator, today):
    empty = interviews.record_interview(
        cycle=cycle, held_on=today, people="X", answers=[("Q", "theme", "")], by=facilitator
    )
    with pytest.raises(Refused, match="vide"):
        draft_note(cycle=cycle, interview=empty, already_known=[], by=facilitator)


def test_questions_keep_their_row_when_their_words_stay(note, bretagne):
    before = {one.words: one.pk for one in note.questions.all()}
    kept = "Qu’est-ce qui n’a pas marché ?"
    after = set_questions(note=note, questions=[kept, "Une nouvelle ?"], revision=0, by=bretagne)
    assert [one.words for one in after] == [kept, "Une nouvelle ?"]
    assert after[0].pk == before[kept]
    assert notes.questions_of(note.cycle)[0][1].label == "Note d’opportunité, question 1"


def test_two_people_writing_the_questions_see_both_versions(note, bretagne, facilitator):
    set_questions(note=note, questions=["A ?", "B ?", "C ?"], revision=0, by=bretagne)
    with pytest.raises(Stale):
        set_questions(note=note, questions=["D ?"], revision=0, by=facilitator)


def test_more_than_five_questions_are_refused(note, bretagne):
    with pytest.raises(Refused, match="5 questions au plus"):
        set_questions(note=note, questions=[f"{n} ?" for n in range(6)], revision=0, by=bretagne)


def test_only_a_referent_of_the_responsible_region_signs(note, facilitator, contributor, normandie, epci):
    for who in (facilitator, contributor, normandie, epci):
        with pytest.raises(Refused, match="signée par un référent de la Région responsable, Bretagne"):
            signing.sign_off_note(note=note, by=who)


def test_a_note_without_three_questions_is_not_signed(note, bretagne):
    set_questions(note=note, questions=["Une seule ?"], revision=0, by=bretagne)
    with pytest.raises(Refused, match="au moins 3 questions"):
        signing.sign_off_note(note=note, by=bretagne)


def test_the_signature_keeps_a_version_and_freezes_the_text(signed, bretagne, facilitator, mailed):
    assert (signed.status, signed.signed_version) == (NoteStatus.SIGNED_OFF, 2)
    section = signed.text.sections.get(key="risks")
    with pytest.raises(Refused, match="figé"):
        save_section(section=section, blocks=blocks_from_text("Autre"), revision=0, by=bretagne)
    with pytest.raises(Refused, match="signée"):
        set_questions(note=signed, questions=["A ?"], revision=0, by=bretagne)
    with pytest.raises(Refused, match="signée"):
        references.add_reference(note=signed, kind="STUDY", title="Étude", by=bretagne)
    assert any(one.key == f"notes.signed:{signed.pk}:2:{facilitator.member_id}" for one in mailed())


def test_a_signed_note_changes_only_with_a_reason_and_readers_keep_the_signed_one(
    signed, bretagne, normandie, client_as
):
    with pytest.raises(Refused, match="pourquoi"):
        signing.reopen_note(note=signed, reason="non", by=bretagne)
    with pytest.raises(Refused, match="rouverte par l’animation"):
        signing.reopen_note(note=signed, reason="Je voudrais la changer.", by=normandie)
    note = signing.reopen_note(note=signed, reason="Un chiffre du contexte était faux.", by=bretagne)
    section = note.text.sections.get(key="risks")
    save_section(section=section, blocks=blocks_from_text("Les coûts cachés."), revision=0, by=bretagne)
    page = client_as(normandie).get(note.get_absolute_url()).content.decode()
    assert "Les prix négociés." in page
    assert "Les coûts cachés." not in page
    again = signing.sign_off_note(note=note, by=bretagne)
    assert again.signed_version == 3
    assert "Les coûts cachés." in client_as(normandie).get(note.get_absolute_url()).content.decode()


def test_the_signature_waits_for_the_visa(note, bretagne, mailed):
    visa = signing.ask_note_visa(note=note, name="Directrice", email="dir@example.org", words="Pour lundi", by=bretagne)
    assert "Les prix négociés." in text_of_blocks(visa.content)
    with pytest.raises(Refused, match="visa demandé à Directrice est attendu"):
        signing.sign_off_note(note=note, by=bretagne)
    assert [card.what for card in cards_of(bretagne.member, "notes")] == [
        "Obtenir le visa de Directrice, ou retirer la demande"
    ]
    decide_visa(approval=visa, agreed=True)
    assert Entry.objects.filter(verb="notes.visa_decided", details__agreed=True).exists()
    assert signing.sign_off_note(note=note, by=bretagne).signed_version == 3


def test_who_reads_a_draft_and_who_reads_a_signed_note(
    note, facilitator, bretagne, contributor, normandie, epci, outsider, client_as
):
    url = note.get_absolute_url()
    everyone = (facilitator, bretagne, contributor, normandie, epci, outsider)

    def codes() -> list[int]:
        return [client_as(who).get(url).status_code for who in everyone]

    assert codes() == [200, 200, 200, 404, 404, 404]
    signing.sign_off_note(note=note, by=bretagne)
    assert codes() == [200, 200, 200, 200, 200, 404]
    for name in ("questions", "references", "visa", "reopen"):
        assert client_as(normandie).get(reverse(f"notes:{name}", args=[note.pk])).status_code == 404
    assert client_as(normandie).get(reverse("writing:versions", args=[note.text_id])).status_code == 404
    page = client_as(normandie).get(url).content.decode()
    assert "Écrire" not in page
    assert "Les prix négociés." in page


def test_regions_comment_on_the_draft_only_while_it_is_open(note, bretagne, normandie, client_as, mailed):
    open_to_comments(note=note, by=bretagne)
    assert rights_on(note.text, normandie) == Right.COMMENT
    assert any(one.key == f"notes.comments:{note.pk}:0:{normandie.member_id}" for one in mailed())
    browser = client_as(normandie)
    assert "Votre commentaire sur cette partie" in browser.get(note.get_absolute_url()).content.decode()
    url = reverse("writing:comments", args=[note.text_id])
    browser.post(url, {"part": "risks", "words": "Et les assurances ?", "next": note.get_absolute_url()})
    assert "Et les assurances" in client_as(bretagne).get(note.get_absolute_url()).content.decode()
    signing.sign_off_note(note=note, by=bretagne)
    assert rights_on(note.text, normandie) is None
    assert "Et les assurances" not in browser.get(note.get_absolute_url()).content.decode()


def test_two_browsers_on_the_same_part_of_the_note(note, facilitator, bretagne, client_as):
    url = reverse("writing:section", args=[note.text_id, "risks"])
    back = note.get_absolute_url()
    assert client_as(facilitator).post(url, {"text": "De Claire", "revision": 0, "next": back}).status_code == 302
    refused = client_as(bretagne).post(url, {"text": "D’Anne", "revision": 0, "next": back})
    assert refused.status_code == 409
    assert "Claire Animatrice" in refused.content.decode()
    merged = client_as(bretagne).post(url, {"text": "De Claire\n\nD’Anne", "revision": 1, "next": back})
    assert merged["Location"] == f"{back}#partie-risks"
    assert words_of(note, "risks") == "De Claire\nD’Anne"


def test_references_have_a_date_and_annexes_a_file(note, bretagne, today):
    with pytest.raises(Refused, match="a une date"):
        references.add_reference(note=note, kind="LAW", title="Loi NOTRe", by=bretagne)
    with pytest.raises(Refused, match="joignez-le"):
        references.add_reference(note=note, kind="ANNEX", title="Carte", by=bretagne)
    references.add_reference(
        note=note, kind="LAW", title="Loi NOTRe", dated_on=today, url="https://example.org/", by=bretagne
    )
    upload = SimpleUploadedFile("carte.txt", b"Une carte")
    references.add_reference(note=note, kind="ANNEX", title="Carte", upload=upload, by=bretagne)
    assert NoteReference.objects.count() == 2


@pytest.mark.parametrize("live", [True, False])
def test_the_documents_hold_the_parts_the_references_the_annexes_and_the_signature(
    live, note, bretagne, today, client_as
):
    references.add_reference(note=note, kind="REPORT", title="Rapport sur l’hydrogène", dated_on=today, by=bretagne)
    upload = SimpleUploadedFile("carte.txt", b"Une carte")
    references.add_reference(note=note, kind="ANNEX", title="Carte des quais", upload=upload, by=bretagne)
    if not live:
        signing.sign_off_note(note=note, by=bretagne)
    browser = client_as(bretagne)
    state = "Projet, non signé" if live else "Version 2, signée par Anne Le Goff"
    expected = [*(part.title for part in PARTS), "Rapport sur l’hydrogène", "Carte des quais", state]
    word = docx.Document(io.BytesIO(browser.get(reverse("notes:document", args=[note.pk, "docx"])).content))
    cells = [cell.text for table in word.tables for row in table.rows for cell in row.cells]
    found = "\n".join([paragraph.text for paragraph in word.paragraphs] + cells)
    odt = browser.get(reverse("notes:document", args=[note.pk, "odt"]))
    xml = zipfile.ZipFile(io.BytesIO(odt.content)).read("content.xml").decode()
    pdf = PdfReader(io.BytesIO(browser.get(reverse("notes:document", args=[note.pk, "pdf"])).content))
    printed = " ".join(" ".join(page.extract_text() for page in pdf.pages).split())
    for words in expected:
        assert words in found
        assert words in xml.replace("&apos;", "'")
        assert words.split(",")[0] in printed.replace("\u202f", " ")
    assert len(word.tables) >= 3
    assert browser.get(reverse("notes:document", args=[note.pk, "exe"])).status_code == 404


@pytest.mark.parametrize(("commented", "left"), [(False, None), (True, Right.COMMENT)])
def test_another_lead_takes_the_note_over(note, facilitator, bretagne, normandie, commented, left):
    if commented:
        open_to_comments(note=note, by=facilitator)
    note.cycle.lead = normandie.organisation
    note.cycle.save()
    for _ in range(2):
        rights.follow_lead(cycle=note.cycle)
        assert rights_on(note.text, bretagne) == left
        assert rights_on(note.text, normandie) == Right.EDIT


def test_the_grants_the_animation_had_go_and_come_back(note, facilitator, bretagne):
    migration = import_module("interregions.exchange.notes.migrations.0003_the_animation_writes_by_its_role")

    def writers() -> set[int]:
        return {each.organisation_id for each in grants_on("writing.text", note.text_id).filter(right=Right.EDIT)}

    migration.give_it_to_the_animation_again(apps, None)
    assert writers() == {facilitator.organisation_id, bretagne.organisation_id}
    migration.keep_the_lead(apps, None)
    assert writers() == {bretagne.organisation_id}


def test_what_is_left_to_do_shrinks_to_nothing(cycle, facilitator, bretagne, contributor, today):
    def sentences() -> list[str]:
        return [one.sentence for one in left_in(cycle, "notes")]

    assert sentences() == [
        "Conduire l’interview de Bretagne",
        "Rédiger la note d’opportunité",
        "Signer la note d’opportunité",
    ]
    assert [one.gesture for one in cards_of(facilitator.member, "notes")] == ["Conduire l’interview"]
    made = interviews.record_interview(cycle=cycle, held_on=today, people="X", pasted_text="Tout", by=facilitator)
    assert [one.gesture for one in cards_of(facilitator.member, "notes")] == ["Rédiger la note"]
    note = draft_note(cycle=cycle, interview=made, already_known=[], by=facilitator)
    assert sentences() == ["Écrire trois à cinq questions dans la note", "Signer la note d’opportunité"]
    assert [one.gesture for one in cards_of(bretagne.member, "notes")] == ["Relire et signer"]
    assert [one.gesture for one in cards_of(contributor.member, "notes")] == ["Compléter la note"]
    assert cards_of(facilitator.member, "notes") == []
    set_questions(note=note, questions=["A ?", "B ?", "C ?"], revision=0, by=bretagne)
    signing.sign_off_note(note=note, by=bretagne)
    assert sentences() == []
    assert cards_of(bretagne.member, "notes") == []


def test_the_thread_shows_each_what_they_read(signed, bretagne, normandie, outsider):
    labels = [line.label for line in thread.thread_of(signed.cycle, bretagne.member)]
    assert labels[-1] == "Note d’opportunité"
    assert labels[0].startswith("Interview du")
    assert [line.label for line in thread.thread_of(signed.cycle, normandie.member)] == ["Note d’opportunité"]
    assert thread.thread_of(signed.cycle, normandie.member)[0].origins == ()
    assert thread.thread_of(signed.cycle, outsider) == []


def test_lists_and_cards_cost_the_same_with_one_and_thirty_notes(
    open_cycle, facilitator, bretagne, today, client_as, django_assert_max_num_queries
):
    def add(number: int) -> None:
        made = open_cycle(f"Thème {number}")
        said = interviews.record_interview(cycle=made, held_on=today, people="X", pasted_text="Tout", by=facilitator)
        draft_note(cycle=made, interview=said, already_known=[], by=facilitator)

    def cost(action) -> int:
        with django_assert_max_num_queries(60) as captured:
            action()
        return len(captured)

    browser = client_as(facilitator)
    actions = [
        lambda: browser.get(reverse("notes:notes")),
        lambda: cards_of(type(bretagne.member).objects.get(pk=bretagne.member_id), "notes"),
    ]
    add(0)
    before = [cost(action) for action in actions]
    for number in range(1, 30):
        add(number)
    assert [cost(action) for action in actions] == before


def test_a_closed_cycle_takes_no_interview(cycle, facilitator, today):
    Cycle.objects.update(stage=Stage.CLOSED)
    cycle.refresh_from_db()
    with pytest.raises(Refused, match="clos"):
        interviews.record_interview(cycle=cycle, held_on=today, people="X", by=facilitator)
