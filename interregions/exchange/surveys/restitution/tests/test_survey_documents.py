"""What leaves as a document: the questionnaire to circulate, the edition."""

from dataclasses import replace

import pytest

from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.questionnaires.documents import questionnaire_document
from interregions.exchange.surveys.questionnaires.kinds import KINDS
from interregions.exchange.surveys.restitution.exports import edition_document
from interregions.exchange.surveys.restitution.queries.restitution import edition_page
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
