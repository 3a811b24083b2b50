"""A published edition is frozen everywhere: its page, its matrix and its tables are of the responses it counted."""

import io
import zipfile

import pytest
from django.utils import timezone

from interregions.common.errors import Refused
from interregions.exchange.surveys.answering.services.answering import save_answer, save_block, typed_from
from interregions.exchange.surveys.answering.services.submission import set_unnamed, submit_response
from interregions.exchange.surveys.collection.services.collection import answer_consent, close_survey
from interregions.exchange.surveys.models import Answer, Response
from interregions.exchange.surveys.questionnaires.queries.content import content_of
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import begun, opened, referents, sent

pytestmark = pytest.mark.django_db
LATE = "MOTS ARRIVÉS APRÈS"


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def waiting(people, facilitator):
    """Six sent, four who have begun and are asked whether they agree; the first edition is published."""
    survey = opened(facilitator)
    for rank, by in enumerate(people[:6]):
        sent(survey, by, {"role": "yes" if rank < 3 else "no", "avis": f"MOT{rank}"})
    for rank, by in enumerate(people[6:10]):
        begun(survey, by, {"role": "yes" if rank < 2 else "no", "avis": LATE})
    return close_survey(survey=survey, by=facilitator, partial="consented")


def publish(survey, by, reason=""):
    return publish_restitution(restitution=draft_restitution(survey=survey, by=by), by=by, reason=reason)


def read(client, edition):
    """What the page, the matrix and each table of an edition say; of an archive, what its parts say."""
    told = {}
    for ending in ("", "matrice/", "tableau.csv", "tableau.ods", "tableau.xlsx"):
        answer = client.get(f"/restitutions/{edition.pk}/{ending}")
        assert answer.status_code == 200, ending
        told[ending] = b"".join(answer.streaming_content) if answer.streaming else answer.content
        if ending.endswith(("ods", "xlsx")):
            with zipfile.ZipFile(io.BytesIO(told[ending])) as parts:
                told[ending] = b"".join(
                    parts.read(name) for name in parts.namelist() if b"docProps" not in name.encode()
                )
    return {ending: words.decode(errors="replace") for ending, words in told.items()}


def test_an_agreement_that_comes_late_is_of_the_next_edition_alone(waiting, people, facilitator, client_as):
    first, reader = publish(waiting, facilitator), client_as(people[12])
    before = read(reader, first)
    for response in Response.objects.filter(survey=waiting, status="STARTED"):
        by = next(each for each in people if each.organisation_id == response.organisation_id)
        answer_consent(response=response, agrees=True, by=by)
    assert "6 organismes lisibles" in read(reader, first)["matrice/"]
    for ending, words in read(reader, first).items():
        assert LATE not in words, ending
    for ending in ("tableau.csv", "tableau.ods"):
        assert read(reader, first)[ending] == before[ending]
    second = publish(waiting, facilitator, "Accords reçus.")
    after = read(reader, second)
    assert "10 organismes lisibles" in after["matrice/"]
    assert LATE in after["matrice/"]
    assert LATE in after["tableau.ods"]
    assert LATE not in read(reader, first)["matrice/"]


def test_a_response_left_out_is_in_no_edition_not_even_for_its_own_organisation(
    waiting, people, facilitator, client_as
):
    edition = publish(waiting, facilitator)
    own = client_as(people[6])
    assert LATE not in read(own, edition)["matrice/"]


def test_nothing_of_a_closed_survey_is_written_before_it_is_reopened(waiting, people, facilitator):
    """What lets an edition read the answers where they are: one that is sent again later leaves its matrix."""
    by, publication = people[0], publish(waiting, facilitator)
    response = Response.objects.select_related("survey", "organisation").get(
        survey=waiting, organisation=by.organisation
    )
    (block, *_) = content_of(waiting.questionnaire_id)
    variable = block.questions[0].variables[0].id
    kept = list(Answer.objects.order_by("pk").values())
    for gesture in (
        lambda: save_answer(response=response, variable_id=variable, value="no", by=by),
        lambda: save_answer(response=response, variable_id=variable, value="no", by=facilitator),
        lambda: save_block(response=response, block=block, values={variable: typed_from("no")}, by=by),
        lambda: submit_response(response=response, by=by),
        lambda: set_unnamed(response=response, unnamed=True, by=by),
    ):
        with pytest.raises(Refused):
            gesture()
    assert list(Answer.objects.order_by("pk").values()) == kept
    response.refresh_from_db()
    assert response.submitted_at <= publication.published_at <= timezone.now()
