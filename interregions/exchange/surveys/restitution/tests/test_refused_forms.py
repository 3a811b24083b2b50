"""A refused gesture on a page of the room shows its form again, as it was typed."""

import pytest
from django.urls import reverse

from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import Question, RestitutionItem
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import begun, frozen_questionnaire, opened, sent

pytestmark = pytest.mark.django_db


def refused_page(client, address, posted):
    answer = client.post(address, posted)
    assert answer.status_code == 409
    return answer.content.decode()


def test_a_question_written_on_a_frozen_questionnaire_is_not_lost(facilitator, client_as):
    questionnaire = frozen_questionnaire(facilitator)
    question = Question.objects.filter(block__questionnaire=questionnaire).first()
    posted = {"label": "Une question reprise mot à mot ?", "kind": "TEXT", "named_to": "REGIONS", "counted": "on"}
    client = client_as(facilitator)
    added = reverse("surveys:add_question", args=[question.block_id])
    assert posted["label"] in refused_page(client, added, posted)
    assert 'name="label"' in refused_page(client, added, posted)
    changed = reverse("surveys:question", args=[question.pk])
    page = refused_page(client, changed, {**posted, "name": question.name, "revision": question.revision})
    assert 'name="label"' in page
    assert posted["label"] in page


def test_a_block_written_on_a_frozen_questionnaire_is_not_lost(facilitator, client_as):
    address = reverse("surveys:add_block", args=[frozen_questionnaire(facilitator).pk])
    assert 'value="Une rubrique de plus"' in refused_page(
        client_as(facilitator), address, {"title": "Une rubrique de plus"}
    )


def test_a_visa_asked_too_late_keeps_its_words(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    response = begun(survey, bretagne)
    close_survey(survey=survey, by=facilitator)
    posted = {"name": "Jeanne Le Goff", "email": "jeanne@example.org", "words": "Merci de relire."}
    page = refused_page(client_as(bretagne), reverse("surveys:ask_visa", args=[response.pk]), posted)
    assert "Merci de relire." in page
    assert "Cette réponse n’attend plus de visa" in page


def test_a_reopening_refused_keeps_its_reason(france, facilitator, bretagne, client_as):
    survey = opened(facilitator)
    response = sent(survey, bretagne)
    close_survey(survey=survey, by=facilitator)
    address = reverse("surveys:reopen_response", args=[response.pk])
    posted = {"reason": "Une erreur de montant.", "until": "2020-01-01"}
    assert "Une erreur de montant." in refused_page(client_as(facilitator), address, posted)


def test_a_publication_refused_keeps_what_was_arranged(france, facilitator, mandate_of, client_as):
    survey = opened(facilitator)
    for organisation in france[:8]:
        sent(survey, mandate_of(organisation))
    closed = close_survey(survey=survey, by=facilitator)
    publish_restitution(restitution=draft_restitution(survey=closed, by=facilitator), by=facilitator)
    draft = draft_restitution(survey=closed, by=facilitator)
    item = RestitutionItem.objects.filter(restitution=draft).first()
    posted = {
        "revision": draft.revision,
        "breakdown": "",
        "summary": "",
        f"finding-{item.pk}": "Un constat écrit à la main.",
        f"position-{item.pk}": "1",
        f"shown-{item.pk}": "on",
        "reason": "",
        "publish": "1",
    }
    address = reverse("surveys:prepare_restitution", args=[draft.pk])
    page = refused_page(client_as(facilitator), address, posted)
    assert "Un constat écrit à la main." in page
    draft.refresh_from_db()
    assert f'name="revision" value="{draft.revision}"' in page
