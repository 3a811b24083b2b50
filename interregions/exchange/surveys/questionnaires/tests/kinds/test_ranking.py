from dataclasses import replace
from datetime import date

import openpyxl
import pytest

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.queries.answers import draft_of
from interregions.exchange.surveys.answering.services.answering import TypedAnswer, save_answer
from interregions.exchange.surveys.answering.services.submission import submit_response
from interregions.exchange.surveys.answering.tests.test_answering import THREE, asking
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Response
from interregions.exchange.surveys.questionnaires.kinds.ranking import KIND
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.questionnaires.rules import flow
from interregions.exchange.surveys.questionnaires.rules.lines import Line
from interregions.exchange.surveys.questionnaires.rules.typed import Given
from interregions.exchange.surveys.questionnaires.services.importing import create_from_import, kinds_here
from interregions.exchange.surveys.questionnaires.tests.kinds.example import Example
from interregions.exchange.surveys.restitution.exports import edition_sheets
from interregions.exchange.surveys.restitution.queries.matrix import matrix_of
from interregions.exchange.surveys.restitution.queries.restitution import edition_page
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import opened
from interregions.toolkit.expressions import evaluate, is_true, parse
from interregions.toolkit.forms_elsewhere import read_xlsform

OPTIONS = ["mer | Mer", "ciel | Ciel", "terre | Terre"]
EXAMPLE = Example(
    wording={"options": OPTIONS},
    typed=["2:mer", "1:ciel", "3:terre"],
    words="1. Ciel, 2. Mer, 3. Terre",
    cell="1. Ciel, 2. Mer, 3. Terre",
    other=["1:mer", "", ""],
    refused=(
        ["1:mer", "1:ciel", ""],
        "Le rang 1 est donné à « Mer » et à « Ciel »\u202f: chaque rang sert une seule fois.",
    ),
)
TODAY = date(2027, 1, 14)
QUESTION = replace(asking(THREE), kind=KIND)


def read(*typed):
    return KIND.read(QUESTION, typed)


def test_each_rank_is_given_once_and_each_answer_has_one():
    assert read("2:a", "1:b").given == Given(codes=("b", "a"), ranked=True)
    assert read("1:a", "2:a").reasons == ["« Appel à projets » a deux rangs\u202f: gardez-en un."]
    assert len(read("1:a", "1:b", "2:c", "2:a").reasons) == 3
    assert read("", "", "").given.is_empty


@pytest.mark.parametrize("typed", ["a", "1", "0:a", "4:a", "1:z", "-1:a", "01:a", "²:a", "٣:a", ":"])
def test_what_is_no_rank_is_not_proposed(typed):
    assert read(typed).reasons == ["Choisissez parmi les réponses proposées."]


def test_a_rank_left_out_closes_up_and_what_has_none_is_not_told():
    given = read("3:a", "1:c").given
    assert KIND.words(QUESTION, given) == "1. Conseil, 2. Appel à projets"
    assert KIND.typed_again(given) == ("1:c", "2:a")


def test_an_expected_ranking_is_whole_another_may_be_in_part():
    answers = {1: read("1:a").given}
    assert flow.is_answered(QUESTION, answers)
    assert not flow.is_answered(replace(QUESTION, required=True), answers)
    assert flow.is_answered(replace(QUESTION, required=True), {1: read("1:a", "2:b", "3:c").given})


def test_conditions_read_the_first_rank():
    values = KIND.names(QUESTION, {1: read("2:a", "1:b").given})
    assert is_true(evaluate(parse("selected-at(${q}, 0) = 'b' and count-selected(${q}) = 2"), values, None, TODAY))
    assert is_true(evaluate(parse("not(selected(${q}, 'c'))"), values, None, TODAY))


def test_a_ranking_too_long_for_a_person_is_refused():
    lines = [Line(code=f"c{place}", label=f"Réponse {place}") for place in range(21)]
    assert KIND.reasons_not_to_take_options(lines)[0].startswith("Un classement compte 20 réponses au plus")
    assert KIND.reasons_not_to_take_options(lines[:20]) == []
    assert KIND.reasons_not_to_take_options(lines[:1]) == ["Proposez au moins deux réponses, une par ligne."]


def survey_of(facilitator, *others, **wording):
    asked = {"name": "q", "kind": "RANKING", "label": "Classez", "options": OPTIONS} | wording
    return opened(facilitator, questions=[asked, *others])


def ranked(survey, by, *typed):
    response = Response.objects.get(survey=survey, organisation=by.organisation)
    variable = content_of(survey.questionnaire_id)[0].questions[0].variables[0].id
    save_answer(response=response, variable_id=variable, value=TypedAnswer(values=typed), by=by)
    return response


@pytest.mark.django_db
def test_another_order_of_the_same_answers_is_another_answer(facilitator, bretagne):
    survey = survey_of(facilitator)
    ranked(survey, bretagne, "1:mer", "2:ciel")
    response = ranked(survey, bretagne, "1:ciel", "2:mer")
    [row] = draft_of(response).rows.values()
    assert (row.given.codes, row.revision) == (("ciel", "mer"), 2)


@pytest.mark.django_db
def test_an_expected_ranking_begun_is_kept_and_does_not_leave(facilitator, bretagne):
    other = {"name": "avis", "kind": "TEXT", "label": "Votre avis"}
    survey = survey_of(facilitator, other, required=True)
    response = ranked(survey, bretagne, "1:mer")
    assert draft_of(response).rows
    opinion = content_of(survey.questionnaire_id)[0].questions[1].variables[0].id
    save_answer(response=response, variable_id=opinion, value="Oui.", by=bretagne)
    with pytest.raises(Refused, match="Il manque une réponse à « Classez »"):
        submit_response(response=response, by=bretagne)


def edition_of(survey, facilitator, people):
    for place, by in enumerate(people):
        typed = [("1:mer", "2:ciel", "3:terre"), ("1:ciel", "2:mer"), ("1:terre",)][place % 3]
        submit_response(response=ranked(survey, by, *typed), by=by)
    draft = draft_restitution(survey=close_survey(survey=survey, by=facilitator), by=facilitator)
    return publish_restitution(restitution=draft, by=facilitator)


@pytest.mark.django_db
@pytest.mark.parametrize(("respondents", "told"), [(2, False), (9, False), (12, True)])
def test_first_places_wait_for_three_rankings_and_points_for_ten(facilitator, france, mandate_of, respondents, told):
    survey = survey_of(facilitator)
    edition = edition_of(survey, facilitator, [mandate_of(each) for each in france[:respondents]])
    page = edition_page(edition, None)  # for who reads no name: who reads them all has the exact figures
    [section] = page.sections
    [part] = section.parts
    assert (part.drawn is not None) is (respondents >= 3)
    assert (part.beside is not None) is told
    assert bool(section.withheld) is (3 <= respondents < 10)
    sheet = edition_sheets(page, matrix_of(survey, facilitator.member, {}))[0]
    points = {row[3]: row[4] for row in sheet.rows if "points" in str(row[3])}
    expected = {"Mer (points)": 4 * 3 + 4 * 2, "Ciel (points)": 4 * 2 + 4 * 3, "Terre (points)": 4 * 1 + 4 * 3}
    assert points == (expected if told else {})
    if told:
        assert part.drawn.rows[0] == ("Mer", 4.0, 4 / 12)
        assert section.finding == "« Mer », « Ciel » et « Terre » sont chacun placés en premier par 4 Régions sur 12."


@pytest.mark.django_db
def test_the_points_of_rankings_too_alike_are_not_told(facilitator, france, mandate_of):
    survey = survey_of(facilitator)
    for place, organisation in enumerate(france[:12]):
        by = mandate_of(organisation)
        typed = ("1:mer", "2:terre") if place % 2 else ("1:ciel", "2:terre")
        submit_response(response=ranked(survey, by, *typed), by=by)
    draft = draft_restitution(survey=close_survey(survey=survey, by=facilitator), by=facilitator)
    edition = publish_restitution(restitution=draft, by=facilitator)
    [section] = edition_page(edition, facilitator.member).sections
    assert section.parts[0].drawn is not None
    assert section.parts[0].beside is None
    assert section.withheld == ["Classements presque unanimes\u202f: les points ne sont pas publiés."]


@pytest.mark.django_db
def test_a_rank_of_a_file_is_a_ranking(facilitator, tmp_path):
    book = openpyxl.Workbook()
    book.active.title = "survey"
    for row in (["type", "name", "label", "relevant"], ["rank l", "r", "Classez", ""]):
        book.active.append(row)
    book.active.append(["text", "b", "Pourquoi ?", "selected-at(${r}, 0) = 'mer'"])
    choices = book.create_sheet("choices")
    for row in (["list_name", "name", "label"], ["l", "mer", "Mer"], ["l", "ciel", "Ciel"]):
        choices.append(row)
    book.save(tmp_path / "a.xlsx")
    imported = read_xlsform(tmp_path / "a.xlsx", kinds_here())
    assert any("(classement)" in line.sentence and line.kind == "kept" for line in imported.report)
    written = create_from_import(imported=imported, by=facilitator)
    first, second = content_of(written.pk)[0].questions
    assert (first.kind, [option.label for option in first.options]) == (KIND, ["Mer", "Ciel"])
    assert second.condition == "selected-at(${r}, 0) = 'mer'"
