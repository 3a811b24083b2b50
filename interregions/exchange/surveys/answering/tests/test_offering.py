"""A question tied to an indicator: what a Région answered is proposed to it as a figure after the close."""

import pytest

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.services.offering import offer_if_closed
from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Answer, Question
from interregions.exchange.surveys.questionnaires.services import indicators
from interregions.exchange.surveys.questionnaires.services.questionnaires import draft_questionnaire
from interregions.exchange.surveys.questionnaires.services.questions import add_block, add_question
from interregions.exchange.surveys.tests.survey_builder import opened, sent
from interregions.knowledge.observatory.models import Indicator, Reading
from interregions.knowledge.observatory.policies.services.loading import load_observatory

pytestmark = pytest.mark.django_db


@pytest.fixture
def tied(france, facilitator):
    """An open survey whose question on the budget feeds an indicator."""
    load_observatory(facts=[])
    survey = opened(facilitator)
    indicator = Indicator.objects.get(code="soutien-aux-poles")
    Question.objects.filter(name="budget").update(indicator=indicator, indicator_year=2026, named_to="REGIONS")
    return survey


def test_the_answers_are_proposed_after_the_close_with_their_circle(tied, facilitator, bretagne):
    sent(tied, bretagne)
    assert not Reading.objects.exists()
    close_survey(survey=tied, by=facilitator)
    reading = Reading.objects.get()
    assert (reading.organisation, reading.value, reading.year) == (bretagne.organisation, 1000, 2026)
    assert (reading.state, reading.provenance) == ("PROPOSED", "SURVEY")
    assert "cercle\u202f: Régions" in reading.source
    assert reading.origin["kind"] == "surveys.response"


def test_the_same_close_proposes_once_and_an_answer_changed_since_replaces_its_proposal(tied, facilitator, bretagne):
    sent(tied, bretagne)
    closed = close_survey(survey=tied, by=facilitator)
    assert offer_if_closed(closed) == 0
    Answer.objects.filter(number=1000).update(number=2000, revision=5)
    assert offer_if_closed(closed) == 1
    assert Reading.objects.get().value == 2000


def test_what_was_decided_is_not_taken_back(tied, facilitator, bretagne):
    sent(tied, bretagne)
    closed = close_survey(survey=tied, by=facilitator)
    Reading.objects.update(state="DISCARDED")
    Answer.objects.filter(number=1000).update(number=2000, revision=5)
    offer_if_closed(closed)
    assert sorted(Reading.objects.values_list("state", "value")) == [("DISCARDED", 1000), ("PROPOSED", 2000)]


def test_a_question_is_tied_to_an_indicator_of_its_kind(france, facilitator):
    load_observatory(facts=[])
    questionnaire = draft_questionnaire(title="Chiffres", cycle=None, by=facilitator)
    block = questionnaire.blocks.first() or add_block(questionnaire=questionnaire, title="Rubrique", by=facilitator)
    number = add_question(block=block, kind="AMOUNT", label="Quel budget ?", by=facilitator)
    words = add_question(block=block, kind="LONG_TEXT", label="Quels objectifs ?", by=facilitator)
    euros, said = (Indicator.objects.get(code=code) for code in ("soutien-aux-poles", "feder-objectifs"))
    for question, indicator in ((number, said), (words, euros)):
        with pytest.raises(Refused):
            indicators.tie_question(question=question, indicator=indicator, year=2026, by=facilitator)
    with pytest.raises(Refused):
        indicators.tie_question(question=number, indicator=euros, year=None, by=facilitator)
    indicators.tie_question(question=number, indicator=euros, year=2026, by=facilitator)
    number.refresh_from_db()
    assert (number.indicator, number.indicator_year) == (euros, 2026)
    indicators.tie_question(question=number, indicator=None, year=None, by=facilitator)
    number.refresh_from_db()
    assert number.indicator is None
