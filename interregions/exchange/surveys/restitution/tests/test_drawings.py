"""Figures are drawn as they are published, kept, and drawn again only by another version or after an erasure."""

import re

import pytest

from interregions.exchange.surveys.collection.services.collection import close_survey
from interregions.exchange.surveys.models import RestitutionItem
from interregions.exchange.surveys.restitution.queries import drawings
from interregions.exchange.surveys.restitution.services.drawings import keep_missing_drawings
from interregions.exchange.surveys.restitution.services.erasure import erase_member
from interregions.exchange.surveys.restitution.services.restitution import draft_restitution, publish_restitution
from interregions.exchange.surveys.tests.survey_builder import opened, referents, sent

pytestmark = pytest.mark.django_db
FIGURE = '<figure class="chart">'


@pytest.fixture
def people(france, mandate_of):
    return referents(france, mandate_of)


@pytest.fixture
def edition(people, facilitator):
    survey = opened(facilitator)
    for rank, by in enumerate(people[:11]):
        sent(survey, by, {"role": "yes" if rank < 7 else "no", "budget": str(rank), "avis": f"MOT{rank}"})
    survey = close_survey(survey=survey, by=facilitator)
    drafted = draft_restitution(survey=survey, by=facilitator)
    return publish_restitution(restitution=drafted, by=facilitator)


def page(client, edition):
    return client.get(edition.get_absolute_url()).content.decode()


def test_a_page_reads_the_figures_that_the_publication_drew(edition, people, client_as, monkeypatch):
    client = client_as(people[12])
    read = page(client, edition)
    assert read.count(FIGURE) == sum(item.drawing.count(FIGURE) for item in edition.items.filter(shown=True)) > 0
    monkeypatch.setattr("interregions.toolkit.charts.templatetags.charts.percentage", None)
    assert page(client, edition).count(FIGURE) == read.count(FIGURE)
    assert FIGURE in client.get(f"{edition.get_absolute_url()}?presentation=1").content.decode()


def test_what_is_kept_is_what_would_be_drawn_now(edition, people, client_as):
    client = client_as(people[12])
    kept = page(client, edition)
    RestitutionItem.objects.update(drawing="", drawn_with="")
    drawn_now = page(client, edition)
    changing = r"figure-\w+|value=\"\w+\"|\"X-CSRFToken\": \"\w+\"|\s+"
    assert re.sub(changing, "", drawn_now) == re.sub(changing, "", kept)


def test_another_version_of_the_product_draws_again_by_itself(edition, monkeypatch):
    monkeypatch.setattr(drawings, "mark", lambda: "another")
    monkeypatch.setattr("interregions.exchange.surveys.restitution.services.drawings.mark", lambda: "another")
    assert list(drawings.editions_to_draw()) == [edition]
    keep_missing_drawings()
    assert not drawings.editions_to_draw().exists()
    assert set(edition.items.filter(shown=True).values_list("drawn_with", flat=True)) == {"another"}


def test_an_erasure_leaves_no_drawing_with_a_name(edition, people, client_as):
    erase_member(people[3].member)
    assert not RestitutionItem.objects.exclude(drawing="").exists()
    assert FIGURE in page(client_as(people[12]), edition)
    keep_missing_drawings()
    assert FIGURE in "".join(edition.items.values_list("drawing", flat=True))
