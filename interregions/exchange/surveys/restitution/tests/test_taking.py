"""Answers as they were given leave in five formats, read back here by other libraries and compared with the page."""

import csv
import io
import json
import zipfile
from datetime import date, datetime, timedelta
from decimal import Decimal

import openpyxl
import pytest
from django.utils import timezone
from odfdo import Document

from interregions.exchange.cycles.models import Cycle
from interregions.exchange.surveys.answering.services.submission import (
    reopen_response,
    set_unnamed,
    submit_response,
)
from interregions.exchange.surveys.choices import AnswerSource
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Answer, AnswerOpening, PreparedTable, Survey
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.rules.taking import NOTHING_TO_TAKE, batches
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents, sent
from interregions.exchange.themes.models import Call, Theme
from interregions.network.models import Organisation
from interregions.toolkit.jobs.models import Job
from interregions.toolkit.journal.models import Entry

pytestmark = pytest.mark.django_db
ASKED = (
    {"name": "role", "kind": "YES_NO", "label": "Un référent ?"},
    {"name": "moyens", "kind": "SEVERAL_CHOICES", "label": "Quels moyens ?", "options": ["Aides", "Réseau", "Fonds"]},
    {"name": "budget", "kind": "AMOUNT", "label": "Quel budget ?"},
    {"name": "jour", "kind": "DATE", "label": "Depuis quand ?"},
    {"name": "avis", "kind": "LONG_TEXT", "label": "Votre avis ?", "named_to": "LEAD"},
)
SAID = {"role": "yes", "moyens": [0, 1], "budget": "12500,5", "jour": "2027-01-14", "avis": "=1+1 « oui »"}
HEAD = 9  # columns that say whose the answers are


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def survey(people, facilitator):
    found = opened(facilitator, questions=ASKED)
    for by in people[:3]:
        sent(found, by, SAID)
    begun(found, people[3], {**SAID, "avis": "BROUILLON"})
    return found


def unnamed(survey, by, words):
    response = begun(survey, by, {**SAID, "avis": words})
    set_unnamed(response=response, unnamed=True, by=by)
    return submit_response(response=response, by=by)


def plain(answer):
    """The words of a page, its spaces made ordinary."""
    return " ".join(answer.content.decode().split())


def taken(client, survey, format, query=""):
    answer = client.get(f"/enquetes/{survey.pk}/reponses/tableau.{format}{query}")
    assert answer.status_code == 200, answer.content.decode()
    return answer.content


def workbook(content):
    book = openpyxl.load_workbook(io.BytesIO(content))
    return {sheet.title: [[cell.value for cell in row] for row in sheet.iter_rows()] for sheet in book}


def opendocument(content):
    tables = Document(io.BytesIO(content)).body.tables
    return {table.name: [row.get_values() for row in table.iter_rows()] for table in tables}


def test_a_workbook_holds_each_sent_answer_typed_and_no_draft(survey, facilitator, client_as):
    book = workbook(taken(client_as(facilitator), survey, "xlsx"))
    head, *rows = book["Réponses"]
    assert head[HEAD:] == [question["label"] for question in ASKED]
    assert len(rows) == 3
    assert head[3:5] == ["SIREN", "Code INSEE"]
    regions = {each.name: each.territories.get().code for each in Organisation.objects.filter(kind="REGION")}
    assert [row[4] for row in rows] == [regions[row[0]] for row in rows]
    for row in rows:
        assert row[HEAD:] == ["Oui", "Aides, Réseau", 12500.5, datetime(2027, 1, 14), "=1+1 « oui »"]  # noqa: DTZ001
    assert "BROUILLON" not in str(book)
    assert "Sans nom" not in book
    assert ["État", "PROVISOIRE\u202f: l’enquête reçoit encore des réponses."] in book["À lire"]


def test_the_same_words_as_on_the_page_of_the_response(survey, people, facilitator, client_as):
    rows = opendocument(taken(client_as(facilitator), survey, "ods"))["Réponses"]
    own = next(row for row in rows if row[0] == people[0].organisation.name)
    page = client_as(people[0]).get(f"/reponses/{survey.responses.get(organisation=own_of(people)).pk}/relire/")
    read = plain(page)
    assert own[HEAD] in read
    assert own[HEAD + 1] in read
    assert (own[HEAD + 2], own[HEAD + 3]) == (Decimal("12500.5"), date(2027, 1, 14)), "typed, where the page says words"
    assert "12 500,50 €" in read


def own_of(people):
    return people[0].organisation


def test_codes_are_taken_as_codes_under_the_names_of_the_variables(survey, facilitator, client_as):
    head, *rows = workbook(taken(client_as(facilitator), survey, "xlsx", "?valeurs=codes"))["Réponses"]
    assert head[HEAD:] == ["role", "moyens", "budget", "jour", "avis"]
    options = {q.name: [o.code for o in q.options] for b in content_of(survey.questionnaire_id) for q in b.questions}
    assert rows[0][HEAD : HEAD + 2] == [options["role"][0], " ".join(options["moyens"][:2])]
    book = workbook(taken(client_as(facilitator), survey, "xlsx"))["Dictionnaire"]
    assert [row[0] for row in book[1:]] == ["role", "moyens", "budget", "jour", "avis"]
    assert "Aides" in next(row for row in book if row[0] == "moyens")[-1]


def test_circle_and_source_of_each(survey, people, facilitator, client_as):
    response = begun(survey, people[4], {"role": "no"})
    Answer.objects.filter(response=response).update(source=AnswerSource.PHONE, named_to="FACILITATORS")
    submit_response(response=response, by=people[4])
    sheets = workbook(taken(client_as(facilitator), survey, "xlsx"))
    how = [row[1:] for row in sheets["Cercles et sources"] if row[0] == people[4].organisation.name]
    assert how == [["role", "Un référent ?", "Animation seule", "Saisie par l’animation au téléphone"]]
    row = next(row for row in sheets["Réponses"] if row[0] == people[4].organisation.name)
    assert row[7:9] == ["Animation seule", "Saisie par l’animation au téléphone"]


def test_csv_zip_and_json_say_the_same(survey, facilitator, client_as):
    client = client_as(facilitator)
    alone = list(csv.reader(io.StringIO(taken(client, survey, "csv").decode("utf-8-sig")), delimiter=";"))
    assert len(alone) == 4
    assert alone[1][HEAD:] == ["Oui", "Aides, Réseau", "12500,5", "2027-01-14", "'=1+1 « oui »"], "nothing is computed"
    with zipfile.ZipFile(io.BytesIO(taken(client, survey, "zip"))) as archive:
        assert archive.namelist() == [
            "Réponses.csv", "Cercles et sources.csv", "Dictionnaire.csv", "À lire.csv",
        ]  # fmt: skip
        text = archive.read("Réponses.csv").decode("utf-8-sig")
    assert list(csv.reader(io.StringIO(text), delimiter=";")) == alone
    told = json.loads(taken(client, survey, "json"))
    assert told["provisional"] is True
    assert told["unnamed"] == []
    assert told["responses"][0]["answers"]["budget"]["value"] == 12500.5
    assert told["responses"][0]["answers"]["moyens"]["value"] == ["Aides", "Réseau"]
    assert told["responses"][0]["answers"]["role"]["value"] == "Oui"
    assert told["responses"][0]["answers"]["avis"]["circle"] == "Région responsable et animation"


def test_the_filters_of_the_collection_apply_and_nothing_to_take_is_said(survey, people, facilitator, client_as):
    client = client_as(facilitator)
    name = people[1].organisation.short_name
    rows = workbook(taken(client, survey, "xlsx", f"?mots={name}"))["Réponses"]
    assert [row[0] for row in rows[1:]] == [people[1].organisation.name]
    refused = client.get(f"/enquetes/{survey.pk}/reponses/tableau.ods?nature=BANK")
    assert refused.status_code == 409
    assert NOTHING_TO_TAKE.split("\u202f")[0] in refused.content.decode()
    assert client.get(f"/enquetes/{survey.pk}/reponses/tableau.pdf").status_code == 404


def test_each_file_is_journalled_and_each_organisation_named_sees_it_was_read(survey, facilitator, client_as):
    assert not Entry.objects.filter(verb="surveys.answers_taken").exists()
    taken(client_as(facilitator), survey, "ods")
    entry = Entry.objects.get(verb="surveys.answers_taken")
    assert entry.details == {"format": "ods", "named": 3, "unnamed": 0}
    assert AnswerOpening.objects.count() == 3


def test_without_a_name_nothing_says_whose_and_they_leave_three_by_three(survey, people, facilitator, client_as):
    client = client_as(facilitator)
    for rank, by in enumerate(people[5:7]):
        unnamed(survey, by, f"MOT{rank}")
    for format in ("xlsx", "ods", "json", "zip", "csv"):
        assert "MOT" not in str(readable(taken(client, survey, format), format)), "two are not three"
    unnamed(survey, people[7], "MOT2")
    unnamed(survey, people[8], "MOT3")
    book = workbook(taken(client, survey, "xlsx"))
    head, *rows = book["Sans nom"]
    assert head == [question["label"] for question in ASKED], "no name, no date, no territory, no source"
    assert sorted(row[-1] for row in rows) == ["MOT0", "MOT1", "MOT2"], "the fourth waits for two others"
    named = [row[0] for row in book["Réponses"]]
    assert not {by.organisation.name for by in people[5:9]} & set(named)
    assert not {by.organisation.name for by in people[5:9]} & {row[0] for row in book["Cercles et sources"]}
    assert "MOT" not in taken(client, survey, "csv").decode("utf-8-sig")
    filtered = workbook(taken(client, survey, "xlsx", f"?mots={people[5].organisation.short_name}"))
    assert sorted(row[-1] for row in filtered["Sans nom"][1:]) == ["MOT0", "MOT1", "MOT2"], "whatever the filters"
    orders = {tuple(row[-1] for row in workbook(taken(client, survey, "xlsx"))["Sans nom"]) for _ in range(24)}
    assert len(orders) > 1, "an order drawn each time"
    assert not AnswerOpening.objects.filter(response__unnamed=True).exists()


def readable(content, format):
    if format == "xlsx":
        return workbook(content)
    if format == "ods":
        return opendocument(content)
    if format == "zip":
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            return [archive.read(name).decode() for name in archive.namelist()]
    return content.decode()


def test_a_batch_leaves_whole_or_not_at_all():
    assert batches([("a", True), ("b", True)]) == []
    assert batches([("a", True), ("b", True), ("c", True), ("d", True)]) == ["a", "b", "c"]
    assert batches([("a", True), ("b", False), ("c", True), ("d", True), ("e", True), ("f", True)]) == ["d", "e", "f"]


def test_one_that_is_reopened_takes_its_batch_with_it(survey, people, facilitator, client_as):
    responses = [unnamed(survey, by, f"MOT{rank}") for rank, by in enumerate(people[5:9])]
    client = client_as(facilitator)
    assert "MOT0" in str(workbook(taken(client, survey, "xlsx")))
    reopen_response(response=responses[1], reason="Un chiffre à revoir.", by=facilitator)
    assert "MOT" not in str(workbook(taken(client, survey, "xlsx")))


def test_the_responsible_region_takes_what_its_circles_allow_and_when(survey, people, facilitator, client_as):
    Survey.objects.filter(pk=survey.pk).update(cycle=cycle_led_by(people[0], facilitator))
    begun_by = sent(survey, people[4], {"role": "no", "avis": "RESERVE"})
    Answer.objects.filter(response=begun_by, variable__question__name="avis").update(named_to="FACILITATORS")
    for rank, by in enumerate(people[5:8]):
        unnamed(survey, by, f"MOT{rank}")
    lead, other = client_as(people[0]), client_as(people[1])
    address = f"/enquetes/{survey.pk}/reponses/tableau.ods"
    assert other.get(address).status_code == 404
    assert lead.get(address).status_code == 404, "not before the close"
    assert "s’ouvrent à la Région responsable" in lead.get(f"/enquetes/{survey.pk}/reponses/").content.decode()
    close_survey(survey=Survey.objects.get(pk=survey.pk), by=facilitator)
    sheets = opendocument(lead.get(address).content)
    assert len(sheets["Réponses"]) == 5
    assert "Sans nom" not in sheets
    assert "RESERVE" not in str(sheets)
    assert "=1+1" in str(sheets), "its own circle"
    assert other.get(address).status_code == 404


def cycle_led_by(lead, facilitator):
    today = timezone.localdate()
    call = Call.objects.create(
        season="2026", retained_number=1, proposals_until=today, choices_until=today, opened_by=facilitator
    )
    asked = {"problem": "p", "expected_result": "r", "proposed_by": lead.organisation, "written_by": lead}
    theme = Theme.objects.create(call=call, title="Les filières", **asked)
    return Cycle.objects.create(theme=theme, lead=lead.organisation, opened_by=facilitator)


@pytest.fixture
def few_are_many(monkeypatch):
    monkeypatch.setattr("interregions.exchange.surveys.restitution.views.taking.MOST_ROWS", 2)
    monkeypatch.setattr("interregions.exchange.surveys.restitution.queries.taking.AT_ONCE", 2)


@pytest.mark.usefixtures("few_are_many")
@pytest.mark.parametrize("format", ["ods", "json"])
def test_many_are_prepared_aside_followed_and_taken_away_by_who_asked(
    survey, people, facilitator, client_as, django_capture_on_commit_callbacks, format
):
    client = client_as(facilitator)
    page = client.get(f"/enquetes/{survey.pk}/reponses/tableau.{format}?valeurs=codes").content.decode()
    assert f"Préparer le fichier {format.upper()}" in page
    assert not AnswerOpening.objects.exists()
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/enquetes/{survey.pk}/reponses/{format}/preparer/", {"valeurs": "codes"})
    job = Job.objects.latest("pk")
    assert (job.status, job.done, job.total) == ("done", 3, 3)
    assert client_as(people[0]).get(job.result_url).status_code == 404
    assert not Entry.objects.filter(verb="surveys.answers_taken").exists(), "not before it is taken away"
    answer = client.get(job.result_url)
    content = b"".join(answer.streaming_content)
    assert "provisoire" in str(answer["Content-Disposition"])
    read = opendocument(content)["Réponses"] if format == "ods" else json.loads(content)["responses"]
    assert len(read) == (4 if format == "ods" else 3)
    assert Entry.objects.get(verb="surveys.answers_taken").details["named"] == 3
    assert AnswerOpening.objects.count() == 3


@pytest.mark.usefixtures("few_are_many")
def test_a_prepared_file_is_refused_once_something_it_holds_is_reopened(
    survey, facilitator, client_as, django_capture_on_commit_callbacks
):
    client = client_as(facilitator)
    with django_capture_on_commit_callbacks(execute=True):
        client.post(f"/enquetes/{survey.pk}/reponses/ods/preparer/")
    reopen_response(response=survey.responses.filter(status="SUBMITTED").first(), reason="À revoir.", by=facilitator)
    refused = client.get(Job.objects.latest("pk").result_url)
    assert refused.status_code == 409
    assert "ont été rouvertes" in refused.content.decode()
    assert not Entry.objects.filter(verb="surveys.answers_taken").exists()
    PreparedTable.objects.update(asked_at=timezone.now() - timedelta(days=2))
    assert client.get(Job.objects.latest("pk").result_url).status_code == 404


def test_it_reads_in_pages_whatever_the_number(
    survey, people, facilitator, client_as, django_assert_max_num_queries, monkeypatch
):
    for by in people[4:16]:
        sent(survey, by, SAID)
    client = client_as(facilitator)
    taken(client, survey, "csv")
    with django_assert_max_num_queries(24) as few:
        taken(client, survey, "csv")
    for by in people[16:]:
        sent(survey, by, SAID)
    with django_assert_max_num_queries(len(few)):
        taken(client, survey, "csv")


def test_figures_of_the_moment_are_for_the_animation_exact_and_marked(survey, people, facilitator, client_as):
    address = f"/enquetes/{survey.pk}/chiffres/"
    unnamed(survey, people[5], "MOT")
    page = plain(client_as(facilitator).get(address))
    assert "Provisoire" in page
    assert "3 réponses nommées" in page
    assert "1 réponse sans nom n’est pas comptée" in page
    assert "3 Régions sur 3" in page
    assert page.count("provisoire") >= len(ASKED)
    for by in (people[0], people[3]):
        assert client_as(by).get(address).status_code == 404
    close_survey(survey=survey, by=facilitator)
    assert client_as(people[0]).get(address).status_code == 404


def test_the_receipt_of_one_response_is_for_the_animation_once_sent_and_named(survey, people, facilitator, client_as):
    client = client_as(facilitator)
    own = survey.responses.get(organisation=people[0].organisation)
    assert client.get(f"/reponses/{own.pk}/recepisse/pdf/").status_code == 200
    assert AnswerOpening.objects.filter(response=own).exists(), "the organisation sees that it was read"
    assert Entry.objects.filter(verb="surveys.answers_taken", about_id=str(own.pk)).exists()
    draft = survey.responses.get(organisation=people[3].organisation)
    assert client.get(f"/reponses/{draft.pk}/recepisse/pdf/").status_code == 404
    hidden = unnamed(survey, people[5], "MOT")
    assert client.get(f"/reponses/{hidden.pk}/recepisse/pdf/").status_code == 404
    assert client_as(people[1]).get(f"/reponses/{own.pk}/recepisse/pdf/").status_code == 404
