from dataclasses import replace
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.notes.models import Note, NoteQuestion
from interregions.exchange.surveys.models import Block, Question, Questionnaire
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services.importing import create_from_import
from interregions.exchange.surveys.questionnaires.services.questionnaires import (
    approve_questionnaire,
    draft_questionnaire,
)
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question, change_question
from interregions.exchange.surveys.tests.survey_builder import frozen_questionnaire
from interregions.exchange.themes.models import Call, Theme
from interregions.toolkit.forms_elsewhere import read_xlsform
from interregions.toolkit.writing.models import Text

SAMPLE = Path(__file__).resolve().parents[2] / "samples" / "politique-des-poles.xlsx"


@pytest.fixture
def cycle(facilitator, bretagne, today) -> Cycle:
    call = Call.objects.create(
        season="2026", retained_number=1, proposals_until=today, choices_until=today, opened_by=facilitator
    )
    theme = Theme.objects.create(
        call=call,
        title="Financer les pôles",
        problem="p",
        expected_result="r",
        proposed_by=bretagne.organisation,
        written_by=bretagne,
    )
    return Cycle.objects.create(theme=theme, lead=bretagne.organisation, opened_by=facilitator)


@pytest.fixture
def questionnaire(cycle, facilitator) -> Questionnaire:
    return draft_questionnaire(title="Politique des pôles", cycle=cycle, by=facilitator)


@pytest.fixture
def block(questionnaire, facilitator) -> Block:
    return add_block(questionnaire=questionnaire, title="Votre politique", by=facilitator)


@pytest.fixture
def question(block, facilitator) -> Question:
    return add_question(
        block=block, kind="ONE_CHOICE", label="Qui décide ?", options=["Région", "État"], by=facilitator
    )


def url(name: str, *arguments: object) -> str:
    return reverse(f"surveys:{name}", args=arguments)


def pages_of(questionnaire, block, question) -> list[str]:
    return [
        url("questionnaire", questionnaire.pk),
        url("import_report", questionnaire.pk),
        url("questionnaire_settings", questionnaire.pk),
        url("preview", questionnaire.pk),
        url("add_block", questionnaire.pk),
        url("block", block.pk),
        url("add_question", block.pk),
        url("question", question.pk),
    ]


def words(response) -> str:
    return response.content.decode()


def test_both_parties_open_every_page_and_nobody_else(
    client_as, client, questionnaire, block, question, facilitator, bretagne, contributor, normandie, epci, outsider
):
    for address in pages_of(questionnaire, block, question):
        for who, status in (
            (facilitator, 200),
            (bretagne, 200),
            (contributor, 200),
            (normandie, 404),
            (epci, 404),
            (outsider, 404),
        ):
            assert client_as(who).get(address).status_code == status, (address, who)
        assert client.get(address).status_code == 302


def test_the_list_shows_what_one_may_read_and_filters(client_as, questionnaire, facilitator, bretagne, normandie):
    assert "Politique des pôles" in words(client_as(bretagne).get(url("questionnaires")))
    assert "Politique des pôles" not in words(client_as(normandie).get(url("questionnaires")))
    assert "Politique des pôles" not in words(client_as(facilitator).get(url("questionnaires") + "?mots=zzz"))


def test_a_region_that_leads_nothing_does_not_start_a_questionnaire(client_as, cycle, bretagne, normandie):
    for name in ("new_questionnaire", "import_questionnaire"):
        assert client_as(bretagne).get(url(name)).status_code == 200
        assert client_as(normandie).get(url(name)).status_code == 404


def test_a_questionnaire_is_written_from_nothing_in_the_browser(client_as, cycle, bretagne):
    browser = client_as(bretagne)
    answer = browser.post(url("new_questionnaire"), {"title": "Nos pôles", "cycle": cycle.pk})
    made = Questionnaire.objects.get()
    assert answer.url == made.get_absolute_url()
    assert made.cycle == cycle
    browser.post(url("add_block", made.pk), {"title": "Budget"})
    block = Block.objects.get()
    answer = browser.post(
        url("add_question", block.pk),
        {
            "label": "Quel soutien ?",
            "kind": "TABLE",
            "options": "Fort\nFaible",
            "rows": "Mer\nSanté",
            "named_to": "REGIONS",
            "counted": "on",
        },
    )
    question = Question.objects.get()
    assert answer.url.endswith(f"#question-{question.pk}")
    assert [variable.label for variable in question.variables.all()] == ["Mer", "Santé"]
    assert question.named_to == "REGIONS"
    page = words(browser.get(made.get_absolute_url()))
    assert "Quel soutien" in page
    assert "Tableau" in page


def test_an_error_stands_at_its_field_and_keeps_what_was_typed(client_as, block, facilitator):
    browser = client_as(facilitator)
    typed = {
        "label": "Combien ?",
        "kind": "ONE_CHOICE",
        "options": "Seule",
        "named_to": "REGIONS",
        "condition": "${rien} = 1",
    }
    page = browser.post(url("add_question", block.pk), typed)
    assert page.status_code == 200
    assert not Question.objects.exists()
    assert "Proposez au moins deux réponses" in page.context["form"].errors["options"][0]
    assert "rien" in page.context["form"].errors["condition"][0]
    assert "Seule" in words(page)
    page = browser.post(url("add_block", block.questionnaire_id), {"title": "Suite", "condition": "1 +"})
    assert page.context["form"].errors["condition"]


def test_the_second_of_two_browsers_sees_both_versions_and_saves_in_one_gesture(
    client_as, question, facilitator, bretagne
):
    read = question.revision
    change_question(question=question, revision=read, label="Celle de Claire", by=facilitator)
    browser = client_as(bretagne)
    typed = {
        "label": "Celle d’Anne",
        "kind": "ONE_CHOICE",
        "options": "Région\nÉtat",
        "named_to": "REGIONS",
        "revision": read,
    }
    page = browser.post(url("question", question.pk), typed)
    assert page.status_code == 409
    assert "Claire Animatrice" in words(page)
    assert "<ins>" in words(page)
    question.refresh_from_db()
    assert question.label == "Celle de Claire"
    assert page.context["form"]["revision"].value() == str(question.revision)
    assert page.context["form"]["label"].value() == "Celle d’Anne"
    assert browser.post(url("question", question.pk), {**typed, "revision": question.revision}).status_code == 302
    question.refresh_from_db()
    assert question.label == "Celle d’Anne"


def test_a_stale_block_shows_both_versions(client_as, block, facilitator):
    browser = client_as(facilitator)
    read = block.revision
    assert browser.post(url("block", block.pk), {"title": "Un", "revision": read}).status_code == 302
    assert browser.post(url("block", block.pk), {"title": "Deux", "revision": read}).status_code == 409


def test_gestures_on_questions_and_blocks_are_plain_posts(client_as, questionnaire, block, question, facilitator):
    browser = client_as(facilitator)
    browser.post(url("duplicate_question", question.pk))
    copy = Question.objects.exclude(pk=question.pk).get()
    browser.post(url("move_question", copy.pk), {"vers": "haut"})
    assert list(Question.objects.order_by("position").values_list("pk", flat=True)) == [copy.pk, question.pk]
    browser.post(url("remove_question", copy.pk))
    assert Question.objects.get() == question
    other = add_block(questionnaire=questionnaire, title="Suite", by=facilitator)
    browser.post(url("move_block", other.pk), {"vers": "haut"})
    assert Block.objects.first() == other
    browser.post(url("remove_block", block.pk))
    assert Block.objects.get() == other
    for name in ("move_question", "duplicate_question", "remove_question"):
        assert browser.get(url(name, question.pk)).status_code == 405


def test_each_party_approves_in_the_browser_then_nothing_is_offered_any_more(
    client_as, questionnaire, question, facilitator, bretagne
):
    questionnaire.refresh_from_db()
    here = url("approve_questionnaire", questionnaire.pk)
    stale = client_as(bretagne).post(here, {"revision": 1})
    assert stale.status_code == 409
    assert "a changé depuis" in words(stale)
    assert "Question ajoutée" in words(stale)
    for who in (bretagne, facilitator):
        assert client_as(who).post(here, {"revision": questionnaire.revision}).status_code == 302
    page = words(client_as(facilitator).get(questionnaire.get_absolute_url()))
    assert "Ajouter une question" not in page
    assert "il ne change plus" in page
    refused = client_as(facilitator).post(url("remove_question", question.pk))
    assert refused.status_code == 409
    assert "il ne change plus" in words(refused)
    assert Question.objects.exists()
    form = words(client_as(facilitator).get(url("question", question.pk)))
    assert "disabled" in form


def test_the_contributor_sees_why_approving_is_greyed(client_as, questionnaire, question, contributor):
    page = words(client_as(contributor).get(questionnaire.get_absolute_url()))
    assert "revient à l’animation et à un référent" in page
    refused = client_as(contributor).post(url("approve_questionnaire", questionnaire.pk), {"revision": 3})
    assert refused.status_code == 409


def test_the_other_party_reads_what_changed_since_it_approved(
    client_as, questionnaire, question, facilitator, bretagne
):
    questionnaire.refresh_from_db()
    approve_questionnaire(questionnaire=questionnaire, revision=questionnaire.revision, by=bretagne)
    change_question(question=question, revision=question.revision, label="Qui finance ?", by=facilitator)
    page = words(client_as(bretagne).get(questionnaire.get_absolute_url()))
    assert "Depuis son approbation" in page
    assert "Qui finance" in page


def test_the_preview_shows_every_question_and_saves_nothing(client_as, questionnaire, question, bretagne):
    page = words(client_as(bretagne).get(url("preview", questionnaire.pk)))
    assert "Qui décide" in page
    assert 'type="radio"' in page


@pytest.mark.parametrize(("format", "start"), [("pdf", b"%PDF"), ("odt", b"PK"), ("docx", b"PK")])
def test_the_questionnaire_leaves_as_a_document(client_as, questionnaire, question, bretagne, normandie, format, start):
    here = url("questionnaire_document", questionnaire.pk, format)
    assert client_as(bretagne).get(here).content.startswith(start)
    assert client_as(normandie).get(here).status_code == 404
    assert client_as(bretagne).get(url("questionnaire_document", questionnaire.pk, "exe")).status_code == 404


def test_a_file_is_imported_in_the_browser_and_told_line_by_line(client_as, facilitator):
    browser = client_as(facilitator)
    upload = SimpleUploadedFile(SAMPLE.name, SAMPLE.read_bytes())
    answer = browser.post(url("import_questionnaire"), {"file": upload}, follow=True)
    made = Questionnaire.objects.get()
    assert answer.redirect_chain[-1][0] == url("import_report", made.pk)
    assert "survey" in words(answer)
    page = browser.get(url("import_report", made.pk) + "?seulement=kept")
    assert all(line.kind == "kept" for line in page.context["page"])
    assert browser.get(made.get_absolute_url()).status_code == 200
    assert browser.get(url("preview", made.pk)).status_code == 200
    assert browser.get(url("questionnaire_document", made.pk, "docx")).status_code == 200


@pytest.mark.parametrize("content", [b"not a workbook", b"PK\x03\x04broken", b"\x00" * 3000])
def test_a_file_that_is_no_questionnaire_is_refused_at_its_field(client_as, facilitator, content):
    page = client_as(facilitator).post(
        url("import_questionnaire"), {"file": SimpleUploadedFile("étrange.xlsx", content), "title": "Gardé"}
    )
    assert page.status_code == 200
    assert page.context["form"].errors["file"]
    assert "Gardé" in words(page)
    assert not Questionnaire.objects.exists()


def test_the_builder_reads_as_many_rows_with_one_question_as_with_thirty(
    client_as, questionnaire, block, question, bretagne, facilitator
):
    from django.db import connection  # noqa: PLC0415
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415

    browser = client_as(bretagne)
    addresses = [questionnaire.get_absolute_url(), url("preview", questionnaire.pk), url("questionnaires")]

    def count() -> list[int]:
        counts = []
        for address in addresses:
            browser.get(address)
            with CaptureQueriesContext(
                connection,
            ) as captured:
                browser.get(address)
            counts.append(len(captured))
        return counts

    before = count()
    for number in range(29):
        add_question(block=block, kind="YES_NO", label=f"Question {number}", by=facilitator)
        draft_questionnaire(title=f"Autre {number}", cycle=questionnaire.cycle, by=facilitator)
    assert count() == before


def test_trying_answers_shows_what_they_lead_to_and_saves_nothing(client_as, block, facilitator, bretagne):
    from interregions.exchange.surveys.models import Answer  # noqa: PLC0415

    first = add_question(block=block, kind="YES_NO", name="budget", label="Un budget ?", by=facilitator)
    add_question(
        block=block,
        kind="NUMBER",
        label="Combien de pôles ?",
        condition="${budget} = 'yes'",
        constraint=". < 100",
        constraint_message="Moins de cent",
        by=facilitator,
    )
    here = url("preview", block.questionnaire_id)
    budget, number = (question.variables.get().pk for question in Question.objects.order_by("position"))
    browser = client_as(bretagne)
    assert first.pk
    assert "Combien de pôles" in words(browser.get(here))
    assert "Combien de pôles" not in words(browser.post(here, {f"v{budget}": "no"}))
    page = words(browser.post(here, {f"v{budget}": "yes", f"v{number}": "250"}))
    assert "Combien de pôles" in page
    assert "Moins de cent" in page
    assert not Answer.objects.exists()


def test_every_imported_question_is_saved_again_as_it_was(client_as, facilitator):
    found = create_from_import(imported=read_xlsform(SAMPLE), by=facilitator)
    before = [[replace(question, revision=0) for question in block.questions] for block in content_of(found.pk)]
    browser = client_as(facilitator)
    for question in Question.objects.filter(block__questionnaire=found):
        form = browser.get(url("question", question.pk)).context["form"]
        typed = {field.name: field.value() for field in form}
        sent = {name: "on" if value is True else value for name, value in typed.items() if value not in (False, None)}
        answer = browser.post(url("question", question.pk), sent)
        assert answer.status_code == 302, answer.context["form"].errors
    after = [[replace(question, revision=0) for question in block.questions] for block in content_of(found.pk)]
    assert [[_words_of(question) for question in block] for block in after] == [
        [_words_of(question) for question in block] for block in before
    ]


def _words_of(question) -> object:
    """Without the ids: a list that was shared may become the question's own."""
    options = [(option.code, option.label) for option in question.options]
    return replace(question, options=()), options


def test_one_starts_from_the_questions_of_the_cycles_note(client_as, cycle, bretagne):
    text = Text.objects.create(title="Note", created_by=bretagne)
    note = Note.objects.create(cycle=cycle, text=text)
    for position, asked in enumerate(("Que financez-vous ?", "Avec qui ?"), 1):
        NoteQuestion.objects.create(note=note, position=position, words=asked)
    browser = client_as(bretagne)
    browser.post(url("new_questionnaire"), {"title": "Nos pôles", "cycle": cycle.pk, "from_note": "on"})
    made = Questionnaire.objects.get()
    page = words(browser.get(made.get_absolute_url()))
    assert "Que financez-vous" in page
    assert note.get_absolute_url() in page
    assert "Partir des questions de la note" not in page
    browser.post(url("remove_question", Question.objects.first().pk))
    assert "Partir des questions de la note" in words(browser.get(made.get_absolute_url()))
    browser.post(url("take_note_questions", made.pk))
    assert set(Question.objects.values_list("label", flat=True)) == {"Que financez-vous ?", "Avec qui ?"}


def test_an_approved_questionnaire_leads_the_animation_to_open_its_survey(facilitator, client_as):
    found = frozen_questionnaire(facilitator)
    page = client_as(facilitator).get(found.get_absolute_url()).content.decode()
    assert f"/enquetes/ouvrir/{found.pk}/" in page


def test_the_second_of_two_people_who_change_the_introduction_is_told(questionnaire, facilitator, client_as):
    client = client_as(facilitator)
    address = reverse("surveys:questionnaire_settings", args=[questionnaire.pk])
    form = client.get(address).context["form"]
    shown = {name: str(form[name].value() or "") for name in form.fields}
    assert client.post(address, {**shown, "introduction": "La première introduction."}).status_code == 302
    answer = client.post(address, {**shown, "introduction": "La seconde introduction."})
    assert answer.status_code == 409
    assert "La seconde introduction." in answer.content.decode()
    questionnaire.refresh_from_db()
    assert questionnaire.introduction == "La première introduction."
