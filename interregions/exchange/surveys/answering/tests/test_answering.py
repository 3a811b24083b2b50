from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from interregions.common.errors import Refused, Stale
from interregions.exchange.surveys.answering.queries.answers import draft_of, fingerprint_of, saved_answers
from interregions.exchange.surveys.answering.services.answering import TypedAnswer, save_answer, save_block
from interregions.exchange.surveys.answering.services.submission import reopen_response, submit_response
from interregions.exchange.surveys.choices import AnswerSource, AnswerState, NamedTo, ResponseStatus
from interregions.exchange.surveys.models import (
    Answer,
    AnswerRevision,
    Block,
    ChoiceList,
    Option,
    Question,
    Questionnaire,
    Response,
    Selection,
    Survey,
    Variable,
)
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.questionnaires.queries.content import (
    OptionContent,
    QuestionContent,
    VariableContent,
    content_of,
)
from interregions.exchange.surveys.questionnaires.rules.typed import read_date, read_number


def ask(block, name, kind, *, options=(), rows=(), **more) -> Question:
    position = Question.objects.filter(block=block).count()
    choices = None
    if kind == "YES_NO":
        options = (("oui", "Oui"), ("non", "Non"))
    if kind == "SCALE":
        options = [(str(step), str(step)) for step in range(1, 6)]
    if options:
        choices = ChoiceList.objects.create(questionnaire=block.questionnaire, name=f"liste-{block.pk}-{name}")
        for place, (code, label) in enumerate(options):
            Option.objects.create(choice_list=choices, code=code, label=label, position=place)
    question = Question.objects.create(
        block=block, name=name, kind=kind, label=f"Question {name} ?", choice_list=choices, position=position, **more
    )
    for place, (code, label) in enumerate(rows or [(name, "")]):
        Variable.objects.create(question=question, code=code, label=label, position=place)
    return question


def asking(options=()) -> QuestionContent:
    """A question that nobody wrote, to try its kind."""
    proposed = tuple(OptionContent(place, code, label) for place, (code, label) in enumerate(options))
    row = VariableContent(1, "q", "")
    return QuestionContent(1, "q", KINDS["TEXT"], "", "", False, "", "", "", "", True, proposed, (row,), None)


THREE = (("a", "Appel à projets"), ("b", "Bonus"), ("c", "Conseil"))


def whole_questionnaire(by) -> Questionnaire:
    """Every kind of question, one condition, one constraint, one narrow circle, one question not counted."""
    questionnaire = Questionnaire.objects.create(
        title="Financer les pôles", status="APPROVED", created_by=by, frozen_at=timezone.now()
    )
    first = Block.objects.create(questionnaire=questionnaire, name="politique", title="Votre politique", position=0)
    second = Block.objects.create(questionnaire=questionnaire, name="moyens", title="Vos moyens", position=1)
    ask(first, "accompagne", "YES_NO", required=True)
    ask(first, "comment", "LONG_TEXT", condition="${accompagne} = 'oui'", required=True)
    ask(first, "outils", "SEVERAL_CHOICES", options=THREE)
    ask(first, "outil", "ONE_CHOICE", options=THREE)
    ask(first, "sigle", "TEXT", counted=False)
    ask(first, "accord", "SCALE")
    ask(second, "budget", "AMOUNT", named_to=NamedTo.REGIONS)
    ask(
        second,
        "agents",
        "NUMBER",
        constraint=". >= 0 and . <= 100",
        constraint_message="Entre 0 et 100 agents.",
    )
    ask(second, "part", "PERCENTAGE")
    ask(second, "vote", "DATE")
    ask(second, "grille", "TABLE", options=THREE, rows=[("l1", "Pôles"), ("l2", "Clusters")])
    ask(second, "piece", "FILE")
    return questionnaire


def open_whole_survey(by, organisations, **more) -> Survey:
    today = timezone.localdate()
    values = {"opens_on": today - timedelta(days=3), "closes_on": today + timedelta(days=20)} | more
    survey = Survey.objects.create(
        questionnaire=whole_questionnaire(by), title="Financer les pôles", opened_by=by, **values
    )
    Response.objects.bulk_create(Response(survey=survey, organisation=each) for each in organisations)
    return survey


@pytest.fixture
def survey(facilitator, france) -> Survey:
    return open_whole_survey(facilitator, france)


@pytest.fixture
def response(survey, bretagne) -> Response:
    return Response.objects.select_related("survey", "organisation").get(
        survey=survey, organisation=bretagne.organisation
    )


def variable(response, name: str, row: str = "") -> Variable:
    return Variable.objects.get(
        question__block__questionnaire=response.survey.questionnaire, question__name=name, code=row or name
    )


def answer(response, name, value, by, row="", **more):
    return save_answer(response=response, variable_id=variable(response, name, row).pk, value=value, by=by, **more)


def stored(response, name, row="") -> Answer | None:
    return Answer.objects.filter(response=response, variable=variable(response, name, row)).first()


def block_of(response, name):
    return next(b for b in content_of(response.survey.questionnaire_id) if b.name == name)


# Reading what was typed


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("1 255,50", "1255.50"),
        ("1\u202f255,50", "1255.50"),
        ("1255.5", "1255.5"),
        ("3 000 €", "3000"),
        ("12,5 %", "12.5"),
        ("−4", "-4"),
        ("1.255.000,5", "1255000.5"),
        ("0", "0"),
    ],
)
def test_numbers_are_read_as_a_french_reader_writes_them(typed, number):
    assert read_number(typed) == Decimal(number)


@pytest.mark.parametrize("typed", ["douze", "1,2,3", "1e5", "NaN", "١٢", "9" * 40, "--1", "12 m", "∞"])
def test_what_is_no_number_is_none(typed):
    assert read_number(typed) is None


@pytest.mark.parametrize(
    "typed", ["14/01/2027", "2027-01-14", "14.1.2027", "14 janvier 2027", "jeudi 14 janvier 2027", "14-01-2027"]
)
def test_dates_are_read_in_french(typed):
    assert read_date(typed) == date(2027, 1, 14)


@pytest.mark.parametrize("typed", ["31/02/2027", "demain", "01/2027", "14/01/27", "2027"])
def test_what_is_no_date_is_none(typed):
    assert read_date(typed) is None


@pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS.keys())
@pytest.mark.parametrize("typed", ["\x00", "a" * 30_000, "'; drop", "\ud800", "<script>", "٣", "1" * 500])
def test_reading_never_raises(kind, typed):
    read = kind.read(asking(THREE), [typed])
    assert read.given.is_empty or not read.reasons


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "value", "field", "kept"),
    [
        ("sigle", "SRDEII", "text", "SRDEII"),
        ("budget", "1 255,50", "number", Decimal("1255.5000")),
        ("part", "12,5 %", "number", Decimal("12.5000")),
        ("vote", "14/01/2027", "date", date(2027, 1, 14)),
        ("agents", "12", "number", Decimal("12.0000")),
    ],
)
def test_each_kind_is_stored_where_it_is_counted(response, bretagne, name, value, field, kept):
    answer(response, name, value, bretagne)
    assert getattr(stored(response, name), field) == kept


def test_choices_are_stored_as_options(response, bretagne):
    answer(response, "outil", "b", bretagne)
    answer(response, "outils", ["a", "c"], bretagne)
    answer(response, "grille", "a", bretagne, row="l1")
    assert stored(response, "outil").option.code == "b"
    chosen = Selection.objects.filter(answer=stored(response, "outils"))
    assert {each.option.code for each in chosen} == {"a", "c"}
    assert stored(response, "grille", "l1").option.code == "a"
    assert stored(response, "grille", "l2") is None


def test_a_file_is_checked_and_kept(response, bretagne):
    answer(response, "piece", SimpleUploadedFile("note.pdf", b"%PDF-1.4\n%%EOF\n"), bretagne)
    assert stored(response, "piece").file.name == "note.pdf"
    with pytest.raises(Refused):
        answer(response, "piece", SimpleUploadedFile("note.exe", b"MZ\x90\x00" * 40), bretagne)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("outil", "z", "réponses proposées"),
        ("budget", "beaucoup", "nombre en chiffres"),
        ("part", "120", "entre 0 et 100"),
        ("vote", "31/02/2027", "n’existe pas"),
        ("agents", "300", "Entre 0 et 100 agents."),
        ("sigle", "x" * 1001, "Raccourcissez"),
    ],
)
def test_what_cannot_be_stored_is_refused_with_a_sentence(response, bretagne, name, value, words):
    with pytest.raises(Refused, match=words):
        answer(response, name, value, bretagne)
    assert stored(response, name) is None


def test_a_conditional_answer_is_kept_aside_and_comes_back(response, bretagne):
    answer(response, "accompagne", "oui", bretagne)
    answer(response, "comment", "Par des appels à projets", bretagne)
    answer(response, "accompagne", "non", bretagne)
    assert stored(response, "comment").state == AnswerState.CLEARED
    response.refresh_from_db()
    assert response.answered == 1
    answer(response, "accompagne", "oui", bretagne)
    assert stored(response, "comment").state == AnswerState.GIVEN
    assert stored(response, "comment").text == "Par des appels à projets"


def test_the_first_answer_starts_the_response_and_progress_is_counted(response, bretagne):
    answer(response, "accompagne", "non", bretagne)
    response.refresh_from_db()
    assert (response.status, response.answered, response.expected) == (ResponseStatus.STARTED, 1, 11)
    answer(response, "grille", "a", bretagne, row="l1")
    response.refresh_from_db()
    assert response.answered == 1, "half a table is not an answer"


def test_a_text_changed_meanwhile_shows_both_versions(response, bretagne, mandate_of):
    yann = mandate_of(bretagne.organisation, given_name="Yann", family_name="Morvan")
    answer(response, "sigle", "Le mien", bretagne, revision=0)
    with pytest.raises(Stale) as stale:
        answer(response, "sigle", "Le sien", yann, revision=0)
    assert (stale.value.theirs, stale.value.mine, stale.value.author) == ("Le mien", "Le sien", "Anne Le Goff")
    answer(response, "sigle", "Le mien et le sien", yann, revision=stale.value.revision)
    assert stored(response, "sigle").text == "Le mien et le sien"


def test_a_choice_changed_meanwhile_is_replaced_and_told(response, bretagne, mandate_of):
    yann = mandate_of(bretagne.organisation, given_name="Yann", family_name="Morvan")
    answer(response, "outil", "a", bretagne, revision=0)
    saved = answer(response, "outil", "b", yann, revision=0)
    assert "Anne Le Goff avait répondu entre-temps « Appel à projets »" in saved.replaced
    assert stored(response, "outil").option.code == "b"


def test_an_answer_that_was_not_touched_does_not_undo_a_newer_one(response, bretagne, contributor):
    answer(response, "outil", "b", bretagne)
    outil = variable(response, "outil")
    save_block(
        response=response,
        block=block_of(response, "politique"),
        values={outil.pk: TypedAnswer(values=(), revision=0, shown="-")},
        by=bretagne,
    )
    assert stored(response, "outil").option.code == "b"


def test_a_block_with_errors_saves_the_others(response, bretagne):
    block = block_of(response, "moyens")
    ids = {question.name: question.variables[0].id for question in block.questions}
    outcome = save_block(
        response=response,
        block=block,
        values={
            ids["budget"]: TypedAnswer(values=("1 255,50",)),
            ids["agents"]: TypedAnswer(values=("300",)),
            ids["vote"]: TypedAnswer(values=("hier",)),
        },
        by=bretagne,
    )
    assert set(outcome.errors) == {ids["agents"], ids["vote"]}
    assert stored(response, "budget").number == Decimal("1255.5")


def test_a_circle_is_tightened_never_widened(response, bretagne):
    answer(response, "budget", "10", bretagne, named_to=NamedTo.LEAD)
    assert stored(response, "budget").named_to == NamedTo.LEAD
    with pytest.raises(Refused, match="jamais élargi"):
        answer(response, "budget", "10", bretagne, named_to=NamedTo.REGIONS_AND_EPCI)
    answer(response, "budget", "10", bretagne, named_to=NamedTo.REGIONS)
    assert stored(response, "budget").named_to == ""


def test_the_animation_enters_by_phone_and_never_over_what_was_written(response, bretagne, facilitator):
    answer(response, "outil", "a", facilitator)
    assert stored(response, "outil").source == AnswerSource.PHONE
    answer(response, "sigle", "Écrit par la Région", bretagne)
    for value in ("Écrit par la Région", "Autre"):
        with pytest.raises(Refused, match="a répondu lui-même"):
            answer(response, "sigle", value, facilitator)


def test_others_do_not_write(response, normandie, contributor, outsider):
    for by in (normandie, contributor):
        with pytest.raises(Refused):
            answer(response, "sigle", "X", by)
    assert stored(response, "sigle") is None


def test_a_closed_survey_and_a_sent_response_are_not_written(response, bretagne, facilitator):
    fill(response, bretagne)
    submit_response(response=response, by=bretagne)
    with pytest.raises(Refused, match="envoyée"):
        answer(response, "sigle", "X", bretagne)
    reopen_response(response=response, reason="Un chiffre à vérifier", by=facilitator)
    answer(response, "sigle", "X", bretagne)
    Survey.objects.update(status="CLOSED")
    with pytest.raises(Refused, match="close"):
        answer(response, "sigle", "Y", bretagne)


def fill(response, by):
    answer(response, "accompagne", "oui", by)
    answer(response, "comment", "Par des appels à projets", by)
    answer(response, "outils", ["a", "b"], by)
    answer(response, "sigle", "SRDEII", by)
    answer(response, "budget", "100", by)


def test_before_the_first_sending_no_revision_is_kept_and_every_one_after(response, bretagne, facilitator):
    fill(response, bretagne)
    answer(response, "sigle", "Avant", bretagne)
    assert not AnswerRevision.objects.exists()
    submit_response(response=response, by=bretagne)
    reopen_response(response=response, reason="À préciser", by=facilitator)
    answer(response, "sigle", "Après", bretagne)
    kept = AnswerRevision.objects.get()
    assert kept.value["text"] == "Avant"
    assert kept.by == bretagne


def test_saved_answers_cost_the_same_whatever_their_number(response, bretagne, django_assert_num_queries):
    answer(response, "outils", ["a"], bretagne)
    with django_assert_num_queries(2):
        saved_answers(response)
    fill(response, bretagne)
    with django_assert_num_queries(2):
        rows = saved_answers(response)
    assert len(rows) == 5
    assert fingerprint_of(rows[variable(response, "sigle").pk].given) != "-"
    assert draft_of(response).progress(draft_of(response).asked()).answered == 5


@pytest.mark.parametrize("typed", ["31/02/2026", "2026-02-31", "30 février 2026", "14/13/2026"])
def test_a_day_that_no_calendar_has_is_called_so(typed):
    [sentence] = KINDS["DATE"].read(asking(), [typed]).reasons
    assert sentence == f"Le {typed} n’existe pas\u202f: vérifiez le jour et le mois."
    assert KINDS["DATE"].read(asking(), ["demain"]).reasons == ["Écrivez la date ainsi\u202f: 14/01/2027."]
