"""One answer saved as it is typed: the response is read once, under its lock, and the page shows that reading."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from interregions.exchange.surveys.answering.queries.answers import draft_of
from interregions.exchange.surveys.answering.queries.responses import response_of
from interregions.exchange.surveys.answering.services import answering
from interregions.exchange.surveys.answering.services.delegation import delegate_block
from interregions.exchange.surveys.answering.services.submission import ask_for_visa, reopen_response, submit_response
from interregions.exchange.surveys.answering.tests.test_answering import (  # noqa: F401  fixtures
    answer,
    fill,
    open_whole_survey,
    response,
    stored,
    survey,
    variable,
)
from interregions.exchange.surveys.questionnaires.queries.content import content_of

pytestmark = pytest.mark.django_db
MOST = 12


def block_with(response, name):  # noqa: F811
    blocks = content_of(response.survey.questionnaire_id)
    return next(block for block in blocks if any(question.name == name for question in block.questions))


def autosave(client, response, name, value):  # noqa: F811
    key = variable(response, name).pk
    url = reverse("surveys:save_answer", args=[response.pk, key])
    with CaptureQueriesContext(connection) as asked:
        answered = client.post(url, {f"v{key}": value, f"r{key}": ""}, headers={"HX-Request": "true"})
    assert answered.status_code == 200
    return [each["sql"] for each in asked if not each["sql"].startswith(("SAVEPOINT", "RELEASE"))]


def test_one_answer_costs_twelve_queries_at_most(response, bretagne, client_as):  # noqa: F811
    client = client_as(bretagne)
    content_of(response.survey.questionnaire_id)  # kept once frozen
    for value in ("SRDEII", "SRDEII 2"):
        asked = autosave(client, response, "sigle", value)
        assert len(asked) + 2 <= MOST, asked  # and the two of a transaction of its own
        assert stored(response, "sigle").text == value
        assert sum('FROM "surveys_response"' in each for each in asked) <= 3  # whose it is, the lock, its content


def test_a_colleague_costs_two_more(response, bretagne, contributor, client_as):  # noqa: F811
    delegate_block(response=response, block=block_with(response, "sigle"), by=bretagne, member=contributor.member)
    content_of(response.survey.questionnaire_id)
    assert len(autosave(client_as(contributor), response, "sigle", "SRDEII")) <= MOST


def test_what_is_kept_in_memory_is_what_would_be_read_again(response, bretagne, facilitator):  # noqa: F811
    """Each kind of answer, a condition that falls and comes back, a correction after the sending."""
    fill(response, bretagne)
    submit_response(response=response, by=bretagne)
    reopen_response(response=response, reason="Un chiffre à vérifier", by=facilitator)
    for name, value in (
        ("accompagne", "non"), ("accompagne", "oui"), ("outils", ["b"]), ("budget", "12,5"), ("sigle", "Autre"),
        ("sigle", ""),
    ):  # fmt: skip
        saved = answering.save_block(
            response=response,
            block=block_with(response, name),
            values={variable(response, name).pk: answering.typed_from(value)},
            by=bretagne,
        )
        read = draft_of(response_of(response.pk))
        assert {key: shown(row) for key, row in saved.draft.rows.items()} == {
            key: shown(row) for key, row in read.rows.items()
        }, (name, value)
        assert saved.draft.response.answered == read.response.answered


def shown(row):
    given = row.given
    number = given.number.normalize() if given.number is not None else None
    return (row.id, row.state, given.codes, number, given.text, given.day, row.author, row.revision, row.source)


def test_whether_a_visa_is_awaited_is_read_with_the_response(response, bretagne):  # noqa: F811
    fill(response, bretagne)
    assert not response_of(response.pk).awaits_visa
    ask_for_visa(response=response, by=bretagne, name="Directrice", email="direction@example.org")
    assert response_of(response.pk).awaits_visa
    assert response_of(10**20) is None
