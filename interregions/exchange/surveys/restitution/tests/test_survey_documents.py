"""What leaves as a document: the questionnaire to circulate, the edition."""

from dataclasses import replace

import pytest

from interregions.exchange.surveys.answering.models import Answer
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.questionnaires.documents import questionnaire_document
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.restitution.exports import edition_document, edition_sheets
from interregions.exchange.surveys.restitution.queries.matrix import Matrix, circles_read, matrix_of, responses_named
from interregions.exchange.surveys.restitution.queries.restitution import Quoted, edition_page, told_by_restitution
from interregions.exchange.surveys.restitution.rules.figures import finding_of
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import EVERYTHING, frozen_questionnaire, opened, sent
from interregions.toolkit.documents import Figure, Heading, Paragraph, Table, TickList

pytestmark = pytest.mark.django_db


def test_proposed_answers_of_a_questionnaire_are_boxes_to_tick(facilitator):
    parts = questionnaire_document(frozen_questionnaire(facilitator)).parts
    assert [part.items for part in parts if isinstance(part, TickList)] == [
        ("Oui", "Non"),
        ("Aides", "Réseau", "Fonds"),
    ]


def test_what_is_expected_agrees_with_the_answer_whatever_its_kind(facilitator):
    questions = [
        {"name": "a", "kind": "NUMBER", "label": "Combien ?", "required": True},
        {"name": "b", "kind": "DATE", "label": "Quand ?"},
    ]
    document = questionnaire_document(frozen_questionnaire(facilitator, questions))
    words = " ".join(part.text for part in document.parts if isinstance(part, Paragraph))
    assert "Un nombre, réponse attendue." in words
    assert "Une date, réponse facultative." in words


@pytest.fixture
def edition(france, mandate_of, facilitator):
    survey = opened(facilitator)
    for place, organisation in enumerate(france[:8]):
        sent(survey, mandate_of(organisation), {**EVERYTHING, "role": "no" if place % 2 else "yes"})
    closed = close_survey(survey=survey, by=facilitator)
    made = publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)
    return edition_page(made, facilitator.member)


def test_a_published_edition_is_no_longer_preparatory(edition):
    nobody_quoted = replace(edition, sections=[section for section in edition.sections if not section.quoted])
    assert edition_document(nobody_quoted, fictional=False).classification == "communicable"
    assert edition_document(edition, fictional=False).classification == "redacted"


def test_a_question_is_printed_once_over_its_figure_and_stays_with_it(edition):
    parts = list(edition_document(edition, fictional=False).parts)
    figures = [place for place, part in enumerate(parts) if isinstance(part, Figure)]
    assert figures
    for place in figures:
        heading, finding, figure = parts[place - 2 : place + 1]
        assert isinstance(heading, Heading)
        assert finding.keeps_next
        assert heading.text not in figure.caption
        assert heading.text not in figure.drawing
        assert heading.text in figure.alt
        assert isinstance(figure.table, Table)
        assert not figure.table.caption


@pytest.mark.parametrize(("n", "words"), [(1, "trop peu pour être détaillée."), (2, "trop peu pour être détaillées.")])
def test_too_few_answers_agree_in_number(n, words):
    assert finding_of(KINDS["YES_NO"], {"n": n, "form": "choices", "rows": []}, "Régions").endswith(words)


def row_of(*counts):
    names = ("Aides", "Prêts", "Réseau", "Fonds", "Conseil")
    cells = [{"option": at, "label": names[at], "low": low, "high": low} for at, low in enumerate(counts)]
    return {"label": "", "n": sum(counts), "cells": cells, "variable": 1}


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((4, 4, 1), "« Aides » et « Prêts » recueillent chacun 4 réponses sur 9."),
        ((3, 3, 3), "« Aides », « Prêts » et « Réseau » recueillent chacun 3 réponses sur 9."),
        ((3, 1, 3, 3), "« Aides », « Réseau » et « Fonds » recueillent chacun 3 réponses sur 10."),
        ((2, 2, 2, 2, 2), "5 réponses à égalité recueillent chacune 2 voix sur 10."),
    ],
)
def test_all_the_choices_that_stand_first_together_are_told(counts, told):
    figure = {"n": sum(counts), "form": "choices", "rows": [row_of(*counts)]}
    assert finding_of(KINDS["ONE_CHOICE"], figure, "Régions") == told


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ((3, 3, 3), "« Aides », « Prêts » et « Réseau » sont chacun placés en premier par 3 Régions sur 9."),
        ((2, 2, 2, 2, 2), "5 propositions à égalité sont chacune placées en premier par 2 Régions sur 10."),
    ],
)
def test_all_the_options_ranked_first_together_are_told(counts, told):
    figure = {"n": sum(counts), "form": "ranks", "rows": [{**row_of(*counts), "points": [], "no_points": ""}]}
    assert finding_of(KINDS["RANKING"], figure, "Régions") == told


def test_a_document_says_why_it_is_to_be_redacted_and_which_circles_it_mixes(edition):
    [section, *_] = [each for each in edition.sections if each.quoted]
    one = edition_document(edition, fictional=False).caution
    assert one.startswith("Document à occulter")
    assert "cercles différents" not in one
    section.quoted.append(Quoted("Un mot.", "Normandie", "Animation seule"))
    mixed = edition_document(edition, fictional=False).caution
    assert "cercles différents (Animation seule, " in mixed
    nobody_quoted = replace(edition, sections=[each for each in edition.sections if not each.quoted])
    assert edition_document(nobody_quoted, fictional=False).caution == ""


def test_a_table_of_named_answers_says_which_circles_it_mixes(edition, facilitator):
    shown = dict(responses_named(edition.restitution, facilitator.member))
    Answer.objects.filter(response_id=min(shown)).update(named_to="FACILITATORS")
    circles = circles_read(edition.survey, facilitator.member, shown)
    assert "Animation seule" in circles
    assert len(circles) > 1
    sheets = edition_sheets(edition, matrix_of(edition.survey, facilitator.member, shown), circles)
    [[told]] = next(sheet.rows for sheet in sheets if sheet.name == "À occulter")
    assert f"cercles différents ({', '.join(circles)})" in told
    assert all(sheet.name != "À occulter" for sheet in edition_sheets(edition, Matrix([], [])))


def test_what_is_told_elsewhere_is_three_findings_and_no_bare_count(edition):
    rate, *findings = told_by_restitution(edition.restitution.pk)
    assert rate.endswith("ont répondu.")
    assert 0 < len(findings) <= 3
    assert not [each for each in findings if "indiquée" in each or "réponses écrites" in each]
