"""A form written elsewhere, from the import page to the published edition, through the pages a person sees."""

from datetime import timedelta
from pathlib import Path

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.models import Question, Questionnaire, Response, Restitution, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.services.importing import MOST_QUESTIONS, create_from_import
from interregions.network.models import Organisation
from interregions.toolkit.forms_elsewhere import read_xlsform

ODD = "<script>alert(1)</script> مرحبا 😀 " + "très " * 400 + "long"
HEADER = ["type", "name", "label", "hint", "required", "relevant", "constraint", "constraint_message", "appearance"]


def row(kind, name="", label="", **more):
    return [kind, name, label, *(more.get(column) for column in HEADER[3:])]


SURVEY = [
    HEADER,
    row("begin_group", "g1", f"Titre {ODD}"),
    row("text", "mot", ODD, hint="<img src=x onerror=alert(2)>", required="yes"),
    row("select_multiple l", "moyens", "Quels moyens ?"),
    row("text", "les_deux", "Vu", required="yes", relevant="selected(${moyens}, 'a') and selected(${moyens}, 'b')"),
    row("text", "jamais", "Jamais vu", required="yes", relevant="${mot} = 'impossible'"),
    row("date", "jour", "Depuis", constraint=". <= today()", constraint_message="Dans le passé."),
    row("text", "siren", "SIREN", constraint="regex(., '^[0-9]{9}$')", constraint_message="Neuf chiffres."),
    row("decimal", "budget", "Budget en euros", constraint=". >= 0"),
    row("integer", "part", "Part en %"),
    row("file", "piece", "Une pièce"),
    row("end_group"),
    row("begin_group", "g2", "Mots seulement"),
    row("note", "bonjour", f"Bonjour {ODD}"),
    row("end_group"),
    row("begin_group", "g3", "Tableau", appearance="table-list"),
    row("select_one l", "x", "X"),
    row("select_one l", "y", "Y"),
    row("end_group"),
    row("begin_repeat", "r", "Répété"),
    row("text", "mot", "Le même nom deux fois"),
    row("rank l", "rang", "Classez"),
    row("range", "note", "Note"),
    row("select_one oui", "accord", "D’accord ?"),
    row("select_one l or_other", "autre", "Ou bien ?"),
    row("geopoint", "lieu", "Où ?"),
    row("end_repeat"),
]
CHOICES = [
    ["list_name", "name", "label"],
    ["l", "a", "<i>A</i>"],
    ["l", "b", "😀 B"],
    ["l", "c", "C" * 390],
    ["oui", "yes", "Oui"],
    ["oui", "no", "Non"],
]


@pytest.fixture
def form_file(tmp_path) -> Path:
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for cells in SURVEY:
        book.active.append(cells)
    sheet = book.create_sheet("choices")
    for cells in CHOICES:
        sheet.append(cells)
    book.save(tmp_path / "formulaire d’ailleurs.xlsx")
    return tmp_path / "formulaire d’ailleurs.xlsx"


def seen(client, address, **sent):
    """The page, never broken, its words escaped."""
    answered = client.post(address, sent) if sent else client.get(address)
    assert answered.status_code in (200, 302, 409), (address, answered.status_code)
    if not answered.streaming and "html" in answered["Content-Type"]:
        html = answered.content.decode()
        assert "<script>alert" not in html
        assert "<img src=x" not in html
    return answered


def value_for(question, place):
    match question.kind:
        case "SEVERAL_CHOICES":
            return [option.code for option in question.options[:2]]
        case "ONE_CHOICE" | "YES_NO" | "SCALE" | "TABLE":
            return question.options[place % len(question.options)].code if question.options else ""
        case "NUMBER" | "AMOUNT":
            return "1\u202f255,50" if place % 2 else "3"
        case "WHOLE_NUMBER":
            return "1\u202f255" if place % 2 else "3"
        case "PERCENTAGE":
            return "12 %"
        case "DATE":
            return "14 janvier 2026"
        case "FILE":
            return SimpleUploadedFile("piece.txt", f"Pièce {place}".encode(), "text/plain")
    return f"{100_000_000 + place}" if "siren" in question.name else f"Réponse {place} {ODD[:80]}"


def run_whole_cycle(path, client_as, facilitator, referents):
    animation = client_as(facilitator)
    upload = SimpleUploadedFile(path.name, path.read_bytes())
    made = seen(animation, reverse("surveys:import_questionnaire"), file=upload, title="", cycle="")
    assert made.status_code == 302, made.context["form"].errors
    questionnaire = Questionnaire.objects.get()
    key = [questionnaire.pk]
    for name in ("import_report", "questionnaire", "questionnaire_settings", "preview"):
        assert seen(animation, reverse(f"surveys:{name}", args=key)).status_code == 200
    seen(animation, reverse("surveys:preview", args=key), essai="1")
    for format in ("pdf", "odt", "docx"):
        assert seen(animation, reverse("surveys:questionnaire_document", args=[*key, format])).status_code == 200
    for question in Question.objects.all()[:8]:
        assert seen(animation, reverse("surveys:question", args=[question.pk])).status_code == 200
    approved = seen(animation, reverse("surveys:approve_questionnaire", args=key), revision=questionnaire.revision)
    assert approved.status_code == 302, approved.content.decode()
    day = timezone.localdate()
    seen(
        animation,
        reverse("surveys:open_survey", args=key),
        audience="all_regions",
        opens_on=f"{day:%d/%m/%Y}",
        closes_on=f"{day + timedelta(days=9):%d/%m/%Y}",
        confirmed=str(Organisation.objects.filter(kind="REGION").count()),
    )
    survey = Survey.objects.get()
    for place, by in enumerate(referents):
        answer_everything(
            client_as(by), survey, Response.objects.get(survey=survey, organisation=by.organisation), place
        )
    for name in ("survey", "collection"):
        assert seen(animation, reverse(f"surveys:{name}", args=[survey.pk])).status_code == 200
    seen(animation, reverse("surveys:close_survey", args=[survey.pk]), partial="left_out")
    prepared = seen(animation, reverse("surveys:draft_restitution", args=[survey.pk]), go="1").url
    assert seen(animation, prepared).status_code == 200
    published = seen(animation, prepared, breakdown="", summary="", publish="1")
    assert published.status_code == 302
    edition = Restitution.objects.get()
    for reader in (animation, client_as(referents[0])):
        for format in ("pdf", "odt", "docx"):
            assert seen(reader, reverse("surveys:restitution_document", args=[edition.pk, format])).status_code == 200
        for format in ("ods", "csv", "xlsx"):
            assert seen(reader, reverse("surveys:restitution_table", args=[edition.pk, format])).status_code == 200
        for address in (published.url, f"{published.url}?presentation=1", reverse("surveys:matrix", args=[edition.pk])):
            assert seen(reader, address).status_code == 200
    return survey


def answer_everything(client, survey, response, place):
    assert seen(client, response.get_absolute_url()).status_code == 200
    for block in content_of(survey.questionnaire_id):
        address = reverse("surveys:response_block", args=[response.pk, block.name])
        for _turn in range(2):
            page = seen(client, address)
            if page.status_code != 200:
                break
            sent = {"reste": "1"}
            for question in block.questions:
                for variable in question.variables:
                    value = value_for(question, place)
                    if f'name="v{variable.id}"' in page.content.decode() and value:
                        sent |= {f"r{variable.id}": "", f"v{variable.id}": value}
            seen(client, address, **sent)
    assert seen(client, reverse("surveys:response_review", args=[response.pk])).status_code == 200
    seen(client, reverse("surveys:submit_response", args=[response.pk]), go="1")
    for format in ("pdf", "odt", "docx"):
        seen(client, reverse("surveys:receipt", args=[response.pk, format]))


def test_a_form_written_elsewhere_goes_through_the_whole_cycle(
    form_file, france, client_as, facilitator, bretagne, normandie, occitanie, guadeloupe
):
    referents = [bretagne, normandie, occitanie, guadeloupe]
    survey = run_whole_cycle(form_file, client_as, facilitator, referents)
    sent = Response.objects.filter(survey=survey, submitted_at__isnull=False)
    assert sent.count() == 4


def test_a_form_of_thousands_of_questions_is_not_imported(tmp_path, facilitator):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active.append(["type", "name", "label"])
    for number in range(MOST_QUESTIONS + 1):
        book.active.append(["text", f"q{number}", "Question"])
    book.save(tmp_path / "a.xlsx")
    with pytest.raises(Refused, match="2001 questions"):
        create_from_import(imported=read_xlsform(tmp_path / "a.xlsx"), by=facilitator)
    assert not Questionnaire.objects.exists()
